import type { Rule } from '../catalog/types.ts';
import { shorten } from './findings.ts';
import { columns, mostRules, titlesOf } from './overview.ts';
import type { Overview, Row, RuleTally, StepTally } from './overview.ts';
import type { Palette } from './palette.ts';
import { wrap } from './text.ts';

/** By what the services were judged. */
interface Judged {
  readonly version: string;
  readonly rules: readonly Pick<Rule, 'id' | 'title'>[];
}

/** The overview for a terminal: nothing for a single service, whose own report tells all of it. */
export const overviewLines = (
  overview: Overview,
  { version, rules }: Judged,
  colors: Palette,
  width: number,
): readonly string[] => {
  const services = overview.services();
  if (services < 2) return [];
  const rows = overview.furthest();
  const some = rows.length < services;
  return [
    ...wrap(overview.verdict(version), width, '').map(colors.bold),
    '',
    ...(some ? stepLines(overview.steps(), colors, width) : []),
    ...tableLines(rows, some ? 'furthest to go' : 'service', colors, width),
    ...ruleLines(overview.rules(), titlesOf(rules), colors, width),
    colors.dim(`All of ${services}, with every finding: --output html=FILE`),
  ];
};

const tableLines = (rows: readonly Row[], title: string, colors: Palette, width: number): readonly string[] => {
  const widths = columns.map((column, index) =>
    Math.max(column.length, ...rows.map(({ cells }) => String(cells[index]).length)),
  );
  const line = (cells: readonly (number | string)[], name: string): string => {
    const numbers = cells.map((cell, index) => String(cell).padStart(widths[index] ?? 0)).join('  ');
    // The end of a path tells more than its beginning.
    const left = width - numbers.length - 4;
    return `  ${numbers}  ${name.length > left ? `…${name.slice(1 - left).replace(/^[\uDC00-\uDFFF]/, '')}` : name}`;
  };
  return [colors.dim(line(columns, title)), ...rows.map(({ name, cells }) => line(cells, name)), ''];
};

const stepLines = (tallies: readonly StepTally[], colors: Palette, width: number): readonly string[] => {
  if (tallies.length === 0) return [];
  return [
    colors.dim('  reached  open rules  step'),
    ...tallies.flatMap(({ title, reached, open }, index) => {
      const [first = '', ...rest] = wrap(title, width, ' '.repeat(26));
      const numbers = `  ${String(reached).padStart(7)}  ${String(open).padStart(10)}`;
      return [`${numbers}  ${index + 1}. ${first.trimStart()}`, ...rest];
    }),
    '',
  ];
};

const ruleLines = (
  tallies: readonly RuleTally[],
  titles: ReadonlyMap<string, string>,
  colors: Palette,
  width: number,
): readonly string[] => {
  const shown = tallies.slice(0, mostRules);
  if (shown.length === 0) return [];
  const longest = Math.max(...shown.map(({ rule }) => rule.length));
  return [
    colors.dim('  services  rule that they do not meet'),
    ...shown.map(({ rule, severity, services }) => {
      const name = `  ${String(services).padStart(8)}  ${severity.padEnd(6)}  ${rule.padEnd(longest)}`;
      const title = titles.get(rule);
      return title === undefined
        ? name.trimEnd()
        : `${name}  ${colors.dim(shorten(title, Math.max(1, width - name.length - 2)))}`;
    }),
    ...(tallies.length > shown.length
      ? [colors.dim(`${' '.repeat(12)}and ${tallies.length - shown.length} more`)]
      : []),
    '',
  ];
};
