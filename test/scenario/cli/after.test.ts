import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fill } from '../disk/harness/world.ts';
import { world } from './harness/tool.ts';

const hasGit = spawnSync('git', ['--version']).status === 0;

describe.skipIf(!hasGit)('the git repository of a new service', () => {
  const git = (cwd: string, env: NodeJS.ProcessEnv, ...argv: string[]): string =>
    spawnSync('git', argv, { cwd, env, encoding: 'utf8' }).stdout.trim();

  it('has one commit with everything, on main, and every blob that the manifest names', () => {
    const { folder, env, run } = world();
    const { code, stdout } = run(['orders', '--yes', '--no-audit']);
    const root = join(folder, 'orders');
    expect(code).toBe(0);
    expect(stdout).toContain('✓ git repository with a first commit on main\n');
    expect(git(root, env, 'log', '--format=%an %s %D')).toBe(
      'Test Create the service with create-service 0.2.0 HEAD -> main',
    );
    expect(git(root, env, 'status', '--porcelain')).toBe('');
    const { files } = JSON.parse(git(root, env, 'show', 'HEAD:.create-service/manifest.json')) as {
      files: Record<string, { blob: string }>;
    };
    const tree = new Map(
      git(root, env, 'ls-tree', '-r', 'HEAD')
        .split('\n')
        .map((line) => [line.split('\t')[1], line.split(/\s/)[2]]),
    );
    expect(Object.entries(files).filter(([path, { blob }]) => tree.get(path) !== blob)).toEqual([]);
    expect(git(root, env, 'ls-tree', 'HEAD', 'run.sh')).toMatch(/^100755 /);
  });

  it('is not made with --no-git, nor inside another repository', () => {
    const { folder, env, run } = world();
    run(['plain', '--yes', '--no-git', '--no-audit']);
    expect(existsSync(join(folder, 'plain/.git'))).toBe(false);
    git(folder, env, 'init', '--quiet');
    const { code, stdout } = run(['orders', '--yes', '--no-audit']);
    expect(code).toBe(0);
    expect(stdout).toContain(`is in the git repository ${folder}: nothing was committed\n`);
    expect(existsSync(join(folder, 'orders/.git'))).toBe(false);
  });

  it('without a name for the author keeps the files, says what to paste, and is no failure', () => {
    const { folder, env, run } = world();
    writeFileSync(String(env['GIT_CONFIG_GLOBAL']), '');
    const { code, stdout } = run(['orders', '--yes', '--no-audit']);
    expect(code).toBe(0);
    expect(stdout).toContain(
      "! git does not know who you are, so the first commit was not made. To do it by hand:\n  git config --global user.name 'Your Name'\n",
    );
    expect(existsSync(join(folder, 'orders/src/main.js'))).toBe(true);
  });

  it('without git keeps the files too', () => {
    const { folder, run } = world();
    const { code, stdout } = run(['orders', '--yes', '--no-audit'], { env: { PATH: folder } });
    expect(code).toBe(0);
    expect(stdout).toContain("! 'git' was not found: install it, or add it to PATH.");
    expect(existsSync(join(folder, 'orders/src/main.js'))).toBe(true);
  });
});

describe('next steps', () => {
  it('work when they are pasted, whatever the folder is called', () => {
    const { folder, env, run } = world();
    const { nextSteps } = JSON.parse(
      run(["it's a $HOME/we ird", '--yes', '--no-git', '--no-audit', '--name', 'orders', '--format', 'json']).stdout,
    ) as { nextSteps: { command?: string }[] };
    const script = nextSteps.flatMap(({ command }) => command ?? []).join(' && ');
    const { status, stdout } = spawnSync('sh', ['-c', script], { cwd: folder, env, encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stdout).toContain('# orders\n');
  });
});

describe('--install', () => {
  const make = ['orders', '--archetype', 'watched', '--yes', '--no-git', '--no-audit', '--install'];

  it('runs what the templates ask for, and shows on stderr what that says', () => {
    const { code, stdout, stderr } = world().run(make);
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'node install.cjs …\nlooking at orders\n' });
    expect(stdout).toContain('✓ node install.cjs\n');
  });

  it('that fails is a failure of the command; what was written stays, and it says how to go on', () => {
    const { folder, run } = world();
    fill(join(folder, 'orders'), { broken: '' });
    const { code, stdout } = run(make);
    expect(code).toBe(1);
    expect(stdout).toContain(
      "! node install.cjs failed: 'node install.cjs' ended with exit code 3. Everything that was written is kept; run it again there.\n",
    );
    expect(existsSync(join(folder, 'orders/src/main.js'))).toBe(true);
  });

  it('leaves the document of --format json as it is', () => {
    const { folder, run } = world();
    fill(join(folder, 'orders'), { broken: '' });
    const dry = run([...make, '--format', 'json', '--dry-run']);
    const real = run([...make, '--format', 'json']);
    expect(dry).toMatchObject({ code: 0, stderr: '' });
    expect(real.code).toBe(1);
    expect(real.stdout).toBe(dry.stdout);
    expect(real.stderr).toContain('Everything that was written is kept');
  });
});
