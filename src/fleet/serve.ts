import { parentPort, workerData } from 'node:worker_threads';
import { shippedStandard } from '../catalog/shipped.ts';
import type { Standard } from '../catalog/types.ts';
import { auditFolder, unreadFolder, whyNot } from '../commands/audit-folder.ts';
import type { AuditJob, Wanted } from '../commands/audit-job.ts';
import { handOver } from '../commands/hand-over.ts';
import type { Handed } from '../commands/hand-over.ts';
import { writeProgress } from './progress.ts';
import type { Progress } from './progress.ts';
import type { LeftOut } from './watched.ts';

/** What a worker is asked. */
export interface Request {
  readonly job: AuditJob;
  readonly wanted: Wanted;
  readonly leftOut: LeftOut;
  /** Why the repository is given up; then only the report that says so is wanted. */
  readonly givenUp?: string;
}

/** What it answers. */
export type Answer = { readonly handed: Handed } | { readonly bug: string };

const answerTo = async (
  { job, wanted, leftOut, givenUp }: Request,
  standard: Standard,
  progress: Progress,
): Promise<Handed> => {
  if (givenUp !== undefined) return handOver(await unreadFolder(job, standard, givenUp), wanted);
  progress.at('nothing', '');
  try {
    return await auditFolder({ job, standard, wanted }, progress, leftOut);
  } catch (error) {
    return handOver(await unreadFolder(job, standard, whyNot(error)), wanted);
  }
};

/** The memory of texts that nothing else shares: it changes hands instead of being copied. */
const wholeBuffers = ({ texts }: Handed): readonly ArrayBuffer[] =>
  texts.flatMap(({ buffer, byteLength }) =>
    buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [],
  );

/** Answers requests for as long as the thread runs. */
export const serve = (): void => {
  const shipped = shippedStandard();
  const standard = { ...shipped.standard, rules: shipped.rules() };
  const progress = writeProgress(workerData as SharedArrayBuffer);
  parentPort?.on('message', (request: Request | { readonly dropped: true }) => {
    if ('dropped' in request) return;
    const answer = (said: Answer): void => parentPort?.postMessage(said);
    answerTo(request, standard, progress).then(
      (handed) => parentPort?.postMessage({ handed } satisfies Answer, wholeBuffers(handed)),
      (error: unknown) => answer({ bug: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
};
