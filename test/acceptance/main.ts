import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleAnswers, root } from '../support/standard.ts';
import type { ExampleAnswers } from '../support/standard.ts';
import { checkApi } from './api.ts';
import { nodeBinOf, runTool } from './context.ts';
import type { AcceptanceContext } from './context.ts';
import { checkIac } from './iac.ts';
import { checkMonitoring } from './monitoring.ts';
import { checkPipeline } from './pipeline.ts';
import { checkPublished } from './publish.ts';
import { checkReports } from './reports.ts';
import { checkVersions } from './versions.ts';

/** The real tools that prove a template of each kind, on a service made from each of its examples. */
const checks: Readonly<Record<string, (serviceDir: string, context: AcceptanceContext) => Promise<void>>> = {
  api: checkApi,
  pipeline: checkPipeline,
  iac: checkIac,
  monitoring: checkMonitoring,
};

const started = Date.now();
const log = (line: string): void =>
  void process.stdout.write(`${String(Math.round((Date.now() - started) / 1000)).padStart(5)} s  ${line}\n`);

/** Makes the service of an example with the built tool and audits it: a new service has no finding. */
async function make({ template, answers }: ExampleAnswers, context: AcceptanceContext): Promise<string> {
  const folder = context.workDir;
  const file = join(folder, 'answers.json');
  writeFileSync(file, JSON.stringify({ name: 'orders', ...answers }));
  const cli = [process.execPath, join(root, 'dist/cli.cjs')];
  const service = join(folder, 'service');
  await runTool(
    [
      ...cli,
      service,
      '--archetype',
      'http-api',
      ...(template.kind === 'base' ? [] : [`--${template.kind}`, template.name]),
      '--answers',
      file,
      '--yes',
      '--no-git',
    ],
    folder,
  );
  await runTool([...cli, 'audit', service, '--fail-on', 'may'], folder);
  return service;
}

/** One thing to prove, in a folder of its own. */
interface Task {
  readonly name: string;
  prove(context: AcceptanceContext): Promise<void>;
}

const tasks: readonly Task[] = [
  ...exampleAnswers.map((example): Task => ({
    name: example.id,
    prove: async (context) => {
      const service = await make(example, context);
      await checks[example.template.kind]?.(service, context);
    },
  })),
  { name: 'versions', prove: checkVersions },
  { name: 'published', prove: checkPublished },
  { name: 'reports', prove: checkReports },
];

const kindOf = (name: string): string => name.split('/')[0] ?? name;

async function main(only: readonly string[]): Promise<void> {
  const place = mkdtempSync(join(tmpdir(), 'create-service-acceptance-'));
  const cacheDir = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'create-service-acceptance');
  mkdirSync(cacheDir, { recursive: true });
  const nodeBin = await nodeBinOf(24, cacheDir);
  const waiting = tasks.filter(({ name }) => only.length === 0 || only.some((part) => name.startsWith(part)));
  const [total, failures] = [waiting.length, new Map<string, unknown>()];
  const running = new Set<string>();
  // Tasks of one kind share tools in the cache and are not run side by side.
  const next = (): Task | undefined => {
    const index = waiting.findIndex(({ name }) => !running.has(kindOf(name)));
    return index === -1 ? waiting.shift() : waiting.splice(index, 1)[0];
  };
  const worker = async (): Promise<void> => {
    for (let task = next(); task !== undefined; task = next()) {
      while (running.has(kindOf(task.name))) await new Promise((resolve) => setTimeout(resolve, 200));
      running.add(kindOf(task.name));
      const { name } = task;
      const workDir = join(place, name.replaceAll('/', '-'));
      mkdirSync(workDir);
      const begun = Date.now();
      try {
        await task.prove({ root, cacheDir, workDir, nodeBin, log: (line) => log(`${name}: ${line}`) });
        log(`${name}: holds (${Math.round((Date.now() - begun) / 1000)} s)`);
      } catch (error) {
        failures.set(name, error);
        log(`${name}: FAILED`);
      }
      rmSync(workDir, { recursive: true, force: true });
      running.delete(kindOf(name));
    }
  };
  // Two at a time: most of the time goes into compilers that use one core.
  await Promise.all([worker(), worker()]);
  rmSync(place, { recursive: true, force: true });
  for (const [name, error] of failures)
    process.stdout.write(`\n${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.stdout.write(`${total - failures.size} passed, ${failures.size} failed\n`);
  process.exitCode = failures.size === 0 ? 0 : 1;
}

await main(process.argv.slice(2));
