import { lstatSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { SafePath } from '../plan/types.ts';
import { blobId } from '../plan/blob-id.ts';
import { isWrite, type Work } from './check-plan.ts';
import { readExisting, type Existing } from './read-existing.ts';
import { foldersAbove, wayFinder } from './ways.ts';

/** What stood at the path of a change when the commit looked; undefined when nothing did. */
export type PreImage = { readonly content: Uint8Array; readonly stat: Stats } | undefined;

/** What a commit into a folder needs to know before its first write. */
export interface Sight {
  /** One per change of the work. */
  readonly preImages: readonly PreImage[];
  /** Folders to make, outermost first. */
  readonly folders: readonly SafePath[];
}

/** The refusal for a file that is not what the plan saw. */
export const moved = (path: string, what: string): UserError =>
  new UserError(`${path} ${what} since the plan was made.`, 'Run the same command again: it looks at the files anew.');

/** Whether a path still holds the very file that was seen. */
export const isStill = (path: string, seen: Stats): boolean => {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat !== undefined && stat.ino === seen.ino && stat.size === seen.size && stat.mtimeMs === seen.mtimeMs;
};

function checkFound(path: string, preimage: string | null, found: Existing | undefined): void {
  if (found?.state === 'blocked') {
    throw new UserError(
      `Cannot write ${path}: ${found.reason}.`,
      'Move what stands there away, or choose another folder.',
    );
  }
  if (found?.state === 'file' && preimage === null) throw moved(path, 'was made');
  if (found?.state === 'file' && found.digest !== preimage) throw moved(path, 'was changed');
  if (found?.state === 'absent' && preimage !== null) throw moved(path, 'was removed');
}

/**
 * Looks at everything that a commit into a folder will touch, and writes nothing.
 * @throws UserError when a file is not what the plan saw, or cannot be replaced
 */
export function lookBeforeWriting({ root, changes }: Work): Sight {
  // The stat comes before the content: a change between the two shows later, when the stat is compared again.
  const stats = changes.map(({ path, preimage }) => (preimage === null ? undefined : statBelow(join(root, path))));
  const found = readExisting(
    root,
    changes.map(({ path }) => path),
  );
  const way = wayFinder(root);
  const folders = new Set<SafePath>();
  const preImages = changes.map((change, n): PreImage => {
    const path = join(root, change.path);
    const existing = found.get(change.path);
    checkFound(path, change.preimage, existing);
    if (isWrite(change) && blobId(change.content) !== change.digest) throw new Error(`plan: digest of ${change.path}`);
    for (const folder of foldersAbove(change.path)) if (way(folder).state === 'missing') folders.add(folder);
    const stat = stats[n];
    if (existing?.state !== 'file') return undefined;
    if (stat === undefined) throw moved(path, 'was changed');
    return { content: existing.content, stat };
  });
  return { preImages, folders: [...folders] };
}

function statBelow(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    // Said better by what reads it next.
    return undefined;
  }
}
