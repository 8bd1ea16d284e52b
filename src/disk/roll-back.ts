import { lstatSync, renameSync, rmdirSync, unlinkSync, type BigIntStats } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { SafePath } from '../plan/types.ts';
import { attempt, errorCode } from './fs-error.ts';
import type { Journal, Step } from './journal.ts';
import { readExisting, type Existing } from './read-existing.ts';

const digestOf = (existing: Existing | undefined): string | null | undefined =>
  existing?.state === 'file' ? existing.digest : existing?.state === 'absent' ? null : undefined;

const statOf = (path: string): BigIntStats | undefined => {
  try {
    return lstatSync(path, { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    // A file stands where a folder was: then it is not there either.
    if (errorCode(error) === 'ENOTDIR') return undefined;
    throw error;
  }
};

const sameFile = (a: string, b: string): boolean => {
  const [one, other] = [statOf(a), statOf(b)];
  return one !== undefined && other !== undefined && one.ino === other.ino && one.dev === other.dev;
};

type Undo = 'nothing' | 'remove' | 'put back' | 'refuse';

interface Traces {
  readonly now: Existing | undefined;
  readonly saved: Existing | undefined;
  /** The path still holds the very file that was saved. */
  readonly isSaved: boolean;
  /** The new content never went to its place. */
  readonly isStaged: boolean;
}

/** How to undo one step. Only what is provably as the commit left it is touched; what somebody wrote since is theirs. */
function decide({ before, after }: Step, { now, saved, isSaved, isStaged }: Traces): Undo {
  const digest = digestOf(now);
  if (before === null) return digest !== null && digest === after ? 'remove' : 'nothing';
  if (isSaved || (after !== null && isStaged)) return 'nothing';
  // Before and after can differ in nothing but the mode, so this comes before the question whether it is as before.
  if (digestOf(saved) === before && (digest === after || digest === null)) return 'put back';
  return digest === before ? 'nothing' : 'refuse';
}

/**
 * Undoes a commit, wherever it stopped; also one that was half undone. Looks at everything before it touches anything.
 * @throws UserError when a file was written since by somebody else, or the disk refuses; it can be called again then
 */
export function rollBack(root: string, run: string, { folders, steps }: Journal): void {
  const now = readExisting(
    root,
    steps.map(({ path }) => path),
  );
  const saved = readExisting(
    run,
    steps.map((_, n) => `old/${n}` as SafePath),
  );
  const undo = steps.map((step, n): { readonly to: Undo; readonly path: string; readonly old: string } => {
    const path = join(root, step.path);
    const old = join(run, 'old', String(n));
    const to = decide(step, {
      now: now.get(step.path),
      saved: saved.get(`old/${n}` as SafePath),
      isSaved: sameFile(path, old),
      isStaged: statOf(join(run, 'new', String(n))) !== undefined,
    });
    return { to, path, old };
  });
  const refused = undo.filter(({ to }) => to === 'refuse').map(({ path }) => path);
  if (refused.length > 0) {
    throw new UserError(
      `An interrupted run cannot be undone, since these files were changed after it: ${refused.join(', ')}.`,
      `Move your version of them aside and run the same command again. What stood there before is in ${join(run, 'old')}.`,
    );
  }
  // Backwards, so that the manifest, written last, is the first to go.
  for (const { to, path, old } of undo.reverse()) {
    attempt('put back', path, () => {
      if (to === 'remove') unlinkSync(path);
      if (to === 'put back') renameSync(old, path);
    });
  }
  for (const folder of folders.toReversed()) removeEmpty(join(root, folder));
}

function removeEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    // Not empty: somebody put a file there since. Absent: already undone.
    if (errorCode(error) === undefined) throw error;
  }
}
