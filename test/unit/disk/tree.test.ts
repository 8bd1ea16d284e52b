import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readTree } from '../../../src/disk/tree.ts';
import { fill, makeWorld } from '../../scenario/disk/harness/world.ts';

describe('the list of a repository', () => {
  test('has every file, dot files too, sorted with forward slashes', () => {
    const root = makeWorld({ 'b/c.txt': '', 'b-a': '', 'b/a/z': '', '.github/x.yaml': '', B: '', ä: '' });
    const { paths } = readTree(root);
    expect(paths).toEqual(['.github/x.yaml', 'B', 'b-a', 'b/a/z', 'b/c.txt', 'ä']);
    expect(paths).toEqual([...paths].sort());
  });

  test('leaves out what tools made, and says so without calling it incomplete', () => {
    const root = makeWorld({
      '.git/HEAD': '',
      'a/node_modules/x/index.js': '',
      'dist/x': '',
      'infra/cdk.out/x': '',
      'sub/.git': 'gitdir: x',
      'sub/a': '',
    });
    const tree = readTree(root);
    expect(tree.paths).toEqual(['sub/a']);
    expect(tree.skipped).toEqual([
      { path: '.git', reason: "git's own folder", incomplete: false },
      { path: 'a/node_modules', reason: 'installed packages', incomplete: false },
      { path: 'dist', reason: 'build output', incomplete: false },
      { path: 'infra/cdk.out', reason: 'build output', incomplete: false },
    ]);
    expect(readTree(root, { include: ['cdk.out'] }).paths).toEqual(['infra/cdk.out/x', 'sub/a']);
  });

  test('lists some files of a folder that is left out, at any depth below it', () => {
    const root = makeWorld({
      'infra/cdk.out/asset.1/a.template.json': '',
      'infra/cdk.out/asset.1/index.mjs': '',
      'infra/cdk.out/assembly-prod/b.template.json': '',
      'infra/cdk.out/node_modules/c.template.json': '',
      'infra/cdk.out/tree.json': '',
      'infra/x': '',
    });
    const tree = readTree(root, { partly: { 'cdk.out': /\.template\.json$/ } });
    expect(tree.paths).toEqual([
      'infra/cdk.out/assembly-prod/b.template.json',
      'infra/cdk.out/asset.1/a.template.json',
      'infra/x',
    ]);
    expect(tree.skipped).toMatchObject([{ path: 'infra/cdk.out' }, { path: 'infra/cdk.out/node_modules' }]);
  });

  test('follows no link: neither outside, nor in a circle', () => {
    const root = makeWorld({ 'a/x': '' });
    symlinkSync('/etc', join(root, 'etc'));
    symlinkSync('..', join(root, 'a/up'));
    symlinkSync('a/x', join(root, 'file'));
    const tree = readTree(root);
    expect(tree.paths).toEqual(['a/x']);
    expect(tree.skipped.map(({ path }) => path)).toEqual(['a/up', 'etc', 'file']);
  });

  test('names pipes and sockets, and does not wait for them', async () => {
    const root = makeWorld({ a: '' });
    execFileSync('mkfifo', [join(root, 'pipe')]);
    const server = createServer().listen(join(root, 'socket'));
    await new Promise((resolve) => server.on('listening', resolve));
    const tree = readTree(root);
    server.close();
    expect(tree.paths).toEqual(['a']);
    expect(tree.skipped).toMatchObject([
      { path: 'pipe', reason: 'a pipe' },
      { path: 'socket', reason: 'a socket' },
    ]);
  });

  test('reports a name that is not UTF-8, and takes one that merely looks like it', () => {
    const root = makeWorld({ 'odd \uFFFD name': 'x' });
    writeFileSync(Buffer.concat([Buffer.from(`${root}/bad-`), Buffer.from([0xff, 0xfe])]), 'x');
    const tree = readTree(root);
    expect(tree.paths).toEqual(['odd \uFFFD name']);
    expect(tree.skipped).toEqual([
      { path: 'bad-\uFFFD\uFFFD', reason: 'its name is not valid UTF-8', incomplete: true },
    ]);
  });

  test('stops at a limit and says that the rest is missing', () => {
    const root = makeWorld(Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`${n % 3}/${n}`, ''])));
    const tree = readTree(root, { maxFiles: 10 });
    expect(tree.paths).toHaveLength(10);
    expect(tree.skipped).toEqual([
      { path: '.', reason: 'more than 10 files: the rest was not listed', incomplete: true, unlisted: true },
    ]);
  });

  test('survives a folder deeper than a path can be', () => {
    const root = makeWorld({ a: '' });
    const half = Array.from({ length: 12 }, () => 'd'.repeat(200)).join('/');
    for (const part of ['one', 'two']) mkdirSync(join(root, part, half), { recursive: true });
    renameSync(join(root, 'two'), join(root, 'one', half, 'two'));
    try {
      const tree = readTree(root);
      expect(tree.paths).toEqual(['a']);
      const reason = 'cannot be listed: the path is too long for this file system';
      expect(tree.skipped).toMatchObject([{ reason, incomplete: true }]);
    } finally {
      execFileSync('rm', ['-rf', join(root, 'one')]);
    }
  });

  test('is refused for what is no folder', () => {
    const root = makeWorld({ a: '' });
    expect(() => readTree(join(root, 'a'))).toThrow('is not a folder');
    expect(() => readTree(join(root, 'b'))).toThrow(`Cannot read ${root}/b: it does not exist`);
  });

  test('of a folder in a repository says what was not looked at', () => {
    const root = makeWorld({ '.git/HEAD': '', 'services/orders/a': '', 'own/.git': 'gitdir: x', 'own/a': '' });
    expect(readTree(join(root, 'services/orders')).skipped).toEqual([
      { path: '../..', reason: 'the repository around, of which this folder is a part', incomplete: false },
    ]);
    expect(readTree(join(root, 'own')).skipped).toEqual([]);
    expect(readTree(root).skipped).toMatchObject([{ path: '.git' }]);
  });

  test('is refused for what git keeps, since there is nothing of the repository in it', () => {
    const root = makeWorld();
    execFileSync('git', ['init', '--quiet', '--bare', join(root, 'orders.git')]);
    execFileSync('git', ['init', '--quiet', join(root, 'orders')]);
    for (const store of ['orders.git', 'orders/.git'])
      expect(() => readTree(join(root, store))).toThrow('holds the history of a repository and none of its files');
    fill(join(root, 'alike'), { HEAD: '', 'objects/a': '', 'refs/b': '', 'README.md': '' });
    expect(readTree(join(root, 'alike')).paths).toHaveLength(4);
  });
});

describe('a file', () => {
  const read = (bytes: Uint8Array, maxBytes = 1000) => {
    const root = makeWorld({});
    writeFileSync(join(root, 'x'), bytes);
    return readTree(root, { maxBytes }).read('x');
  };

  test('comes as text with its very bytes, whatever the text', () => {
    const root = makeWorld({});
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 300 }).filter((text) => !text.includes('\0')),
        (text) => {
          const bytes = Buffer.from(text);
          writeFileSync(join(root, 'x'), bytes);
          const file = readTree(root, { maxBytes: 5000 }).read('x');
          expect(file.text).toBe(text.replace(/^\uFEFF/, ''));
          expect(Buffer.from(file.bytes ?? []).equals(bytes)).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  test.each([
    ['UTF-8 with a mark', [0xef, 0xbb, 0xbf, 0x61], { text: 'a' }],
    ['an empty one', [], { text: '' }],
    ['UTF-16, little end', [0xff, 0xfe, 0x61, 0x00], { skipped: 'UTF-16 text; only UTF-8 is read' }],
    ['UTF-16, big end', [0xfe, 0xff, 0x00, 0x61], { skipped: 'UTF-16 text; only UTF-8 is read' }],
    ['a NUL', [0x61, 0x00, 0x62], { skipped: 'binary' }],
    ['Latin-1', [0x63, 0x61, 0x66, 0xe9], { skipped: 'not valid UTF-8' }],
  ])('%s', (_, bytes, expected) => expect(read(Buffer.from(bytes))).toMatchObject(expected));

  test('of the largest size is read, of one byte more is not', () => {
    expect(read(Buffer.alloc(10, 'x'), 10).text).toBe('x'.repeat(10));
    expect(read(Buffer.alloc(11, 'x'), 10).skipped).toBe('larger than 10 bytes');
  });

  test('that is not listed is not opened', () => {
    const root = makeWorld({ 'target/a': 'a', secret: 'x' });
    const tree = readTree(join(root, 'target'));
    for (const path of ['../secret', `${root}/secret`, './a', 'a/', 'b', '']) {
      expect(tree.read(path)).toEqual({ skipped: 'not a file of this repository' });
    }
  });

  test('that was swapped for a link, a pipe or a folder since is not read', () => {
    const root = makeWorld({ a: 'a', b: 'b', c: 'c', d: 'd' });
    const tree = readTree(root);
    for (const path of ['a', 'b', 'c', 'd']) rmSync(join(root, path));
    symlinkSync('/etc/passwd', join(root, 'a'));
    execFileSync('mkfifo', [join(root, 'b')]);
    mkdirSync(join(root, 'c'));
    expect(tree.read('a').skipped).toBe('cannot be read: symbolic links lead in a circle');
    expect(tree.read('b').text ?? '').toBe('');
    expect(tree.read('c').skipped).toBe('cannot be read: a folder stands where a file is needed');
    expect(tree.read('d').skipped).toBe('cannot be read: it does not exist');
  });

  test('that may not be read says so', ({ skip }) => {
    if (process.getuid?.() === 0) return skip('permissions do not bind root');
    const root = makeWorld({ a: 'a' });
    chmodSync(join(root, 'a'), 0);
    expect(readTree(root).read('a').skipped).toBe('cannot be read: permission denied');
  });
});

test('reading again from the same tree gives the same', () => {
  const root = makeWorld({});
  fill(root, { a: 'one', b: 'two' });
  const tree = readTree(root);
  const first = tree.read('a');
  expect(tree.read('b').text).toBe('two');
  expect(first.text).toBe('one');
  expect(Buffer.from(first.bytes ?? []).toString()).toBe('one');
});
