/** Where something stands in a text: 1-based; columns count UTF-16 units, and the end column is exclusive. */
export interface Range {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

const trailing = /(?<![\s,])[\s,]+$/;
const longest = 1000;

/** Where each line of a text begins. */
const startsOf = (text: string): readonly number[] => {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
};

/** Which line an offset is in, 0-based. */
const lineAt = (starts: readonly number[], offset: number): number => {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
};

/**
 * Gives the ranges of spans of offsets in a text, each cut at the end of its first line: a finding points at something, it does not
 * paint pages.
 */
export const rangesIn = (text: string): ((start: number, end: number) => Range) => {
  const starts = startsOf(text);
  return (start, end) => {
    const line = lineAt(starts, start);
    const next = starts[line + 1];
    // A line may be a megabyte long, and nobody needs to know more than where something begins in it.
    const last = Math.min(end, next === undefined ? text.length : next - 1, start + longest);
    const shown = text.slice(start, last).replace(trailing, '');
    const column = start - (starts[line] ?? 0) + 1;
    return { line: line + 1, column, endLine: line + 1, endColumn: column + Math.max(shown.length, 1) };
  };
};
