import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { errorCode, explained } from './fs-error.ts';
import { pendingFolder } from './pending.ts';
import { findWorkplaces, type Workplace } from './workplace.ts';

/** What stands where a service is to be written. */
export interface Target {
  /** Absolute path to plan with; a root that is a link to a folder is resolved. */
  readonly root: string;
  readonly state: 'absent' | 'empty' | 'occupied';
  /** Names in the folder, sorted, without what an interrupted run left. */
  readonly entries: readonly string[];
  /** What other runs left or still use: call `recoverTarget` before anything is planned. */
  readonly pending: readonly Workplace[];
}

const notAFolder = (what: string): UserError =>
  new UserError(`${what} is not a folder.`, 'Choose another folder, or move the file away.');

/** The nearest folder above that exists: it must be a folder. */
function checkAbove(root: string): void {
  for (let folder = dirname(root); ; folder = dirname(folder)) {
    try {
      if (!statSync(folder).isDirectory()) throw notAFolder(folder);
      return;
    } catch (error) {
      const code = errorCode(error);
      if (code !== 'ENOENT' && code !== 'ENOTDIR') throw explained(error, 'read', folder);
      if (isBrokenLink(folder)) throw notAFolder(`${folder}, a broken symbolic link,`);
    }
  }
}

function isBrokenLink(path: string): boolean {
  try {
    return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
  } catch {
    return false;
  }
}

/**
 * Looks at a target folder; changes nothing.
 * @throws UserError when it, or something above it, is a file or a broken link, or cannot be read
 */
export function inspectTarget(folder: string): Target {
  if (folder.includes('\0'))
    throw new UserError('The folder has a NUL character in its name.', 'Choose another folder.');
  const path = resolve(folder);
  let root: string;
  let names: string[];
  try {
    root = realpathSync(path);
    names = readdirSync(root);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOTDIR') {
      checkAbove(path);
      throw notAFolder(path);
    }
    if (code !== 'ENOENT') throw explained(error, 'read', path);
    if (isBrokenLink(path)) throw notAFolder(`${path}, a broken symbolic link,`);
    checkAbove(path);
    return { root: path, state: 'absent', entries: [], pending: findWorkplaces(path) };
  }
  const entries = names.filter((name) => name !== pendingFolder).sort();
  return { root, state: entries.length === 0 ? 'empty' : 'occupied', entries, pending: findWorkplaces(root) };
}
