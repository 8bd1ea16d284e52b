import { linkSync, lstatSync, mkdirSync, renameSync, rmSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Change } from '../plan/types.ts';
import { isWrite, type Work } from './check-plan.ts';
import { attempt, errorCode, HalfWritten } from './fs-error.ts';
import { doneFile, journalFile, writeJournal, type Journal } from './journal.ts';
import { leave } from './owner.ts';
import { isStill, lookBeforeWriting, moved, type PreImage, type Sight } from './pre-image.ts';
import { rollBack } from './roll-back.ts';
import { wayFinder, wayTo } from './ways.ts';
import { pendingFolder } from './pending.ts';
import { claim, release } from './workplace.ts';
import { modeBits, writeNew } from './write-file.ts';

const withoutHardLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EINVAL']);
const cannotLink = (error: unknown): boolean => withoutHardLinks.has(errorCode(error) ?? '');

/** Keeps what stands at a path: the very file where the file system has hard links (bytes, mode, owner, dates), else a copy. */
function save(path: string, old: string, { content, stat }: NonNullable<PreImage>): void {
  try {
    linkSync(path, old);
  } catch (error) {
    if (!cannotLink(error)) throw error;
    writeNew(old, content, stat.mode & 0o7777, true);
  }
}

/** Brings all content to the disk's side of the line; only what replaces a file of the user is made to last a power cut. */
function stage(run: string, { root, changes }: Work, { preImages }: Sight): void {
  // Should the user commit before the next run clears this up, git leaves it out.
  writeNew(join(run, '.gitignore'), Buffer.from('*\n'), 0o600);
  for (const folder of ['new', 'old']) mkdirSync(join(run, folder), { mode: 0o700 });
  for (const [n, change] of changes.entries()) {
    const path = join(root, change.path);
    const preImage = preImages[n];
    attempt('write', path, () => {
      if (isWrite(change)) {
        writeNew(join(run, 'new', String(n)), change.content, modeBits[change.mode], preImage !== undefined);
      }
      if (preImage !== undefined) save(path, join(run, 'old', String(n)), preImage);
    });
  }
}

/** Puts a new file in place without ever replacing one that appeared in the meantime. */
function putNew(staged: string, path: string): void {
  try {
    linkSync(staged, path);
  } catch (error) {
    if (!cannotLink(error)) throw error;
    if (lstatSync(path, { throwIfNoEntry: false }) !== undefined) throw moved(path, 'was made');
    renameSync(staged, path);
  }
}

function applyOne(path: string, staged: string, change: Change, preImage: PreImage): void {
  if (preImage !== undefined && !isStill(path, preImage.stat)) throw moved(path, 'was changed');
  if (!isWrite(change)) unlinkSync(path);
  else if (preImage === undefined) putNew(staged, path);
  else renameSync(staged, path);
}

function apply(run: string, { root, changes }: Work, { folders, preImages }: Sight): void {
  for (const folder of folders) attempt('make', join(root, folder), () => mkdirSync(join(root, folder)));
  const find = wayFinder(root);
  for (const [n, change] of changes.entries()) {
    const path = join(root, change.path);
    attempt('write', path, () => {
      if (wayTo(change.path, find).state !== 'free') throw moved(dirname(path), 'was replaced');
      applyOne(path, join(run, 'new', String(n)), change, preImages[n]);
    });
  }
  attempt('write', root, () => renameSync(join(run, journalFile), join(run, doneFile)));
}

/** Removes a run folder so that whatever is left of it at any moment still tells the truth to the next run. */
function clear(run: string): void {
  try {
    for (const folder of ['new', 'old']) rmSync(join(run, folder), { recursive: true, force: true });
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
  }
  release(run);
}

/**
 * Writes into a folder that stands: everything is staged inside it, so that each file takes one rename; then a journal says
 * how to undo; then the files go to their places in the order of the plan, and on any failure back again.
 * @throws UserError; the folder is as it was then, or (the disk refused that too) the next run puts it in order
 */
export function commitInto(work: Work): void {
  const { root, changes } = work;
  const sight = lookBeforeWriting(work);
  const journal: Journal = {
    version: 1,
    folders: sight.folders,
    steps: changes.map(({ path, preimage, action, digest }) => ({
      path,
      before: preimage,
      after: action === 'delete' ? null : digest,
    })),
  };
  const run = attempt('write to', root, () => claim(join(root, pendingFolder), root));
  try {
    attempt('write to', root, () => stage(run, work, sight));
    attempt('write to', root, () => writeJournal(run, journal));
  } catch (error) {
    clear(run);
    throw error;
  }
  try {
    apply(run, work, sight);
  } catch (error) {
    undo(root, run, journal, error);
    throw error;
  }
  clear(run);
}

function undo(root: string, run: string, journal: Journal, cause: unknown): void {
  try {
    rollBack(root, run, journal);
    unlinkSync(join(run, journalFile));
  } catch (error) {
    leave(run);
    throw new HalfWritten(root, cause, error);
  }
  clear(run);
}
