import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from 'node:fs';

const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * The bytes of a regular file below a folder, when no part of its path is a symbolic link and it is not larger than `limit`;
 * undefined otherwise, and for whatever else is odd. Node cannot open relative to a folder (`openat`), so a part of the path
 * could be replaced between the look and the opening: the file must be the same one before and after.
 */
export function readBelow(root: string, path: string, limit: number): Buffer | undefined {
  try {
    const parts = path.split('/');
    for (let length = 1; length < parts.length; length += 1) {
      if (!lstatSync(`${root}/${parts.slice(0, length).join('/')}`).isDirectory()) return undefined;
    }
    const place = `${root}/${path}`;
    const before = lstatSync(place);
    if (!before.isFile() || before.size > limit) return undefined;
    const descriptor = openSync(place, flags);
    try {
      const opened = fstatSync(descriptor);
      if (!opened.isFile() || opened.ino !== before.ino || opened.dev !== before.dev) return undefined;
      const buffer = Buffer.alloc(limit + 1 < opened.size + 1 ? limit + 1 : opened.size + 1);
      let length = 0;
      for (let got = -1; got !== 0 && length < buffer.length; length += got)
        got = readSync(descriptor, buffer, length, buffer.length - length, null);
      return length > limit ? undefined : buffer.subarray(0, length);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}
