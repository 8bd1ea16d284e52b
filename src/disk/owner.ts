import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { errorCode } from './fs-error.ts';

/**
 * Who works in a folder, said by the folder's name: `run-<process>-<machine>-<start>`. A name comes into being in one step,
 * so there is no moment at which a killed run leaves half of it.
 */
export interface Owner {
  readonly pid: number;
  /** 8 hex digits for host and process namespace: only there a process number means something. */
  readonly machine: string;
  /** When the process started, in the kernel's ticks; 0 where that cannot be known. Tells a reused process number. */
  readonly started: string;
}

/** A run whose process cannot be looked up counts as alive this long after its last sign, in milliseconds. */
const graceMs = 60_000;

function tellMachine(): string {
  let namespace = '';
  try {
    namespace = readlinkSync('/proc/self/ns/pid');
  } catch {
    // Not Linux: the host name has to do.
  }
  return createHash('sha1').update(`${hostname()}\0${namespace}`).digest('hex').slice(0, 8);
}

function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the program's name in brackets and may hold anything; the start is field 22.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '0';
  } catch {
    return '0';
  }
}

export const ourselves = (): Owner => ({
  pid: process.pid,
  machine: tellMachine(),
  started: startOf(process.pid),
});

export const folderOf = ({ pid, machine, started }: Owner): string => `run-${pid}-${machine}-${started}`;

/** The owner that a folder's name tells; undefined when it is not such a name. */
export function ownerOf(name: string): Owner | undefined {
  const [, pid, machine, started] = /^run-([1-9]\d{0,9})-([0-9a-f]{8})-(\d{1,20})$/.exec(name) ?? [];
  if (pid === undefined || machine === undefined || started === undefined) return undefined;
  return { pid: Number(pid), machine, started };
}

/** Run folders that this very process works in; another one with our number is left from before. */
const ours = new Set<string>();
export const enter = (folder: string): unknown => ours.add(folder);
export const leave = (folder: string): unknown => ours.delete(folder);

const answers = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
};

const isFresh = (folder: string): boolean => {
  const stat = statSync(folder, { throwIfNoEntry: false });
  return stat !== undefined && Math.abs(Date.now() - stat.mtimeMs) < graceMs;
};

/** Whether the owner of a run folder may still be at work in it. */
export function isAlive(folder: string, owner: Owner): boolean {
  const we = ourselves();
  if (owner.machine !== we.machine) return isFresh(folder);
  if (owner.pid === we.pid && owner.started === we.started) return ours.has(folder);
  if (!answers(owner.pid)) return false;
  const started = startOf(owner.pid);
  return owner.started === '0' || started === '0' ? isFresh(folder) : started === owner.started;
}
