import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Milliseconds of CPU, user and system, of the whole process, as the operating system accounts for it. */
export type Sample = number;

/** A run of node: its arguments, where, and the exit codes that are as they should be. */
export type Run = readonly [args: readonly string[], cwd: string, codes?: readonly number[] | undefined];

/** Runs node once; bash reads the accounts of the process that it waited for. */
function accounts([args, cwd, codes = [0]]: Run): { readonly cpu: Sample; readonly wall: Sample } {
  // This variable costs a fixed amount where it is set, in the floor as well as in what is measured.
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  // Into a file, as in a script: /dev/null is a character device, which Node first has to tell from a terminal.
  const script = 'TIMEFORMAT="%3U %3S %3R"; time "$0" "$@" >measured.out';
  const { status, stderr } = spawnSync('bash', ['-c', script, process.execPath, ...args], {
    cwd,
    env,
    encoding: 'utf8',
  });
  if (!codes.includes(status ?? -1))
    throw new Error(`node ${args.slice(0, 9).join(' ')} ended with ${status}: ${stderr}`);
  const last = stderr.trim().split('\n').at(-1) ?? '';
  const [user = Number.NaN, system = Number.NaN, wall = Number.NaN] = last.split(' ').map(Number);
  return { cpu: (user + system) * 1000, wall: wall * 1000 };
}

export const sample = (...run: Run): Sample => accounts(run).cpu;

export interface Ratio {
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly floor: number;
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/**
 * CPU of one thing over CPU of its floor, taken pair by pair in turn, after one warm-up of each, so that it holds on a machine
 * whose speed drifts.
 */
export function paired(thing: () => Sample, floor: () => Sample, pairs = 15): Ratio {
  thing();
  floor();
  const floors: number[] = [];
  const ratios = Array.from({ length: pairs }, () => {
    const base = floor();
    floors.push(base);
    return thing() / base;
  });
  return { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios), floor: median(floors) };
}

/** Wall time of one run over that of another, in turn. */
export const pairedWall = (run: Run, floor: Run, pairs: number): Ratio =>
  paired(
    () => accounts(run).wall,
    () => accounts(floor).wall,
    pairs,
  );

/** The largest resident size of one run over that of another, in megabytes, as the processes themselves tell it at their end. */
export function peak(run: Run, floor: Run): Ratio {
  const megabytes = ([args, cwd, codes]: Run): number => {
    const [preload, result] = [join(cwd, 'peak.cjs'), join(cwd, 'peak.txt')];
    writeFileSync(
      preload,
      `if (require('node:worker_threads').isMainThread) process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(result)}, String(process.resourceUsage().maxRSS / 1024)));`,
    );
    accounts([['--require', preload, ...args], cwd, codes]);
    return Number(readFileSync(result, 'utf8'));
  };
  return paired(
    () => megabytes(run),
    () => megabytes(floor),
    3,
  );
}

export interface Goal {
  readonly name: string;
  readonly floor: string;
  readonly goal: number;
  /** Above it the run fails. */
  readonly gate: number;
  measure(): Ratio | undefined;
}
