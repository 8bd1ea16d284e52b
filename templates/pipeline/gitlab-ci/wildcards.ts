import { nameMatches, pathMatches } from '../../../src/kit/index.ts';

/**
 * Paths by GitLab's globs: `*` and `?` within a folder, `**` for any number of folders, `{a,b}`. Own code, since the patterns are a
 * stranger's: this takes no more than the product of both lengths, whatever they say.
 */
export function matchesGlob(pattern: string, path: string): boolean {
  return alternatives(pattern.slice(0, 300)).some((plain) => pathMatches(plain, path, matchesName));
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

// By characters: `?` takes one whole that has two units, such as an emoji.
const matchesName = (pattern: string, name: string): boolean => nameMatches([...pattern], [...name]);
