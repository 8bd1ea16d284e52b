import { lstatSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { inspectTarget } from '../../../src/disk/target.ts';
import { recoverTarget } from '../../../src/disk/recover.ts';
import { fill, makeWorld, planFor, snapshot, type Files } from './harness/world.ts';
import { runChild, type ChildOptions } from './harness/run-child.ts';

vi.setConfig({ testTimeout: 120_000 });

const service: Files = {
  'README.md': '# orders\n',
  'bin/start': { text: '#!/bin/sh\n', mode: 0o755 },
  'src/routes/orders.ts': 'export {};\n',
  '.create-service/manifest.json': '{}\n',
};
const ownWork: Files = {
  'README.md': { text: '# my own words\n', mode: 0o600 },
  LICENSE: 'mine\n',
  'src/index.ts': 'mine too\n',
  'old/gone.txt': 'bye\n',
};
const intoOwnWork: Files = { ...service, 'src/index.ts': { text: 'new\n', mode: 0o755 }, 'old/gone.txt': null };

interface Case {
  readonly title: string;
  readonly prepare: (root: string) => void;
  readonly files: Files;
  readonly options?: (root: string) => ChildOptions;
  /** Whether the target is whole at every moment, even before anything recovers it. */
  readonly atomic: boolean;
}

const cases: readonly Case[] = [
  { title: 'an absent target', prepare: () => {}, files: service, atomic: true },
  { title: 'an empty target', prepare: (root) => mkdirSync(root), files: service, atomic: true },
  {
    title: 'an empty target that a shell stands in',
    prepare: (root) => mkdirSync(root),
    files: service,
    options: (root) => ({ cwd: root }),
    atomic: false,
  },
  { title: 'an occupied target', prepare: (root) => fill(root, ownWork), files: intoOwnWork, atomic: false },
];

const targetOf = (all: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(all).filter(([path]) => path.startsWith('deep/target/')));

function world({ prepare }: Case): { readonly folder: string; readonly root: string } {
  const folder = makeWorld({ 'neighbour.txt': 'not ours\n' });
  const root = join(folder, 'deep/target');
  // An absent target gets an absent parent too: that has to go as well.
  if (prepare !== cases[0]!.prepare) {
    mkdirSync(join(folder, 'deep'));
    prepare(root);
  }
  return { folder, root };
}

describe.each(cases)('killed before each call that changes the disk, while it writes to $title', (each) => {
  test('the target is as it was or complete once the next run has looked at it, and nothing is left over', async () => {
    const outcomes = new Set<string>();
    const whole = world(each);
    await runChild('commit', planFor(whole.root, each.files), each.options?.(whole.root) ?? {});
    const complete = snapshot(whole.folder);
    for (let killAt = 1, killed = true; killed; killAt++) {
      const { folder, root } = world(each);
      const before = snapshot(folder);
      const child = await runChild('commit', planFor(root, each.files), { ...each.options?.(root), killAt });
      killed = child.killed;
      const after = snapshot(folder);
      if (each.atomic) expect([targetOf(before), targetOf(complete)], `call ${killAt}`).toContainEqual(targetOf(after));
      const pending = inspectTarget(root).pending.length > 0;
      const recovery = await recoverTarget(root);
      const recovered = snapshot(folder);
      expect([before, complete], `call ${killAt}: ${recovery?.message}`).toContainEqual(recovered);
      expect(recovery !== undefined, `call ${killAt}`).toBe(pending);
      if (recovery?.target === 'complete') expect(recovered).toEqual(complete);
      if (recovery?.target === 'untouched' || recovery?.target === 'put back') expect(recovered).toEqual(before);
      expect(await recoverTarget(root)).toBeUndefined();
      outcomes.add(recovery?.target ?? 'nothing found');
      if (!killed) expect(recovered).toEqual(complete);
    }
    const said = each.atomic ? ['untouched', 'unknown'] : ['untouched', 'put back', 'complete', 'unknown'];
    expect([...outcomes].sort()).toEqual([...said, 'nothing found'].sort());
  });
});

test('every single file of an occupied target is old or new at every moment, and the manifest comes last', async () => {
  const last = cases[3]!;
  for (let killAt = 1, killed = true; killed; killAt += 2) {
    const { root } = world(last);
    const before = snapshot(root);
    const plan = planFor(root, last.files);
    killed = (await runChild('commit', plan, { killAt })).killed;
    const now = snapshot(root);
    const manifest = now['.create-service/manifest.json'];
    for (const { path, content, mode, action } of plan.changes) {
      const done = content === undefined ? undefined : `${mode} ${Buffer.from(content).toString('latin1')}`;
      expect([before[path], done]).toContain(now[path]);
      if (manifest !== undefined) expect(now[path], action).toBe(done);
    }
  }
});

// After the first file went to its place, and when all had but the journal still stood.
test.each(['/bin/start', '/done.json'])(
  'a recovery of a run killed at %s, itself killed at each call, is finished by the next',
  async (killAt) => {
    const occupied = cases[3]!;
    for (let recoveryKill = 1, killed = true; killed; recoveryKill++) {
      const { folder, root } = world(occupied);
      const before = snapshot(folder);
      const plan = planFor(root, occupied.files);
      expect((await runChild('commit', plan, { killAt })).killed).toBe(true);
      expect(snapshot(folder)).not.toEqual(before);
      killed = (await runChild('recover', plan, { killAt: recoveryKill })).killed;
      await recoverTarget(root);
      expect(snapshot(folder), `killed at ${killAt}, then at ${recoveryKill} of the recovery`).toEqual(before);
    }
  },
);

test('files of the user keep their very inode through a commit that is undone', async () => {
  const { root } = world(cases[3]!);
  const inode = lstatSync(join(root, 'README.md')).ino;
  await runChild('commit', planFor(root, cases[3]!.files), { killAt: '/done.json' });
  expect(lstatSync(join(root, 'README.md')).ino).not.toBe(inode);
  expect((await recoverTarget(root))?.target).toBe('put back');
  expect(lstatSync(join(root, 'README.md')).ino).toBe(inode);
  expect(readFileSync(join(root, 'README.md'), 'utf8')).toBe('# my own words\n');
});
