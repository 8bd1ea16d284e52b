import type { HclExpression } from './hcl-tree.ts';

type Part = string | HclExpression;

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** A stretch of a quoted text with its escapes resolved. */
export const unquote = (raw: string): string =>
  unescapeMarks(
    raw.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/gs, (whole: string, short, long, one: string) => {
      const code = Number.parseInt((short as string | undefined) ?? (long as string | undefined) ?? '', 16);
      if (one !== undefined) return escapes[one] ?? whole;
      return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '\u{fffd}';
    }),
  );

/** `$${` and `%%{` stand for the marks themselves. */
export const unescapeMarks = (raw: string): string => raw.replace(/([$%])\1\{/g, '$1{');

/** Removes the indentation that all lines of a heredoc have in common (`<<-`). */
export const unindent = (parts: readonly Part[]): readonly Part[] => {
  let common = Number.POSITIVE_INFINITY;
  parts.forEach((part, index) => {
    if (typeof part !== 'string') {
      // An interpolation right at the beginning of the text has no indentation.
      if (index === 0) common = 0;
      return;
    }
    const last = index === parts.length - 1;
    const lines = part.split('\n');
    lines.forEach((line, number) => {
      if (number === 0 && index > 0) return;
      const blank = line.trim() === '';
      // What stands before an interpolation counts even when it is blank.
      if (blank && (number < lines.length - 1 || last)) return;
      common = Math.min(common, line.length - line.trimStart().length);
    });
  });
  if (!Number.isFinite(common) || common === 0) return parts;
  return parts.map((part, index) =>
    typeof part === 'string'
      ? part
          .split('\n')
          .map((line, number) => (number === 0 && index > 0 ? line : line.slice(Math.min(common, indentOf(line)))))
          .join('\n')
      : part,
  );
};

const indentOf = (line: string): number => line.length - line.trimStart().length;

/** Joins what stands side by side: the text itself where nothing is computed. */
export const templateOf = (
  parts: readonly Part[],
): { kind: 'literal'; value: string } | { kind: 'template'; parts: readonly Part[] } => {
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part === '') continue;
    if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part;
    else joined.push(part);
  }
  const [first = ''] = joined;
  if (joined.length <= 1 && typeof first === 'string') return { kind: 'literal', value: first };
  return { kind: 'template', parts: joined };
};
