import type { At } from './at.ts';

/** What ends a line of a program, as its standard says. */
const lineEnd = /\r\n?|[\n\u2028\u2029]/g;

/**
 * Tells places in a text from offsets. All nodes of a tree share one in place of their `loc`: places of their own, three objects
 * for each, are half of the memory of a tree, and few are asked for.
 */
export interface Lines {
  /** The place from one offset to another: 1-based, the end column exclusive. */
  placeOf(path: string, start: number, end: number): At;
}

/** The text is looked through when the first place is asked for. */
export const linesOf = (text: string): Lines => {
  let known: readonly number[] | undefined;
  const starts = (): readonly number[] =>
    (known ??= [0, ...Array.from(text.matchAll(lineEnd), ({ 0: end, index }) => index + end.length)]);
  const lineAt = (offset: number): number => {
    let [low, high] = [0, starts().length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts()[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
  const spot = (offset: number): readonly [line: number, column: number] => {
    const line = lineAt(offset);
    return [line + 1, offset - (starts()[line] ?? 0) + 1];
  };
  return {
    placeOf: (path, start, end) => {
      const [[line, column], [endLine, endColumn]] = [spot(start), spot(end)];
      return { path, line, column, endLine, endColumn };
    },
  };
};
