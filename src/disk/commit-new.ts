import { chmodSync, lstatSync, mkdirSync, renameSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { UserError } from '../errors.ts';
import { isWrite, type Work } from './check-plan.ts';
import { attempt, errorCode, explained } from './fs-error.ts';
import { claim, release, stageFolder } from './workplace.ts';
import { modeBits, writeNew } from './write-file.ts';

/** The outermost folder that has to be made for a root: the root itself when its parent stands. */
function outermostMissing(root: string): string {
  let top = root;
  for (let above = dirname(top); statSync(above, { throwIfNoEntry: false }) === undefined; above = dirname(above)) {
    top = above;
  }
  return top;
}

function refuseMoved({ root, changes }: Work): void {
  const moved = changes.find((change) => change.preimage !== null || !isWrite(change));
  if (moved === undefined) return;
  throw new UserError(`${join(root, moved.path)} is gone since the plan was made.`, 'Run the same command again.');
}

function writeTree(stage: string, { root, changes }: Work): void {
  const made = new Set<string>();
  const make = (folder: string): void => {
    if (made.has(folder)) return;
    mkdirSync(folder, { recursive: true });
    for (let each = folder; !made.has(each) && each.length >= stage.length; each = dirname(each)) made.add(each);
  };
  for (const change of changes) {
    if (!isWrite(change)) continue;
    // Paths of a plan are normal already: joined by hand, they cost a fraction of the write.
    const path = `${stage}/${change.path}`;
    attempt('write', `${root}/${change.path}`, () => {
      make(dirname(path));
      writeNew(path, change.content, modeBits[change.mode]);
    });
  }
}

function place(stage: string, folder: string, replaces: boolean): void {
  try {
    if (replaces) {
      chmodSync(stage, lstatSync(folder).mode & 0o7777);
      // Windows does not rename over a folder, not even an empty one.
      if (process.platform === 'win32') rmdirSync(folder);
    }
    renameSync(stage, folder);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOTEMPTY' || code === 'EEXIST' || code === 'ENOTDIR') {
      throw new UserError(
        `Something else wrote to ${folder} at the same moment.`,
        'Look at what stands there now and run the same command again.',
      );
    }
    throw explained(error, 'make', folder);
  }
}

/**
 * Makes a target that does not stand yet (or an empty one): puts it together beside its place, with the folders above it
 * that are missing, and renames once. Nothing is synced to the disk: after a power cut a new folder can be made again.
 */
export function commitNew(work: Work, replaces: boolean): void {
  refuseMoved(work);
  const top = attempt('read', dirname(work.root), () => outermostMissing(work.root));
  const run = attempt('make', work.root, () => claim(stageFolder(top), work.root));
  try {
    const tree = join(run, 'tree');
    const stage = join(tree, relative(top, work.root));
    attempt('make', work.root, () => mkdirSync(stage, { recursive: true }));
    writeTree(stage, work);
    place(tree, top, replaces);
  } finally {
    release(run);
  }
}
