import { readBelow } from './read-below.ts';

const largest = 50_000_000;
const mostEntries = 500_000;
const longestName = 4096;

/** Times, device, owner, mode, size and a SHA-1 of 20 bytes come before the flags of an entry. */
const flagsAt = 60;
const sparse = 0o040000;

/**
 * The paths in an index of git, versions 2 to 4, as plain data; undefined when it is none of these or does not add up, as that of
 * a repository with SHA-256 does not. Folders of a sparse index end in a slash.
 */
export const pathsInIndex = (index: Buffer): ReadonlySet<string> | undefined => {
  if (index.length < 12 || index.toString('latin1', 0, 4) !== 'DIRC') return undefined;
  const [version, count] = [index.readUInt32BE(4), index.readUInt32BE(8)];
  if (version < 2 || version > 4 || count > mostEntries) return undefined;
  const paths = new Set<string>();
  let at = 12;
  let before = Buffer.alloc(0);
  for (let entry = 0; entry < count; entry += 1) {
    if (at + flagsAt + 4 > index.length) return undefined;
    const mode = index.readUInt32BE(at + 24);
    const extended = version > 2 && (index.readUInt16BE(at + flagsAt) & 0x4000) !== 0;
    let start = at + flagsAt + (extended ? 4 : 2);
    let kept = Buffer.alloc(0);
    if (version === 4) {
      const { value, end } = numberAt(index, start);
      if (value > before.length) return undefined;
      kept = before.subarray(0, before.length - value);
      start = end;
    }
    const end = index.indexOf(0, start);
    if (end === -1 || end - start > longestName) return undefined;
    const name = Buffer.concat([kept, index.subarray(start, end)]);
    if (name.length === 0 || name.length > longestName) return undefined;
    if ((mode & 0o170000) === sparse && !name.toString('latin1').endsWith('/')) return undefined;
    paths.add(name.toString('utf8'));
    before = name;
    // Entries are padded to a multiple of eight, with at least one zero; those of version 4 end at their zero.
    at = version === 4 ? end + 1 : at + ((end - at + 8) & ~7);
  }
  return at <= index.length ? paths : undefined;
};

/** A number as packs of git write offsets: seven bits a byte, each further byte one more than nothing. */
const numberAt = (bytes: Buffer, start: number): { readonly value: number; readonly end: number } => {
  let at = start;
  let byte = bytes[at] ?? 0;
  let value = byte & 0x7f;
  while ((byte & 0x80) !== 0 && at - start < 4) {
    at += 1;
    byte = bytes[at] ?? 0;
    value = (value + 1) * 128 + (byte & 0x7f);
  }
  return { value, end: at + 1 };
};

/** What git has in the index of a folder; undefined where that cannot be told. */
export interface Index {
  has(path: string): boolean | undefined;
  /** Whether it has a file below a folder. */
  hasBelow(folder: string): boolean | undefined;
}

/** The folders that the paths stand in, at any depth. */
const foldersOf = (paths: ReadonlySet<string>): ReadonlySet<string> => {
  const folders = new Set<string>();
  for (const path of paths) {
    // What is known of a folder is known of those around it.
    for (let at = path.lastIndexOf('/'); at > 0 && !folders.has(path.slice(0, at)); at = path.lastIndexOf('/', at - 1))
      folders.add(path.slice(0, at));
  }
  return folders;
};

/** The index of a repository, which is read when something is first asked. Git itself is not run. */
export const indexIn = (root: string): Index => {
  let known: ReadonlySet<string> | undefined | null = null;
  let folders: ReadonlySet<string> | undefined;
  const paths = (): ReadonlySet<string> | undefined => {
    if (known === null) {
      const index = readBelow(root, '.git/index', largest);
      known = index && pathsInIndex(index);
    }
    return known;
  };
  /** False for a path that is not there, unless it may be in a folder of which a sparse index keeps the name alone. */
  const absent = (all: ReadonlySet<string>, path: string): false | undefined => {
    for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1))
      if (all.has(path.slice(0, slash + 1))) return undefined;
    return false;
  };
  return {
    has: (path) => {
      const all = paths();
      return all && (all.has(path) || absent(all, path));
    },
    hasBelow: (folder) => {
      const all = paths();
      folders ??= all && foldersOf(all);
      return all && (folders?.has(folder) || absent(all, folder));
    },
  };
};
