import { joinPath } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';

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

/** Where a service keeps what every service has: in its own folder, and at the root of the repository. */
export const homesOf = ({ service: { root } }: RepositoryView): readonly string[] =>
  root === '' ? [''] : [`${root}/`, ''];

/** Globs for a file in the folder of any service. */
export const anywhere = (globs: readonly string[]): readonly string[] => globs.flatMap((glob) => [glob, `**/${glob}`]);

/** The paths that match in any home of the service. */
export const globHomes = (view: RepositoryView, globs: readonly string[]): readonly string[] => [
  ...new Set(homesOf(view).flatMap((home) => view.glob(...globs.map((glob) => `${home}${glob}`)))),
];

/** The first of some wanted paths in the service's own folder, else at the root. */
export const nearest = (view: RepositoryView, wanted: readonly string[]): string | undefined => {
  for (const home of homesOf(view)) {
    const found = firstOf(
      view.paths,
      wanted.map((path) => `${home}${path}`),
    );
    if (found !== undefined) return found;
  }
  return undefined;
};

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
