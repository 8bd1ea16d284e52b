import { isAbsolute, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import type { Change, Plan, SafePath } from '../plan/types.ts';
import { pendingFolder } from './pending.ts';
import { foldersAbove } from './ways.ts';

/** A change that writes: its content and digest are there. */
export type Write = Change & { readonly content: Uint8Array; readonly digest: string };

/** The part of a plan that touches the disk, in the order of the plan. */
export interface Work {
  readonly root: string;
  readonly changes: readonly (Write | Change)[];
}

export const isWrite = (change: Change): change is Write => change.content !== undefined && change.action !== 'delete';

function checkChange(change: Change): void {
  const { path, action, content, digest } = change;
  const wrong = (what: string): Error => new Error(`plan: ${action} of ${path} ${what}`);
  if (path === pendingFolder || path.startsWith(`${pendingFolder}/`)) throw wrong('is in the working folder');
  if (action !== 'delete' && (content === undefined || digest === null)) throw wrong('has no content');
}

/**
 * Checks that a plan can be committed at all.
 * @throws UserError when it has conflicts
 * @throws Error when it is not a plan (a bug): the root relative, a path twice, a file where another change needs a folder
 */
export function checkPlan({ root, changes }: Plan): Work {
  const conflicts = changes.filter(({ action }) => action === 'conflict');
  if (conflicts.length > 0) {
    throw new UserError(
      `Conflicts are left: ${conflicts.map(({ path }) => path).join(', ')}.`,
      'Decide for each file whether it is kept or overwritten.',
    );
  }
  if (!isAbsolute(root)) throw new Error(`plan: the root ${root} is not absolute`);
  const work = changes.filter(({ action }) => action === 'create' || action === 'update' || action === 'delete');
  const files = new Set<SafePath>();
  for (const change of work) {
    checkChange(change);
    if (files.has(change.path)) throw new Error(`plan: ${change.path} stands in it twice`);
    files.add(change.path);
  }
  for (const { path } of work) {
    const clash = foldersAbove(path).find((folder) => files.has(folder));
    if (clash !== undefined) throw new Error(`plan: ${clash} is a file, and a folder for ${path}`);
  }
  return { root: resolve(root), changes: work };
}
