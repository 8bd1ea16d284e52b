import { groupBy } from '../audit/group-by.ts';
import type { Finding, Report, RepositoryReport } from '../audit/report-types.ts';
import { isIncomplete } from '../audit/verdict.ts';
import type { Severity, Standard } from '../catalog/types.ts';
import { clearVerdict, nameOf, notesOf } from './clear.ts';
import { placeText, rank } from './findings.ts';
import { overviewLines } from './overview-lines.ts';
import { overviewOfAll } from './overview.ts';
import { plain } from './palette.ts';
import type { Palette } from './palette.ts';
import { progressLines } from './progress.ts';
import { coverageLines, tally } from './tally.ts';
import { count, oneLine, opening, wrap } from './text.ts';

export interface PrettyOptions {
  readonly standard: Pick<Standard, 'kinds' | 'rules'>;
  readonly colors?: Palette;
  /** Width of the terminal; lines are as long as that, but never longer than 100. */
  readonly columns?: number;
}

interface Style {
  readonly colors: Palette;
  readonly width: number;
  readonly options: PrettyOptions;
}

const mostPlaces = 10;

const severityColor = (severity: Severity, { red, yellow, dim }: Palette): ((text: string) => string) =>
  severity === 'must' ? red : severity === 'should' ? yellow : dim;

/** One failing rule: every place, then once how to mend it. */
const ruleLines = (rule: string, findings: readonly Finding[], { colors, width }: Style): readonly string[] => {
  const [first] = findings;
  if (first === undefined) return [];
  const rest = findings.length - mostPlaces;
  return [
    `  ${severityColor(first.severity, colors)(first.severity)} ${colors.bold(rule)}`,
    // What is wrong in many places alike is said once.
    ...[...groupBy(findings.slice(0, mostPlaces), ({ message }) => oneLine(message))].flatMap(([message, alike]) => [
      ...new Set(alike.flatMap(({ locations: [at] }) => (at ? [`    ${colors.cyan(placeText(at))}`] : []))),
      ...wrap(message, width, '    '),
    ]),
    ...(rest > 0 ? [`    and ${count(rest, 'more place')}`] : []),
    ...(first.remediation === null ? [] : wrap(`fix: ${opening(first.remediation)}`, width, '    ').map(colors.green)),
    colors.dim(`    create-service explain ${rule}`),
    '',
  ];
};

const failureLines = (findings: readonly Finding[], style: Style): readonly string[] => {
  const { standard } = style.options;
  const kindOf = new Map(standard.rules.map(({ id, kind }) => [id, kind]));
  const titles = new Map(standard.kinds.map(({ id, title }) => [id, title]));
  const byKind = groupBy(findings, ({ rule }) => kindOf.get(rule) ?? '');
  return [...byKind].flatMap(([kind, ofKind]) => {
    const byRule = [...groupBy(ofKind, ({ rule }) => rule)];
    byRule.sort(([, [a]], [, [b]]) => rank[a?.severity ?? 'may'] - rank[b?.severity ?? 'may']);
    return [
      style.colors.bold(titles.get(kind) ?? kind),
      ...byRule.flatMap(([rule, ofRule]) => ruleLines(rule, ofRule, style)),
    ];
  });
};

/** Rules without a verdict, one line or two each. */
const listLines = (title: string, findings: readonly Finding[], { colors, width }: Style): readonly string[] =>
  findings.length === 0
    ? []
    : [
        colors.bold(title),
        ...findings.flatMap(({ rule, message, waiver }) => {
          const until = waiver && ` (until ${oneLine(waiver.expires)}, by ${oneLine(waiver.approver)})`;
          return wrap(`${rule}: ${oneLine(message)}${until ?? ''}`, width, '  ');
        }),
        '',
      ];

const repositoryText = (report: RepositoryReport, version: string, style: Style): string => {
  const { colors } = style;
  const { findings, service, coverage, progress } = report;
  const name = oneLine(nameOf(report));
  const notes = notesOf(report).flatMap((note) => wrap(`note: ${oneLine(note)}`, style.width, ''));
  const having = (outcome: Finding['outcome']): readonly Finding[] =>
    findings.filter((finding) => finding.outcome === outcome);
  const failed = having('fail');
  const incomplete = isIncomplete(report);
  const unjudged = [
    ...listLines('Cannot be seen from files', having('unknown'), style),
    ...listLines('Waived', having('waived'), style),
  ];
  if (failed.length === 0 && !incomplete) {
    const read = `${coverage.read} of ${count(coverage.files, 'file')} read`;
    const verdict = clearVerdict(report, `standard ${version} at tier ${service.tier}`);
    const counts = [tally(report, colors), read].filter((part) => part !== '').join('; ');
    const line = `${colors.green('✓')} ${colors.bold(name)} ${verdict}: ${counts}`;
    const more = [...unjudged, ...notes];
    return more.length === 0 ? line : [line, '', ...more].join('\n').trimEnd();
  }
  return [
    `${colors.bold(name)} ${colors.dim(`at tier ${service.tier} of standard ${version}`)}`,
    '',
    ...failureLines(failed, style),
    ...listLines('Could not be judged', having('error'), style),
    ...unjudged,
    ...(progress === null || coverage.files === 0 ? [] : progressLines(progress, incomplete, colors, style.width)),
    ...notes,
    ...(findings.length > 0 ? [tally(report, colors)] : []),
    ...coverageLines(report, colors),
  ].join('\n');
};

/** How long lines are: as wide as the terminal, but never longer than can be read. */
export const widthOf = (columns = 80): number => Math.min(columns, 100);

/** The report for a person at a terminal: what to mend first, then the counts. Nothing of a repository reaches the terminal unescaped. */
export const renderPretty = (report: Report, options: PrettyOptions): string => {
  const style = { colors: options.colors ?? plain, width: widthOf(options.columns), options };
  const overview = overviewOfAll(report.repositories);
  const judged = { version: report.standard.version, rules: options.standard.rules };
  const lines = overview === undefined ? [] : overviewLines(overview, judged, style.colors, style.width);
  const texts = report.repositories.map((repository) => repositoryText(repository, report.standard.version, style));
  const separator = texts.some((text) => text.includes('\n')) ? '\n\n' : '\n';
  return `${[texts.join(separator), ...(overview === undefined ? [] : ['', ...lines])].join('\n')}\n`;
};
