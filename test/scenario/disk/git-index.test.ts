import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { indexIn, pathsInIndex } from '../../../src/disk/git-index.ts';
import { commitOf } from '../../../src/disk/head.ts';
import { fill, makeWorld } from './harness/world.ts';

const files = {
  'README.md': '# x',
  'src/a.ts': 'a',
  'src/ab/long-name-of-a-file.ts': 'b',
  'ümläut.md': 'c',
  ['z'.repeat(200)]: 'd',
};

/** A work tree with everything but `.env` added and committed. */
const workTree = (...config: readonly string[]): { root: string; git: (...args: string[]) => string } => {
  const root = makeWorld();
  const git = (...args: string[]): string =>
    execFileSync(
      'git',
      ['-c', 'user.name=T', '-c', 'user.email=t@example.com', ...config.flatMap((c) => ['-c', c]), ...args],
      {
        cwd: root,
        encoding: 'utf8',
        env: { PATH: process.env['PATH'], HOME: root, GIT_CONFIG_NOSYSTEM: '1' },
      },
    ).trim();
  fill(root, { ...files, '.env': 'SECRET=1', '.gitignore': '.env\n' });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('commit', '--quiet', '-m', 'first');
  return { root, git };
};

describe('what git has in its index', () => {
  it.each(['2', '3', '4'])('is told from version %s', (version) => {
    const { root, git } = workTree(`index.version=${version}`);
    if (version === '3') {
      // The third version is written only where it is needed.
      fill(root, { later: 'x' });
      git('add', '--intent-to-add', 'later');
    }
    git('update-index', '--force-write-index');
    expect(readFileSync(join(root, '.git/index')).readUInt32BE(4)).toBe(Number(version));
    const tracked = indexIn(root).has;
    for (const path of Object.keys(files)) expect([path, tracked(path)]).toEqual([path, true]);
    expect(tracked('.env')).toBe(false);
    expect(tracked('src/ab')).toBe(false);
  });

  it('cannot be told without git, or from an index that is none', () => {
    const root = makeWorld();
    fill(root, { a: 'x' });
    expect(indexIn(root).has('a')).toBeUndefined();
    const made = workTree();
    const index = readFileSync(join(made.root, '.git/index'));
    for (const length of [0, 4, 11, 13, 60, index.length >> 1]) {
      writeFileSync(join(made.root, '.git/index'), index.subarray(0, length));
      expect([length, indexIn(made.root).has('README.md')]).toEqual([length, undefined]);
    }
  });

  it('cannot be told from any bytes at all without an end', () => {
    const { root } = workTree('index.version=4');
    const index = readFileSync(join(root, '.git/index'));
    for (let seed = 0; seed < 400; seed += 1) {
      const odd = Buffer.from(index);
      for (let change = 0; change < 3; change += 1)
        odd[(seed * 7919 + change * 104_729) % odd.length] = (seed * 31) & 0xff;
      expect(() => pathsInIndex(odd)).not.toThrow();
    }
    const many = Buffer.concat([Buffer.from('DIRC'), Buffer.from([0, 0, 0, 2, 0xff, 0xff, 0xff, 0xff])]);
    expect(pathsInIndex(many)).toBeUndefined();
  });
});

describe('the commit of a folder', () => {
  it('is read from a branch, a packed branch and a detached head', () => {
    const { root, git } = workTree();
    const commit = git('rev-parse', 'HEAD');
    expect(commitOf(root)).toBe(commit);
    git('pack-refs', '--all');
    expect(commitOf(root)).toBe(commit);
    git('checkout', '--quiet', '--detach');
    expect(commitOf(root)).toBe(commit);
  });

  it.each([
    ['a head that leads out', 'ref: refs/../../../secret\n'],
    ['a head that is no reference', 'ref: /etc/passwd\n'],
    ['a branch without a commit', 'ref: refs/heads/none\n'],
    ['an empty head', ''],
    ['bytes', '\0\u001b[31m'],
    ['a very long head', `ref: refs/heads/${'a'.repeat(5000)}\n`],
  ])('is not told of %s', (_, head) => {
    const { root } = workTree();
    fill(root, { '../secret': 'a'.repeat(40) });
    writeFileSync(join(root, '.git/HEAD'), head);
    expect(commitOf(root)).toBeNull();
  });

  it('is not told through links, nor of a folder without git', () => {
    const { root, git } = workTree();
    const outside = makeWorld();
    symlinkSync(join(root, '.git'), join(outside, '.git'));
    expect(commitOf(outside)).toBeNull();
    expect(indexIn(outside).has('README.md')).toBeUndefined();
    const inside = makeWorld();
    fill(inside, { '.git/HEAD': 'ref: refs/heads/main\n', '.git/refs/heads/x': 'x' });
    symlinkSync(join(root, '.git/refs/heads/main'), join(inside, '.git/refs/heads/main'));
    expect(commitOf(inside)).toBeNull();
    expect(git('status', '--short')).toBe('');
    expect(commitOf(join(root, 'src'))).toBeNull();
  });
});
