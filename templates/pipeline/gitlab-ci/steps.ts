import { get, list, record } from '../../../src/kit/index.ts';
import type { At, RepositoryView } from '../../../src/kit/index.ts';
import { plainStep } from '../jobs.ts';
import type { Act, Event, Step } from '../model.ts';
import { factsOf, keepContents, scriptStep, type ScriptContext, type ScriptStep } from '../scripts.ts';
import { text } from '../values.ts';
import { injectionsIn } from './injections.ts';
import type { Line, RawJob } from './jobs.ts';
import { actsOfReports, keptBy } from './reports.ts';
import { expand, inProject } from './variables.ts';

/** A step with what it comes down to, for the readers that follow values. */
export interface RawStep {
  readonly step: Step;
  readonly commands: readonly string[];
}

export interface StepContext {
  readonly view: RepositoryView;
  /** Lines that are known already, and how many may still be looked at. */
  readonly known: Map<string, ScriptStep>;
  readonly budget: { left: number };
  /** Places of installations that another job has been judged for. */
  readonly installs: Set<string>;
}

/** How a job runs, in the run that counts for it. */
export interface Situation {
  readonly events: readonly Event[];
  readonly tolerated: boolean;
  readonly afterFailure: boolean;
}

interface Part {
  readonly line: Line;
  readonly after: boolean;
}

/** The steps of a job: each entry of its scripts, all but the last ones in one shell. */
export function readSteps(context: StepContext, job: RawJob, situation: Situation): readonly RawStep[] {
  const parts: readonly Part[] = [
    ...[...job.lines('before_script'), ...job.lines('script'), ...runLines(job)].map((line) => ({
      line,
      after: false,
    })),
    ...job.lines('after_script').map((line) => ({ line, after: true })),
  ];
  let directory = '';
  let after = false;
  const read = parts.slice(0, 500).map((part): RawStep => {
    // `after_script` starts a new shell.
    if (part.after && !after) directory = '';
    after = part.after;
    const done = readLine(context, job, situation, part, directory);
    directory = done.directory;
    return done;
  });
  return withPurpose(job, read, parts.filter((part) => !part.after).length);
}

const names = (value: string): string => value.trim().split('\n')[0]?.slice(0, 80) ?? '';

function readLine(
  context: StepContext,
  job: RawJob,
  situation: Situation,
  { line, after }: Part,
  directory: string,
): RawStep & { readonly directory: string } {
  const script: ScriptContext = {
    view: context.view,
    events: situation.events,
    // What fails after the script does not fail the job.
    tolerated: situation.tolerated || after,
    afterFailure: situation.afterFailure || after,
    pipefail: true,
    variables: addresses(job),
  };
  const program = inProject(expand(line.text, job.variables));
  const key = JSON.stringify([
    program,
    directory,
    script.tolerated,
    script.afterFailure,
    script.events,
    script.variables,
  ]);
  context.budget.left -= context.known.has(key) ? 0 : 1;
  if (context.budget.left < 0) return { step: plainStep(line.at, names(line.text)), commands: [], directory };
  const done =
    context.known.get(key) ?? scriptStep(script, { at: line.at, name: names(line.text), program, directory });
  context.known.set(key, done);
  const { step, commands } = done;
  const facts = step.facts && factsOf(commands, [...Object.keys(job.variables), ...script.variables]);
  const injections = job.fromHost ? [] : injectionsIn(line.text, situation.events);
  const runtime = step.runtime && { ...step.runtime, at: line.at };
  const install = step.install && isFirst(context, line.at, step.directory) ? step.install : null;
  return {
    step: { ...step, at: line.at, name: names(line.text), injections, facts, runtime, install },
    commands,
    directory: done.directory,
  };
}

/** One script may be shared by many jobs: what it installs is judged once for each folder. */
function isFirst({ installs }: StepContext, at: At, directory: string): boolean {
  const key = `${at.path}${at.pointer ?? ''} ${directory}`;
  if (installs.has(key)) return false;
  installs.add(key);
  return true;
}

const stores =
  /(?:^|_)(?:DATABASE|DB|POSTGRES\w*|PG|MYSQL|MARIADB|MONGO\w*|REDIS|RABBIT\w*|AMQP|KAFKA|ELASTIC\w*|DOCKER|REGISTRY|PROXY|S3|AWS|NPM|PIP|MAVEN|NEXUS|SONAR|VAULT|CACHE|SELENIUM|WEBHOOK|SLACK)(?:_|$)/i;

/** Variables of a job that may be the address of something deployed; those of its services and tools are none. */
const addresses = (job: RawJob): readonly string[] =>
  job.ownVariables.filter(
    (name) => !stores.test(name) && !/localhost|127\.0\.0\.1|0\.0\.0\.0/.test(job.variables[name] ?? ''),
  );

/** Scripts of the keyword `run`. */
const runLines = (job: RawJob): readonly Line[] =>
  list(job.data['run']).flatMap((step, index) => {
    const script = text(get(step, 'script'));
    const at = job.place('run');
    return script === undefined ? [] : [{ text: script, at: { ...at, pointer: `${at.pointer ?? ''}/${index}` } }];
  });

/** What the job says of itself beyond its commands: reports, an environment. It is put to the last command that is not known. */
function withPurpose(job: RawJob, steps: readonly RawStep[], scripts: number): readonly RawStep[] {
  const done = new Set(steps.flatMap(({ step }) => step.does));
  const action = text(get(job.data['environment'], 'action')) ?? 'start';
  const missing = actsOfReports(job.data).filter((act) => !done.has(act));
  const unknown = steps
    .slice(0, scripts)
    .findLastIndex(({ step, commands }) => step.does.includes('deploy') || isOpaque(step, commands));
  const deploys = isDeploying(job, action) && !done.has('deploy') && unknown >= 0;
  const added: readonly Act[] = [...missing, ...(deploys ? (['deploy'] as const) : [])];
  const target = unknown >= 0 ? unknown : scripts - 1;
  const kept = keptBy(job);
  const full = keepContents(
    steps.map(({ step }, index): Step => {
      // Stopping an environment deploys nothing.
      const does = action === 'stop' ? step.does.filter((act) => act !== 'deploy') : step.does;
      if (index !== target || added.length === 0) return { ...step, does };
      return {
        ...step,
        does: [...does, ...added],
        gated: added.includes('sast') ? false : step.gated,
        // What a job hands to the host as a report is judged there.
        ...(added.some((act) => scans.has(act)) ? { reportsToHost: true } : {}),
        attached: added.includes('sbom') ? true : step.attached,
      };
    }),
    kept,
  );
  return steps.map((raw, index) => ({ ...raw, step: full[index] ?? raw.step }));
}

const scans: ReadonlySet<Act> = new Set([
  'sast',
  'scan-dependencies',
  'scan-image',
  'scan-secrets',
  'scan-infrastructure',
]);

const isDeploying = (job: RawJob, action: string): boolean =>
  action === 'start' && environmentName(job) !== undefined && !job.fromHost;

/** The name of the environment of a job, variables as they are written. */
export const environmentName = ({ data }: RawJob): string | undefined =>
  text(data['environment']) ?? text(record(data['environment'])['name']);

// Commands of which everybody knows that they deploy nothing.
const plain =
  /^(?:echo|printf|export|cd|ls|cat|pwd|env|set|mkdir|cp|mv|rm|chmod|test|\[|\[\[|sleep|which|apk|apt|apt-get|pip|pip3|source|\.|unset|date|true|docker login|aws sts|git (?:config|fetch|status|log)|node (?:-v|--version)|npm (?:-v|--version))(?:\s|$)/;

/** Whether a step runs something of which it is not known what it is for. */
export const isOpaque = ({ does }: Step, commands: readonly string[]): boolean =>
  does.length === 0 && commands.slice(1).some((command) => command !== '' && !plain.test(command));
