import { accessSync, constants, lstatSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { UserError } from '../errors.ts';
import type { Plan, SafePath } from '../plan/types.ts';
import { checkPlan, type Work } from './check-plan.ts';
import { commitInto } from './commit-into.ts';
import { commitNew } from './commit-new.ts';
import { attempt, errorCode, explained, HalfWritten } from './fs-error.ts';
import { inspectTarget } from './target.ts';
import { refuseLiving } from './workplace.ts';

/** What a commit did, each list in the order of the plan. */
export interface Committed {
  /** Absolute path of the target. */
  readonly root: string;
  readonly created: readonly SafePath[];
  readonly updated: readonly SafePath[];
  readonly deleted: readonly SafePath[];
}

/**
 * An empty folder is replaced by a new one only when nobody can tell the difference: not when a shell stands in it,
 * when something is mounted there, or when its owner is another than that of new folders.
 */
function isReplaceable(root: string): boolean {
  const parent = dirname(root);
  const [here, above, cwd] = [lstatSync(root), statSync(parent), statSync('.')];
  if (here.dev !== above.dev || (here.dev === cwd.dev && here.ino === cwd.ino)) return false;
  if (process.geteuid !== undefined && (here.uid !== process.geteuid() || here.gid !== process.getegid?.()))
    return false;
  try {
    accessSync(parent, constants.W_OK);
    return true;
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return false;
  }
}

const done = ({ root, changes }: Work): Committed => {
  const paths = (action: string): readonly SafePath[] =>
    changes.filter((change) => change.action === action).map(({ path }) => path);
  return { root, created: paths('create'), updated: paths('update'), deleted: paths('delete') };
};

/**
 * Brings a plan to the disk, all or nothing; the only thing that writes to a target. A new target is put together beside its
 * place and renamed once. Into an existing one goes every file by one rename, with a journal, and back again on any failure.
 * Killed at any moment, the target is as it was or complete, at the latest after `recoverTarget` of the next run.
 * @throws UserError when a file is not what the plan saw, another run is at work, or the disk refuses; the target is as it was then
 */
export function commitPlan(plan: Plan): Committed {
  const work = checkPlan(plan);
  if (work.changes.length === 0) return done(work);
  const { root, state, pending } = attempt('read', work.root, () => inspectTarget(work.root));
  refuseLiving(root, pending);
  if (pending.length > 0) {
    throw new UserError(
      `An earlier run for ${root} was interrupted.`,
      'Run the same command again: it first puts the folder in order.',
    );
  }
  const here = { ...work, root };
  const replaces = state === 'empty' && attempt('read', root, () => isReplaceable(root));
  try {
    if (state === 'absent' || replaces) commitNew(here, replaces);
    else commitInto(here);
  } catch (error) {
    const told = explained(error, 'write to', root);
    if (!(told instanceof UserError) || told instanceof HalfWritten) throw told;
    throw new UserError(`${told.message} ${root} is as it was.`, told.hint, told.exitCode);
  }
  return done(here);
}
