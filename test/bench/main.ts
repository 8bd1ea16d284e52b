import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { auditGoals } from './audit.ts';
import { firstPrompt } from './first-prompt.ts';
import { paired, sample } from './measure.ts';
import type { Goal, Ratio } from './measure.ts';

const root = process.cwd();
const cli = join(root, 'dist/cli.cjs');
const work = mkdtempSync(join(tmpdir(), 'create-service-bench-'));
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

const nothing = () => sample(['-e', '0'], work);

// The floor of scaffolding: plain Node copies the same files, without engine, validation, manifest or care for failures.
const copier = join(work, 'copy.mjs');
writeFileSync(
  copier,
  `import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
const [from, to] = process.argv.slice(2);
for (const path of JSON.parse(readFileSync(join(from, '..', 'list.json'), 'utf8'))) {
  mkdirSync(dirname(join(to, path)), { recursive: true });
  writeFileSync(join(to, path), readFileSync(join(from, path)));
}
`,
);

function scaffold(choice: readonly string[], name: string): { ratio: () => Ratio; files: number } {
  const args = ['--yes', '--no-git', '--no-audit', ...choice];
  const model = join(work, name, 'model');
  sample([cli, model, ...args], work);
  const list = readdirSync(model, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(model.length + 1));
  mkdirSync(dirname(model), { recursive: true });
  writeFileSync(join(dirname(model), 'list.json'), JSON.stringify(list));
  let run = 0;
  const fresh = (): string => join(work, name, `run-${run++}`);
  return {
    files: list.length,
    ratio: () =>
      paired(
        () => sample([cli, fresh(), ...args, '--name', 'model'], work),
        () => sample([copier, model, fresh()], work),
      ),
  };
}

const whole = scaffold([], 'whole');
const part = scaffold(['--iac', 'aws-cdk'], 'part');

const goals: readonly Goal[] = [
  {
    name: '--version',
    floor: 'node -e 0',
    goal: 1.25,
    gate: 1.4,
    measure: () => paired(() => sample([cli, '--version'], work), nothing, 25),
  },
  {
    name: '--help',
    floor: 'node -e 0',
    goal: 1.25,
    gate: 1.4,
    measure: () => paired(() => sample([cli, '--help'], work), nothing, 25),
  },
  {
    name: `create, ${part.files} files`,
    floor: 'plain copy of the same files',
    goal: 1.5,
    gate: 2,
    measure: part.ratio,
  },
  {
    name: `create http-api, ${whole.files} files`,
    floor: 'plain copy of the same files',
    goal: 2,
    gate: 3,
    measure: whole.ratio,
  },
  {
    name: 'first prompt on screen',
    floor: 'node -e 0',
    goal: 6,
    gate: 8,
    measure: () => firstPrompt(cli, work, nothing),
  },
  ...(await auditGoals(cli, work, nothing)),
].filter(({ name }) => name.includes(process.argv[2] ?? ''));

let failed = false;
process.stdout.write(`node ${process.version}, CPU ratios pair by pair: median (least to most)\n`);
for (const { name, floor, goal, gate, measure } of goals) {
  // Above its gate in all of three runs fails: a busy machine can spoil one or two.
  let ratio = measure();
  for (let again = 0; again < 2 && ratio !== undefined && ratio.median > gate; again++) {
    const second = measure();
    if (second !== undefined && second.median <= gate) ratio = second;
  }
  if (ratio === undefined) {
    process.stdout.write(`  ${name.padEnd(48)} not measured here\n`);
    continue;
  }
  const verdict = ratio.median <= goal ? 'goal met' : ratio.median <= gate ? 'above the goal' : 'ABOVE THE GATE';
  failed ||= ratio.median > gate;
  const figure = `${ratio.median.toFixed(2)} (${ratio.least.toFixed(2)} to ${ratio.most.toFixed(2)})`;
  process.stdout.write(
    `  ${name.padEnd(48)} ${figure.padEnd(22)} x ${floor} (${ratio.floor.toFixed(0)}); goal ${goal}, gate ${gate}: ${verdict}\n`,
  );
}
process.stdout.write(readFileSync(join(root, 'test/bench/peers.md'), 'utf8'));
process.exitCode = failed ? 1 : 0;
