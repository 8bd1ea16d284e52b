import type { Severity } from '../catalog/types.ts';
import { ExitCode } from '../errors.ts';
import type { RepositoryReport } from './report-types.ts';

/** From which severity on a failing finding fails the audit. */
export type FailOn = Severity | 'never';

const ranks: Readonly<Record<Severity, number>> = { may: 1, should: 2, must: 3 };

/** Whether the report is no verdict: nothing to audit, a file that could not be read, or a rule or reader that broke. */
export const isIncomplete = ({ coverage, summary }: RepositoryReport): boolean =>
  coverage.files === 0 || summary.error > 0 || coverage.skipped.some(({ incomplete }) => incomplete);

const blocks = ({ findings }: RepositoryReport, failOn: FailOn): boolean =>
  failOn !== 'never' &&
  findings.some(({ outcome, severity }) => outcome === 'fail' && ranks[severity] >= ranks[failOn]);

/**
 * The exit code of an audit. A finding is certain whatever else could not be read, so it comes before incompleteness;
 * `unknown`, waived and baselined findings never block.
 */
export const verdictOf = (reports: readonly RepositoryReport[], failOn: FailOn): ExitCode => {
  if (reports.some((report) => blocks(report, failOn))) return ExitCode.findings;
  return reports.length === 0 || reports.some(isIncomplete) ? ExitCode.incomplete : ExitCode.done;
};
