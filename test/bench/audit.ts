import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { units } from 'virtual:units';
import { auditRepository } from '../../src/audit/audit.ts';
import { memoryTree } from '../../src/audit/tree.ts';
import { standard } from '../support/standard.ts';
import { largeRepository, memberOf, readFiles, serviceOf100, writeFiles } from './corpus.ts';
import type { Files } from './corpus.ts';
import { paired, pairedWall, peak, sample } from './measure.ts';
import type { Goal } from './measure.ts';

const fleetSize = 500;

/** The floor of an audit: plain Node reads every file once. */
const reader = `const { readdirSync, readFileSync } = require('node:fs');
const read = (folder) => {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = folder + '/' + entry.name;
    if (entry.isDirectory()) read(path);
    else readFileSync(path);
  }
};
process.argv.slice(2).forEach(read);
`;

const isSound = async (files: Files): Promise<boolean> => {
  const options = { standard, units, path: '.', today: '2026-11-25' };
  const { summary, coverage } = await auditRepository(memoryTree(Object.fromEntries(files)), options);
  return summary.fail + summary.error === 0 && coverage.skipped.every(({ incomplete }) => !incomplete);
};

/** What the audit costs, against the floor of reading what it reads. */
export async function auditGoals(cli: string, work: string, nothing: () => number): Promise<readonly Goal[]> {
  const model = join(work, 'bench-service');
  spawnSync(process.execPath, [cli, model, '--yes', '--no-git', '--no-audit'], { cwd: work });
  const service = await serviceOf100(readFiles(model), isSound);
  const places = { hundred: join(work, 'hundred'), large: join(work, 'large'), fleet: join(work, 'fleet') };
  writeFiles(places.hundred, service);
  writeFiles(places.large, largeRepository(service));
  const members = Array.from({ length: fleetSize }, (_, index) => `service-${index}`);
  for (const [index, name] of members.entries()) writeFiles(join(places.fleet, name), memberOf(service, index));
  mkdirSync(join(work, 'empty'));
  mkdirSync(join(work, 'one'));
  writeFileSync(join(work, 'one', 'README.md'), '# One\n');
  const readAll = join(work, 'read.cjs');
  writeFileSync(readAll, reader);

  const anyhow = (cwd: string, paths: readonly string[], ...more: readonly string[]) => {
    return [[cli, 'audit', ...paths, '--fail-on', 'never', ...more], cwd, [0, 3]] as const;
  };
  const audit = (cwd: string, paths: readonly string[], ...more: readonly string[]) =>
    anyhow(cwd, paths, '--no-cache', ...more);
  // The run that is not counted keeps the verdict.
  const again = (cwd: string, paths: readonly string[], ...more: readonly string[]) =>
    anyhow(cwd, paths, '--cache', join(work, 'verdicts'), ...more);
  const read = (cwd: string, paths: readonly string[]) => () => sample([readAll, ...paths], cwd);
  const against = (cwd: string, paths: readonly string[], pairs: number, ...more: readonly string[]) =>
    paired(() => sample(...audit(cwd, paths, ...more)), read(cwd, paths), pairs);
  const unchanged = (cwd: string, paths: readonly string[], pairs: number, ...more: readonly string[]) =>
    paired(() => sample(...again(cwd, paths, ...more)), read(cwd, paths), pairs);
  const json = ['--format', 'json'];

  return [
    {
      name: 'audit, empty folder',
      floor: 'node -e 0',
      goal: 2,
      gate: 2.5,
      measure: () => paired(() => sample(...audit(work, ['empty'])), nothing, 21),
    },
    {
      name: 'audit, folder of one file',
      floor: 'node -e 0',
      goal: 2,
      gate: 4.5,
      measure: () => paired(() => sample(...audit(work, ['one'])), nothing, 21),
    },
    {
      name: `audit, ${service.size} files`,
      floor: 'reading them',
      goal: 2.5,
      gate: 15,
      measure: () => against(work, ['hundred'], 15),
    },
    {
      name: 'audit, 10,000 files',
      floor: 'reading them',
      goal: 1.5,
      gate: 16,
      measure: () => against(work, ['large'], 5),
    },
    {
      name: `audit, ${service.size} files, unchanged`,
      floor: 'reading them',
      goal: 2.5,
      gate: 3,
      measure: () => unchanged(work, ['hundred'], 15),
    },
    {
      name: 'audit, 10,000 files, unchanged',
      floor: 'reading them',
      goal: 1.5,
      gate: 2,
      measure: () => unchanged(work, ['large'], 7),
    },
    {
      name: 'audit, memory of 10,000 files',
      floor: 'the memory of 100 files, MB',
      goal: 1.5,
      gate: 2,
      measure: () => peak(audit(work, ['large']), audit(work, ['hundred'])),
    },
    {
      name: `audit, ${fleetSize} repositories, JSON`,
      floor: 'reading all of them',
      goal: 3,
      gate: 70,
      measure: () => against(places.fleet, members, 3, ...json, '--jobs', '1'),
    },
    {
      name: `audit, ${fleetSize} repositories, unchanged, JSON`,
      floor: 'reading all of them',
      goal: 3,
      gate: 4,
      measure: () => unchanged(places.fleet, members, 5, ...json, '--jobs', '1'),
    },
    {
      name: `audit, memory of ${fleetSize} repositories`,
      floor: 'the memory of 50, MB',
      goal: 1.25,
      gate: 1.5,
      measure: () =>
        peak(
          audit(places.fleet, members, ...json, '--jobs', '1'),
          audit(places.fleet, members.slice(0, 50), ...json, '--jobs', '1'),
        ),
    },
    {
      name: `audit, ${fleetSize} repositories, two workers, wall`,
      floor: 'the wall time of one worker',
      goal: 0.65,
      gate: 0.9,
      measure: () =>
        pairedWall(
          audit(places.fleet, members, ...json, '--jobs', '2'),
          audit(places.fleet, members, ...json, '--jobs', '1'),
          3,
        ),
    },
  ];
}
