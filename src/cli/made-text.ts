import type { Made } from '../commands/make.ts';
import { unchanged } from '../plan/decide.ts';
import { manifestPath } from '../plan/manifest.ts';
import { oneLine } from '../report/text.ts';
import { auditLine, changeLines, nextStepLines, planJson } from './plan-text.ts';
import type { ServiceRun } from './service-run.ts';

/** Tells what was made, or would be: as JSON, or for a person. */
export function printMade(run: ServiceRun, made: Made): void {
  const { terminal, json, options, shipped } = run;
  const { plan, parts, nextSteps, audit, postSteps } = made;
  const widest = Math.max(...[...parts.keys()].map((id) => id.length));
  if (json) {
    terminal.print(planJson(plan, shipped.standard, nextSteps, audit));
    for (const step of postSteps) if (!step.done) terminal.say(step.message);
    return;
  }
  const { colors } = terminal;
  const ok = colors.green('✓');
  const mark = options.dryRun ? colors.yellow('○') : ok;
  const count = (action: string): number => plan.changes.filter((change) => change.action === action).length;
  const kept = count('skip') + count('keep');
  const telling = plan.changes.filter(({ action, reason }) => action !== 'create' && reason !== unchanged);
  const lines: string[] = [];
  if (options.dryRun) lines.push(changeLines(plan.changes, terminal), '');
  else if (telling.length > 0) lines.push(changeLines(telling, terminal), '');
  const written = count('create') + count('update');
  lines.push(
    `${mark} ${written} ${written === 1 ? 'file' : 'files'} ${options.dryRun ? 'would be written' : 'written'} to ${plan.root}${kept > 0 ? `, ${kept} kept` : ''}`,
  );
  for (const [id, files] of parts) lines.push(colors.dim(`    ${id.padEnd(widest)}  ${String(files).padStart(3)}`));
  lines.push(`${mark} standard ${shipped.standard.version}, recorded in ${manifestPath}`);
  for (const { done, message } of postSteps) lines.push(`${done ? ok : colors.yellow('!')} ${message}`);
  if (audit !== undefined)
    lines.push(
      `${audit.summary.fail + audit.summary.error === 0 ? ok : colors.red('✗')} audit: ${auditLine(audit, terminal)}`,
    );
  for (const finding of audit?.findings ?? []) {
    if (finding.outcome !== 'fail' && finding.outcome !== 'error') continue;
    const [place] = finding.locations;
    lines.push(
      `  ${finding.severity} ${finding.rule}${place === undefined ? '' : ` ${oneLine(place.path)}:${place.line ?? 1}`} ${oneLine(finding.message)}`,
    );
  }
  if (nextSteps.length > 0) lines.push('', nextStepLines(nextSteps, terminal));
  terminal.print(lines.join('\n'));
}
