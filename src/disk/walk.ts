import { isUtf8 } from 'node:buffer';
import { readdirSync, type Dirent } from 'node:fs';
import { pendingFolder } from './pending.ts';
import { whyFailed } from './fs-error.ts';

/** Something that an audit did not see. */
export interface Skipped {
  readonly path: string;
  /** A clause: why. */
  readonly reason: string;
  /** True when a verdict could be wrong for it (unreadable, over a limit); false when it is left out on purpose. */
  readonly incomplete: boolean;
  /** Set where it is not known what stands below the path. */
  readonly unlisted?: true;
  /** Set where it is a repository of its own. */
  readonly nested?: true;
}

/** Folders that hold what tools made or fetched, by name, at any depth. Their names say enough: nothing asks git or reads .gitignore. */
export const leftOut: Readonly<Record<string, string>> = {
  '.git': "git's own folder",
  '.hg': "Mercurial's own folder",
  '.svn': "Subversion's own folder",
  [pendingFolder]: 'what an interrupted run left',
  node_modules: 'installed packages',
  bower_components: 'installed packages',
  '.venv': 'installed packages',
  '.terraform': 'installed providers',
  dist: 'build output',
  coverage: 'test output',
  '.nyc_output': 'test output',
  'cdk.out': 'build output',
  '.next': 'build output',
  '.turbo': 'build cache',
  '.gradle': 'build cache',
  __pycache__: 'build cache',
};

const kindOf = (entry: Dirent): string => {
  if (entry.isSymbolicLink()) return 'a symbolic link, which is not followed';
  if (entry.isFIFO()) return 'a pipe';
  if (entry.isSocket()) return 'a socket';
  return 'a device';
};

/** Names that are not UTF-8 come back with replacement characters, so that nothing could be opened by them. */
function unreadableNames(folder: string): ReadonlySet<string> {
  const names = readdirSync(folder, { encoding: 'buffer' });
  return new Set(names.filter((name) => !isUtf8(name)).map(String));
}

const maxFolders = 100_000;

const cutAt = (most: string): Skipped => ({
  path: '.',
  reason: `more than ${most}: the rest was not listed`,
  incomplete: true,
  unlisted: true,
});

export interface Walked {
  /** Paths of regular files below the root, sorted by code unit, with forward slashes. */
  readonly paths: readonly string[];
  readonly skipped: readonly Skipped[];
}

/** What is left out of a listing. */
interface LeavingOut {
  /** Why a folder is, by its name and path; undefined when it is not. */
  why(name: string, path: string): string | undefined;
  /** For the name of a folder that is left out, the names of the files below it that are listed all the same. */
  readonly partly?: Readonly<Record<string, RegExp>> | undefined;
  /** Whether a folder below the root, in which something is called `.git`, is a repository of its own. */
  isNested(folder: string): boolean;
}

/**
 * Lists the regular files below a folder. Follows no symbolic link, runs nothing, and never throws: what it cannot list is in `skipped`.
 */
export function walk(root: string, maxFiles: number, { why, partly = {}, isNested }: LeavingOut): Walked {
  const paths: string[] = [];
  const skipped: Skipped[] = [];
  const folders = [''];
  const wanted = new Map<string, RegExp>();
  let listed = 0;
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    listed += 1;
    if (listed > maxFolders) {
      skipped.push(cutAt(`${maxFolders} folders`));
      break;
    }
    const place = folder === '' ? root : `${root}/${folder}`;
    let entries: Dirent[];
    let odd: ReadonlySet<string> = new Set();
    try {
      entries = readdirSync(place, { withFileTypes: true });
      if (entries.some(({ name }) => name.includes('\uFFFD'))) odd = unreadableNames(place);
    } catch (error) {
      const reason = `cannot be listed: ${whyFailed(error)}`;
      skipped.push({ path: folder || '.', reason, incomplete: true, unlisted: true });
      continue;
    }
    if (folder !== '' && entries.some(({ name }) => name === '.git') && isNested(folder)) {
      skipped.push({ path: folder, reason: 'a repository of its own', incomplete: false, nested: true });
      continue;
    }
    for (const entry of entries) {
      const { name } = entry;
      const path = folder === '' ? name : `${folder}/${name}`;
      if (odd.has(name)) {
        skipped.push({ path, reason: 'its name is not valid UTF-8', incomplete: true });
      } else if (entry.isFile()) {
        // Submodules and linked work trees have a file of this name.
        if (name === '.git' || !(wanted.get(folder)?.test(name) ?? true)) continue;
        if (paths.length >= maxFiles) {
          skipped.push(cutAt(`${maxFiles} files`));
          return { paths: paths.sort(), skipped: inOrder(skipped) };
        }
        paths.push(path);
      } else if (entry.isDirectory()) {
        const reason = why(name, path);
        const named = Object.hasOwn(partly, name) ? partly[name] : undefined;
        const some = named ?? (reason === undefined ? wanted.get(folder) : undefined);
        if (some) wanted.set(path, some);
        if (reason === undefined || some) folders.push(path);
        if (reason !== undefined) skipped.push({ path, reason, incomplete: false });
      } else {
        skipped.push({ path, reason: kindOf(entry), incomplete: false });
      }
    }
  }
  return { paths: paths.sort(), skipped: inOrder(skipped) };
}

const inOrder = (skipped: Skipped[]): Skipped[] =>
  skipped.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
