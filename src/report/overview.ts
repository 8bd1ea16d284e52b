import type { RepositoryReport } from '../audit/report-types.ts';
import { steps } from '../audit/steps.ts';
import { isIncomplete } from '../audit/verdict.ts';
import type { Severity } from '../catalog/types.ts';
import type { Palette } from './palette.ts';
import { meetsStandard, nameOf } from './clear.ts';
import { count, oneLine, wrap } from './text.ts';

/** A service in a line of a table. */
export interface Row {
  readonly name: string;
  readonly cells: readonly (number | string)[];
}

interface RuleTally {
  readonly rule: string;
  readonly severity: Severity;
  services: number;
}

/** Where many services stand, counted one by one, so that no report has to be kept. */
export interface Overview {
  add(report: RepositoryReport): void;
  /** Nothing for a single service: its own report tells all of it. */
  lines(version: string, colors: Palette, width: number): readonly string[];
}

/** More services fill more than a screen; then the steps tell where they stand. */
const mostRows = 40;
const mostRules = 10;
/** What a table of services tells of each. */
export const columns = ['tier', 'step', 'must', 'should', 'may', 'unknown'] as const;
const rank: Readonly<Record<Severity, number>> = { must: 0, should: 1, may: 2 };

export const rowOf = (report: RepositoryReport): Row => {
  const failed = (severity: Severity): number =>
    report.findings.filter((one) => one.outcome === 'fail' && one.severity === severity).length;
  const { service, progress, summary } = report;
  const failures = [failed('must'), failed('should'), failed('may')];
  return { name: oneLine(nameOf(report)), cells: [service.tier, progress?.step ?? '', ...failures, summary.unknown] };
};

export const overviewOf = (): Overview => {
  const verdicts = { met: 0, failed: 0, clear: 0, incomplete: 0 };
  const reached = new Map<number, number>();
  const rules = new Map<string, RuleTally>();
  const rows: Row[] = [];
  let services = 0;
  return {
    add: (report) => {
      services += 1;
      verdicts[standing(report)] += 1;
      if (report.progress !== null) reached.set(report.progress.step, (reached.get(report.progress.step) ?? 0) + 1);
      const failed = new Map(
        report.findings.filter(({ outcome }) => outcome === 'fail').map(({ rule, severity }) => [rule, severity]),
      );
      for (const [rule, severity] of failed) {
        const tally = rules.get(rule) ?? { rule, severity, services: 0 };
        tally.services += 1;
        rules.set(rule, tally);
      }
      if (services <= mostRows) rows.push(rowOf(report));
    },
    lines: (version, colors, width) => {
      if (services < 2) return [];
      const { met, failed, clear, incomplete } = verdicts;
      const open = clear === 0 ? '' : ` ${clear} have no open finding by it,`;
      const verdict = `${count(services, 'service')}: ${met} meet standard ${version}, ${failed} do not,${open} ${incomplete} could not be judged fully`;
      return [
        ...wrap(`${verdict}.`, width, '').map(colors.bold),
        '',
        ...(services <= mostRows ? tableLines(rows, colors) : stepLines(reached, colors, width)),
        ...ruleLines([...rules.values()], services, colors),
      ];
    },
  };
};

const standing = (report: RepositoryReport): 'met' | 'failed' | 'clear' | 'incomplete' => {
  if (report.summary.fail > 0) return 'failed';
  if (isIncomplete(report)) return 'incomplete';
  return meetsStandard(report) ? 'met' : 'clear';
};

const tableLines = (rows: readonly Row[], colors: Palette): readonly string[] => {
  const widths = columns.map((title, index) =>
    Math.max(title.length, ...rows.map(({ cells }) => String(cells[index]).length)),
  );
  const line = (cells: readonly (number | string)[], name: string): string =>
    `  ${cells.map((cell, index) => String(cell).padStart(widths[index] ?? 0)).join('  ')}  ${name}`;
  return [colors.dim(line(columns, 'service')), ...rows.map(({ name, cells }) => line(cells, name)), ''];
};

const stepLines = (reached: ReadonlyMap<number, number>, colors: Palette, width: number): readonly string[] => {
  if (reached.size === 0) return [];
  const titles = ['none yet', ...steps.map(({ title }) => title)];
  return [
    colors.dim('  services  last step reached'),
    ...titles.flatMap((title, step) => {
      const [first = '', ...rest] = wrap(title, width, ' '.repeat(15));
      return [`  ${String(reached.get(step) ?? 0).padStart(8)}  ${step}. ${first.trimStart()}`, ...rest];
    }),
    '',
  ];
};

/** Where one change for all would help most. */
const ruleLines = (rules: readonly RuleTally[], services: number, colors: Palette): readonly string[] => {
  const worst = rules
    .toSorted((a, b) => rank[a.severity] - rank[b.severity] || b.services - a.services || (a.rule < b.rule ? -1 : 1))
    .slice(0, mostRules);
  if (worst.length === 0) return [];
  return [
    colors.dim('  services  rule that they do not meet'),
    ...worst.map((one) => `  ${String(one.services).padStart(8)}  ${one.severity} ${one.rule}`),
    ...(rules.length > worst.length ? [colors.dim(`${' '.repeat(12)}and ${rules.length - worst.length} more`)] : []),
    '',
    colors.dim(`All of ${services}, with every finding: --output html=FILE`),
  ];
};
