import { lstatSync, realpathSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import type { Index } from './git-index.ts';
import { readBelow } from './read-below.ts';

const longestPointer = 4096;

/** Whether git would take a folder below the root for its own: the one of a repository, or that of a linked work tree. */
const isGitFolder = (root: string, path: string): boolean => {
  const head = readBelow(root, `${path}/HEAD`, 1000)?.toString('latin1') ?? '';
  if (!/^(?:ref: refs\/|[0-9a-f]{40})/.test(head)) return false;
  const isFolder = (name: string): boolean =>
    lstatSync(join(root, path, name), { throwIfNoEntry: false })?.isDirectory() ?? false;
  return (
    readBelow(root, `${path}/commondir`, longestPointer) !== undefined || (isFolder('objects') && isFolder('refs'))
  );
};

/** Where the file leads that submodules and linked work trees have in place of a folder; undefined for a place outside of the root. */
const ledTo = (root: string, folder: string, pointer: string): string | undefined => {
  const to = /^gitdir: (.+?)\n?$/.exec(pointer)?.[1];
  if (to === undefined) return undefined;
  const place = resolve(root, folder, to);
  // Git writes the real path of a work tree, which may be another than the one that the root was named by.
  const ways = [root, realpathSync(root)].map((from) => relative(from, place).replaceAll('\\', '/'));
  return ways.find((way) => way !== '' && !/^(?:\.\.(?:\/|$)|\/|[A-Za-z]:)/.test(way));
};

/**
 * Tells of a folder with something called `.git` whether it is a repository of its own: no host shows its files as those of the one
 * around. A name alone must not hide anything from an audit: git has to take it for a repository, and to have no file of it in
 * the index of the one around. Where that has no index that can be read, its folders are its own.
 */
export const nestedIn =
  (root: string, index: Index) =>
  (folder: string): boolean => {
    if (index.hasBelow(folder) !== false) return false;
    try {
      const pointer = readBelow(root, `${folder}/.git`, longestPointer)?.toString('utf8');
      const git = pointer === undefined ? `${folder}/.git` : ledTo(root, folder, pointer);
      return git !== undefined && isGitFolder(root, git);
    } catch {
      return false;
    }
  };
