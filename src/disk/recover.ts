import { lstatSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { attempt, explained } from './fs-error.ts';
import { doneFile, journalFile, readJournal } from './journal.ts';
import { rollBack } from './roll-back.ts';
import { leave } from './owner.ts';
import { inspectTarget } from './target.ts';
import { pendingFolder } from './pending.ts';
import { adopt, refuseLiving, tidy } from './workplace.ts';

/** What was found of an interrupted run, and what was done about it. */
export interface Recovery {
  /** Absolute path of the target. */
  readonly root: string;
  /**
   * `untouched`: it had not begun to write; `put back`: it had, and every file is as before; `complete`: only its working folder was left;
   * `unknown`: it left an empty working folder, before it began or after all was done.
   */
  readonly target: 'untouched' | 'put back' | 'complete' | 'unknown';
  /** One sentence for the user. */
  readonly message: string;
}

const exists = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/** Brings the target back to what it was, as far as this run had changed it. */
function settle(root: string, run: string): Recovery['target'] {
  const journal = readJournal(run);
  if (journal !== undefined) {
    rollBack(root, run, journal);
    // From here on the run has nothing to say of the target, which may now be edited.
    attempt('remove', join(run, journalFile), () => unlinkSync(join(run, journalFile)));
    return 'put back';
  }
  if (exists(join(run, doneFile))) return 'complete';
  return exists(join(run, 'new')) ? 'untouched' : 'unknown';
}

/** Beside a target there is never a journal: until the one rename, nothing was changed. */
const settleStage = (run: string): Recovery['target'] => (exists(join(run, 'tree')) ? 'untouched' : 'unknown');

const sentences: Readonly<Record<Recovery['target'], (root: string) => string>> = {
  untouched: (root) =>
    `An earlier run was interrupted before it wrote to ${root}; nothing had been changed there, and its working folder is removed.`,
  'put back': (root) =>
    `An earlier run was interrupted while it wrote to ${root}; every file is put back as it was before.`,
  complete: (root) =>
    `An earlier run was interrupted after ${root} was complete; only its working folder was left, and that is removed.`,
  unknown: (root) => `An earlier run for ${root} left an empty working folder, which is removed.`,
};

/** The order in which the findings of several runs tell the most. */
const telling = ['put back', 'complete', 'untouched', 'unknown'] as const;

/**
 * Puts in order what killed runs left in or beside a target: always back, never forward, so that the next plan starts from what
 * the user had. Touches only what is provably ours, and can itself be killed at any moment.
 * @returns undefined when there is nothing to do
 * @throws UserError when another run is alive, a file was changed since, or what lies there is not ours; nothing is touched then
 */
export async function recoverTarget(folder: string): Promise<Recovery | undefined> {
  const { root, pending } = inspectTarget(folder);
  if (pending.length === 0) return undefined;
  refuseLiving(root, pending);
  const found: Recovery['target'][] = [];
  // Loaded only here: hardly any run has something to recover.
  const { remove } = await import('fs-extra/esm');
  for (const workplace of pending) {
    if (workplace.runs.length === 0) found.push('unknown');
    for (const left of workplace.runs) {
      const run = adopt(left.folder, root);
      try {
        found.push(workplace.folder === join(root, pendingFolder) ? settle(root, run) : settleStage(run));
        // In this order, so that a half removed folder still tells the truth.
        for (const part of ['tree', 'new', 'old', '']) await remove(join(run, part));
      } catch (error) {
        throw explained(error, 'remove', run);
      } finally {
        leave(run);
      }
    }
    tidy(workplace.folder);
  }
  const target = telling.find((each) => found.includes(each)) ?? 'unknown';
  return { root, target, message: sentences[target](root) };
}
