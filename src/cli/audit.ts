import { relative, resolve } from 'node:path';
import type { Report, RepositoryReport } from '../audit/report-types.ts';
import type { FailOn } from '../audit/verdict.ts';
import { ruleOf } from '../catalog/find.ts';
import type { ShippedStandard } from '../catalog/shipped.ts';
import type { Standard } from '../catalog/types.ts';
import type { Steering } from '../commands/steering.ts';
import type { AuditJob } from '../commands/audit-job.ts';
import { today } from '../disk/clock.ts';
import { namedStore, removeOld, usualStore } from '../disk/verdict-store.ts';
import { writeReport } from '../disk/write-report.ts';
import { ExitCode, UserError } from '../errors.ts';
import { renderJson } from '../report/json.ts';
import { plain } from '../report/palette.ts';
import { renderPretty } from '../report/pretty.ts';
import { parseArguments } from './args.ts';
import { auditAll } from './audit-all.ts';
import type { Command, ReportFormat } from './options.ts';
import { outputsOf } from './outputs.ts';
import { streamOf } from './report-stream.ts';
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
  const outputs = outputsOf(lists['output'] ?? [], values);
  const workers = values['jobs'] === undefined ? undefined : numberOfJobs(String(values['jobs']));
  const tier = values['tier'] === undefined ? {} : { tier: Number(values['tier']) as 1 | 2 | 3 };
  const rules = lists['rule'] === undefined ? {} : { rules: lists['rule'] };
  lists['rule']?.forEach((id) => ruleOf(standard, id));
  const steering = await steeringOf(standard, values);
  const day = today();
  const format = (values['format'] ?? 'pretty') as ReportFormat;
  const failOn = (values['fail-on'] ?? 'must') as FailOn;
  const excerpts = [format, ...outputs.map((output) => output.format)].includes('html') ? { excerpts: true } : {};
  const folder = storeOf(values);
  const places = positionals.length === 0 ? ['.'] : positionals;
  const jobs = places.map((path): AuditJob => {
    const shown = relative(process.cwd(), resolve(path)) || '.';
    const options = { path: shown, today: day, ...tier, ...rules, ...excerpts, ...steering.optionsFor(path) };
    return { root: resolve(path), options, ...(folder !== undefined && { store: { folder } }) };
  });
  const head = headOf(standard, steering);
  // A baseline that would have to grow ends the run with nothing printed.
  const stream = values['write-baseline'] === undefined ? streamOf(format, head, standard, terminal) : undefined;
  // Formats that order or count over all repositories need all of their reports; the others keep none.
  const keeps = stream === undefined || outputs.length > 0;
  const repositories: RepositoryReport[] = [];
  const codes = new Set<number>();
  const settled = failOn === 'never' ? ExitCode.incomplete : ExitCode.findings;
  const as = format === 'json' && !keeps && steering === unsteered ? 'json' : 'reports';
  for await (const { job, code, reports, texts } of auditAll(jobs, standard, workers, { failOn, as })) {
    steering.received(job.root, reports);
    if (keeps) repositories.push(...reports);
    codes.add(code);
    for (const report of reports) stream?.write(report);
    for (const text of texts) stream?.put(text);
    // After `| head` the rest would be judged for nobody, when it cannot change the exit code any more.
    if (!keeps && !terminal.hasReader() && codes.has(settled)) break;
  }
  stream?.end();
  if (folder !== undefined) removeOld(folder);
  for (const line of steering.finish()) terminal.say(line);
  const report: Report = { ...head, repositories };
  const text = (wanted: ReportFormat, colors = plain): string | Promise<string> =>
    wanted === 'pretty'
      ? renderPretty(report, { standard, colors, columns: terminal.columns })
      : render(wanted, report, standard);
  if (stream === undefined) terminal.print(await text(format, terminal.colors));
  for (const { format: wanted, path } of outputs) writeReport(path, await text(wanted));
  return [ExitCode.findings, ExitCode.incomplete].find((code) => codes.has(code)) ?? ExitCode.done;
}

/** The report before there is a repository in it. */
const headOf = ({ version, digest }: Standard, { named }: Steering): Report => ({
  schemaVersion: 1,
  tool: { name: 'create-service', version: packageVersion },
  standard: { version, digest },
  ...named,
  repositories: [],
});

const unsteered: Steering = { optionsFor: () => ({}), received: () => {}, finish: () => [], named: {} };

/** The preset and the baseline; what reads them is loaded only where one is named. */
async function steeringOf(standard: Standard, values: Readonly<Record<string, string | true>>): Promise<Steering> {
  const isNamed = ['preset', 'baseline', 'write-baseline'].some((name) => values[name] !== undefined);
  return isNamed ? (await import('../commands/steering.ts')).readSteering(standard, values) : unsteered;
}

/** Where verdicts are kept; undefined for nowhere. */
function storeOf({ cache, 'no-cache': none }: Readonly<Record<string, string | true>>): string | undefined {
  if (none === undefined) return typeof cache === 'string' ? namedStore(cache) : usualStore();
  if (cache === undefined) return undefined;
  throw new UserError('--cache and --no-cache are opposites.', 'Leave one of them out.');
}

function numberOfJobs(text: string): number {
  const jobs = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (jobs >= 1 && jobs <= 64) return jobs;
  throw new UserError(`--jobs ${text}: that is no number of jobs.`, 'Write a number from 1 to 64.');
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
