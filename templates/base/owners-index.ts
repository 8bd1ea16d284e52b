import { gitlabOwnsPath, ownsPath } from './owned-pattern.ts';

/** A line that a path is compared with. */
export interface Line {
  readonly pattern: string;
}

/** The lines that name a path, the last one first. */
export type Matching<Entry extends Line> = (path: string) => Iterable<Entry>;

/** Lines by the first name of their pattern, so that a path is compared only with those that may name it. */
export const indexLines = <Entry extends Line>(
  entries: readonly Entry[],
  host: 'github' | 'gitlab',
): Matching<Entry> => {
  const owns = host === 'gitlab' ? gitlabOwnsPath : ownsPath;
  const loose: number[] = [];
  const parts = entries.map(({ pattern }) => longestPart(pattern));
  const byName = new Map<string, number[]>();
  for (const [at, { pattern }] of entries.entries()) {
    const name = firstName(pattern);
    const known = name === undefined ? loose : byName.get(name);
    if (known !== undefined) known.push(at);
    else if (name !== undefined) byName.set(name, [at]);
  }
  return function* matching(path) {
    const lists = [loose, ...[...new Set(path.split('/'))].map((segment) => byName.get(segment) ?? [])];
    const near = lists.flatMap((list) => list.filter((at) => path.includes(parts[at] ?? '')));
    for (const at of near.toSorted((one, other) => other - one)) {
      const entry = entries[at];
      if (entry !== undefined && owns(entry.pattern, path)) yield entry;
    }
  };
};

/** What a path must contain to fit: looking for it costs a fraction of the comparison. */
const longestPart = (pattern: string): string =>
  pattern.split(/[*?\\/]+/).reduce((longest, part) => (part.length > longest.length ? part : longest), '');

/** The first name that a path must have for the pattern to fit; undefined where a wildcard comes first. */
const firstName = (pattern: string): string | undefined => {
  const name = pattern.split('/').find((segment) => segment !== '' && segment !== '**');
  return name === undefined || /[*?\\]/.test(name) ? undefined : name;
};
