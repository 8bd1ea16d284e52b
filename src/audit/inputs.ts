import type { AuditTree } from './tree.ts';

/**
 * All that an audit saw of a repository, in a form to compare with. An audit is a function of it, of its options and of the day,
 * so the same inputs have the same verdict; what nobody looked at may change.
 */
export interface Inputs {
  /** Of which files there are and what was left out. */
  readonly listing: string;
  /** The files that were read, by their place in the listing, in the order of reading, each with its number of characters. */
  readonly read: readonly (readonly [index: number, length: number])[];
  /** Of what they held. */
  readonly content: string;
  /** What git was found to say of files. */
  readonly tracked: readonly (readonly [path: string, answer: boolean | null])[];
}

type FileRead = ReturnType<AuditTree['read']>;

/** A digest of texts one after the other. Each is told with its length, so that no two lists of them look the same. */
const digester = () => {
  // Loaded here: it takes as long as all else that an empty folder needs.
  const hash = process.getBuiltinModule('node:crypto').createHash('sha256');
  return {
    add: (text: string): void => void hash.update(`${text.length}:`).update(text),
    digest: (): string => hash.digest('hex'),
  };
};

const listingOf = ({ paths, skipped }: AuditTree): string => {
  const listing = digester();
  listing.add(paths.join('\0'));
  listing.add(JSON.stringify(skipped));
  return listing.digest();
};

/** A file as it is compared: its text, or why there is none. */
const contentOf = ({ text, skipped }: FileRead): string => text ?? `\0${skipped ?? ''}`;

/** The same tree, and what was asked of it so far; undefined when a file was asked for that it does not list. */
export const watchInputs = (tree: AuditTree): { readonly tree: AuditTree; inputs(): Inputs | undefined } => {
  const read: (readonly [path: string, length: number])[] = [];
  const tracked = new Map<string, boolean | null>();
  const contents = digester();
  const watched: AuditTree = {
    ...tree,
    read: (path) => {
      const file = tree.read(path);
      const content = contentOf(file);
      read.push([path, content.length]);
      contents.add(content);
      return file;
    },
    tracked: (path) => {
      const answer = tree.tracked?.(path);
      tracked.set(path, answer ?? null);
      return answer;
    },
  };
  return {
    tree: watched,
    inputs: () => {
      const places = new Map(tree.paths.map((path, index) => [path, index]));
      if (!read.every(([path]) => places.has(path))) return undefined;
      return {
        listing: listingOf(tree),
        read: read.map(([path, length]) => [places.get(path) ?? -1, length]),
        content: contents.digest(),
        tracked: [...tracked],
      };
    },
  };
};

/** Whether a tree shows what was seen before. What was read is read again, up to the first file of another length. */
export const hasSameInputs = (tree: AuditTree, seen: Inputs): boolean => {
  if (listingOf(tree) !== seen.listing) return false;
  if (seen.tracked.some(([path, answer]) => (tree.tracked?.(path) ?? null) !== answer)) return false;
  const contents = digester();
  for (const [index, length] of seen.read) {
    const content = contentOf(tree.read(tree.paths[index] ?? ''));
    if (content.length !== length) return false;
    contents.add(content);
  }
  return contents.digest() === seen.content;
};
