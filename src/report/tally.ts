import type { RepositoryReport } from '../audit/report-types.ts';
import { severities } from './findings.ts';
import { count, oneLine } from './text.ts';
import type { Palette } from './palette.ts';

/** `1 must, 2 should`: the failing findings by severity, heaviest first. */
const bySeverity = ({ findings }: RepositoryReport): string =>
  severities
    .map(
      (severity) =>
        [findings.filter((one) => one.outcome === 'fail' && one.severity === severity).length, severity] as const,
    )
    .filter(([number]) => number > 0)
    .map(([number, severity]) => `${number} ${severity}`)
    .join(', ');

/** How many judgements came out how; outcomes that did not occur are left out. */
export const tally = (report: RepositoryReport, colors: Palette): string => {
  const { summary } = report;
  const parts: readonly (readonly [number, string, (text: string) => string])[] = [
    [summary.fail, `failed (${bySeverity(report)})`, colors.red],
    [summary.error, 'could not be judged', colors.red],
    [summary.pass, 'passed', colors.green],
    [summary.waived, 'waived', colors.yellow],
    [summary.baselined, 'in the baseline', colors.yellow],
    [summary.unknown, 'unknown', colors.yellow],
    [summary.notApplicable, 'not applicable', colors.dim],
  ];
  return parts
    .filter(([number]) => number > 0)
    .map(([number, words, color]) => color(`${number} ${words}`))
    .join(', ');
};

const mostSkipped = 20;

/** What was read, and every file that should have been and was not. */
export const coverageLines = (report: RepositoryReport, colors: Palette): readonly string[] => {
  const { files, read, skipped } = report.coverage;
  const missed = skipped.filter(({ incomplete }) => incomplete);
  const leftOut = skipped.length - missed.length;
  const rest = missed.length - mostSkipped;
  return [
    colors.dim(`${read} of ${count(files, 'file')} read${leftOut > 0 ? `, ${leftOut} left out on purpose` : ''}`),
    ...(files === 0 ? [colors.red('There was nothing to audit.')] : []),
    ...(missed.length > 0 ? [colors.red('Incomplete, since these could not be read:')] : []),
    ...missed.slice(0, mostSkipped).map(({ path, reason }) => `  ${oneLine(path)}  ${oneLine(reason)}`),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
  ];
};
