import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { SafePath } from '../plan/types.ts';
import { blobId } from '../plan/blob-id.ts';
import { errorCode, whyFailed } from './fs-error.ts';
import { wayFinder, wayTo, type Way } from './ways.ts';

/** What stands at a path where a plan wants to write. */
export type Existing =
  | { readonly state: 'absent' }
  | {
      readonly state: 'file';
      readonly content: Uint8Array;
      readonly mode: '644' | '755';
      /** Git blob id of the content. */
      readonly digest: string;
    }
  /** Something that cannot be read or replaced; the reason is a clause for the end of a sentence. */
  | { readonly state: 'blocked'; readonly reason: string };

export interface ReadExistingOptions {
  /** Files over this many bytes are blocked. Default 16 MiB. */
  readonly maxBytes?: number;
}

// NOFOLLOW: the last step is never a link. NONBLOCK: a pipe cannot hold the run up. Windows has neither.
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Reads from an open file until `size` bytes are there or it ends. */
export function readFully(descriptor: number, size: number): Uint8Array {
  const bytes = Buffer.allocUnsafe(size);
  let length = 0;
  while (length < size) {
    const count = readSync(descriptor, bytes, length, size - length, length);
    if (count === 0) break;
    length += count;
  }
  return length === size ? bytes : bytes.subarray(0, length);
}

function readOne(path: string, maxBytes: number): Existing {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return { state: 'absent' };
  if (stat.isSymbolicLink()) return { state: 'blocked', reason: 'a symbolic link stands there' };
  if (stat.isDirectory()) return { state: 'blocked', reason: 'a folder stands there' };
  if (!stat.isFile()) return { state: 'blocked', reason: 'a device, pipe or socket stands there' };
  const descriptor = openSync(path, openFlags);
  try {
    const { size, mode } = fstatSync(descriptor);
    if (size > maxBytes)
      return { state: 'blocked', reason: `a file of ${size} bytes stands there, too large to compare` };
    const content = readFully(descriptor, size);
    return { state: 'file', content, mode: (mode & 0o100) === 0 ? '644' : '755', digest: blobId(content) };
  } finally {
    closeSync(descriptor);
  }
}

function look(root: string, path: SafePath, find: (folder: SafePath) => Way, maxBytes: number): Existing {
  try {
    const way = wayTo(path, find);
    if (way.state === 'missing') return { state: 'absent' };
    if (way.state === 'blocked') return way;
    return readOne(join(root, path), maxBytes);
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    if (code === 'ENOENT') return { state: 'absent' };
    return { state: 'blocked', reason: `it cannot be read: ${whyFailed(error)}` };
  }
}

/**
 * Reads what stands at the given paths below the root; follows no symbolic link below the root and never throws for what it finds.
 * An absent root means that all are absent. The map has one entry per path, in the given order.
 */
export function readExisting(
  root: string,
  paths: readonly SafePath[],
  { maxBytes = 16 * 1024 * 1024 }: ReadExistingOptions = {},
): ReadonlyMap<SafePath, Existing> {
  const find = wayFinder(root);
  return new Map(paths.map((path) => [path, look(root, path, find, maxBytes)]));
}
