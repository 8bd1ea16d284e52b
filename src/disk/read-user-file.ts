import { closeSync, fstatSync, lstatSync, openSync } from 'node:fs';
import { UserError } from '../errors.ts';
import { attempt } from './fs-error.ts';
import { readFully } from './read-existing.ts';

/** Whether there is anything of that name, even a link that leads nowhere. */
export const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined;

/**
 * The text of a file that the user named.
 *
 * @throws UserError when it cannot be read, is no regular file, over the limit, or not UTF-8
 */
export function readUserFile(path: string, maxBytes: number = 1024 * 1024): string {
  return attempt('read', path, () => {
    const descriptor = openSync(path, 'r');
    try {
      const stat = fstatSync(descriptor);
      if (!stat.isFile()) throw new UserError(`${path} is not a file.`, 'Name a regular file.');
      if (stat.size > maxBytes)
        throw new UserError(`${path} is larger than ${maxBytes} bytes.`, 'Name a smaller file.');
      return new TextDecoder('utf-8', { fatal: true }).decode(readFully(descriptor, stat.size));
    } catch (error) {
      if (error instanceof TypeError) throw new UserError(`${path} is not UTF-8 text.`, 'Save it as UTF-8.');
      throw error;
    } finally {
      closeSync(descriptor);
    }
  });
}
