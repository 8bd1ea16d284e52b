import { spawnSync } from 'node:child_process';

/** Milliseconds of CPU, user and system, of the whole process, as the operating system accounts for it. */
export type Sample = number;

/** Runs node with these arguments once; bash reads the accounts of the process that it waited for. */
export function sample(args: readonly string[], cwd: string): Sample {
  // This variable costs a fixed amount where it is set, in the floor as well as in what is measured.
  const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;
  // Into a file, as in a script: /dev/null is a character device, which Node first has to tell from a terminal.
  const script = 'TIMEFORMAT="%3U %3S"; time "$0" "$@" >measured.out';
  const { status, stderr } = spawnSync('bash', ['-c', script, process.execPath, ...args], {
    cwd,
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`);
  const [user = Number.NaN, system = Number.NaN] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return (user + system) * 1000;
}

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
