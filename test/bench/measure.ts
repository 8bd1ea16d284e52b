import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

// Each measured process writes its own CPU time (getrusage, user + system, µs) when it exits.
const preload = join(folder, 'preload.cjs');
const result = join(folder, 'result.json');
writeFileSync(
  preload,
  `process.on('exit', () => { const { user, system } = process.cpuUsage(); require('node:fs').writeFileSync(${JSON.stringify(result)}, JSON.stringify({ cpu: user + system, rss: process.resourceUsage().maxRSS })); });`,
);

export interface Sample {
  /** Milliseconds of CPU, user and system, of the whole process. */
  readonly cpu: number;
  /** Peak resident memory in MiB. */
  readonly rss: number;
}

/** Runs node with these arguments once. */
export function sample(args: readonly string[], cwd: string): Sample {
  // This variable costs a fixed 130 ms where it is set, in the floor as well as in what is measured.
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  const { status, stderr } = spawnSync(process.execPath, ['--require', preload, ...args], { cwd, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  const { cpu, rss } = JSON.parse(readFileSync(result, 'utf8')) as { cpu: number; rss: number };
  return { cpu: cpu / 1000, rss: rss / 1024 };
}

export interface Ratio {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly floor: number;
}

export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/**
 * CPU of one thing over CPU of its floor, taken pair by pair in turn, after one warm-up of each, so that it holds on a machine
 * whose speed drifts.
 */
export function paired(thing: () => Sample, floor: () => Sample, pairs = 15): Ratio {
  thing();
  floor();
  const floors: number[] = [];
  const ratios = Array.from({ length: pairs }, () => {
    const base = floor().cpu;
    floors.push(base);
    return thing().cpu / base;
  });
  return { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios), floor: median(floors) };
}
