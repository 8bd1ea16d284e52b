import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { attempt } from './fs-error.ts';

/** Writes a report to a file that the user named: whole or not at all. */
export function writeReport(path: string, text: string): void {
  attempt('write', path, () => {
    const temporary = `${path}.${process.pid}.tmp`;
    try {
      writeFileSync(temporary, text, { flag: 'wx' });
      renameSync(temporary, path);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  });
}
