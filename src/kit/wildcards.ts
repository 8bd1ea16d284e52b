/**
 * Whether a name fits a pattern of `*` (any characters) and `?` (one). Matching is by hand, two pointers with one way back:
 * a regular expression made from a stranger's pattern could take for ever.
 */
export const nameMatches = (pattern: string, name: string): boolean => {
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

/** Whether a path fits a pattern of names with wildcards, in which `**` stands for any number of folders. At most pattern × path steps. */
export const pathMatches = (pattern: string, path: string): boolean => {
  const segments = path.split('/');
  let reach = new Set([0]);
  for (const wanted of pattern.split('/')) {
    const next = new Set<number>();
    for (const from of reach) {
      if (wanted === '**') for (let to = from; to <= segments.length; to += 1) next.add(to);
      else if (from < segments.length && nameMatches(wanted, segments[from] ?? '')) next.add(from + 1);
    }
    if (next.size === 0) return false;
    reach = next;
  }
  return reach.has(segments.length);
};
