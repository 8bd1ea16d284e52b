/** One instruction of a Dockerfile, continuation lines joined. */
export interface Instruction {
  /** In upper case. */
  readonly name: string;
  /** `--platform=...`, `--from=...` and the like, that come first. */
  readonly flags: readonly string[];
  /** Everything behind name and flags, on one line; heredoc bodies follow their opening. */
  readonly args: string;
  /** 1-based. */
  readonly line: number;
  readonly endLine: number;
}

/**
 * The instructions of a Dockerfile: comments and parser directives left out, escapes at line ends joined (backslash, or the
 * character of the `escape` directive), heredocs taken as part of their instruction. Never throws.
 */
export const instructionsOf = (source: string): readonly Instruction[] => {
  const lines = source.split(/\r?\n/);
  const escape = escapeOf(lines);
  const instructions: Instruction[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    if (isSkipped(lines[index])) continue;
    const start = index;
    const parts: string[] = [];
    for (; index < lines.length; index += 1) {
      const line = lines[index] ?? '';
      // Comments and blank lines may stand between continued lines.
      if (index > start && isSkipped(line)) continue;
      const trimmed = line.trim();
      const continues = trimmed.endsWith(escape);
      parts.push(continues ? trimmed.slice(0, -1).trim() : trimmed);
      if (!continues) break;
    }
    const words = parts.filter((part) => part !== '').join(' ');
    const body = heredocBody(words, lines, index + 1);
    index += body.length;
    const [name = '', ...rest] = words.split(/\s+/);
    const end = rest.findIndex((word) => !word.startsWith('--'));
    const flags = rest.slice(0, Math.min(end === -1 ? rest.length : end, flagsAtMost));
    instructions.push({
      name: name.toUpperCase(),
      flags,
      args: [behind(words, 1 + flags.length), ...body].join('\n'),
      line: start + 1,
      endLine: Math.min(index + 1, lines.length),
    });
  }
  return instructions;
};

const flagsAtMost = 20;

/** Directives for the parser stand before everything else, comments included. */
const escapeOf = (lines: readonly string[]): string => {
  for (const line of lines) {
    const [, name, value] = /^#[ \t]*(\w+)[ \t]*=[ \t]*(\S+)/.exec(line) ?? [];
    if (name === undefined) return '\\';
    if (name.toLowerCase() === 'escape') return value === '`' ? '`' : '\\';
  }
  return '\\';
};

/** The text behind so many words. */
const behind = (text: string, words: number): string => {
  let rest = text;
  for (let index = 0; index < words; index += 1) rest = rest.replace(/^\S+\s*/, '');
  return rest;
};

/** What ONBUILD will run in another build. */
export const triggerOf = (instruction: Instruction): Instruction =>
  instruction.name === 'ONBUILD'
    ? {
        ...instruction,
        name: (instruction.args.split(/\s+/, 1)[0] ?? '').toUpperCase(),
        args: behind(instruction.args, 1),
      }
    : instruction;

const isSkipped = (line: string | undefined): boolean => /^\s*(?:#|$)/.test(line ?? '');

/** Lines from `from` up to and including the ends of the heredocs that the words open. */
const heredocBody = (words: string, lines: readonly string[], from: number): readonly string[] => {
  if (!/^(?:RUN|COPY|ADD)\b/i.test(words)) return [];
  let end = from;
  for (const [, strip, name] of words.matchAll(/<<(-?)["']?([A-Za-z_][A-Za-z0-9_]*)["']?/g)) {
    const isEnd = (line: string): boolean => (strip ? line.replace(/^\t+/, '') : line) === name;
    const found = lines.findIndex((line, index) => index >= end && isEnd(line));
    if (found === -1) return lines.slice(from);
    end = found + 1;
  }
  return lines.slice(from, end);
};

/** The value of an exec form (`["node", "main.js"]`); undefined for the shell form. */
export const execForm = (args: string): readonly string[] | undefined => {
  if (!args.trimStart().startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(args);
    return Array.isArray(value) && value.every((item) => typeof item === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
};

/** Replaces `$NAME`, `${NAME}` and `${NAME:-default}` by the defaults of build arguments; unknown names stay. */
export const substitute = (text: string, values: ReadonlyMap<string, string>): string =>
  text.replaceAll(/\$(?:\{([A-Za-z_]\w*)(?::-([^}]*))?\}|([A-Za-z_]\w*))/g, (whole, braced, fallback, bare) => {
    const value = values.get(String(braced ?? bare));
    return value ?? (typeof fallback === 'string' ? fallback : String(whole));
  });
