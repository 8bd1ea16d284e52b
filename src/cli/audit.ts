import { relative, resolve } from 'node:path';
import { units } from 'virtual:units';
import { auditServices } from '../audit/audit.ts';
import type { Report, RepositoryReport } from '../audit/report-types.ts';
import { verdictOf } from '../audit/verdict.ts';
import type { FailOn } from '../audit/verdict.ts';
import type { ShippedStandard } from '../catalog/shipped.ts';
import type { Standard } from '../catalog/types.ts';
import { readSteering } from '../commands/steering.ts';
import { treeAt } from '../commands/tree-at.ts';
import { today } from '../disk/clock.ts';
import { writeReport } from '../disk/write-report.ts';
import { UserError } from '../errors.ts';
import { plain } from '../report/palette.ts';
import { renderJson } from '../report/json.ts';
import { renderPretty } from '../report/pretty.ts';
import { parseArguments } from './args.ts';
import { reportFormats } from './options.ts';
import type { Command, ReportFormat } from './options.ts';
import type { Terminal } from './terminal.ts';

/** `create-service audit [path …]`: judges each repository by the standard. The format never changes the exit code. */
export async function audit(
  argv: readonly string[],
  command: Command,
  shipped: ShippedStandard,
  terminal: Terminal,
): Promise<number> {
  const { positionals, values, lists } = parseArguments(argv, command.options);
  const standard: Standard = { ...shipped.standard, rules: shipped.rules() };
  if (lists['rule'] !== undefined && values['write-baseline'] !== undefined)
    throw new UserError('A baseline is of all rules, and --rule names some.', 'Leave --rule out to write a baseline.');
  const outputs = (lists['output'] ?? []).map(outputOf);
  const tier = values['tier'] === undefined ? {} : { tier: Number(values['tier']) as 1 | 2 | 3 };
  const rules = lists['rule'] === undefined ? {} : { rules: lists['rule'] };
  const steering = readSteering(standard, values);
  const repositories: RepositoryReport[] = [];
  const day = today();
  const showsSource = [values['format'], ...outputs.map(({ format }) => format)].includes('html');
  for (const path of positionals.length === 0 ? ['.'] : positionals) {
    const shown = relative(process.cwd(), resolve(path)) || '.';
    const options = {
      standard,
      units,
      path: shown,
      today: day,
      ...tier,
      ...rules,
      ...(showsSource && { excerpts: true }),
      ...steering.optionsFor(path),
    };
    const reports = await auditServices(treeAt(path), options);
    steering.received(path, reports);
    repositories.push(...reports);
  }
  for (const line of steering.finish()) terminal.say(line);
  const { version: standardVersion, digest } = standard;
  const report: Report = {
    schemaVersion: 1,
    tool: { name: 'create-service', version: packageVersion },
    standard: { version: standardVersion, digest },
    ...steering.named,
    repositories,
  };
  const text = (format: ReportFormat, colors = plain): string | Promise<string> =>
    format === 'pretty'
      ? renderPretty(report, { standard, colors, columns: terminal.columns })
      : render(format, report, standard);
  terminal.print(await text((values['format'] ?? 'pretty') as ReportFormat, terminal.colors));
  for (const { format, path } of outputs) writeReport(path, await text(format));
  return verdictOf(repositories, (values['fail-on'] ?? 'must') as FailOn);
}

/** The report for a program. What few audits ask for is loaded only then. */
async function render(format: Exclude<ReportFormat, 'pretty'>, report: Report, standard: Standard): Promise<string> {
  switch (format) {
    case 'json':
      return renderJson(report);
    case 'sarif':
      return (await import('../report/sarif.ts')).renderSarif(report, standard);
    case 'junit':
      return (await import('../report/junit.ts')).renderJunit(report, standard);
    case 'markdown':
      return (await import('../report/markdown.ts')).renderMarkdown(report);
    case 'github':
      return (await import('../report/github.ts')).renderGithub(report);
    case 'html':
      return (await import('../report/html.ts')).renderHtml(report, standard);
  }
}

function outputOf(text: string): { format: ReportFormat; path: string } {
  const [, format, path] = /^([a-z]+)=(.+)$/s.exec(text) ?? [];
  if (path !== undefined && reportFormats.includes(format as ReportFormat))
    return { format: format as ReportFormat, path };
  throw new UserError(
    `--output ${text} is not of the form F=FILE.`,
    `Write, for example, --output json=audit.json; F is one of ${reportFormats.join(', ')}.`,
  );
}
