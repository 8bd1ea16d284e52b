import { availableParallelism } from 'node:os';
import type { Standard } from '../catalog/types.ts';
import { auditSmallFolder, unreadFolder, whyNot } from '../commands/audit-folder.ts';
import type { Asked, AuditJob, Wanted } from '../commands/audit-job.ts';
import { handOver } from '../commands/hand-over.ts';
import type { Handed } from '../commands/hand-over.ts';
import { workerFile } from '../disk/worker-file.ts';
import { fewRepositories, fleetLimits, workersFor } from '../fleet/limits.ts';

/**
 * Audits repositories one after the other and hands each over in the order of the jobs. Small ones are audited right here, since
 * starting a worker takes longer; large ones and many go to workers, which are ended when they take too long.
 */
export async function* auditAll(
  jobs: readonly AuditJob[],
  standard: Standard,
  asked: number | undefined,
  wanted: Wanted,
): AsyncGenerator<Handed & { readonly job: AuditJob }> {
  const workers = workersFor(jobs.length, asked, availableParallelism());
  if (workers === 1 && jobs.length < fewRepositories) {
    for (const job of jobs) yield* auditHere({ job, standard, wanted }, jobs.length === 1);
    return;
  }
  const { auditFleet } = await import('../fleet/fleet.ts');
  yield* auditFleet(jobs, workers, workerFile(), fleetLimits, wanted);
}

async function* auditHere(asked: Asked, alone: boolean): ReturnType<typeof auditAll> {
  const { job, standard, wanted } = asked;
  let handed: Handed | undefined;
  try {
    handed = await auditSmallFolder(asked);
  } catch (error) {
    // A single mistyped path is a mistake of usage; among others it must not disappear.
    if (alone) throw error;
    handed = handOver(await unreadFolder(job, standard, whyNot(error)), wanted);
  }
  if (handed !== undefined) {
    yield { ...handed, job };
    return;
  }
  const { auditFleet } = await import('../fleet/fleet.ts');
  const rest = job.store === undefined ? job : { ...job, store: { ...job.store, isMissed: true } };
  yield* auditFleet([rest], 1, workerFile(), fleetLimits, wanted);
}
