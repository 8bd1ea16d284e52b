import { lstatSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** What only the root of a repository has. */
const marks = ['.git', '.create-service'];

/** The repository that a folder belongs to; a folder with a descriptor counts where there is no other sign. Undefined outside of any. */
export function repositoryRoot(from: string): string | undefined {
  const start = resolve(from);
  for (let folder = start; ; folder = dirname(folder)) {
    if (marks.some((mark) => has(folder, mark))) return folder;
    if (dirname(folder) === folder) break;
  }
  return has(start, 'catalog-info.yaml') ? start : undefined;
}

/** Whether a folder is what git keeps of a repository: a bare one, or the `.git` of another. Three names alone may be anybody's. */
export const isStore = (folder: string): boolean =>
  ['HEAD', 'config', 'objects', 'refs'].every((name) => has(folder, name));

/**
 * The way up to the repository that a folder is a part of, such as `../..`. Hosts read workflows and code owners at its root alone,
 * so a folder that looks like a repository of its own may be judged by what nobody runs.
 */
export function repositoryAround(place: string): string | undefined {
  let way = '';
  for (let folder = place; !has(folder, '.git'); folder = dirname(folder)) {
    if (dirname(folder) === folder) return undefined;
    way = way === '' ? '..' : `${way}/..`;
  }
  return way === '' ? undefined : way;
}

const has = (folder: string, name: string): boolean => {
  try {
    return lstatSync(join(folder, name), { throwIfNoEntry: false }) !== undefined;
  } catch {
    // A folder that may not be looked into has nothing for us.
    return false;
  }
};
