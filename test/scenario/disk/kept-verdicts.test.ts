import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { auditFolder } from '../../../src/commands/audit-folder.ts';
import type { AuditJob, Wanted } from '../../../src/commands/audit-job.ts';
import { removeOld } from '../../../src/disk/verdict-store.ts';
import { nothingLeftOut } from '../../../src/fleet/watched.ts';
import type { LeftOut } from '../../../src/fleet/watched.ts';
import { standard } from '../../support/standard.ts';
import { fill, makeWorld } from './harness/world.ts';

// The verdict of a repository is kept with all that it depends on, and told again as long as nothing of that has changed.

interface Asking {
  readonly options?: Partial<AuditJob['options']>;
  readonly wanted?: Partial<Wanted>;
  readonly digest?: string;
  readonly leftOut?: LeftOut;
  readonly store?: false;
}

const files = {
  'README.md': '# Orders\n',
  'service.yaml': 'name: orders\n',
  'src/main.ts': 'export const port = 8080;\n',
  'photo.bin': 'a picture',
};

const scene = (more: Readonly<Record<string, string>> = {}) => {
  const world = makeWorld();
  const [root, folder] = [join(world, 'repository'), join(world, 'store')];
  fill(root, { ...files, ...more });
  const ask = async ({ options = {}, wanted = {}, digest, leftOut = nothingLeftOut, store }: Asking = {}) => {
    let rules = 0;
    const job: AuditJob = {
      root,
      options: { path: '.', today: '2026-11-25', ...options },
      ...(store !== false && { store: { folder } }),
    };
    const handed = await auditFolder(
      {
        job,
        standard: digest === undefined ? standard : { ...standard, digest },
        wanted: { failOn: 'must', as: 'reports', ...wanted },
      },
      { at: (what) => void (rules += what === 'rule' ? 1 : 0) },
      leftOut,
    );
    return {
      judged: rules > 0,
      code: handed.code,
      said: JSON.stringify(handed.reports) + handed.texts.map(String).join(),
    };
  };
  const kept = (): readonly string[] => readdirSync(folder).filter((name) => name.endsWith('.verdict'));
  return { root, folder, ask, kept };
};

describe('a repository that has not changed', () => {
  it.each(['reports', 'json'] as const)(
    'gets the verdict that it got before, as %s, and no rule is judged',
    async (as) => {
      const { ask } = scene();
      const first = await ask({ wanted: { as } });
      const again = await ask({ wanted: { as } });
      expect([first.judged, again.judged]).toEqual([true, false]);
      expect({ ...again, judged: true }).toEqual(first);
      expect({ ...(await ask({ wanted: { as }, store: false })), judged: true }).toEqual(first);
    },
  );

  it('is named as it is asked for this time, with the commit that is there now', async () => {
    const { root, ask } = scene();
    await ask({ wanted: { as: 'json' } });
    await ask();
    mkdirSync(join(root, '.git'));
    writeFileSync(join(root, '.git/HEAD'), `${'a'.repeat(40)}\n`);
    // Where git's folder has come, something else was left out of the listing.
    await ask({ wanted: { as: 'json' } });
    await ask();
    writeFileSync(join(root, '.git/HEAD'), `${'b'.repeat(40)}\n`);
    for (const as of ['json', 'reports'] as const) {
      const asking = { options: { path: 'a "name"' }, wanted: { as } };
      const again = await ask(asking);
      expect(again.judged).toBe(false);
      expect(again.said).toContain('b'.repeat(40));
      expect(again.said).toBe((await ask({ ...asking, store: false })).said);
    }
  });

  it('is judged once for each way of asking, and one way does not take the place of another', async () => {
    const { ask, kept } = scene();
    const ways: readonly Asking[] = [
      {},
      { options: { tier: 3 } },
      { options: { rules: ['doc-readme'] } },
      { options: { excerpts: true } },
      { wanted: { as: 'json' } },
    ];
    const first = [];
    for (const way of ways) first.push(await ask(way));
    expect(first.every(({ judged }) => judged)).toBe(true);
    for (const [index, way] of ways.entries()) expect(await ask(way)).toEqual({ ...first[index], judged: false });
    expect(kept()).toHaveLength(ways.length);
  });
});

describe('a repository is judged anew', () => {
  type Change = (root: string) => void;
  it.each<[string, Change]>([
    ['a file has another text', (root) => writeFileSync(join(root, 'README.md'), '# Ordres\n')],
    ['a file has come that nobody reads', (root) => writeFileSync(join(root, 'other.bin'), '')],
    ['a file has gone', (root) => rmSync(join(root, 'photo.bin'))],
    ['settings have come', (root) => fill(root, { '.create-service/config.yaml': 'tier: 3\n' })],
  ])('when %s', async (_, change) => {
    const { root, ask } = scene();
    await ask();
    change(root);
    const again = await ask();
    expect(again.judged).toBe(true);
    expect(again).toEqual(await ask({ store: false }));
  });

  it('when git has taken up a file that a rule asks it about', async () => {
    const { root, ask } = scene({ '.env': 'PASSWORD=Xk29dk2LQmzP04sv\n' });
    const git = (...args: string[]) =>
      execFileSync('git', args, {
        cwd: root,
        env: { PATH: process.env['PATH'], HOME: root, GIT_CONFIG_NOSYSTEM: '1' },
      });
    git('init', '-q');
    const before = await ask();
    expect((await ask()).judged).toBe(false);
    git('add', '.env');
    const after = await ask();
    expect(after.judged).toBe(true);
    expect(after.said).not.toBe(before.said);
  });

  it.each<[string, Asking]>([
    ['the standard is another', { digest: 'sha256:other' }],
    ['another severity fails the audit', { wanted: { failOn: 'may' } }],
    ['a preset has come', { options: { preset: { name: 'shop', digest: '1', choices: {} } as never } }],
    ['a baseline has come', { options: { baseline: 'everything' } }],
  ])('when %s', async (_, asking) => {
    const { ask } = scene();
    await ask();
    expect((await ask(asking)).judged).toBe(true);
  });

  it('on the first day on which its verdict is another, not before, and on no day before the first', async () => {
    const waiver = { rule: 'doc-readme', scope: '*', reason: 'is to be written yet', approver: 'orders' };
    const waivers = [{ ...waiver, created: '2026-11-01', expires: '2027-01-10' }];
    const { ask } = scene({ '.create-service/waivers.yaml': JSON.stringify({ waivers }) });
    const on = (today: string) => ask({ options: { today } });
    const first = await on('2026-11-25');
    // A month before its end a note begins to count the days.
    expect([(await on('2026-12-10')).judged, (await on('2026-12-11')).judged]).toEqual([false, true]);
    expect([(await on('2026-12-11')).judged, (await on('2026-12-12')).judged]).toEqual([false, true]);
    expect((await on('2026-12-10')).judged).toBe(true);
    expect((await on('2026-11-25')).said).toBe(first.said);
    expect((await on('2027-01-11')).said).not.toBe(first.said);
  });

  it('when something was left out, and that verdict is not kept', async () => {
    const { ask } = scene();
    const leftOut = { ...nothingLeftOut, files: { 'README.md': 'took too long' } };
    expect((await ask({ leftOut })).said).toContain('took too long');
    expect((await ask()).said).not.toContain('took too long');
    expect((await ask({ leftOut })).judged).toBe(true);
  });
});

describe('what is kept', () => {
  it.each<[string, (text: string) => string]>([
    ['cut short', (text) => text.slice(0, -100)],
    ['changed', (text) => text.replace('"outcome":"fail"', '"outcome":"pass"')],
    ['empty', () => ''],
    ['of another program', () => '{"version": 1}\n'],
  ])('is worth nothing when it is %s, and is kept anew', async (_, spoil) => {
    const { folder, ask, kept } = scene();
    const first = await ask();
    const [name = ''] = kept();
    const text = readFileSync(join(folder, name), 'utf8');
    expect(spoil(text)).not.toBe(text);
    writeFileSync(join(folder, name), spoil(text));
    expect(await ask()).toEqual(first);
    expect((await ask()).judged).toBe(false);
  });

  it.skipIf(process.getuid?.() === 0)('is nothing in a folder that cannot be written', async () => {
    const { folder, ask } = scene();
    mkdirSync(folder);
    chmodSync(folder, 0o500);
    const first = await ask();
    expect(await ask()).toEqual(first);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is nothing where a file stands in the place of the folder', async () => {
    const { folder, ask } = scene();
    writeFileSync(folder, 'here');
    const first = await ask();
    expect(await ask()).toEqual(first);
    expect(readFileSync(folder, 'utf8')).toBe('here');
  });

  it('can be read by its owner alone, and nothing is left half written', async () => {
    const { folder, ask, kept } = scene();
    await ask();
    const modes = execFileSync('stat', ['-c', '%a', folder, join(folder, kept()[0] ?? '')], { encoding: 'utf8' });
    expect(modes).toBe('700\n600\n');
    expect(readdirSync(folder)).toEqual(kept());
  });

  it('goes when nobody has asked for it for a month, and other files stay', async () => {
    const { folder, ask, kept } = scene();
    await ask();
    await ask({ options: { tier: 3 } });
    const [old = ''] = kept();
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    const past = new Date(Date.now() - 31 * 86_400_000);
    for (const name of [old, 'notes.txt']) utimesSync(join(folder, name), past, past);
    removeOld(folder);
    expect(kept()).toHaveLength(1);
    expect(readFileSync(join(folder, 'notes.txt'), 'utf8')).toBe('mine');
    // Once a day is enough.
    utimesSync(join(folder, kept()[0] ?? ''), past, past);
    removeOld(folder);
    expect(kept()).toHaveLength(1);
  });

  it('is young again when it was of use', async () => {
    const { folder, ask, kept } = scene();
    await ask();
    const past = new Date(Date.now() - 29 * 86_400_000);
    utimesSync(join(folder, kept()[0] ?? ''), past, past);
    expect((await ask()).judged).toBe(false);
    removeOld(folder);
    utimesSync(join(folder, 'last-cleaned'), past, past);
    removeOld(folder);
    expect(kept()).toHaveLength(1);
  });
});
