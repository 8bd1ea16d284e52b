import { lstatSync, mkdirSync, readdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { commitPlan } from '../../../src/disk/commit.ts';
import { recoverTarget } from '../../../src/disk/recover.ts';
import { inspectTarget } from '../../../src/disk/target.ts';
import { UserError } from '../../../src/errors.ts';
import { blobId } from '../../../src/plan/blob-id.ts';
import { safePath } from '../../../src/plan/safe-path.ts';
import { intercept, systemError } from './harness/intercept.ts';
import { fill, makeWorld, planFor, snapshot, type Files } from './harness/world.ts';
import { runChild } from './harness/run-child.ts';

vi.setConfig({ testTimeout: 60_000 });

let restore = (): void => {};
afterEach(() => restore());

const segment = fc.constantFrom('a', 'b', 'src', '.github', 'x y', 'données', '서비스');
const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'));
const file = fc.record({ text: fc.string({ unit: 'binary', maxLength: 200 }), mode: fc.constantFrom(0o644, 0o755) });

/** Files by path, without one that another needs as a folder. */
const tree = fc.dictionary(path, file, { maxKeys: 8, noNullPrototype: true }).map((files) => {
  const paths = Object.keys(files);
  return Object.fromEntries(
    Object.entries(files).filter(([one]) => !paths.some((other) => other.startsWith(`${one}/`))),
  );
});
const wanted = fc
  .tuple(tree, tree, fc.array(fc.nat(), { maxLength: 3 }))
  .filter(([before, after]) => {
    const paths = Object.keys({ ...before, ...after });
    return !paths.some((one) => paths.some((other) => other.startsWith(`${one}/`)));
  })
  .map(([before, after, gone]) => {
    const standing = Object.keys(before).filter((each) => !(each in after));
    const deleted = gone.flatMap((n) => (standing.length === 0 ? [] : [standing[n % standing.length]!]));
    return { before, after, files: { ...after, ...Object.fromEntries(deleted.map((each) => [each, null])) } as Files };
  });

const onlyFiles = (all: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(all).filter(([each]) => !each.endsWith('/')));

function world(before: Files): { readonly folder: string; readonly root: string } {
  const folder = makeWorld({});
  const root = join(folder, 'target');
  if (Object.keys(before).length > 0) fill(root, before);
  return { folder, root };
}

describe('for any tree and any plan', () => {
  test('a commit leaves what the plan says, keeps the rest, and nothing else', () => {
    fc.assert(
      fc.property(wanted, ({ before, files }) => {
        const { folder, root } = world(before);
        commitPlan(planFor(root, files));
        const expected = makeWorld({});
        const all = { ...before, ...files };
        fill(join(expected, 'target'), all);
        expect(onlyFiles(snapshot(folder))).toEqual(onlyFiles(snapshot(expected)));
      }),
      { numRuns: 150 },
    );
  });

  test('a failure at any call leaves everything as it was, or the commit is done', async () => {
    await fc.assert(
      fc.asyncProperty(
        wanted,
        fc.integer({ min: 1, max: 120 }),
        fc.constantFrom('EIO', 'EACCES', 'ENOSPC'),
        async ({ before, files }, failing, code) => {
          const { folder, root } = world(before);
          const plan = planFor(root, files);
          const seen = snapshot(folder);
          restore = intercept((name, _, number) => {
            if (number === failing) throw systemError(code, name);
          });
          let error: unknown;
          try {
            commitPlan(plan);
          } catch (caught) {
            error = caught;
          }
          restore();
          await recoverTarget(root);
          if (error === undefined) {
            for (const { path: each, content } of plan.changes) {
              expect(onlyFiles(snapshot(root))[each]?.slice(4)).toBe(
                content && Buffer.from(content).toString('latin1'),
              );
            }
          } else {
            expect(error).toBeInstanceOf(UserError);
            expect(snapshot(folder)).toEqual(seen);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('a new service', () => {
  const files: Files = { 'run.sh': { text: '#!/bin/sh\n', mode: 0o755 }, 'src/a.ts': 'a\n' };

  test.each([0o000, 0o022, 0o077])(
    'has exactly the modes 644 and 755 under umask %o, its folders follow the umask',
    async (umask) => {
      const root = join(makeWorld({}), 'target');
      await runChild('commit', planFor(root, files), { umask });
      const folders = (0o777 & ~umask).toString(8);
      expect(snapshot(join(root, '..'))).toEqual({
        'target/': folders,
        'target/run.sh': '755 #!/bin/sh\n',
        'target/src/': folders,
        'target/src/a.ts': '644 a\n',
      });
    },
  );

  test('can be many folders below what exists', () => {
    const folder = makeWorld({});
    const root = join(folder, 'x/y/z');
    expect(commitPlan(planFor(root, files))).toEqual({
      root,
      created: ['run.sh', 'src/a.ts'],
      updated: [],
      deleted: [],
    });
    expect(readdirSync(folder)).toEqual(['x']);
    expect(readdirSync(root)).toEqual(['run.sh', 'src']);
  });

  test('in an empty folder keeps that folder’s mode', () => {
    const folder = makeWorld({});
    const root = join(folder, 'target');
    mkdirSync(root, { mode: 0o700 });
    commitPlan(planFor(root, files));
    expect(snapshot(folder)).toMatchObject({ 'target/': '700', 'target/src/a.ts': '644 a\n' });
  });

  test('in the empty folder that a shell stands in keeps that very folder', async () => {
    const folder = makeWorld({});
    const root = join(folder, 'target');
    mkdirSync(root);
    const { ino } = lstatSync(root);
    await runChild('commit', planFor(root, files), { cwd: root });
    expect(lstatSync(root).ino).toBe(ino);
    expect(readdirSync(folder)).toEqual(['target']);
    expect(readdirSync(root)).toEqual(['run.sh', 'src']);
  });

  test('goes through a target that is a link to a folder', () => {
    const folder = makeWorld({});
    mkdirSync(join(folder, 'real'));
    symlinkSync('real', join(folder, 'link'));
    const { root } = commitPlan(planFor(join(folder, 'link'), files));
    expect(root).toBe(realpathSync(join(folder, 'real')));
    expect(readdirSync(folder)).toEqual(['link', 'real']);
    expect(readdirSync(join(folder, 'real'))).toEqual(['run.sh', 'src']);
  });

  test('can have a name as long as the file system takes', () => {
    const root = join(makeWorld({}), '가'.repeat(85));
    commitPlan(planFor(root, files));
    expect(inspectTarget(root)).toMatchObject({ state: 'occupied', entries: ['run.sh', 'src'], pending: [] });
  });

  test('with a name that is too long is refused in plain words', () => {
    const root = join(makeWorld({}), 'x'.repeat(300));
    expect(() => commitPlan(planFor(root, files))).toThrow(/the path is too long for this file system/);
  });
});

test('a plan with nothing to write touches nothing', () => {
  const root = join(makeWorld({}), 'target');
  const keep = { path: safePath('a'), action: 'keep', reason: '', mode: '644', digest: null, preimage: null } as const;
  expect(commitPlan({ root, changes: [keep] })).toEqual({ root, created: [], updated: [], deleted: [] });
  expect(inspectTarget(root).state).toBe('absent');
});

describe('what is not a plan', () => {
  const content = Buffer.from('x');
  const change = (text: string) =>
    ({
      path: safePath(text),
      action: 'create',
      reason: '',
      mode: '644',
      digest: blobId(content),
      preimage: null,
      content,
    }) as const;

  test('conflicts are the user’s to decide', () => {
    const root = makeWorld({});
    const changes = [{ ...change('a'), action: 'conflict' } as const];
    expect(() => commitPlan({ root, changes })).toThrow(UserError);
  });

  test.each([
    ['a path twice', [change('a'), change('a')]],
    ['a file that another needs as a folder', [change('a'), change('a/b')]],
    ['no content', [{ ...change('a'), content: undefined } as never]],
    ['a path into our working folder', [change('.create-service.pending/x')]],
  ])('%s is a bug of ours, found before the first write', (_, changes) => {
    const root = join(makeWorld({}), 'target');
    expect(() => commitPlan({ root, changes })).toThrow(/^plan: /);
    expect(inspectTarget(root).state).toBe('absent');
  });

  test('a digest that is not the content’s is a bug of ours', () => {
    const root = makeWorld({ mine: 'mine' });
    expect(() => commitPlan({ root, changes: [{ ...change('a'), digest: blobId(Buffer.from('y')) }] })).toThrow(
      /^plan: /,
    );
  });
});

test('a file beside the target with a name like ours does not matter', () => {
  const folder = makeWorld({});
  writeFileSync(join(folder, '.target.create-service'), 'mine');
  const root = join(folder, 'target');
  commitPlan(planFor(root, { a: 'a' }));
  expect(snapshot(folder)).toMatchObject({ '.target.create-service': '644 mine', 'target/a': '644 a' });
});
