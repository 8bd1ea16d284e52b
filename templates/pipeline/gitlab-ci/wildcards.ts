/**
 * Paths by GitLab's globs: `*` and `?` within a folder, `**` for any number of folders, `{a,b}`. Own code, since the patterns are a
 * stranger's: this takes no more than the product of both lengths, whatever they say.
 */
export function matchesGlob(pattern: string, path: string): boolean {
  return alternatives(pattern.slice(0, 300)).some((plain) => matchesFolders(plain.split('/'), path.split('/')));
}

export const isGlob = (pattern: string): boolean => /[*?{[]/.test(pattern);

const most = 50;

/** What braces stand for, each written out. */
function alternatives(pattern: string): readonly string[] {
  const open: string[] = [pattern];
  const found: string[] = [];
  for (let next = open.pop(); next !== undefined && found.length < most; next = open.pop()) {
    const close = next.indexOf('}');
    const start = close < 0 ? -1 : next.lastIndexOf('{', close);
    if (start < 0) found.push(next);
    else if (open.length < most) {
      const [before, inner, after] = [next.slice(0, start), next.slice(start + 1, close), next.slice(close + 1)];
      open.push(...inner.split(',').map((part) => `${before}${part}${after}`));
    }
  }
  return found;
}

function matchesFolders(pattern: readonly string[], path: readonly string[]): boolean {
  return wild(pattern, path, (part) => part === '**', matchesName);
}

const matchesName = (pattern: string, name: string): boolean =>
  wild(
    [...pattern],
    [...name],
    (part) => part === '*',
    (part, char) => part === '?' || part === char,
  );

/** Matches by going back to the last wildcard only, which is enough for wildcards that match anything. */
function wild<Part>(
  pattern: readonly Part[],
  items: readonly Part[],
  isAny: (part: Part) => boolean,
  matches: (part: Part, item: Part) => boolean,
): boolean {
  let [at, item, back, mark] = [0, 0, -1, 0];
  while (item < items.length) {
    const part = pattern[at];
    if (part !== undefined && isAny(part)) {
      [back, mark] = [at, item];
      at += 1;
    } else if (part !== undefined && matches(part, items[item] as Part)) {
      at += 1;
      item += 1;
    } else if (back >= 0) {
      at = back + 1;
      mark += 1;
      item = mark;
    } else return false;
  }
  return pattern.slice(at).every(isAny);
}
