import { availableParallelism } from 'node:os';
import type { RepositoryReport } from '../audit/report-types.ts';
import type { Standard } from '../catalog/types.ts';
import { auditSmallFolder, unreadFolder, whyNot } from '../commands/audit-folder.ts';
import type { AuditJob } from '../commands/audit-folder.ts';
import { workerFile } from '../disk/worker-file.ts';
import { fewRepositories, fleetLimits, workersFor } from '../fleet/limits.ts';
import { noProgress } from '../fleet/progress.ts';
import { nothingLeftOut } from '../fleet/watched.ts';

/**
 * Audits repositories one after the other and hands each over in the order of the jobs. Small ones are audited right here, since
 * starting a worker takes longer; large ones and many go to workers, which are ended when they take too long.
 */
export async function* auditAll(
  jobs: readonly AuditJob[],
  standard: Standard,
  asked: number | undefined,
): AsyncGenerator<{ readonly job: AuditJob; readonly reports: readonly RepositoryReport[] }> {
  const workers = workersFor(jobs.length, asked, availableParallelism());
  if (workers === 1 && jobs.length < fewRepositories) {
    for (const job of jobs) yield* auditHere(job, jobs.length === 1, standard);
    return;
  }
  const { auditFleet } = await import('../fleet/fleet.ts');
  yield* auditFleet(jobs, workers, workerFile(), fleetLimits);
}

async function* auditHere(job: AuditJob, alone: boolean, standard: Standard): ReturnType<typeof auditAll> {
  let reports: readonly RepositoryReport[] | undefined;
  try {
    reports = await auditSmallFolder(job, standard, noProgress, nothingLeftOut);
  } catch (error) {
    // A single mistyped path is a mistake of usage; among others it must not disappear.
    if (alone) throw error;
    reports = await unreadFolder(job, standard, whyNot(error));
  }
  if (reports !== undefined) {
    yield { job, reports };
    return;
  }
  const { auditFleet } = await import('../fleet/fleet.ts');
  yield* auditFleet([job], 1, workerFile(), fleetLimits);
}
