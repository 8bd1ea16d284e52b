import type { RepositoryReport } from '../audit/report-types.ts';
import type { NextStep } from '../commands/next-steps.ts';
import type { Catalog } from '../catalog/types.ts';
import { repositoryDocument } from '../report/json.ts';
import { wrap } from '../report/text.ts';
import type { Change, Plan } from '../plan/types.ts';
import type { Terminal } from './terminal.ts';

/** The document of `create --format json`, the same with and without --dry-run. */
export function planJson(
  plan: Plan,
  catalog: Catalog,
  nextSteps: readonly NextStep[],
  audit: RepositoryReport | undefined,
): string {
  const document = {
    schemaVersion: 1,
    standard: { version: catalog.version, digest: catalog.digest },
    root: plan.root,
    changes: plan.changes.map(({ path, action, reason, mode, digest }) => ({ path, action, reason, mode, digest })),
    nextSteps,
    audit: audit === undefined ? null : repositoryDocument(audit),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

const signs: Readonly<Record<Change['action'], string>> = {
  create: '+',
  update: '~',
  keep: '=',
  skip: '-',
  delete: 'x',
  conflict: '!',
};

/** Every change of a plan, one line each; the reason stands where it is not simply new. */
export const changeLines = (changes: readonly Change[], { colors }: Terminal): string =>
  changes
    .map(({ path, action, reason }) => {
      const line = `  ${signs[action]} ${path}`;
      if (action === 'create') return colors.green(line);
      const text = `${line}  ${colors.dim(reason)}`;
      return action === 'conflict' ? colors.red(text) : action === 'keep' ? colors.dim(text) : colors.yellow(text);
    })
    .join('\n');

/** One line of what an audit found. */
export function auditLine({ summary, findings }: RepositoryReport, { colors }: Terminal): string {
  const must = findings.filter((finding) => finding.outcome === 'fail' && finding.severity === 'must').length;
  const parts = [
    `${summary.pass} pass`,
    summary.fail > 0 ? colors.red(`${summary.fail} fail (${must} must)`) : '0 fail',
    ...(summary.unknown > 0 ? [`${summary.unknown} unknown`] : []),
    ...(summary.notApplicable > 0 ? [`${summary.notApplicable} not applicable`] : []),
    ...(summary.error > 0 ? [colors.red(`${summary.error} error`)] : []),
  ];
  return parts.join(', ');
}

export function nextStepLines(steps: readonly NextStep[], { colors, columns }: Terminal): string {
  const lines = steps.flatMap(({ title, command }, index) => {
    const [first = '', ...more] = wrap(title, Math.min(columns, 100), '      ');
    return [
      `  ${colors.dim(`${index + 1}.`.padEnd(4))}${first.slice(6)}`,
      ...more,
      ...(command === undefined ? [] : [`      ${colors.cyan(command)}`]),
    ];
  });
  return [colors.bold('Next steps'), ...lines].join('\n');
}
