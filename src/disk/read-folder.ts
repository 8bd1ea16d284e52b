import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Every file below a folder of our own, by relative path with forward slashes, sorted. For the standard, never for a stranger's repository. */
export function readFolder(root: string): ReadonlyMap<string, string> {
  const files: [string, string][] = [];
  const walk = (folder: string, prefix: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = `${prefix}${entry.name}`;
      if (entry.isDirectory()) walk(join(folder, entry.name), `${path}/`);
      else files.push([path, readFileSync(join(folder, entry.name), 'utf8')]);
    }
  };
  walk(root, '');
  return new Map(files.sort(([a], [b]) => (a < b ? -1 : 1)));
}
