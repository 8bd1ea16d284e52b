import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { blobId } from '../../../../src/plan/blob-id.ts';
import { safePath } from '../../../../src/plan/safe-path.ts';
import type { Change, Plan } from '../../../../src/plan/types.ts';
import { readExisting } from '../../../../src/disk/read-existing.ts';

/** Text, or text with a mode, by path; null for a file that goes. */
export type Files = Readonly<Record<string, string | { readonly text: string; readonly mode: number } | null>>;

/** A folder of its own for a test, removed after it. */
export function makeWorld(files: Files = {}): string {
  const world = mkdtempSync(join(tmpdir(), 'disk-test-'));
  onTestFinished(() => rmSync(world, { recursive: true, force: true }));
  fill(world, files);
  return world;
}

export function fill(folder: string, files: Files): void {
  mkdirSync(folder, { recursive: true });
  for (const [path, file] of Object.entries(files)) {
    if (file === null) continue;
    const { text, mode } = typeof file === 'string' ? { text: file, mode: 0o644 } : file;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
    chmodSync(join(folder, path), mode);
  }
}

/** Everything below a folder, with types, modes and contents: equal snapshots mean that nothing differs, leftovers included. */
export function snapshot(folder: string, prefix = ''): Record<string, string> {
  const seen: Record<string, string> = {};
  for (const name of readdirSync(join(folder, prefix)).sort()) {
    const path = prefix === '' ? name : `${prefix}/${name}`;
    const place = join(folder, path);
    const stat = lstatSync(place);
    const mode = (stat.mode & 0o7777).toString(8);
    if (stat.isDirectory()) Object.assign(seen, { [`${path}/`]: mode }, snapshot(folder, path));
    else if (stat.isSymbolicLink()) seen[path] = `-> ${readlinkSync(place)}`;
    else seen[path] = `${mode} ${stat.isFile() ? readFileSync(place, 'latin1') : 'special'}`;
  }
  return seen;
}

/** A plan that brings the files to the root, made against what stands there now. */
export function planFor(root: string, files: Files): Plan {
  const wanted = Object.entries(files).map(([text, file]) => [safePath(text), file] as const);
  const existing = readExisting(
    root,
    wanted.map(([path]) => path),
  );
  // The manifest is the last of a plan.
  wanted.sort(([a], [b]) => Number(a.endsWith('manifest.json')) - Number(b.endsWith('manifest.json')));
  const changes = wanted.flatMap(([path, file]): Change[] => {
    const now = existing.get(path);
    const preimage = now?.state === 'file' ? now.digest : null;
    if (file === null)
      return preimage === null ? [] : [{ path, action: 'delete', reason: '', mode: '644', digest: null, preimage }];
    const { text, mode } = typeof file === 'string' ? { text: file, mode: 0o644 } : file;
    const content = Buffer.from(text);
    const action = preimage === null ? 'create' : 'update';
    return [
      { path, action, reason: '', mode: mode === 0o755 ? '755' : '644', digest: blobId(content), preimage, content },
    ];
  });
  return { root, changes };
}
