import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readExisting } from '../../../src/disk/read-existing.ts';
import { blobId } from '../../../src/plan/blob-id.ts';
import { safePath } from '../../../src/plan/safe-path.ts';
import { makeWorld } from '../../scenario/disk/harness/world.ts';

const look = (root: string, path: string, maxBytes?: number): unknown =>
  readExisting(root, [safePath(path)], maxBytes === undefined ? {} : { maxBytes }).get(safePath(path));

test('a file comes with content, mode and blob id', () => {
  const root = makeWorld({ 'a/b.sh': { text: 'hello', mode: 0o755 }, c: { text: 'x', mode: 0o600 } });
  const content = Buffer.from('hello');
  expect(look(root, 'a/b.sh')).toEqual({ state: 'file', content, mode: '755', digest: blobId(content) });
  expect(look(root, 'c')).toMatchObject({ state: 'file', mode: '644' });
});

test('absent is absent: the file, its folder, or the whole root', () => {
  const root = makeWorld({ a: '' });
  expect(look(root, 'b')).toEqual({ state: 'absent' });
  expect(look(root, 'x/y/z')).toEqual({ state: 'absent' });
  expect(look(join(root, 'nowhere'), 'a')).toEqual({ state: 'absent' });
});

test('what cannot be replaced is blocked, with the reason', () => {
  const root = makeWorld({ 'real/x': 'x', large: 'x'.repeat(20), file: '' });
  symlinkSync('real', join(root, 'link'));
  symlinkSync('/etc/passwd', join(root, 'passwd'));
  symlinkSync('nowhere', join(root, 'broken'));
  mkdirSync(join(root, 'folder'));
  execFileSync('mkfifo', [join(root, 'pipe')]);
  const reasons = ['link/x', 'link/deep/x', 'passwd', 'broken', 'folder', 'pipe', 'file/x', 'file/x/y'].map((path) =>
    look(root, path),
  );
  expect(reasons).toEqual([
    { state: 'blocked', reason: 'link is a symbolic link' },
    { state: 'blocked', reason: 'link is a symbolic link' },
    { state: 'blocked', reason: 'a symbolic link stands there' },
    { state: 'blocked', reason: 'a symbolic link stands there' },
    { state: 'blocked', reason: 'a folder stands there' },
    { state: 'blocked', reason: 'a device, pipe or socket stands there' },
    { state: 'blocked', reason: 'file is a file, not a folder' },
    { state: 'blocked', reason: 'file is a file, not a folder' },
  ]);
  expect(look(root, 'large', 10)).toEqual({
    state: 'blocked',
    reason: 'a file of 20 bytes stands there, too large to compare',
  });
});

test('the map keeps the order of the paths', () => {
  const root = makeWorld({ a: '', c: '' });
  expect([...readExisting(root, ['c', 'b', 'a'].map(safePath)).keys()]).toEqual(['c', 'b', 'a']);
});
