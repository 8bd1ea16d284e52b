import { closeSync, constants, fstatSync, openSync, readlinkSync, readSync, realpathSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { decode, encode } from './decode.ts';
import { errorCode, explained, whyFailed } from './fs-error.ts';
import { indexIn } from './git-index.ts';
import { nestedIn } from './nested.ts';
import { isStore, repositoryAround } from './repository-root.ts';
import { leftOut, walk, type Skipped } from './walk.ts';

export type { Skipped } from './walk.ts';

export interface TreeOptions {
  /** Listing stops after this many files. Default 200,000. */
  readonly maxFiles?: number;
  /** Larger files are listed, not read. Default 1 MiB. */
  readonly maxBytes?: number;
  /** Names of folders to list although they are left out by default, such as `cdk.out`. */
  readonly include?: readonly string[];
  /** For the name of such a folder, the names of files below it that are listed, the rest left out. */
  readonly partly?: Readonly<Record<string, RegExp>>;
  /** The folder in which verdicts are kept, which is no part of a repository that it lies in. */
  readonly store?: string;
}

/** One file: either its content, or why it was not read (a clause). */
export type FileRead =
  | {
      /** UTF-8, without byte order mark. */
      readonly text: string;
      /** The file's bytes, made from the text when asked for; to be used for digests. */
      readonly bytes: Uint8Array;
      readonly skipped?: undefined;
    }
  | { readonly skipped: string; readonly text?: undefined; readonly bytes?: undefined };

export interface Tree {
  /** Absolute path of the folder. */
  readonly root: string;
  /** Regular files, sorted by code unit, with forward slashes; readable or not. */
  readonly paths: readonly string[];
  readonly skipped: readonly Skipped[];
  /** Reads a listed file. Never throws for what it finds, and opens nothing that is not listed. */
  read(path: string): FileRead;
  /** Whether git has the file in the index of this folder; undefined when that cannot be told. */
  tracked(path: string): boolean | undefined;
}

class TextFile {
  readonly text: string;
  readonly #mark: boolean;

  constructor(text: string, mark: boolean) {
    this.text = text;
    this.#mark = mark;
  }

  get bytes(): Uint8Array {
    return encode(this.text, this.#mark);
  }
}

const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Whether an open file stands where its path says. Only Linux tells; elsewhere the name that was listed has to do. */
function standsAt(descriptor: number, path: string): boolean {
  let place: string;
  try {
    place = readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    return true;
  }
  return place === path || place === `${path} (deleted)`;
}

/** Most files fit in here, so that all of a run are read through it, and none has to be asked for its size first. */
const room = Buffer.allocUnsafeSlow(64 * 1024);

/** The bytes of an open file, at most one more than `maxBytes`: those of a small one only until the next is read. */
function bytesOf(descriptor: number, maxBytes: number): Buffer | undefined {
  const first = readSync(descriptor, room, 0, Math.min(room.length, maxBytes + 1), 0);
  if (first === 0 && !fstatSync(descriptor).isFile()) return undefined;
  if (first < room.length) return room.subarray(0, first);
  const buffer = Buffer.allocUnsafeSlow(Math.min(Math.max(fstatSync(descriptor).size, first), maxBytes) + 1);
  room.copy(buffer, 0, 0, first);
  let length = first;
  for (let got = -1; got !== 0 && length < buffer.length; length += got)
    got = readSync(descriptor, buffer, length, buffer.length - length, length);
  return buffer.subarray(0, length);
}

/**
 * Reads files one by one.
 *
 * A file that was replaced by a link since it was listed is not opened (`O_NOFOLLOW`), nor is one that waits for a writer
 * (`O_NONBLOCK`). Node cannot open relative to a folder (`openat`), so of each folder it is checked once, on an open file, that it
 * still stands where it was listed; one that is replaced by a link after that, while the audit runs, would be followed.
 */
function fileReader(root: string, maxBytes: number): (path: string) => FileRead {
  const real = realpathSync(root);
  let checked: string | undefined;
  const read = (path: string): Buffer | string => {
    const descriptor = openSync(`${root}/${path}`, openFlags);
    try {
      const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
      if (folder !== checked && !standsAt(descriptor, `${real === '/' ? '' : real}/${path}`))
        return 'its folder was replaced';
      checked = folder;
      return bytesOf(descriptor, maxBytes) ?? 'no regular file any more';
    } finally {
      closeSync(descriptor);
    }
  };
  return (path) => {
    let bytes: Buffer | string;
    try {
      bytes = read(path);
    } catch (error) {
      if (errorCode(error) === undefined) throw error;
      return { skipped: `cannot be read: ${whyFailed(error)}` };
    }
    if (typeof bytes === 'string') return { skipped: bytes };
    if (bytes.length > maxBytes) return { skipped: `larger than ${maxBytes} bytes` };
    const decoded = decode(bytes);
    return 'skipped' in decoded ? decoded : new TextFile(decoded.text, decoded.mark);
  };
}

const partOf = 'the repository around, of which this folder is a part';

/**
 * Lists a repository for an audit and reads files of it on demand. Only data is taken: no git, no .gitignore, no process, no link.
 * @throws UserError when the root is not a folder that can be listed, or is what git keeps of a repository
 */
export function readTree(root: string, options: TreeOptions = {}): Tree {
  const { maxFiles = 200_000, maxBytes = 1024 * 1024, include = [], partly, store } = options;
  const place = resolve(root);
  try {
    if (!statSync(place).isDirectory()) {
      throw new UserError(`${place} is not a folder.`, 'Name the folder of a repository.');
    }
  } catch (error) {
    throw explained(error, 'read', place);
  }
  if (isStore(place)) {
    throw new UserError(
      `${place} holds the history of a repository and none of its files.`,
      'Check it out somewhere (git clone, git worktree add), and name that folder.',
    );
  }
  const around = repositoryAround(place);
  const reasons = new Map(Object.entries(leftOut).filter(([name]) => !include.includes(name)));
  const own = store === undefined ? undefined : relative(place, store).replaceAll('\\', '/');
  const why = (name: string, path: string): string | undefined =>
    path === own ? 'verdicts of earlier audits' : reasons.get(name);
  const index = indexIn(place);
  const { paths, skipped } = walk(place, maxFiles, { why, partly, isNested: nestedIn(place, index) });
  let listed: ReadonlySet<string> | undefined;
  let readFile: ReturnType<typeof fileReader> | undefined;
  return {
    root: place,
    paths,
    skipped: around === undefined ? skipped : [{ path: around, reason: partOf, incomplete: false }, ...skipped],
    tracked: index.has,
    read(path) {
      listed ??= new Set(paths);
      if (!listed.has(path)) return { skipped: 'not a file of this repository' };
      readFile ??= fileReader(place, maxBytes);
      return readFile(path);
    },
  };
}
