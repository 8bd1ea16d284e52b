import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fill, snapshot } from '../disk/harness/world.ts';
import type { Files } from '../disk/harness/world.ts';
import { world } from './harness/tool.ts';
import type { Ended } from './harness/tool.ts';

const starter: Files = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  '.github/dependabot.yml': 'version: 2\n',
  LICENSE: 'MIT\n',
  'README.md': '# mine\n',
};

/** Makes a service in a folder that holds the files. */
function into(
  files: Files,
  ...argv: readonly string[]
): Ended & { readonly before: Record<string, string>; readonly after: Record<string, string> } {
  const { folder, run } = world();
  const target = join(folder, 'orders');
  fill(target, files);
  const before = snapshot(target);
  const ended = run(['orders', '--yes', '--no-audit', ...argv]);
  return { ...ended, before, after: snapshot(target) };
}

describe('a folder that is there already', () => {
  it('is taken when it is empty', () => {
    const { code, after } = into({}, '--no-git');
    expect(code).toBe(0);
    expect(Object.keys(after)).toContain('src/main.js');
  });

  it('is taken when it holds only what a host puts there, and that stays as it is', () => {
    const { code, stdout, before, after } = into(starter);
    expect(code).toBe(0);
    expect(after).toMatchObject(before);
    expect(stdout).toContain('  - README.md  kept: it came with the repository\n');
    expect(stdout).toMatch(/✓ 7 files written to .*, 1 kept\n/);
    expect(stdout).toContain('is a git repository already: nothing was committed\n');
  });

  it('is left alone when it holds files that would be written over: each is named', () => {
    const { code, stdout, stderr, before, after } = into({ 'README.md': 'mine', 'run.sh': 'mine', 'other.txt': '' });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /^error .*\/orders holds 2 files that the service would write over:\n {2}README.md: a file with other content stands there\n {2}run.sh: a file/,
    );
    expect(stderr).toContain('--on-conflict skip or --on-conflict overwrite. Nothing was written.\n');
    expect(after).toEqual(before);
  });

  it('is added to when nothing is in the way', () => {
    const { code, before, after } = into({ 'docs/plan.md': 'mine', 'package.json': '{}' }, '--no-git');
    expect(code).toBe(0);
    expect(after).toMatchObject(before);
  });

  it('keeps its own files with --on-conflict skip', () => {
    const { code, stdout, after } = into({ 'run.sh': 'mine', 'other.txt': '' }, '--on-conflict', 'skip', '--no-git');
    expect(code).toBe(0);
    expect(after['run.sh']).toBe('644 mine');
    expect(stdout).toContain('  - run.sh  kept, as asked\n');
    expect(after['.create-service/manifest.json']).not.toContain('run.sh');
  });

  it('gives them up with --on-conflict overwrite, and nothing else', () => {
    const { code, stdout, after } = into(
      { 'run.sh': 'mine', 'other.txt': 'mine' },
      '--on-conflict',
      'overwrite',
      '--no-git',
    );
    expect(code).toBe(0);
    expect(after['run.sh']).toContain('755 #!/bin/sh');
    expect(after['other.txt']).toBe('644 mine');
    expect(stdout).toContain('  ~ run.sh  replaced, as asked\n');
  });

  it('has to be asked about on a terminal only', () => {
    const { code, stderr, before, after } = into({ 'run.sh': 'mine' }, '--on-conflict', 'ask');
    expect(code).toBe(2);
    expect(stderr).toBe('error --on-conflict ask needs a terminal.\n  Choose fail, skip or overwrite.\n');
    expect(after).toEqual(before);
  });

  it.each(['skip', 'overwrite'])(
    'is never written to through a folder or a link in the way, not with %s either',
    (policy) => {
      const { folder, run } = world();
      const target = join(folder, 'orders');
      fill(join(folder, 'outside'), { 'main.js': 'mine' });
      mkdirSync(join(target, 'run.sh'), { recursive: true });
      symlinkSync('../outside', join(target, 'src'));
      const before = snapshot(folder);
      const { code, stderr } = run(['orders', '--yes', '--on-conflict', policy]);
      expect(code).toBe(2);
      expect(stderr).toMatch(/run\.sh: a folder stands there/);
      expect(stderr).toMatch(/src\/main\.js: .*link/);
      expect(snapshot(folder)).toEqual(before);
    },
  );
});

describe('what is no folder to make a service in', () => {
  it('a file, also somewhere above', () => {
    const { folder, run } = world();
    writeFileSync(join(folder, 'orders'), '');
    for (const target of ['orders', 'orders/in']) {
      const { code, stderr } = run([target, '--yes', '--name', 'orders']);
      expect({ code, stderr: stderr.split('\n')[0] }).toEqual({
        code: 2,
        stderr: `error ${folder}/orders is not a folder.`,
      });
    }
  });

  it('a service that is there already', () => {
    const { folder, run } = world();
    run(['orders', '--yes', '--no-git', '--no-audit']);
    const before = snapshot(folder);
    const { code, stderr } = run(['orders', '--yes']);
    expect(code).toBe(2);
    expect(stderr).toBe(
      `error ${folder}/orders is a service of this standard already.\n  Add to it with \`create-service add\`, or choose another folder.\n`,
    );
    expect(snapshot(folder)).toEqual(before);
  });
});
