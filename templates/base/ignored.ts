import { folderOf } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import { ownsPath } from './owned-pattern.ts';

export const ignoreGlobs = ['**/.gitignore'];

const mostFiles = 200;
const mostLines = 2000;

interface Pattern {
  /** Folder of the file that it stands in, with a slash; empty for the root. */
  readonly below: string;
  readonly pattern: string;
  readonly negated: boolean;
}

/**
 * Whether git leaves a path out, as the .gitignore files say; the last line that matches decides. Where
 * git's index cannot be read, a file that was committed all the same cannot be told from one that only lies there.
 */
export const ignoredBy = (view: RepositoryView): ((path: string) => boolean) => {
  const patterns = view
    .glob(...ignoreGlobs)
    // Files of deeper folders come after those around them and win.
    .toSorted((a, b) => a.split('/').length - b.split('/').length)
    .slice(0, mostFiles)
    .flatMap((path) => patternsIn(view.text(path) ?? '', folderOf(path)));
  return (path) => {
    // A file that was added all the same is shared; one that was not may still be, unless git is told to ignore it.
    if (view.tracked?.(path) === true) return false;
    const last = patterns.findLast(
      ({ below, pattern }) => path.startsWith(below) && ownsPath(pattern, path.slice(below.length)),
    );
    return last !== undefined && !last.negated;
  };
};

const patternsIn = (content: string, folder: string): readonly Pattern[] =>
  content
    .split(/\r?\n/)
    .slice(0, mostLines)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({
      below: folder === '' ? '' : `${folder}/`,
      pattern: line.replace(/^!/, ''),
      negated: line.startsWith('!'),
    }));
