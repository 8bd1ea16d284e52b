import { parentPort, workerData } from 'node:worker_threads';
import type { RepositoryReport } from '../audit/report-types.ts';
import { shippedStandard } from '../catalog/shipped.ts';
import type { Standard } from '../catalog/types.ts';
import { auditFolder, unreadFolder, whyNot } from '../commands/audit-folder.ts';
import type { AuditJob } from '../commands/audit-folder.ts';
import { writeProgress } from './progress.ts';
import type { Progress } from './progress.ts';
import type { LeftOut } from './watched.ts';

/** What a worker is asked. */
export interface Request {
  readonly job: AuditJob;
  readonly leftOut: LeftOut;
  /** Why the repository is given up; then only the report that says so is wanted. */
  readonly givenUp?: string;
}

/** What it answers. */
export type Answer = { readonly reports: readonly RepositoryReport[] } | { readonly bug: string };

const answer = async ({ job, leftOut, givenUp }: Request, standard: Standard, progress: Progress): Promise<Answer> => {
  if (givenUp !== undefined) return { reports: await unreadFolder(job, standard, givenUp) };
  progress.at('nothing', '');
  try {
    return { reports: await auditFolder(job, standard, progress, leftOut) };
  } catch (error) {
    return { reports: await unreadFolder(job, standard, whyNot(error)) };
  }
};

/** Answers requests for as long as the thread runs. */
export const serve = (): void => {
  const shipped = shippedStandard();
  const standard = { ...shipped.standard, rules: shipped.rules() };
  const progress = writeProgress(workerData as SharedArrayBuffer);
  parentPort?.on('message', (request: Request) => {
    answer(request, standard, progress).then(
      (found) => parentPort?.postMessage(found),
      (error: unknown) =>
        parentPort?.postMessage({ bug: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
};
