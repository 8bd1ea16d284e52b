import { closeSync, fsyncSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { pathFault } from '../plan/safe-path.ts';
import type { SafePath } from '../plan/types.ts';
import { readExisting } from './read-existing.ts';

/** One file of a commit. Step `n` has its new content in `new/n` and what stood there in `old/n` of the run folder. */
export interface Step {
  readonly path: SafePath;
  /** Git blob id of what stood there; null when nothing did. */
  readonly before: string | null;
  /** Git blob id of what is to stand there; null when nothing is. */
  readonly after: string | null;
}

/** Says how to undo a commit. It comes into being in one step, when all that it names is staged, and before the target is touched. */
export interface Journal {
  readonly version: 1;
  /** Folders that the commit makes, outermost first. */
  readonly folders: readonly SafePath[];
  readonly steps: readonly Step[];
}

export const journalFile = 'journal.json' as SafePath;
/** What the journal is renamed to when the target is complete: the point of no return. */
export const doneFile = 'done.json' as SafePath;

/** Writes the journal and brings it to the disk. */
export function writeJournal(run: string, journal: Journal): void {
  const draft = join(run, 'journal.draft');
  const bytes = Buffer.from(JSON.stringify(journal));
  const descriptor = openSync(draft, 'wx', 0o600);
  try {
    for (let written = 0; written < bytes.byteLength;) written += writeSync(descriptor, bytes, written);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  renameSync(draft, join(run, journalFile));
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isPath = (value: unknown): value is SafePath => typeof value === 'string' && pathFault(value) === undefined;
const isDigest = (value: unknown): value is string | null =>
  value === null || (typeof value === 'string' && /^[0-9a-f]{40}$/.test(value));

function parse(text: string): Journal | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || value['version'] !== 1) return undefined;
  const { folders, steps } = value;
  if (!Array.isArray(folders) || !folders.every(isPath) || !Array.isArray(steps)) return undefined;
  const read: Step[] = [];
  for (const step of steps as unknown[]) {
    if (!isRecord(step)) return undefined;
    const { path, before, after } = step;
    if (!isPath(path) || !isDigest(before) || !isDigest(after)) return undefined;
    read.push({ path, before, after });
  }
  return { version: 1, folders, steps: read };
}

/**
 * Reads a journal that lies in a repository: anybody may have written it, so every path and digest is checked.
 * @returns undefined when there is none
 * @throws UserError when it is not a journal of ours
 */
export function readJournal(run: string): Journal | undefined {
  const found = readExisting(run, [journalFile]).get(journalFile);
  if (found === undefined || found.state === 'absent') return undefined;
  const journal = found.state === 'file' ? parse(Buffer.from(found.content).toString()) : undefined;
  if (journal === undefined) {
    throw new UserError(
      `${join(run, journalFile)} is not a journal that create-service wrote.`,
      `Compare the files in ${run} with your own; when you need none of them, remove that folder.`,
    );
  }
  return journal;
}
