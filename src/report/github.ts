import type { Finding, Location, Report, RepositoryReport } from '../audit/report-types.ts';
import { isIncomplete } from '../audit/verdict.ts';
import { nameOf } from './clear.ts';
import { failures, gaps, pathFrom } from './findings.ts';
import { plain } from './palette.ts';
import { tally } from './tally.ts';
import { count, oneLine, opening } from './text.ts';

type Level = 'error' | 'warning' | 'notice';

const levels: Readonly<Record<Finding['severity'], Level>> = { must: 'error', should: 'warning', may: 'notice' };

const escapeMessage = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');

const escapeProperty = (text: string): string => escapeMessage(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

const command = (
  level: Level,
  properties: Readonly<Record<string, string | number | undefined>>,
  message: string,
): string => {
  const shown = Object.entries(properties).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escapeProperty(oneLine(String(value)))}`],
  );
  return `::${level} ${shown.join(',')}::${escapeMessage(message)}`;
};

/** The runner takes a column only where the place is on one line. */
const positionOf = ({ line, endLine, column }: Location): Readonly<Record<string, number | undefined>> =>
  line === undefined ? {} : { line, endLine, col: endLine === undefined || endLine === line ? column : undefined };

const failureCommand = (repository: RepositoryReport, finding: Finding): string => {
  const { rule, severity, message, remediation, locations } = finding;
  const [at] = locations;
  const place = at === undefined ? {} : { file: pathFrom(repository, at.path), ...positionOf(at) };
  const fix = remediation === null ? '' : `\nFix: ${opening(remediation)}`;
  return command(levels[severity], { ...place, title: `${rule} (${severity})` }, `${oneLine(message)}${fix}`);
};

const gapCommands = (repository: RepositoryReport): readonly string[] =>
  gaps(repository).map(({ path, rule, message }) => {
    const file = path === undefined ? undefined : pathFrom(repository, path);
    return command('error', { file, title: `${rule ?? 'audit'} (incomplete)` }, oneLine(message));
  });

/** One line of talk. The runner obeys `##[command]` anywhere in a line, so a name from a repository must not hold it. */
const summaryLine = (repository: RepositoryReport): string => {
  const { findings, coverage } = repository;
  const name = oneLine(nameOf(repository)).replaceAll('##[', '## [');
  const counts = findings.length > 0 ? `${tally(repository, plain)}; ` : '';
  const verdict = isIncomplete(repository) ? '; incomplete' : '';
  return `create-service: ${name}: ${counts}${coverage.read} of ${count(coverage.files, 'file')} read${verdict}`;
};

/**
 * The report as workflow commands of GitHub Actions, which become annotations, heaviest first since a step shows ten of
 * each level; then a line of counts for each repository. Paths start where the audit started.
 */
export const renderGithub = ({ repositories }: Report): string => {
  const commands = repositories.flatMap((repository) => [
    ...gapCommands(repository),
    ...failures(repository).map((finding) => failureCommand(repository, finding)),
  ]);
  const ordered = (['error', 'warning', 'notice'] as const).flatMap((level) =>
    commands.filter((each) => each.startsWith(`::${level} `)),
  );
  return `${[...ordered, ...repositories.map(summaryLine)].join('\n')}\n`;
};
