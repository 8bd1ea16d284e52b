import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import type { RepositoryReport } from '../../../src/audit/report-types.ts';
import { isIncomplete } from '../../../src/audit/verdict.ts';
import { auditFleet } from '../../../src/fleet/fleet.ts';
import type { FleetLimits } from '../../../src/fleet/limits.ts';
import { world } from './harness/tool.ts';

type Files = Readonly<Record<string, string>>;

const sound = { 'catalog-info.yaml': 'kind: Component\nspec: { owner: orders-team }\n' };

/** Makes a repository for each of the given, and audits them with the built worker. */
const auditAll = async (
  repositories: readonly (Files | null)[],
  limits: Partial<FleetLimits> = {},
  workers = 1,
): Promise<readonly RepositoryReport[]> => {
  const { folder } = world();
  const jobs = repositories.map((files, index) => {
    const root = join(folder, `repository-${index}`);
    for (const [path, text] of Object.entries(files ?? {})) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return { root, options: { path: `repository-${index}`, today: '2026-11-25' } };
  });
  const found: RepositoryReport[] = [];
  const all = { item: 400, repository: 20_000, leftOut: 2, memory: 200, ...limits };
  const worker = join(inject('checkout'), 'dist/worker.cjs');
  for await (const { reports } of auditFleet(jobs, workers, worker, all, { failOn: 'must', as: 'reports' }))
    found.push(...reports);
  return found;
};

const missed = ({ coverage }: RepositoryReport): readonly string[] =>
  coverage.skipped.filter(({ incomplete }) => incomplete).map(({ path, reason }) => `${path}: ${reason}`);
const outcomes = ({ findings }: RepositoryReport): readonly string[] =>
  findings.map(({ rule, outcome }) => `${rule} ${outcome}`);

describe('a file for which an audit takes too long', () => {
  it('is named and left out, and the rest is judged', async () => {
    const [report] = await auditAll([{ ...sound, 'traps/a': 'endless', 'traps/b': 'harmless' }]);
    expect(report && missed(report)).toEqual(['traps/a: took longer than 400 ms']);
    expect(report && outcomes(report)).toEqual(['own-team pass']);
    expect(report && isIncomplete(report)).toBe(true);
  });

  it('is named when it takes too much memory, and the tool goes on', async () => {
    const reports = await auditAll([{ ...sound, 'traps/a': 'greedy' }, sound], { item: 20_000 });
    expect(reports.map(missed)).toEqual([['traps/a: needed more than 200 MB of memory'], []]);
    expect(reports.map(outcomes)).toEqual([['own-team pass'], ['own-team pass']]);
  });

  it('is one of many: the repository is given up, and the next one is judged', async () => {
    const traps = Object.fromEntries(Array.from({ length: 5 }, (_, index) => [`traps/${index}`, 'endless']));
    const reports = await auditAll([traps, sound]);
    expect(reports.map(missed)).toEqual([['.: took longer than 400 ms'], []]);
    expect(reports.map(({ findings }) => findings.length)).toEqual([0, 1]);
  });
});

describe('a repository for which an audit takes too long as a whole', () => {
  it('is given up', async () => {
    const [report] = await auditAll([{ ...sound, 'traps/a': 'endless' }], { item: 20_000, repository: 500 });
    expect(report && missed(report)).toEqual(['.: took longer than 500 ms']);
    expect(report && isIncomplete(report)).toBe(true);
  });
});

describe('a fleet', () => {
  const fleet = Array.from({ length: 30 }, (_, index) => (index % 7 === 3 ? null : sound));
  const expected = fleet.map((files) => (files === null ? 0 : 1));

  it.each([1, 3])('is reported in the order of the paths by %i workers, missing folders too', async (workers) => {
    const reports = await auditAll(fleet, {}, workers);
    expect(reports.map(({ path }) => path)).toEqual(fleet.map((_, index) => `repository-${index}`));
    expect(reports.map(({ findings }) => findings.length)).toEqual(expected);
    expect(reports.map(isIncomplete)).toEqual(fleet.map((files) => files === null));
    expect(missed(reports[3] as RepositoryReport)[0]).toMatch(/^\.: Cannot read .*repository-3: it does not exist$/);
  });

  it('is the same document whether it is streamed by workers or not, and as one whole', () => {
    const { folder, run } = world();
    for (const name of ['a', 'b', 'c']) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'catalog-info.yaml'), sound['catalog-info.yaml']);
    }
    const here = run(['audit', 'a', 'b', 'gone', 'c', '--format', 'json']);
    const workers = run(['audit', 'a', 'b', 'gone', 'c', '--format', 'json', '--jobs', '2']);
    expect(here).toMatchObject({ code: 3, stderr: '' });
    expect(workers).toEqual(here);
    const { repositories } = JSON.parse(here.stdout) as { repositories: { path: string }[] };
    expect(repositories.map(({ path }) => path)).toEqual(['a', 'b', 'gone', 'c']);
    expect(run(['audit', 'a', 'b', 'gone', 'c']).stdout).toContain('gone: it does not exist');
  });

  it('refuses a single mistyped path, and a number of jobs that is none', () => {
    const { run } = world();
    expect(run(['audit', 'gone'])).toMatchObject({ code: 2, stdout: '' });
    for (const jobs of ['0', 'x', '-1', '65', '1.5']) expect(run(['audit', `--jobs=${jobs}`]).code).toBe(2);
  });
});
