import { lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SafePath } from '../plan/types.ts';
import { errorCode } from './fs-error.ts';

/** The folders above a path inside the root, outermost first: `a/b/c.txt` gives `a`, `a/b`. */
export function foldersAbove(path: SafePath): SafePath[] {
  const folders: SafePath[] = [];
  for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
    folders.push(path.slice(0, end) as SafePath);
  }
  return folders;
}

export type Way = { readonly state: 'free' | 'missing' } | { readonly state: 'blocked'; readonly reason: string };

/**
 * Looks whether a folder inside the root is a real folder all the way down, so that nothing below it can lead out of the root.
 * Keeps what it found: one look per folder. Guards against what lies there, not against a folder swapped at the same moment.
 */
export function wayFinder(root: string): (folder: SafePath) => Way {
  const known = new Map<string, Way>();
  const look = (folder: SafePath): Way => {
    const cut = folder.lastIndexOf('/');
    const above = cut === -1 ? undefined : find(folder.slice(0, cut) as SafePath);
    if (above !== undefined && above.state !== 'free') return above;
    let stat;
    try {
      stat = lstatSync(join(root, folder), { throwIfNoEntry: false });
    } catch (error) {
      if (errorCode(error) === 'ENOTDIR') return { state: 'blocked', reason: `${folder} is not below a folder` };
      throw error;
    }
    if (stat === undefined) return { state: 'missing' };
    if (stat.isSymbolicLink()) return { state: 'blocked', reason: `${folder} is a symbolic link` };
    if (!stat.isDirectory()) return { state: 'blocked', reason: `${folder} is a file, not a folder` };
    return { state: 'free' };
  };
  const find = (folder: SafePath): Way => {
    let way = known.get(folder);
    if (way === undefined) known.set(folder, (way = look(folder)));
    return way;
  };
  return find;
}

/** The way to the folder that holds a file of the root. */
export function wayTo(path: SafePath, find: (folder: SafePath) => Way): Way {
  const folder = dirname(path);
  return folder === '.' ? { state: 'free' } : find(folder as SafePath);
}
