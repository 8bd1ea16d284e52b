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

const has = (folder: string, name: string): boolean => {
  try {
    return lstatSync(join(folder, name), { throwIfNoEntry: false }) !== undefined;
  } catch {
    // A folder that may not be looked into has nothing for us.
    return false;
  }
};
