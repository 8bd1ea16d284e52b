import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readTree } from '../../../src/disk/tree.ts';
import { fill, makeWorld } from './harness/world.ts';

/** A repository with a file that git has, and how git is called in it. */
const repository = () => {
  const root = makeWorld();
  const env = { PATH: process.env['PATH'], HOME: root, GIT_CONFIG_NOSYSTEM: '1' };
  const user = ['-c', 'user.name=T', '-c', 'user.email=t@example.com', '-c', 'protocol.file.allow=always'];
  const git = (...args: string[]): unknown =>
    execFileSync('git', [...user, ...args], { cwd: root, env, stdio: ['ignore', 'ignore', 'ignore'] });
  const commit = (...args: string[]): unknown => git(...args, 'commit', '--quiet', '-m', 'x');
  fill(root, { 'README.md': '# Orders' });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  commit();
  const listed = () => {
    const { paths, skipped } = readTree(root);
    return { paths, left: skipped.filter(({ path }) => path !== '.git') };
  };
  return { root, git, commit, listed };
};

const own = (path: string) => ({ path, reason: 'a repository of its own', incomplete: false, nested: true });

describe('a repository within another', () => {
  it('is left out with all below it when it is a clone', () => {
    const { root, git, listed } = repository();
    git('clone', '--quiet', root, 'tools/clone');
    git('clone', '--quiet', root, 'tools/clone/deeper');
    expect(listed()).toEqual({ paths: ['README.md'], left: [own('tools/clone')] });
  });

  it('is left out when it is a submodule or a linked work tree', () => {
    const { root, git, commit, listed } = repository();
    const other = repository();
    git('submodule', 'add', '--quiet', other.root, 'libs/other');
    commit();
    git('worktree', 'add', '--quiet', 'trees/next');
    expect(listed()).toEqual({
      paths: ['.gitmodules', 'README.md'],
      left: [own('libs/other'), own('trees/next')],
    });
    expect(readTree(join(root, 'libs/other')).paths).toEqual(['README.md']);
  });

  it('is a part of this one when git has files of it here', () => {
    const { root, git, commit, listed } = repository();
    fill(root, { 'vendor/lib/src/a.ts': '' });
    git('add', '.');
    commit();
    git('init', '--quiet', 'vendor/lib');
    git('init', '--quiet', 'vendor');
    expect(listed()).toMatchObject({ paths: ['README.md', 'vendor/lib/src/a.ts'] });
  });

  it.each([
    ['an empty folder', { 'infra/.git/x': '' }],
    [
      'a folder that git would not take',
      { 'infra/.git/HEAD': 'x', 'infra/.git/objects/a': '', 'infra/.git/refs/a': '' },
    ],
    ['a folder without objects', { 'infra/.git/HEAD': 'ref: refs/heads/main\n', 'infra/.git/refs/a': '' }],
    ['an empty file', { 'infra/.git': '' }],
    ['a file that leads nowhere', { 'infra/.git': 'gitdir: ../.git/modules/infra\n' }],
    ['a file that leads out of here', { 'infra/.git': 'gitdir: /usr/share/x/.git\n' }],
    ['a file of some length', { 'infra/.git': `gitdir: ${'../'.repeat(3000)}\n` }],
  ])('is none for %s that is called .git, so that nothing is hidden by it', (_, files) => {
    const { root, listed } = repository();
    fill(root, { ...files, 'infra/stack.ts': '' });
    expect(listed().paths).toEqual(['README.md', 'infra/stack.ts']);
    expect(listed().left.filter(({ path }) => path === 'infra')).toEqual([]);
  });

  it('is judged with this one where nobody can tell what git has: without an index, or with one that cannot be read', () => {
    const { root, git, listed } = repository();
    git('clone', '--quiet', root, 'clone');
    writeFileSync(join(root, '.git/index'), 'x');
    expect(listed().paths).toEqual(['README.md', 'clone/README.md']);
    rmSync(join(root, '.git'), { recursive: true });
    expect(listed().paths).toEqual(['README.md', 'clone/README.md']);
  });
});
