/** Where something stands in a text: 1-based; columns count UTF-16 units, and the end column is exclusive. */
export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

const trailing = /[\s,]+$/;

/** The range of a span of offsets, cut at the end of its first line: a finding points at something, it does not paint pages. */
export const rangeOf = (text: string, start: number, end: number): Range => {
  // From -1, lastIndexOf would look at the first character.
  const lineStart = start === 0 ? 0 : text.lastIndexOf('\n', start - 1) + 1;
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < lineStart; at = text.indexOf('\n', at + 1)) line += 1;
  const lineEnd = text.indexOf('\n', start);
  const shown = text.slice(start, lineEnd === -1 ? end : Math.min(end, lineEnd)).replace(trailing, '');
  const column = start - lineStart + 1;
  return { line, column, endLine: line, endColumn: column + Math.max(shown.length, 1) };
};
