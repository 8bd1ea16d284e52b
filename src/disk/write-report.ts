import { chmodSync, mkdirSync, readlinkSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { attempt } from './fs-error.ts';

const mostLinks = 40;

/** Where the open files of a process are listed. What stands there is not where its name says: it can be written to, and no more. */
const openFiles = /^\/(?:proc\/|dev\/(?:fd\/|stdout$|stderr$))/;

/** Where a chain of links ends, also when nothing stands there yet. */
function endOf(path: string): string {
  let end = resolve(path);
  for (let links = 0; links < mostLinks && !openFiles.test(end); links += 1) {
    try {
      end = resolve(dirname(end), readlinkSync(end));
    } catch {
      break;
    }
  }
  return end;
}

/**
 * The file that a report written to a path ends up in, by one name however it is called; undefined where it replaces nothing, as in a
 * pipe or a device. Where that cannot be told, writing will say why.
 */
export function fileBehind(path: string): string | undefined {
  const end = endOf(path);
  if (openFiles.test(end)) return undefined;
  for (let folder = end, rest = ''; ; rest = join(basename(folder), rest), folder = dirname(folder)) {
    try {
      const real = realpathSync.native(folder);
      return rest !== '' || statSync(real).isFile() ? join(real, rest) : undefined;
    } catch {
      if (dirname(folder) === folder) return end;
    }
  }
}

/**
 * Writes a report to a file that the user named: whole or not at all. Folders that are missing are made, a link stays a link, and
 * what is no regular file, such as a pipe or a device, is written to and never replaced.
 */
export function writeReport(path: string, text: string): void {
  attempt('write', path, () => {
    const end = endOf(path);
    const before = statSync(end, { throwIfNoEntry: false });
    if (openFiles.test(end) || (before !== undefined && !before.isFile())) {
      writeFileSync(end, text, { flag: 'a' });
      return;
    }
    mkdirSync(dirname(end), { recursive: true });
    const temporary = `${end}.${process.pid}.tmp`;
    try {
      writeFileSync(temporary, text, { flag: 'wx' });
      if (before !== undefined) chmodSync(temporary, before.mode & 0o777);
      renameSync(temporary, end);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  });
}
