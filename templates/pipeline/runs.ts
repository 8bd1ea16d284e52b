import { isProduction, type At } from '../../src/kit/index.ts';
import type { Act } from './acts.ts';
import { automatic } from './events.ts';
import type { Artifact, Deployment, DeploymentRecord, Event, Named, Step } from './model.ts';

/** One job as one run meets it. What a run is made of, and in which order, is all that deployments follow from. */
export interface RunJob {
  /** Unique; jobs that a job calls have its key and a slash before their own. */
  readonly key: string;
  /** The file that defines the run. */
  readonly path: string;
  readonly at: At;
  readonly steps: readonly Step[];
  /** Keys of the jobs that have to be done before; what they call is done then too. */
  readonly before: readonly string[];
  /** What can start this job: a job that waits for a person has `manual` alone. */
  readonly events: readonly Event[];
  /** Branches other than the trunk whose push starts it; `*` for any. Null when it cannot be told. */
  readonly branches: readonly string[] | null;
  /** What it deploys to; null when it deploys nothing. */
  readonly target: Target | null;
}

export interface Target {
  readonly stage: string;
  readonly environment: string | null;
  readonly serialized: boolean;
  readonly cancellable: boolean;
  readonly gates: Deployment['gates'];
  readonly artifact: Artifact;
  readonly takesVersion: boolean;
}

/** Whether one job has to be done before another one starts. */
export function isBefore({ key }: Pick<RunJob, 'key'>, { before }: Pick<RunJob, 'before'>): boolean {
  const done = keysOf.get(before) ?? new Set(before);
  keysOf.set(before, done);
  if (done.has(key)) return true;
  for (let slash = key.indexOf('/'); slash > 0; slash = key.indexOf('/', slash + 1))
    if (done.has(key.slice(0, slash))) return true;
  return false;
}

// Each pair of jobs is asked for: a list would have to be walked each time.
const keysOf = new WeakMap<readonly string[], ReadonlySet<string>>();

/** The deployments of a repository's runs, each with what the rest of its run does for it. */
export function deploymentsOf(jobs: readonly RunJob[]): readonly Deployment[] {
  const deploying = jobs.filter(({ target }) => target !== null);
  return deploying.flatMap((job) => (job.target === null ? [] : [deploymentOf(job, job.target, jobs, deploying)]));
}

function deploymentOf(job: RunJob, target: Target, jobs: readonly RunJob[], deploying: readonly RunJob[]): Deployment {
  const { steps, events, path } = job;
  const index = steps.findIndex(({ does }) => does.includes('deploy'));
  const beside = jobs.filter((other) => other.path === path && other.key !== job.key);
  const later = deploying.filter((other) => isBefore(job, other));
  const testers = beside.filter(
    (other) =>
      other.target === null &&
      isBefore(job, other) &&
      later.every((next) => next.key === other.key || isBefore(other, next)),
  );
  const before = beside.filter((other) => isBefore(other, job)).flatMap((other) => other.steps);
  const behind = beside.filter((other) => isBefore(job, other)).flatMap((other) => other.steps);
  const builds = steps.filter((step) => buildsIn(step, steps[index], target.artifact));
  return {
    at: job.at,
    ...target,
    production: isProduction(target.stage),
    workflow: path,
    events,
    automatic: events.some((event) => automatic.has(event)),
    extra: false,
    preview: isPreview(target.stage, events),
    branches: job.branches,
    after: [...new Set(deploying.flatMap((other) => (isBefore(other, job) ? (other.target?.stage ?? []) : [])))],
    tested: steps.slice(index + 1).some(tests) || testers.some((other) => other.steps.some(tests)),
    undoes: steps.some(({ does }) => does.includes('rollback')),
    builds: builds.map(named),
    otherBuilds: beside
      .filter((other) => isBefore(other, job) || (other.target !== null && other.target.stage !== target.stage))
      .flatMap((other) =>
        other.steps
          .filter((step) => buildsIn(step, other.steps.find(deploys), other.target?.artifact ?? target.artifact))
          .filter((step) => builds.some((own) => makesSame(own, step)))
          .map(named),
      ),
    verified: firstOf([...before, ...steps.slice(0, index)], 'verify-provenance'),
    recorded: recordIn([...steps.slice(index + 1), ...behind]),
  };
}

const named = ({ at, name }: Step): Named => ({ at, name });

const deploys = ({ does }: Step): boolean => does.includes('deploy');

const tests = ({ blocking, does }: Step): boolean =>
  blocking && (does.includes('smoke') || does.includes('test') || does.includes('contract-test'));

function firstOf(steps: readonly Step[], act: Act): Named | null {
  const step = steps.find(({ blocking, does }) => blocking && does.includes(act));
  return step === undefined ? null : named(step);
}

function recordIn(steps: readonly Step[]): DeploymentRecord | null {
  const step = steps.find(({ does }) => does.includes('record-deployment'));
  return step === undefined ? null : { ...named(step), onFailure: step.always, facts: step.facts };
}

/** Whether a step makes what is delivered. To compile a program that hashes what it deploys, such as the CDK's, makes nothing. */
function buildsIn({ does, directory }: Step, deploy: Step | undefined, { kind }: Artifact): boolean {
  if (does.includes('build-image') || does.includes('package')) return true;
  if (!does.includes('build') || does.includes('test')) return false;
  return !(kind === 'content' && deploy !== undefined && deploy.directory === directory);
}

const making: readonly Act[] = ['build', 'build-image', 'package'];

/** Programs of two folders are two programs; images and packages say by no folder what is in them. */
const makesSame = (first: Step, second: Step): boolean =>
  making.some(
    (act) =>
      first.does.includes(act) &&
      second.does.includes(act) &&
      (act !== 'build' || foldersOf(first).some((folder) => foldersOf(second).includes(folder))),
  );

const foldersOf = ({ directory, projects }: Step): readonly string[] =>
  projects.length === 0
    ? [directory]
    : projects.filter(({ does }) => does.includes('build')).map((project) => project.directory);

const isPreview = (stage: string, events: readonly Event[]): boolean =>
  /^(?:review|preview|pr|mr|ephemeral)(?:$|[-_/])/i.test(stage) ||
  (events.length > 0 && events.every((event) => event === 'pull-request'));
