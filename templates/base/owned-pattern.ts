import { endsOf, pathMatches } from '../../src/kit/index.ts';

/**
 * Whether a pattern of a code owners file of GitLab names a path. There, what does not begin with a slash stands at any depth,
 * and a folder is named by a slash at its end.
 */
export const gitlabOwnsPath = (pattern: string, path: string): boolean => {
  const rooted = pattern.startsWith('/') ? pattern.slice(1) : `**/${pattern}`;
  const below = rooted.endsWith('/') ? `${rooted}**/*` : rooted;
  // At the end, two stars are as good as one.
  return pathMatches(below.replace(/(^|\/)\*\*$/, '$1*'), path);
};

/**
 * Whether a pattern of a code owners file of GitHub names a path. The grammar is that of .gitignore without negation. Matching is
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
  return [...endsOf(full, segments)].some((end) => (end === segments.length ? !directory : folderToo && end > 0));
};
