import { joinPath } from '../../src/kit/index.ts';

/** A text that is not blank, trimmed; a number as text; otherwise null. */
export const text = (value: unknown): string | null => {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
};

/** The last segment of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A relative path from a folder, without `.` and `..`; null when it leads outside of the repository. */
export const join = (folder: string, path: string): string | null =>
  joinPath(path.startsWith('/') ? '' : folder, path) ?? null;

/** The first of some wanted paths that the repository has; names are compared without regard to case, as people write them. */
export const firstOf = (paths: readonly string[], wanted: readonly string[]): string | undefined => {
  const ranks = new Map(wanted.map((path, rank) => [path.toLowerCase(), rank]));
  const longest = Math.max(...wanted.map((path) => path.length));
  let best: { readonly path: string; readonly rank: number } | undefined;
  for (const path of paths) {
    // Lower case of every path would be most of the work.
    const rank = path.length > longest ? undefined : ranks.get(path.toLowerCase());
    if (rank !== undefined && (best === undefined || rank < best.rank)) best = { path, rank };
  }
  return best?.path;
};
