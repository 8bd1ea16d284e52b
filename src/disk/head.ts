import { readBelow } from './read-below.ts';

const longestRef = 200;
const mostPacked = 5_000_000;

/** Git forbids these in the name of a reference; nothing else is looked up. */
const isRef = (name: string): boolean =>
  name.length <= longestRef && /^refs\/[\w./@+-]+$/.test(name) && !/\.\.|\/\/|\.lock$/.test(name);

const hash = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;

/**
 * The commit that a folder has checked out, from git's own files as plain data: git is not run, and no link is followed.
 * Null when there is no git folder right here, or anything in it is odd.
 */
export const commitOf = (root: string): string | null => {
  const read = (path: string, limit: number): string | null =>
    readBelow(root, `.git/${path}`, limit)?.toString('latin1') ?? null;
  const head = read('HEAD', 1000)?.trim();
  if (head === undefined) return null;
  if (hash.test(head)) return head;
  const name = /^ref: (\S+)$/.exec(head)?.[1];
  if (name === undefined || !isRef(name)) return null;
  const loose = read(name, 1000)?.trim();
  if (loose !== undefined) return hash.test(loose) ? loose : null;
  const packed = read('packed-refs', mostPacked) ?? '';
  const at = packed.indexOf(` ${name}\n`);
  const found = at === -1 ? '' : packed.slice(packed.lastIndexOf('\n', at) + 1, at);
  return hash.test(found) ? found : null;
};
