import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { commitPlan } from '../../../src/disk/commit.ts';
import { inspectTarget } from '../../../src/disk/target.ts';
import { recoverTarget } from '../../../src/disk/recover.ts';
import { ExitCode, UserError } from '../../../src/errors.ts';
import { intercept, needsRoom, systemError } from './harness/intercept.ts';
import { fill, makeWorld, planFor, snapshot, type Files } from './harness/world.ts';
import { runChild } from './harness/run-child.ts';

vi.setConfig({ testTimeout: 60_000 });

const ownWork: Files = { 'README.md': { text: 'mine\n', mode: 0o640 }, 'src/index.ts': 'mine\n', 'gone.txt': 'bye\n' };
const files: Files = {
  'README.md': 'new\n',
  'bin/run': { text: 'x'.repeat(50_000), mode: 0o755 },
  'docs/adr/0001.md': 'new\n',
  'gone.txt': null,
  'src/index.ts': 'new\n',
};

let restore = (): void => {};
afterEach(() => restore());

/** Runs a commit that has to be refused; the error is the user's to mend. */
function refused(run: () => unknown): UserError {
  try {
    run();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    expect(error.exitCode).toBe(ExitCode.usage);
    expect(error.hint).not.toBe('');
    return error;
  }
  throw new Error('it was not refused');
}

const targets = {
  absent: () => {},
  empty: (root: string) => mkdirSync(root),
  occupied: (root: string) => fill(root, ownWork),
};
type State = keyof typeof targets;
const states = Object.keys(targets) as State[];

function world(state: State): { readonly folder: string; readonly root: string } {
  const folder = makeWorld({ 'neighbour.txt': 'not ours\n' });
  const root = join(folder, 'target');
  targets[state](root);
  return { folder, root };
}

describe.each(states)('writing to an %s target', (state) => {
  test.each(['ENOSPC', 'EACCES', 'EROFS', 'ENAMETOOLONG', 'EDQUOT'])(
    'a %s at any call that needs room leaves all as it was, and says what and where',
    (code) => {
      for (let failing = 1, failed = true; failed; failing++) {
        const { folder, root } = world(state);
        const plan = planFor(root, files);
        const before = snapshot(folder);
        let growing = 0;
        failed = false;
        // From that call on nothing more fits; what frees room goes on working.
        restore = intercept((name, args) => {
          if (!needsRoom(name, args) || ++growing < failing) return;
          failed = true;
          throw systemError(code, name);
        });
        const error = attempt(() => commitPlan(plan));
        restore();
        if (!failed) return expect(error).toBeUndefined();
        expect(error, `call ${failing}`).toBeInstanceOf(UserError);
        expect((error as UserError).message).toContain(root);
        expect((error as UserError).message).toContain('is as it was');
        expect(snapshot(folder), `call ${failing}`).toEqual(before);
        expect(inspectTarget(root).pending).toEqual([]);
      }
    },
  );
});

function attempt(run: () => unknown): unknown {
  try {
    run();
    return undefined;
  } catch (error) {
    return error;
  }
}

test('a file system without hard links gives the same result and the same way back', async () => {
  const { folder, root } = world('occupied');
  const before = snapshot(folder);
  const plan = planFor(root, files);
  restore = intercept((name, args) => {
    if (name === 'linkSync') throw systemError('EPERM', name);
    if (args.some((arg) => String(arg).endsWith('done.json'))) throw systemError('EIO', name);
  });
  expect(refused(() => commitPlan(plan)).message).toContain('the disk reports an error');
  restore();
  expect(snapshot(folder)).toEqual(before);
  restore = intercept((name) => {
    if (name === 'linkSync') throw systemError('ENOTSUP', name);
  });
  commitPlan(plan);
  restore();
  expect(snapshot(root)).toMatchObject({ 'README.md': '644 new\n', 'src/index.ts': '644 new\n' });
  expect(snapshot(root)).not.toHaveProperty('gone.txt');
  expect(await recoverTarget(root)).toBeUndefined();
});

test('when putting back fails too, it says so, and the next run finishes it', async () => {
  const { folder, root } = world('occupied');
  const before = snapshot(folder);
  const plan = planFor(root, files);
  let broken = false;
  restore = intercept((name, args) => {
    if (args.some((arg) => String(arg).endsWith('done.json'))) broken = true;
    if (broken && name !== 'lstatSync') throw systemError('EIO', name);
  });
  expect(refused(() => commitPlan(plan)).message).toMatch(/Putting .*target back failed too/);
  restore();
  expect(snapshot(folder)).not.toEqual(before);
  expect(refused(() => commitPlan(plan)).message).toContain('was interrupted');
  expect((await recoverTarget(root))?.target).toBe('put back');
  expect(snapshot(folder)).toEqual(before);
});

/** A file system of 256 KiB; needs the right to mount. */
function tinyDisk(): { readonly folder: string; readonly unmount: () => void } | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'disk-tiny-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k,nr_inodes=60', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    rmSync(folder, { recursive: true });
    return undefined;
  }
  return {
    folder,
    unmount: () => {
      execFileSync('umount', [folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

describe.each(states)('a disk that is really full, %s target', (state) => {
  test.for(['bytes', 'inodes'])('out of %s: all is as it was', (what, { skip }) => {
    const disk = tinyDisk();
    if (disk === undefined) return skip('needs the right to mount');
    try {
      const root = join(disk.folder, 'target');
      targets[state](root);
      const many = Object.fromEntries(Array.from({ length: 70 }, (_, n) => [`many/${n}.txt`, 'x']));
      const plan = planFor(root, { ...files, ...(what === 'bytes' ? { 'large.txt': 'x'.repeat(300_000) } : many) });
      const before = snapshot(disk.folder);
      expect(refused(() => commitPlan(plan)).message).toMatch(/Cannot write .*: the disk is full\. .* is as it was\./);
      expect(snapshot(disk.folder)).toEqual(before);
      // With room again the same plan goes through.
      execFileSync('mount', ['-o', 'remount,size=4m,nr_inodes=1000', disk.folder]);
      commitPlan(plan);
      expect(snapshot(root)).toMatchObject({ 'README.md': '644 new\n' });
    } finally {
      disk.unmount();
    }
  });
});

// Permissions do not bind root, so there the run is nobody's.
const asNobody = process.getuid?.() === 0 ? { uid: 65534 } : {};

/** A Node below root's own folder is out of nobody's reach. */
const nobodyRuns = spawnSync(process.execPath, ['--version'], asNobody).status === 0;

describe.skipIf(!nobodyRuns)('a folder that may not be written to', () => {
  test('an absent target in a read-only folder is refused with the folder named', async () => {
    const folder = makeWorld();
    chmodSync(folder, 0o555);
    const root = join(folder, 'target');
    const { answer } = await runChild('commit', planFor(root, { 'a.txt': 'x' }), asNobody);
    expect(answer?.error).toMatchObject({
      name: 'UserError',
      message: `Cannot make ${root}: permission denied. ${root} is as it was.`,
    });
    expect(snapshot(folder)).toEqual({});
  });

  test('an occupied read-only target is refused and stays as it was', async () => {
    const folder = makeWorld({ 'target/mine.txt': 'mine' });
    const root = join(folder, 'target');
    chmodSync(root, 0o555);
    chmodSync(folder, 0o755);
    const before = snapshot(folder);
    const { answer } = await runChild('commit', planFor(root, { 'a.txt': 'x' }), asNobody);
    expect(answer?.error?.message).toBe(`Cannot write to ${root}: permission denied. ${root} is as it was.`);
    expect(snapshot(folder)).toEqual(before);
  });

  test('a read-only folder inside an occupied target: every file goes back', async () => {
    const folder = makeWorld({ 'target/mine.txt': 'mine', 'target/sub/locked.txt': 'mine' });
    const root = join(folder, 'target');
    chmodSync(folder, 0o755);
    for (const path of ['target', 'target/mine.txt', 'target/sub/locked.txt'])
      execFileSync('chown', ['65534', join(folder, path)]);
    chmodSync(join(root, 'sub'), 0o555);
    const before = snapshot(folder);
    const plan = planFor(root, { 'aaa/new.txt': 'new', 'mine.txt': 'new', 'sub/new.txt': 'new' });
    const { answer } = await runChild('commit', plan, asNobody);
    expect(answer?.error?.message).toContain(`${join(root, 'sub/new.txt')}: permission denied`);
    expect(snapshot(folder)).toEqual(before);
  });

  test('an empty target of ours in a folder of somebody else is written in place', async () => {
    const folder = makeWorld();
    const root = join(folder, 'target');
    mkdirSync(root);
    chmodSync(folder, 0o555);
    if ('uid' in asNobody) execFileSync('chown', ['65534:65534', root]);
    const { answer } = await runChild('commit', planFor(root, { 'a/b.txt': 'x' }), asNobody);
    expect(answer?.error).toBeUndefined();
    expect(snapshot(folder)).toMatchObject({ 'target/a/b.txt': '644 x' });
  });
});

describe('what stands in the way', () => {
  const plan = (root: string): ReturnType<typeof planFor> => planFor(root, { 'docs/adr/1.md': 'new', 'z.txt': 'new' });

  test.each([
    ['a link to a folder outside', (root: string, outside: string) => symlinkSync(outside, join(root, 'docs'))],
    [
      'a link to a folder inside',
      (root: string) => (mkdirSync(join(root, 'real')), symlinkSync('real', join(root, 'docs'))),
    ],
    ['a broken link', (root: string) => symlinkSync('nowhere', join(root, 'docs'))],
    ['a file for a folder', (root: string) => writeFileSync(join(root, 'docs'), 'mine')],
    ['a folder for the file', (root: string) => mkdirSync(join(root, 'docs/adr/1.md'), { recursive: true })],
    [
      'a link for the file',
      (root: string, outside: string) => (
        mkdirSync(join(root, 'docs/adr'), { recursive: true }),
        symlinkSync(join(outside, 'x'), join(root, 'docs/adr/1.md'))
      ),
    ],
    [
      'a link for our own folder',
      (root: string, outside: string) => symlinkSync(outside, join(root, '.create-service.pending')),
    ],
    ['a file for our own folder', (root: string) => writeFileSync(join(root, '.create-service.pending'), 'mine')],
  ])('%s is refused, and nothing is written through it', (_, obstruct) => {
    const folder = makeWorld({ 'outside/x': 'theirs', 'target/mine.txt': 'mine' });
    const root = join(folder, 'target');
    const before = plan(root);
    obstruct(root, join(folder, 'outside'));
    const seen = snapshot(folder);
    refused(() => commitPlan(before));
    expect(snapshot(folder)).toEqual(seen);
  });

  test('a folder swapped for a link between plan and write does not lead outside', () => {
    const folder = makeWorld({ 'outside/x': 'theirs', 'target/docs/adr/mine.md': 'mine' });
    const root = join(folder, 'target');
    const made = plan(root);
    restore = intercept((name, args) => {
      if (name !== 'renameSync' || !String(args[1]).endsWith('journal.json')) return;
      restore();
      rmSync(join(root, 'docs'), { recursive: true });
      symlinkSync(join(folder, 'outside'), join(root, 'docs'));
    });
    expect(refused(() => commitPlan(made)).message).toContain(`${join(root, 'docs/adr')} was replaced`);
    expect(snapshot(join(folder, 'outside'))).toEqual({ x: '644 theirs' });
  });

  test('a mounted folder inside the target is refused, since no rename goes there', ({ skip }) => {
    const disk = tinyDisk();
    if (disk === undefined) return skip('needs the right to mount');
    try {
      const root = makeWorld({ 'mine.txt': 'mine' });
      mkdirSync(join(root, 'docs'));
      execFileSync('mount', ['--bind', disk.folder, join(root, 'docs')]);
      try {
        const before = snapshot(root);
        expect(refused(() => commitPlan(plan(root))).message).toContain('it is on another file system');
        expect(snapshot(root)).toEqual(before);
      } finally {
        execFileSync('umount', [join(root, 'docs')]);
      }
    } finally {
      disk.unmount();
    }
  });
});

describe('a target that moves between plan and commit', () => {
  test.each([
    ['was changed', 'README.md', (root: string) => writeFileSync(join(root, 'README.md'), 'edited')],
    ['was removed', 'README.md', (root: string) => rmSync(join(root, 'README.md'))],
    ['was made', 'docs/adr/0001.md', (root: string) => fill(root, { 'docs/adr/0001.md': 'mine' })],
  ])('a file that %s is named, and all stays as it is then', (what, path, move) => {
    const { folder, root } = world('occupied');
    const plan = planFor(root, files);
    move(root);
    const before = snapshot(folder);
    expect(refused(() => commitPlan(plan)).message).toContain(`${join(root, path)} ${what} since the plan was made`);
    expect(snapshot(folder)).toEqual(before);
  });

  test('a file that is saved while the commit is under way is neither lost nor overwritten', () => {
    const { folder, root } = world('occupied');
    const plan = planFor(root, files);
    const before = snapshot(folder);
    restore = intercept((name, args) => {
      if (name !== 'renameSync' || !String(args[1]).endsWith('journal.json')) return;
      restore();
      // As editors do it: a new file over the old name.
      rmSync(join(root, 'src/index.ts'));
      writeFileSync(join(root, 'src/index.ts'), 'edited meanwhile\n');
    });
    expect(refused(() => commitPlan(plan)).message).toContain('src/index.ts was changed since the plan was made');
    expect(snapshot(folder)).toEqual({ ...before, 'target/src/index.ts': '644 edited meanwhile\n' });
  });

  test('a file that appears while the commit is under way is not overwritten', () => {
    const { folder, root } = world('occupied');
    const plan = planFor(root, files);
    const before = snapshot(folder);
    restore = intercept((name, args) => {
      if (name !== 'linkSync' || !String(args[1]).endsWith('docs/adr/0001.md')) return;
      restore();
      writeFileSync(join(root, 'docs/adr/0001.md'), 'mine\n');
    });
    expect(refused(() => commitPlan(plan)).message).toContain('0001.md: something stands there already');
    const kept = { 'target/docs/': '755', 'target/docs/adr/': '755', 'target/docs/adr/0001.md': '644 mine\n' };
    expect(snapshot(folder)).toEqual({ ...before, ...kept });
  });

  test('a target that came into being is not written to', () => {
    const { folder, root } = world('absent');
    const plan = planFor(root, files);
    fill(root, ownWork);
    const before = snapshot(folder);
    expect(refused(() => commitPlan(plan)).message).toContain('was made since the plan was made');
    expect(snapshot(folder)).toEqual(before);
  });

  test('a target that vanished is not made anew from half a plan', () => {
    const { folder, root } = world('occupied');
    const plan = planFor(root, files);
    rmSync(root, { recursive: true });
    expect(refused(() => commitPlan(plan)).message).toContain('is gone since the plan was made');
    expect(snapshot(folder)).toEqual({ 'neighbour.txt': '644 not ours\n' });
  });

  test('a hard link of a file keeps its content', () => {
    const { root, folder } = world('occupied');
    linkSync(join(root, 'README.md'), join(folder, 'linked.md'));
    commitPlan(planFor(root, files));
    expect(snapshot(folder)['linked.md']).toBe('640 mine\n');
  });
});
