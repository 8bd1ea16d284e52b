import { get, record } from '../../../src/kit/index.ts';
import type { At, Mapping } from '../../../src/kit/index.ts';
import { text } from '../values.ts';
import { isDisabled } from './conditions.ts';
import { hasExpression, type Inputs, substitute } from './expressions.ts';
import type { Read } from './jobs.ts';
import { calledBy } from './reach.ts';
import type { RawStep } from './steps.ts';
import type { RawJob, RawWorkflow } from './workflow.ts';

/** One job as one run meets it: called workflows are entered with the inputs of their caller. */
export interface Instance {
  /** Job ids from the workflow that starts the run, joined by slashes. */
  readonly key: string;
  readonly root: RawWorkflow;
  readonly workflow: RawWorkflow;
  readonly job: RawJob;
  /** The job that a reader of the starting workflow sees. */
  readonly at: At;
  readonly inputs: Inputs;
  /** Keys of what has to be done before. */
  readonly before: readonly string[];
  readonly concurrencies: readonly Mapping[];
  readonly steps: readonly RawStep[];
}

const deepest = 10;
const most = 500;

/** Every job of every run that can start, entered as deep as the repository goes. */
export function instancesOf(read: Read): readonly Instance[] {
  const found: Instance[] = [];
  const enter = (
    root: RawWorkflow,
    workflow: RawWorkflow,
    from: Pick<Instance, 'inputs' | 'before' | 'concurrencies'> & { readonly key: string; readonly at?: At },
    depth: number,
  ): void => {
    for (const job of workflow.jobs) {
      if (found.length >= most) return;
      if (isDisabled(job.data)) continue;
      const instance: Instance = {
        key: `${from.key}${job.id}`,
        root,
        workflow,
        job,
        at: from.at ?? job.at,
        inputs: from.inputs,
        // A deployment that goes on whatever happened before it follows from nothing.
        before: goesOnAnyway(read, workflow, job)
          ? from.before
          : [...from.before, ...ancestors(workflow, job).map((id) => `${from.key}${id}`)],
        concurrencies: [...from.concurrencies, job.data],
        steps: read.steps(workflow, job),
      };
      found.push(instance);
      const called = calledBy(read.workflows, job);
      if (called === undefined || depth >= deepest) continue;
      enter(
        root,
        called,
        { ...instance, key: `${instance.key}/`, inputs: inputsOf(called, job, from.inputs) },
        depth + 1,
      );
    }
  };
  for (const workflow of read.workflows) {
    if (workflow.triggers.some(({ event }) => event !== 'call')) {
      enter(
        workflow,
        workflow,
        { key: `${workflow.path}#`, inputs: {}, before: [], concurrencies: [workflow.data] },
        0,
      );
    }
  }
  return found;
}

/** Whether a job, or what it calls, deploys although a job before it failed: nothing in its condition asks for its success. */
function goesOnAnyway(read: Read, workflow: RawWorkflow, job: RawJob): boolean {
  const condition = (text(job.data['if']) ?? '').slice(0, 2000);
  if (!/always\(\)|!\s?cancelled\(\)|failure\(\)/.test(condition)) return false;
  if (/\.(?:result|outcome)\b|success\(\)|outputs\./.test(condition)) return false;
  const called = calledBy(read.workflows, job);
  const jobs = called === undefined ? [[workflow, job] as const] : called.jobs.map((each) => [called, each] as const);
  return jobs.some(([of, each]) => read.steps(of, each).some(isDeploy));
}

/** Ids of all jobs that have to be done before a job. */
function ancestors(workflow: RawWorkflow, job: RawJob): readonly string[] {
  const seen = new Set<string>();
  const open = [...job.needs];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    open.push(...(workflow.jobs.find((other) => other.id === id)?.needs ?? []));
  }
  return [...seen];
}

function inputsOf(called: RawWorkflow, job: RawJob, outer: Inputs): Inputs {
  const declared = Object.entries(record(get(called.data['on'] ?? called.data['true'], 'workflow_call', 'inputs')));
  const defaults = declared.flatMap(([name, input]) => {
    const value = text(get(input, 'default'));
    return value === undefined ? [] : [[name, value] as const];
  });
  const given = Object.entries(record(job.data['with'])).flatMap(([name, value]) => {
    const said = text(value);
    return said === undefined ? [] : [[name, substitute(said, outer)] as const];
  });
  return Object.fromEntries([...defaults, ...given]);
}

export const isDeploy = ({ step }: RawStep): boolean => step.does.includes('deploy');

/** The host's environment that a job is bound to. */
export function environmentOf({ job, inputs }: Instance): string | undefined {
  const environment = text(job.data['environment']) ?? text(get(job.data, 'environment', 'name'));
  return environment === undefined ? undefined : substitute(environment, inputs);
}

/** The stage that a job works on: its environment, the variable STAGE, or else the job's own name. */
export function stageOf(instance: Instance): string {
  const { job, steps, inputs, key } = instance;
  const said =
    environmentOf(instance) ??
    text(get(steps.find(isDeploy)?.data, 'env', 'STAGE')) ??
    text(get(job.data, 'env', 'STAGE'));
  const stage = substitute(said ?? '', inputs);
  return stage === '' || hasExpression(stage) ? (key.split('#')[1]?.split('/')[0] ?? job.id) : stage;
}
