import type { RepositoryReport } from '../audit/report-types.ts';
import { verdictOf } from '../audit/verdict.ts';
import type { ExitCode } from '../errors.ts';
import { repositoryText } from '../report/json.ts';
import type { Wanted } from './audit-job.ts';

/** An audited repository as it is handed over: its reports or the JSON of each; the other list is empty. */
export interface Handed<Bytes extends Uint8Array = Uint8Array> {
  readonly code: ExitCode;
  readonly reports: readonly RepositoryReport[];
  readonly texts: readonly Bytes[];
}

export const handOver = (reports: readonly RepositoryReport[], { failOn, as }: Wanted): Handed<Buffer> => {
  const code = verdictOf(reports, failOn);
  if (as === 'reports') return { code, reports, texts: [] };
  return { code, reports: [], texts: reports.map((report) => Buffer.from(repositoryText(report))) };
};
