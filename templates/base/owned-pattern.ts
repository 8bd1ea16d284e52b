/**
 * Whether a pattern of a code owners file names a path. The grammar is that of .gitignore without negation. Matching is
 * by hand: a regular expression made from a stranger's pattern could take for ever.
 */
export const ownsPath = (pattern: string, path: string): boolean => {
  const anchored = pattern.slice(0, -1).includes('/');
  const directory = pattern.endsWith('/');
  const wanted = pattern.split('/').filter((segment) => segment !== '');
  const segments = path.split('/');
  if (wanted.length === 0) return false;
  const full = anchored ? wanted : ['**', ...wanted];
  // A name stands for a folder and all below it; `docs/*` for the files of one folder only.
  const folderToo = directory || !(anchored && wanted.at(-1) === '*');
  return matches(full, segments, folderToo, directory);
};

/** Dynamic programming over both lists: at most pattern × path steps, whatever the pattern is. */
const matches = (pattern: readonly string[], path: readonly string[], prefix: boolean, directory: boolean): boolean => {
  let reach = new Set([0]);
  for (const [index, segment] of pattern.entries()) {
    const last = index === pattern.length - 1;
    const next = new Set<number>();
    for (const from of reach) {
      if (segment === '**') for (let to = from; to <= path.length; to += 1) next.add(to);
      else if (from < path.length && fits(segment, path[from] ?? '')) next.add(from + 1);
    }
    if (next.size === 0) return false;
    reach = next;
    if (last) return [...reach].some((end) => (end === path.length ? !directory : prefix && end > 0));
  }
  return false;
};

/** One segment against one name: `*` any characters, `?` one. Two pointers with one way back: linear times the stars. */
const fits = (pattern: string, name: string): boolean => {
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
