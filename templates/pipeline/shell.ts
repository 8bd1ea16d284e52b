/** One simple command of a shell program. */
export interface Command {
  readonly words: readonly string[];
  /** Whether the program goes on as if nothing were when it fails. */
  readonly swallowed: boolean;
}

const keywords: ReadonlySet<string> = new Set([
  'if',
  'then',
  'elif',
  'else',
  'while',
  'until',
  'do',
  '!',
  'time',
  'exec',
  'sudo',
  'command',
  '{',
  '(',
]);
const longest = 20_000;

interface Piece {
  readonly words: readonly string[];
  /** What stands after it: `&&`, `||`, `|`, `;` or a line end. */
  readonly end: string;
}

/** How a shell takes failures. */
export interface ShellOptions {
  /** Whether a failure inside of a pipe fails the pipe. */
  readonly pipefail: boolean;
  /** Whether a command that fails ends the program. */
  readonly errexit: boolean;
}

/**
 * Takes a shell program apart into its simple commands. Good enough to tell what a build script runs; not a shell:
 * functions and substitutions are read as if they were commands of their own.
 */
export function commandsOf(program: string, options: ShellOptions): readonly Command[] {
  const text = program.slice(0, longest);
  const pieces = piecesOf(withoutDocuments(text));
  // Whoever looks at the status, or exits, handles failures in a way that is not followed here.
  const handles = /\$\?|PIPESTATUS|\bexit\b|\btrap\b/.test(text);
  let { pipefail, errexit } = options;
  return pieces.flatMap(({ words, end }, index) => {
    if (words[0] === 'set') {
      if (words.includes('pipefail')) pipefail = words.some((word) => /^-\w*o$/.test(word));
      if (words.some((word) => /^[-+]\w{0,40}e\w{0,40}$/.test(word) || word === 'errexit'))
        errexit = words.some((word) => /^-\w*[eo]/.test(word));
    }
    const next = pieces[index + 1]?.words.join(' ') ?? '';
    const swallowed =
      (end === '||' && /^(?:true|:|exit 0|echo\b.*)$/.test(next)) ||
      (end === '|' && !pipefail && !handles) ||
      (/^[;\n]$/.test(end) && !errexit && !handles && index < pieces.length - 1);
    const bare = isBracket(words) ? words : withoutPrefix(words);
    return bare.length > 0 ? [{ words: bare, swallowed }] : [];
  });
}

/** Whether it only begins or ends a subshell, which leaves the folder of its shell as it was. */
const isBracket = (words: readonly string[]): boolean => words.length === 1 && /^[()]$/.test(words[0] ?? '');

/** Drops here-documents: what they hold is data of the command before. */
function withoutDocuments(program: string): string {
  if (!program.includes('<<')) return program;
  const kept: string[] = [];
  let end: string | undefined;
  for (const line of program.split('\n')) {
    if (end !== undefined) {
      if (line.trim() === end) end = undefined;
      continue;
    }
    kept.push(line);
    end = /(?<!<)<<-?\s?["']?([A-Za-z_]\w{0,40})["']?/.exec(line.slice(0, 1000))?.[1];
  }
  return kept.join('\n');
}

/** Drops keywords and variables set for one command. */
function withoutPrefix(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => !keywords.has(word) && !/^[A-Za-z_]\w*=/.test(word));
  return first < 0 ? [] : words.slice(first);
}

function piecesOf(program: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let words: string[] = [];
  let word: string | undefined;
  let quote = '';
  // Quotes around a substitution that is being read.
  const around: string[] = [];
  const endWord = (): void => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endPiece = (end: string): void => {
    endWord();
    if (words.length > 0) pieces.push({ words, end });
    words = [];
  };
  for (let index = 0; index < program.length; index += 1) {
    const char = program[index] as string;
    const next = program[index + 1];
    if (char === '$' && next === '(' && quote !== "'") {
      endPiece('$(');
      pieces.push({ words: ['('], end: '(' });
      around.push(quote);
      quote = '';
      index += 1;
    } else if (quote !== '') {
      if (char === quote) quote = '';
      else if (char === '\\' && quote === '"' && next !== undefined) {
        word = (word ?? '') + next;
        index += 1;
      } else word = (word ?? '') + char;
    } else if (char === '(' && word === undefined && words.every((each) => keywords.has(each))) {
      words = [];
      pieces.push({ words: ['('], end: '(' });
      around.push('');
    } else if (char === ')') {
      endPiece(char);
      const open = around.pop();
      if (open !== undefined) pieces.push({ words: [')'], end: ')' });
      quote = open ?? '';
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (char === '\\' && next !== undefined) {
      if (next !== '\n') word = (word ?? '') + next;
      index += 1;
    } else if (char === '#' && word === undefined) {
      while (index + 1 < program.length && program[index + 1] !== '\n') index += 1;
    } else if (char === '\n' || char === ';') endPiece(char);
    else if ((char === '&' || char === '|') && next === char) {
      endPiece(char + next);
      index += 1;
    } else if (char === '|') endPiece(char);
    else if (char === ' ' || char === '\t' || char === '\r') endWord();
    else word = (word ?? '') + char;
  }
  endPiece('\n');
  return pieces;
}
