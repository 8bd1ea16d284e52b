import type { Action } from './types.ts';

/** What stands at a path before the plan. `blocked` is something that cannot be written over, such as a folder or a link. */
export type Existing =
  | { readonly state: 'absent' }
  | { readonly state: 'file'; readonly digest: string; readonly mode: '644' | '755' }
  | { readonly state: 'blocked'; readonly reason: string };

/** What to do with a file that stands there with other content. */
export type ConflictPolicy = 'fail' | 'skip' | 'overwrite';

/** The reason of a file that stands there with the very same content. */
export const unchanged = 'already as the standard has it';

export interface Decision {
  readonly action: Action;
  readonly reason: string;
}

/** Files that a host puts into a new repository. They stay, without being asked about. */
const starterFile = /^(\.git|\.github)(\/|$)|^(README|LICENSE|LICENCE|COPYING)(\.[A-Za-z]+)?$|^\.gitignore$/i;

export const isStarterFile = (path: string): boolean => starterFile.test(path);

export interface Facts {
  readonly path: string;
  readonly existing: Existing;
  /** Blob id of what was rendered now. */
  readonly digest: string;
  readonly policy: ConflictPolicy;
  /** The folder holds nothing but files that a host puts into a new repository. */
  readonly starter: boolean;
  /** What the manifest recorded for this file, when an earlier run rendered it. */
  readonly recorded?: { readonly blob: string; readonly seeded?: true };
}

/** What happens to one rendered file: a pure table over what stands there, what was rendered before and the policy. */
export function decide({ path, existing, digest, policy, starter, recorded }: Facts): Decision {
  if (existing.state === 'file' && existing.digest === digest) return { action: 'keep', reason: unchanged };
  if (recorded !== undefined) return decideRecorded(existing, recorded);
  if (existing.state === 'absent') return { action: 'create', reason: 'new' };
  if (existing.state === 'blocked') return { action: 'conflict', reason: existing.reason };
  if (policy === 'overwrite') return { action: 'update', reason: 'replaced, as asked' };
  if (policy === 'skip') return { action: 'skip', reason: 'kept, as asked' };
  if (starter && isStarterFile(path)) return { action: 'skip', reason: 'kept: it came with the repository' };
  return { action: 'conflict', reason: 'a file with other content stands there' };
}

function decideRecorded(existing: Existing, recorded: NonNullable<Facts['recorded']>): Decision {
  if (existing.state === 'blocked') return { action: 'conflict', reason: existing.reason };
  if (existing.state === 'absent') return { action: 'skip', reason: 'removed by you: it stays removed' };
  if (existing.digest === recorded.blob) return { action: 'update', reason: 'not edited: it follows the components' };
  if (recorded.seeded) return { action: 'keep', reason: 'yours since it was made' };
  return { action: 'skip', reason: 'edited by you: it stays as it is' };
}
