import type { Finding, RepositoryReport } from '../audit/report-types.ts';
import type { Rule } from '../catalog/types.ts';
import { placeText } from '../report/findings.ts';
import { count, oneLine } from '../report/text.ts';
import type { Verdict } from './explained.ts';
import type { Terminal } from './terminal.ts';

/** How a rule comes out for each service of a repository, for a person. */
export const verdictsOf = (services: readonly RepositoryReport[], rule: Rule, terminal: Terminal): readonly Verdict[] =>
  services.map((service) => ({ title: titleOf(service), text: verdictOf(service, rule, terminal) }));

const titleOf = ({ path, service }: RepositoryReport): string => {
  const where = [path, service.root].filter((part) => part !== '' && part !== '.').join('/');
  return `Here: ${oneLine(service.name ?? (where === '' ? '.' : where))}${service.root === '' ? '' : ` (${oneLine(service.root)})`}, tier ${service.tier}`;
};

const mostPlaces = 20;
const heaviest: readonly Finding['outcome'][] = [
  'fail',
  'error',
  'waived',
  'baselined',
  'unknown',
  'pass',
  'not-applicable',
];

/** How the rule comes out for a service, the heaviest first, each with its places. */
function verdictOf(report: RepositoryReport, rule: Rule, { colors }: Terminal): string {
  const { findings, service, coverage } = report;
  const sorted = heaviest.flatMap((outcome) => findings.filter((finding) => finding.outcome === outcome));
  const line = (finding: Finding): string => {
    const { outcome, message, locations, subject, waiver, severity } = finding;
    const places = locations
      .map((at) => `\n  ${colors.cyan(placeText(at))}`)
      .slice(0, 3)
      .join('');
    const about = subject === undefined ? '' : ` ${colors.dim(`[${oneLine(subject)}]`)}`;
    const until =
      waiver === undefined
        ? ''
        : ` (waived until ${oneLine(waiver.expires)} by ${oneLine(waiver.approver)}: ${oneLine(waiver.reason)})`;
    const word =
      outcome === 'fail'
        ? colors.red(`fail (${severity})`)
        : outcome === 'pass'
          ? colors.green(outcome)
          : colors.yellow(outcome);
    return `${word} ${oneLine(message)}${until}${about}${places}`;
  };
  const missed = coverage.skipped.filter(({ incomplete }) => incomplete);
  const nothing =
    coverage.files === 0
      ? 'There is nothing to judge.'
      : `It does not apply: it holds from tier ${rule.tier} on, and this service has tier ${service.tier}.`;
  return [
    ...(findings.length === 0 ? [nothing] : sorted.slice(0, mostPlaces).map(line)),
    ...(sorted.length > mostPlaces ? [`and ${sorted.length - mostPlaces} more`] : []),
    ...(missed.length === 0
      ? []
      : [
          `${colors.red('Incomplete')}: ${count(missed.length, 'file')} could not be read:`,
          ...missed.slice(0, 5).map(({ path, reason }) => `  ${oneLine(path)}  ${oneLine(reason)}`),
        ]),
  ].join('\n');
}
