import { get, record, shown } from '../../../src/kit/index.ts';
import type { At, RepositoryView } from '../../../src/kit/index.ts';
import { installed, startsCluster } from '../clusters.ts';
import { plainJob, plainStep } from '../jobs.ts';
import type { Event, Job, Kept, Step, Workflow } from '../model.ts';
import { runtimeOfImage } from '../runtimes.ts';
import { keepContents, looksAtChanges } from '../scripts.ts';
import { text } from '../values.ts';
import { actsOfWorkflow, mayDeliverIn } from './actions.ts';
import { narrowed, runsAnyway } from './conditions.ts';
import { cacheIn, keptIn } from './kept.ts';
import { inputsOf, matrixOf, type Values } from './places.ts';
import { actsOf, calledBy, identityNeeds, needsOf } from './reach.ts';
import { isAfterFailure, type RawStep, readSteps } from './steps.ts';
import { letsPass } from './tolerance.ts';
import { concurrencyOf, ownPath, permissionsOf, type RawJob, type RawWorkflow, stepsOfJob } from './workflow.ts';

/** How a workflow comes to run: by its own triggers, or called by a job of another. */
interface Context {
  readonly events: readonly Event[];
  readonly cancelsPullRequests: boolean;
  readonly cancelsOthers: boolean;
  readonly queues: boolean;
  /** Names of the calling jobs, which the host puts before the job's own. */
  readonly prefix: string;
}

export interface Read {
  readonly workflows: readonly RawWorkflow[];
  /** The steps of a job, read once. */
  readonly steps: (workflow: RawWorkflow, job: RawJob) => readonly RawStep[];
  readonly models: readonly Workflow[];
}

const deepest = 10;

/** Turns workflow files into the model: each job once, with everything that can start it. */
export function readJobs(view: RepositoryView, workflows: readonly RawWorkflow[]): Read {
  const contexts = new Map(workflows.map(({ path }) => [path, [] as Context[]]));
  const enter = (workflow: RawWorkflow, context: Context, trail: readonly string[]): void => {
    if (trail.includes(workflow.path) || trail.length >= deepest) return;
    const known = contexts.get(workflow.path) as Context[];
    // More ways to start a workflow tell nothing new, and following them all could take for ever.
    if (known.length >= 50) return;
    known.push(context);
    for (const job of workflow.jobs) {
      const called = calledBy(workflows, job);
      const events = narrowed(context.events, job.data);
      if (called !== undefined && events.length > 0)
        enter(called, { ...join(context, job), events, prefix: `${context.prefix}${nameOf(job)} / ` }, [
          ...trail,
          workflow.path,
        ]);
    }
  };
  for (const workflow of workflows) {
    const events = [...new Set(workflow.triggers.map(({ event }) => event))].filter((event) => event !== 'call');
    if (events.length > 0)
      enter(
        workflow,
        join({ events, cancelsPullRequests: false, cancelsOthers: false, queues: false, prefix: '' }, workflow),
        [],
      );
  }
  const cache = new Map<RawJob, readonly RawStep[]>();
  const given = new Map<RawWorkflow, Values>();
  const steps = (workflow: RawWorkflow, job: RawJob): readonly RawStep[] => {
    const inputs = given.get(workflow) ?? inputsOf(workflow, workflows);
    given.set(workflow, inputs);
    const events = narrowed(eventsOf(contexts.get(workflow.path)), job.data);
    const known = cache.get(job) ?? readJobSteps(view, workflow, job, events, inputs);
    cache.set(job, known);
    return known;
  };
  const model = (workflow: RawWorkflow): Workflow => ({
    at: { path: workflow.path, pointer: '' },
    dialect: 'github-actions',
    name: workflow.name,
    triggers: workflow.triggers,
    permissions: permissionsOf({ path: workflow.path, pointer: '' }, workflow.data),
    jobs: workflow.jobs.map((job) =>
      modelOf(job, contexts.get(workflow.path) ?? [], steps(workflow, job), (path) =>
        identityNeeds(path, workflows, steps),
      ),
    ),
    does: actsOf(workflow, workflows, steps),
  });
  return { workflows, steps, models: workflows.map(model) };
}

const eventsOf = (contexts: readonly Context[] = []): readonly Event[] => [
  ...new Set(contexts.flatMap(({ events }) => events)),
];

function join(context: Context, { data }: { readonly data: RawJob['data'] }): Context {
  const concurrency = concurrencyOf(data);
  if (concurrency === undefined) return context;
  return {
    ...context,
    cancelsPullRequests: context.cancelsPullRequests || concurrency.cancels.pullRequests,
    cancelsOthers: context.cancelsOthers || concurrency.cancels.others,
    queues: true,
  };
}

/** Whether a person lets each run through: by a label, or by who they are to the repository. */
const isVetted = (data: RawJob['data']): boolean =>
  /labels|event\.label|author_association|== ?'labeled'/.test(text(data['if']) ?? '');

// A matrix completes the name; without an expression the host appends its values in brackets.
const nameOf = (job: RawJob): string => {
  const name = (text(job.data['name']) ?? job.id).replace(/\$\{\{[^}]{0,200}\}\}/g, '*');
  return get(job.data, 'strategy', 'matrix') !== undefined && !name.includes('*') ? `${name} (*)` : name;
};

function readJobSteps(
  view: RepositoryView,
  workflow: RawWorkflow,
  job: RawJob,
  events: readonly Event[],
  inputs: Values,
): readonly RawStep[] {
  const called = text(job.data['uses']) ?? '';
  const does = actsOfWorkflow(called);
  if (does.length > 0) {
    const step = {
      ...plainStep({ path: job.at.path, pointer: `${job.at.pointer ?? ''}/uses` }, called),
      does,
      events,
      blocking: !letsPass(called, record(job.data['with'])),
    };
    return [{ step, id: undefined, data: {}, uses: called.split('@')[0], opaque: false, commands: [] }];
  }
  const usual = (key: string): string | undefined =>
    text(get(job.data, 'defaults', 'run', key)) ?? text(get(workflow.data, 'defaults', 'run', key));
  const variables = [workflow.data['env'], job.data['env']].flatMap((env) => Object.keys(record(env)));
  const tolerated = !['undefined', 'false'].includes(shown(job.data['continue-on-error']));
  const at: At = { path: job.at.path, pointer: `${job.at.pointer ?? ''}/steps` };
  const raw = readSteps(
    {
      view,
      events,
      directory: usual('working-directory') ?? '',
      shell: usual('shell'),
      guarded: looksAtChanges(stepsOfJob(job).map((step) => text(step['run']) ?? '')),
      environment: { ...record(workflow.data['env']), ...record(job.data['env']) },
      variables,
      tolerated,
      budget: { left: 500 },
      inputs: {},
      values: { ...inputs, ...matrixOf(job.data) },
      afterFailure: isAfterFailure(job.data),
    },
    stepsOfJob(job),
    at,
  );
  const throwaway = raw.some(({ uses, commands }) => startsCluster(uses, commands));
  const steps = keepContents(
    raw.map((item, index) => completed(item, raw.slice(index + 1))).map((step) => (throwaway ? installed(step) : step)),
    [],
  );
  const delivers = raw.some(({ step }) => step.does.includes('deploy') || step.does.includes('push-image'));
  return raw.map((item, index) => {
    const step = steps[index] ?? item.step;
    const mayDeliver = !delivers && item.opaque && item.uses !== undefined && mayDeliverIn(job.id, item.uses);
    return { ...item, step: mayDeliver ? { ...step, hiddenDelivery: item.uses } : step };
  });
}

/** Whether a step may fail only so that a later one, which asks for its outcome, fails the job. */
const isToldLater = (id: string | undefined, data: RawStep['data'], later: readonly RawStep[]): boolean =>
  id !== undefined &&
  shown(data['continue-on-error']) === 'true' &&
  later.some((other) => {
    const asks = `${text(other.data['if']) ?? ''} ${text(other.data['run']) ?? ''}`.slice(0, 5000);
    return other.step.blocking && asks.includes(`steps.${id}.outcome`) && isGate(other);
  });

/** What later steps of the job add: a threshold for the findings of CodeQL, or the failure of a step that may fail. */
function completed({ step: own, id, data }: RawStep, later: readonly RawStep[]): Step {
  const step = isToldLater(id, data, later) ? { ...own, blocking: true } : own;
  if (step.gated !== false) return step;
  const output = `steps.${id ?? ''}.outputs.sarif-output`;
  const read =
    id !== undefined && later.some((other) => other.step.blocking && JSON.stringify(other.data).includes(output));
  return { ...step, gated: read && later.some(isGate) };
}

// A gate exits with an error of its own; listing or uploading the findings does not.
const isGate = ({ commands }: RawStep): boolean =>
  commands.some((command) => /\bexit 1\b|\bjq\b.*(?:-e\b|--exit-status)/.test(command));

function modelOf(
  job: RawJob,
  contexts: readonly Context[],
  steps: readonly RawStep[],
  callee: (path: string) => Job['needsIdentity'],
): Job {
  const pullRequests = contexts.filter(({ events }) => events.includes('pull-request'));
  const own = (pullRequests.length > 0 ? pullRequests : contexts).map((context) => join(context, job));
  const cancelled =
    own.length > 0 &&
    own.every((context) => (pullRequests.length > 0 ? context.cancelsPullRequests : context.cancelsOthers));
  const permissions = permissionsOf(job.at, job.data);
  const calls = text(job.data['uses']) ?? null;
  const timeout = job.data['timeout-minutes'];
  const image = text(job.data['container']) ?? text(get(job.data, 'container', 'image'));
  const keeps: readonly Kept[] = steps.flatMap(keptIn);
  return {
    ...plainJob(job.at, job.id),
    needs: job.needs,
    ...(runsAnyway(job.data) && { runsAnyway: true }),
    container: image === undefined ? null : runtimeOfImage(job.at, image),
    cached: steps.some(cacheIn),
    keeps,
    checks: pullRequests.map(({ prefix }) => `${prefix}${nameOf(job)}`),
    events: narrowed(eventsOf(contexts), job.data),
    timeoutMinutes: typeof timeout === 'number' ? timeout : null,
    superseded: cancelled ? 'cancelled' : own.some(({ queues }) => queues) ? 'queued' : 'runs-on',
    permissions,
    identityToken: permissions.all || permissions.writes.includes('id-token'),
    needsIdentity:
      calls === null ? needsOf(steps) : ownPath(calls) === undefined ? 'unknown' : callee(ownPath(calls) as string),
    selfHosted: JSON.stringify(job.data['runs-on'] ?? '').includes('self-hosted'),
    inheritsSecrets: job.data['secrets'] === 'inherit',
    vetted: isVetted(job.data),
    deploys: steps.some(({ step }) => step.does.includes('deploy')),
    calls,
    steps: steps.map(({ step }) => step),
  };
}
