import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** Every call of node:fs that src/disk makes (fs-extra removes with `rm`). */
const calls = [
  'accessSync',
  'chmodSync',
  'closeSync',
  'fchmodSync',
  'fstatSync',
  'fsyncSync',
  'linkSync',
  'lstatSync',
  'mkdirSync',
  'openSync',
  'readSync',
  'readdirSync',
  'realpathSync',
  'renameSync',
  'rm',
  'rmSync',
  'rmdirSync',
  'statSync',
  'unlinkSync',
  'writeSync',
] as const;

const changing = new Set([
  'chmodSync',
  'fchmodSync',
  'linkSync',
  'mkdirSync',
  'renameSync',
  'rm',
  'rmSync',
  'rmdirSync',
]);

/** Whether a call changes what is on the disk. Between two of these every moment looks the same, however much is read. */
export const changes = (name: string, args: readonly unknown[]): boolean =>
  changing.has(name) || name === 'unlinkSync' || needsRoom(name, args);

/** Whether a call fails on a full disk. */
export const needsRoom = (name: string, args: readonly unknown[]): boolean =>
  name === 'linkSync' || name === 'mkdirSync' || name === 'writeSync' || (name === 'openSync' && args[1] === 'wx');

/**
 * Puts something before every file system call of this process.
 * @param before gets the call and its number, from 1; may throw in its place
 * @returns takes it away again
 */
export function intercept(before: (name: string, args: readonly unknown[], number: number) => void): () => void {
  const table = fs as unknown as Record<string, (...args: unknown[]) => unknown>;
  const originals = new Map(calls.map((name) => [name, table[name]!]));
  let number = 0;
  for (const [name, original] of originals) {
    table[name] = (...args) => {
      before(name, args, ++number);
      return original.apply(fs, args);
    };
  }
  syncBuiltinESMExports();
  return () => {
    for (const [name, original] of originals) table[name] = original;
    syncBuiltinESMExports();
  };
}

/** An error as node:fs throws it. */
export const systemError = (code: string, syscall: string): Error =>
  Object.assign(new Error(`${code}: injected, ${syscall}`), { code, syscall, errno: -1 });
