import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, renameSync, rmdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../errors.ts';
import { attempt, errorCode, explained } from './fs-error.ts';
import { enter, folderOf, isAlive, leave, ourselves, ownerOf } from './owner.ts';
import { pendingFolder } from './pending.ts';

/** Beside a folder that is yet to be made: where it is put together. The name follows from the folder's name alone, so it is found again. */
export function stageFolder(folder: string): string {
  const name = basename(folder);
  const digest = createHash('sha1').update(name).digest('hex').slice(0, 8);
  return join(dirname(folder), `.${[...name].slice(0, 40).join('')}.create-service-${digest}`);
}

/** Every place where a run for this root may have left something: in it, beside it, and beside each folder above it that it had to make. */
export function workplacesOf(root: string): string[] {
  const places = [join(root, pendingFolder)];
  for (let folder = root; dirname(folder) !== folder; folder = dirname(folder)) places.push(stageFolder(folder));
  return places;
}

/** A workplace that stands, with the run folders in it. */
export interface Workplace {
  readonly folder: string;
  readonly runs: readonly { readonly folder: string; readonly pid: number; readonly alive: boolean }[];
}

const notOurs = (folder: string, what: string): UserError =>
  new UserError(
    `${folder} has the name of a working folder of create-service, but ${what}.`,
    'Look at it; when you do not need it, remove it and run the same command again.',
  );

const nowhere = new Set(['ENOTDIR', 'EACCES', 'EPERM', 'ENAMETOOLONG', 'ELOOP']);

/**
 * Looks at a place for a workplace. Only a real folder of our own user, holding nothing but run folders, is one.
 * @throws UserError when something else stands there
 */
function lookAt(folder: string): Workplace | undefined {
  let stat;
  try {
    stat = lstatSync(folder, { throwIfNoEntry: false });
  } catch (error) {
    // Nothing of ours is below a file, where we may not look, or where no name fits.
    if (nowhere.has(errorCode(error) ?? '')) return undefined;
    throw explained(error, 'read', folder);
  }
  if (stat === undefined) return undefined;
  if (!stat.isDirectory()) throw notOurs(folder, 'is not a folder');
  if (process.geteuid !== undefined && stat.uid !== process.geteuid()) throw notOurs(folder, 'belongs to another user');
  const runs = attempt('read', folder, () => readdirSync(folder, { withFileTypes: true })).map((entry) => {
    const owner = entry.isDirectory() ? ownerOf(entry.name) : undefined;
    if (owner === undefined) throw notOurs(folder, `holds ${JSON.stringify(entry.name)}`);
    const run = join(folder, entry.name);
    return { folder: run, pid: owner.pid, alive: isAlive(run, owner) };
  });
  return { folder, runs };
}

/** The workplaces that runs for this root left or still use. */
export function findWorkplaces(root: string): readonly Workplace[] {
  return workplacesOf(root).flatMap((place) => lookAt(place) ?? []);
}

/** Refuses when another run may still be at work for this root. */
export function refuseLiving(root: string, workplaces: readonly Workplace[]): void {
  for (const { runs } of workplaces) {
    const living = runs.find((run) => run.alive);
    if (living !== undefined) {
      throw new UserError(
        `Another run (process ${living.pid}) is writing to ${root}.`,
        `Wait until it is done and run the same command again. It works in ${living.folder}.`,
      );
    }
  }
}

const taken = (root: string): UserError =>
  new UserError(`Another run is writing to ${root}.`, 'Run the same command again when it is done.');

/**
 * Makes a workplace for this process; making its folder is the lock.
 * @returns the run folder, readable by our user only
 * @throws UserError when another run has it
 */
export function claim(folder: string, root: string): string {
  const run = join(folder, folderOf(ourselves()));
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
    refuseLiving(root, [lookAt(folder) ?? { folder, runs: [] }]);
    throw taken(root);
  }
  enter(run);
  try {
    mkdirSync(run, { mode: 0o700 });
  } catch (error) {
    leave(run);
    tidy(folder);
    // Another run took our folder, still empty, for one that a killed run left.
    throw errorCode(error) === 'ENOENT' ? taken(root) : error;
  }
  return run;
}

/**
 * Takes over the run folder of a dead run, in one step: of several runs that find it, one gets it.
 * @returns the folder's new place
 */
export function adopt(folder: string, root: string): string {
  const run = join(dirname(folder), folderOf(ourselves()));
  try {
    if (run !== folder) renameSync(folder, run);
  } catch (error) {
    throw errorCode(error) === 'ENOENT' ? taken(root) : explained(error, 'rename', folder);
  }
  enter(run);
  return run;
}

/** Removes a folder when it is empty; tells whether it did. */
export function tidy(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    // Not there, or in use by another run: either way not ours to remove.
    return false;
  }
}

/** Removes a run folder and its workplace. What cannot be removed stays for the next run: the target does not depend on it. */
export function release(run: string): void {
  // After a good run it is empty; the recursive removal costs 2 ms to load.
  if (!tidy(run)) {
    try {
      rmSync(run, { recursive: true, force: true });
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
    }
  }
  tidy(dirname(run));
  leave(run);
}
