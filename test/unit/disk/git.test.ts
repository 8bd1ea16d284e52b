import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { initRepository } from '../../../src/disk/git.ts';
import { blobId } from '../../../src/plan/blob-id.ts';
import { fill, makeWorld } from '../../scenario/disk/harness/world.ts';

const files = {
  'README.md': '# orders\n',
  '.gitignore': 'node_modules/\n',
  'run.sh': { text: 'x\r\ny\n', mode: 0o755 },
  'node_modules/x': '',
};
const options = { branch: 'main', message: "It's the first commit" };
const git = (root: string, ...words: string[]): string =>
  execFileSync('git', ['-C', root, ...words], { encoding: 'utf8' }).trim();

const saved = { ...process.env };
let home: string;

/** A user of their own, with this as ~/.gitconfig. */
function configure(text: string): void {
  writeFileSync(join(home, '.gitconfig'), text);
}

beforeEach(() => {
  home = makeWorld({});
  for (const name of Object.keys(process.env)) if (name.startsWith('GIT_')) delete process.env[name];
  Object.assign(process.env, { HOME: home, XDG_CONFIG_HOME: join(home, 'none'), GIT_CONFIG_NOSYSTEM: '1' });
  configure('[user]\n name = Ada\n email = ada@example.com\n');
});
afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in saved)) delete process.env[name];
  Object.assign(process.env, saved);
});

function service(): string {
  const root = join(makeWorld({}), "it's a service");
  fill(root, files);
  return root;
}

test('the first commit holds every file as it was written, by the user, on the branch', async () => {
  const root = service();
  expect(await initRepository(root, options)).toEqual({
    state: 'created',
    done: true,
    message: 'git repository with a first commit on main',
    retry: [],
  });
  expect(git(root, 'log', '--format=%an <%ae> %s %D')).toBe("Ada <ada@example.com> It's the first commit HEAD -> main");
  expect(git(root, 'status', '--porcelain')).toBe('');
  const blob = (text: string): string => blobId(Buffer.from(text));
  expect(git(root, 'ls-tree', '-r', 'HEAD').split('\n')).toEqual([
    `100644 blob ${blob('node_modules/\n')}\t.gitignore`,
    `100644 blob ${blob('# orders\n')}\tREADME.md`,
    `100755 blob ${blob('x\r\ny\n')}\trun.sh`,
  ]);
});

test('nothing of the user’s configuration runs, signs, or changes bytes', async () => {
  const root = service();
  const trap = join(home, 'trap.sh');
  writeFileSync(trap, `#!/bin/sh\ntouch ${home}/sprung\nexit 1\n`);
  chmodSync(trap, 0o755);
  const hooks = join(home, 'hooks');
  fill(
    hooks,
    Object.fromEntries(
      ['pre-commit', 'commit-msg', 'post-commit', 'post-index-change'].map((hook) => [
        hook,
        { text: readFileSync(trap, 'utf8'), mode: 0o755 },
      ]),
    ),
  );
  fill(join(home, 'template/hooks'), { 'pre-commit': { text: readFileSync(trap, 'utf8'), mode: 0o755 } });
  fill(home, { attributes: '* filter=trap\n', excludes: 'README.md\n' });
  configure(
    `[user]\n name = Ada\n email = ada@example.com\n signingkey = x\n[core]\n hooksPath = ${hooks}\n fsmonitor = ${trap}\n autocrlf = input\n attributesFile = ${home}/attributes\n excludesFile = ${home}/excludes\n` +
      `[commit]\n gpgsign = true\n[gpg]\n program = ${trap}\n[init]\n templateDir = ${home}/template\n defaultBranch = other\n[filter "trap"]\n clean = ${trap}\n required = true\n`,
  );
  process.env['GIT_DIR'] = join(home, 'elsewhere.git');
  process.env['GIT_INDEX_FILE'] = join(home, 'elsewhere.index');
  expect(await initRepository(root, options)).toMatchObject({ state: 'created' });
  delete process.env['GIT_DIR'];
  delete process.env['GIT_INDEX_FILE'];
  expect(existsSync(join(home, 'sprung'))).toBe(false);
  expect(existsSync(join(root, '.git/hooks'))).toBe(false);
  configure('');
  expect(git(root, 'rev-parse', '--abbrev-ref', 'HEAD')).toBe('main');
  expect(git(root, 'rev-parse', 'HEAD:run.sh')).toBe(blobId(Buffer.from('x\r\ny\n')));
  expect(git(root, 'ls-files')).toContain('README.md');
});

describe('a step that fails keeps the files and says how to retry', () => {
  test('without an identity: set it, then commit what is staged; the commands work when pasted', async () => {
    configure('');
    const root = service();
    const result = await initRepository(root, options);
    expect(result).toMatchObject({ state: 'failed', done: false });
    expect(result.message).toMatch(/^git does not know who you are, .*\n {2}git config --global user\.name /);
    execFileSync('sh', ['-ec', result.retry.join('\n')]);
    expect(git(root, 'log', '--format=%s %D')).toBe("It's the first commit HEAD -> main");
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toBe('# orders\n');
  });

  test('without git: install it; the commands do all of it', async () => {
    const root = service();
    process.env['PATH'] = home;
    const result = await initRepository(root, options);
    process.env['PATH'] = saved['PATH'];
    expect(result.message).toContain("'git' was not found");
    execFileSync('sh', ['-ec', result.retry.join('\n')]);
    expect(git(root, 'log', '--format=%s %D')).toBe("It's the first commit HEAD -> main");
  });

  test('when git fails, with what it said', async () => {
    const root = service();
    fill(root, { '.gitattributes': '* working-tree-encoding=NONSENSE\n' });
    const result = await initRepository(root, options);
    expect(result).toMatchObject({ state: 'failed' });
    expect(result.message).toMatch(/^git add failed: .*NONSENSE/);
    expect(result.retry).toHaveLength(2);
  });
});

describe('in a work tree there is already', () => {
  test('nothing is done in a folder of another repository', async () => {
    const top = makeWorld({});
    git(top, 'init', '-q');
    const root = join(top, 'services/orders');
    fill(root, files);
    expect(await initRepository(root, options)).toEqual({
      state: 'inside',
      done: true,
      message: `${root} is in the git repository ${top}: nothing was committed`,
      retry: [],
    });
    expect(existsSync(join(root, '.git'))).toBe(false);
  });

  test('nothing is committed in a repository of its own, linked work trees included', async () => {
    const root = service();
    writeFileSync(join(root, '.git'), 'gitdir: elsewhere\n');
    expect(await initRepository(root, options)).toMatchObject({
      state: 'inside',
      message: `${root} is a git repository already: nothing was committed`,
    });
  });
});
