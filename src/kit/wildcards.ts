/**
 * Whether a name fits a pattern of `*` (any characters) and `?` (one). Matching is by hand, two pointers with one way back:
 * a regular expression made from a stranger's pattern could take for ever.
 */
export const nameMatches = (pattern: ArrayLike<string>, name: ArrayLike<string>): boolean => {
  let [p, n, star, mark] = [0, 0, -1, 0];
  while (n < name.length) {
    if (pattern[p] === '*') [star, mark, p] = [p, n, p + 1];
    else if (pattern[p] === '?' || (p < pattern.length && pattern[p] === name[n])) [p, n] = [p + 1, n + 1];
    else if (star !== -1) [p, mark, n] = [star + 1, mark + 1, mark + 1];
    else return false;
  }
  while (pattern[p] === '*') p += 1;
  return p === pattern.length;
};

/** The first that was added, since they are added in order. */
const least = (ends: ReadonlySet<number>): number => ends.values().next().value ?? 0;

/**
 * After how many segments of a path a pattern can end, in which `**` stands for any number of segments. At most pattern × path
 * comparisons, whatever the pattern is.
 *
 * @param matches whether a segment of the pattern fits one of the path
 */
export const endsOf = (
  pattern: readonly string[],
  path: readonly string[],
  matches: (wanted: string, segment: string) => boolean = nameMatches,
): ReadonlySet<number> => {
  let reach: ReadonlySet<number> = new Set([0]);
  for (const wanted of pattern) {
    const next = new Set<number>();
    if (wanted === '**') for (let to = least(reach); to <= path.length; to += 1) next.add(to);
    else for (const from of reach) if (from < path.length && matches(wanted, path[from] ?? '')) next.add(from + 1);
    if (next.size === 0) return next;
    reach = next;
  }
  return reach;
};

/** Whether a path fits a pattern of names with wildcards, in which `**` stands for any number of folders. */
export const pathMatches = (pattern: string, path: string, matches?: Parameters<typeof endsOf>[2]): boolean => {
  const segments = path.split('/');
  return endsOf(pattern.split('/'), segments, matches).has(segments.length);
};
