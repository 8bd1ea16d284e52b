import type { AuditJob, Wanted } from '../commands/audit-job.ts';
import type { Handed } from '../commands/hand-over.ts';
import type { FleetLimits } from './limits.ts';
import { watchdog } from './watchdog.ts';

/** One repository, in the order of the jobs. */
export interface Audited extends Handed {
  readonly job: AuditJob;
}

/** How far the workers may be ahead of what was handed over: what waits costs memory. */
const ahead = 8;

/**
 * Audits repositories in worker threads, each ended when a repository exceeds the limits, and hands them over in order as they come.
 *
 * @param file the program of a worker
 */
export async function* auditFleet(
  jobs: readonly AuditJob[],
  workers: number,
  file: string,
  limits: FleetLimits,
  wanted: Wanted,
): AsyncGenerator<Audited> {
  const watchdogs = Array.from({ length: workers }, () => watchdog(file, limits, wanted));
  const idle = [...watchdogs];
  const waiting = new Map<number, Promise<Handed>>();
  let begun = 0;
  let isOver = false;
  const begin = (): void => {
    if (isOver) return;
    for (let next = idle.pop(); next !== undefined; next = idle.pop()) {
      const one = next;
      const job = jobs[begun];
      if (job === undefined || waiting.size >= workers + ahead) {
        idle.push(one);
        return;
      }
      const audited = one.audit(job).finally(() => {
        idle.push(one);
        begin();
      });
      // It is awaited in its turn; until then a failure is not unhandled.
      audited.catch(() => {});
      waiting.set(begun, audited);
      begun += 1;
    }
  };
  try {
    for (const [index, job] of jobs.entries()) {
      begin();
      const handed = await waiting.get(index);
      waiting.delete(index);
      if (handed === undefined) throw new Error('a job was not begun');
      yield { ...handed, job };
      watchdogs[0]?.drop(handed.texts);
    }
  } finally {
    // What is still being audited ends by its worker's end, and must not begin another.
    isOver = true;
    await Promise.all(watchdogs.map(({ end }) => end()));
  }
}
