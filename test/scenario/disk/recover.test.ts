import {
  chownSync,
  utimesSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { commitPlan } from '../../../src/disk/commit.ts';
import { inspectTarget } from '../../../src/disk/target.ts';
import { recoverTarget } from '../../../src/disk/recover.ts';
import { folderOf, isAlive, ourselves, ownerOf } from '../../../src/disk/owner.ts';
import { pendingFolder } from '../../../src/disk/pending.ts';
import { stageFolder } from '../../../src/disk/workplace.ts';
import { UserError } from '../../../src/errors.ts';
import { runChild, startChild } from './harness/run-child.ts';
import { fill, makeWorld, planFor, snapshot, type Files } from './harness/world.ts';

vi.setConfig({ testTimeout: 60_000 });

const ownWork: Files = { 'README.md': 'mine\n', 'src/index.ts': 'mine\n' };
const files: Files = { 'README.md': 'new\n', 'docs/a.md': 'new\n', 'src/index.ts': 'new\n' };

/** An occupied target whose run was killed when all files were placed and the journal still stood. */
async function killedWorld(): Promise<{
  readonly root: string;
  readonly run: string;
  readonly before: Record<string, string>;
}> {
  const root = join(makeWorld({}), 'target');
  fill(root, ownWork);
  const before = snapshot(root);
  await runChild('commit', planFor(root, files), { killAt: '/done.json' });
  const [name] = readdirSync(join(root, pendingFolder));
  return { root, run: join(root, pendingFolder, name!), before };
}

describe('the next run says what it found', () => {
  test('half-written: put back', async () => {
    const { root, before } = await killedWorld();
    expect(inspectTarget(root).pending).toHaveLength(1);
    expect(inspectTarget(root).entries).toEqual(['README.md', 'docs', 'src']);
    expect(await recoverTarget(root)).toEqual({
      root,
      target: 'put back',
      message: `An earlier run was interrupted while it wrote to ${root}; every file is put back as it was before.`,
    });
    expect(snapshot(root)).toEqual(before);
  });

  test('nothing found: says nothing and changes nothing', async () => {
    const root = makeWorld(ownWork);
    const before = snapshot(root);
    expect(await recoverTarget(root)).toBeUndefined();
    expect(snapshot(root)).toEqual(before);
  });

  test('until then a commit is refused, since its plan saw half a target', async () => {
    const { root } = await killedWorld();
    const seen = snapshot(root);
    expect(() => commitPlan(planFor(root, { 'x.txt': 'x' }))).toThrow('was interrupted');
    expect(snapshot(root)).toEqual(seen);
  });

  test('a working folder that was half removed does no harm', async () => {
    for (const parts of [['new'], ['old'], ['new', 'old'], ['.gitignore']]) {
      const { root, run } = await killedWorld();
      renameSync(join(run, 'journal.json'), join(run, 'done.json'));
      const complete = Object.entries(snapshot(root)).filter(([path]) => !path.startsWith('.'));
      for (const part of parts) rmSync(join(run, part), { recursive: true });
      expect((await recoverTarget(root))?.target).toBe('complete');
      expect(snapshot(root)).toEqual(Object.fromEntries(complete));
    }
  });

  test('git leaves the working folder out should the user commit first', async () => {
    const { run } = await killedWorld();
    expect(readFileSync(join(run, '.gitignore'), 'utf8')).toBe('*\n');
  });
});

describe('what the user did since', () => {
  test('a replaced file that was edited is named, and nothing is touched until it is moved aside', async () => {
    const { root, before } = await killedWorld();
    writeFileSync(join(root, 'README.md'), 'edited after the crash\n');
    const seen = snapshot(root);
    await expect(recoverTarget(root)).rejects.toThrow(
      `cannot be undone, since these files were changed after it: ${root}/README.md.`,
    );
    expect(contents(snapshot(root))).toEqual(contents(seen));
    renameSync(join(root, 'README.md'), join(root, 'README.mine.md'));
    await recoverTarget(root);
    expect(snapshot(root)).toEqual({ ...before, 'README.mine.md': '644 edited after the crash\n' });
  });

  test('a new file that was edited is left, with its folder', async () => {
    const { root, before } = await killedWorld();
    writeFileSync(join(root, 'docs/a.md'), 'edited after the crash\n');
    await recoverTarget(root);
    expect(snapshot(root)).toEqual({ ...before, 'docs/': '755', 'docs/a.md': '644 edited after the crash\n' });
  });
});

/** Without the names of run folders, which tell who holds them. */
const contents = (all: Record<string, string>): string[] =>
  Object.entries(all).map(([path, what]) => `${path.replace(/run-[^/]+/, 'run')}: ${what}`);

describe('what lies there may be anybody’s', () => {
  const dead = 'run-4194304-00000000-1';
  const journal =
    (change: (journal: { folders: unknown[]; steps: Record<string, unknown>[] }) => void) =>
    async (): Promise<{ readonly root: string }> => {
      const { root, run } = await killedWorld();
      const value = JSON.parse(readFileSync(join(run, 'journal.json'), 'utf8')) as Parameters<typeof change>[0];
      change(value);
      writeFileSync(join(run, 'journal.json'), JSON.stringify(value));
      return { root };
    };

  test.each([
    ['a path that leads out', journal(({ steps }) => (steps[0]!['path'] = '../outside.txt'))],
    ['an absolute path', journal(({ steps }) => (steps[0]!['path'] = '/etc/passwd'))],
    ['a path into .git', journal(({ steps }) => (steps[0]!['path'] = '.git/config'))],
    ['a folder that leads out', journal(({ folders }) => folders.push('../..'))],
    ['a digest that is none', journal(({ steps }) => (steps[0]!['before'] = 'x'))],
    ['a step that is none', journal(({ steps }) => steps.push(null as never))],
    [
      'no JSON',
      async () => {
        const { root, run } = await killedWorld();
        writeFileSync(join(run, 'journal.json'), '{"version":1');
        return { root };
      },
    ],
    [
      'a link for the journal',
      async () => {
        const { root, run } = await killedWorld();
        renameSync(join(run, 'journal.json'), join(root, 'elsewhere.json'));
        symlinkSync('../../elsewhere.json', join(run, 'journal.json'));
        return { root };
      },
    ],
  ])('a journal with %s is refused, and nothing is touched', async (_, make) => {
    const { root } = await make();
    const seen = snapshot(root);
    await expect(recoverTarget(root)).rejects.toThrow('is not a journal that create-service wrote');
    expect(contents(snapshot(root))).toEqual(contents(seen));
  });

  test('a planted journal cannot remove a file that it does not know the content of', async () => {
    const root = makeWorld({ '.env': 'SECRET=1\n' });
    const steps = [{ path: '.env', before: null, after: 'a'.repeat(40) }];
    fill(join(root, pendingFolder, dead), { 'journal.json': JSON.stringify({ version: 1, folders: [], steps }) });
    // Too fresh to be judged dead: it could be another machine's.
    await expect(recoverTarget(root)).rejects.toThrow('Another run');
    utimesSync(join(root, pendingFolder, dead), 1, 1);
    await recoverTarget(root);
    expect(snapshot(root)).toEqual({ '.env': '644 SECRET=1\n' });
  });

  test.each([
    ['holds a file', (folder: string) => writeFileSync(join(folder, 'x'), 'x')],
    ['holds another folder', (folder: string) => mkdirSync(join(folder, 'node_modules'))],
    ['holds a link with the right name', (folder: string) => symlinkSync('/', join(folder, dead))],
  ])('a folder with our name that %s is not ours', async (_, put) => {
    for (const place of [(root: string) => join(root, pendingFolder), stageFolder]) {
      const folder = makeWorld({ 'target/mine.txt': 'mine' });
      const root = join(folder, 'target');
      mkdirSync(place(root));
      put(place(root));
      const seen = snapshot(folder);
      await expect(recoverTarget(root)).rejects.toThrow('has the name of a working folder of create-service');
      expect(snapshot(folder)).toEqual(seen);
    }
  });

  test('a folder of ours that belongs to another user is refused', async ({ skip }) => {
    if (process.getuid?.() !== 0) return skip('needs root to give a folder away');
    const folder = makeWorld({});
    const root = join(folder, 'target');
    mkdirSync(stageFolder(root));
    chownSync(stageFolder(root), 65534, 65534);
    await expect(recoverTarget(root)).rejects.toThrow('belongs to another user');
  });
});

describe('two runs into the same target at the same time', () => {
  test.each([
    ['absent', '/target', () => {}],
    ['occupied', '/done.json', (root: string) => fill(root, ownWork)],
  ] as const)('%s: one wins, the other is told and changes nothing', async (_, pauseAt, prepare) => {
    const folder = makeWorld({});
    const root = join(folder, 'target');
    prepare(root);
    const plan = planFor(root, files);
    const pauseUntil = join(folder, 'go on');
    const first = await startChild(plan, { pauseAt, pauseUntil });
    const seen = snapshot(folder);
    const others = [await runChild('commit', plan), await runChild('recover', plan)];
    expect(snapshot(folder)).toEqual(seen);
    writeFileSync(pauseUntil, '');
    const { answer } = await first.end;
    for (const other of others) {
      expect(other.answer?.error?.message).toMatch(/^Another run \(process \d+\) is writing to .*target\.$/);
    }
    expect(answer?.error).toBeUndefined();
    expect(Object.keys(snapshot(folder)).sort()[0]).toBe('go on');
    expect(snapshot(root)).toEqual(
      expect.objectContaining({ 'README.md': '644 new\n', 'docs/a.md': '644 new\n', 'src/index.ts': '644 new\n' }),
    );
    expect(inspectTarget(root).pending).toEqual([]);
  });

  test('started together again and again, exactly one of them writes', async () => {
    for (let round = 0; round < 5; round++) {
      const folder = makeWorld({});
      const root = join(folder, 'target');
      const plans = ['one', 'two', 'three'].map((text) => planFor(root, { 'a.txt': text, 'b/c.txt': text }));
      const running = await Promise.all(plans.map((plan) => startChild(plan, {})));
      const ended = await Promise.all(running.map(({ end }) => end));
      const winners = ended.flatMap(({ answer }, n) => (answer?.error === undefined ? [n] : []));
      expect(winners).toHaveLength(1);
      const text = ['one', 'two', 'three'][winners[0]!];
      expect(snapshot(folder)).toMatchObject({ 'target/a.txt': `644 ${text}`, 'target/b/c.txt': `644 ${text}` });
      expect(Object.keys(snapshot(folder)).filter((path) => path.startsWith('.'))).toEqual([]);
    }
  });
});

test('a process number that another process has by now does not count as alive', () => {
  const root = makeWorld(ownWork);
  const we = ourselves();
  expect(ownerOf(folderOf(we))).toEqual(we);
  expect(isAlive(root, { ...we, pid: process.ppid })).toBe(false);
});

test('every refusal tells what to do', async () => {
  const { root } = await killedWorld();
  writeFileSync(join(root, 'README.md'), 'edited');
  const error = await recoverTarget(root).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(UserError);
  expect((error as UserError).hint).toMatch(/Move your version of them aside .* What stood there before is in .*old\./);
});
