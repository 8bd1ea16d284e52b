import type { At } from '../../../src/kit/index.ts';
import { type Artifact, type Credential, type Deployment, type Event, isProduction } from '../model.ts';
import { get, mapping, type Mapping, text } from '../values.ts';
import { artifactOf, hasExpression, type Inputs, soleExpression, substitute } from './expressions.ts';
import { calledBy, type Read } from './jobs.ts';
import type { RawStep } from './steps.ts';
import { concurrencyOf, type RawJob, type RawWorkflow } from './workflow.ts';

/** One job as one run meets it: called workflows are entered with the inputs of their caller. */
interface Instance {
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
const most = 2000;
const automatic: ReadonlySet<Event> = new Set(['trunk', 'branch', 'tag', 'release', 'schedule']);

/** Every job of every run that can start, entered as deep as the repository goes. */
function instancesOf(read: Read): readonly Instance[] {
  const found: Instance[] = [];
  const enter = (root: RawWorkflow, workflow: RawWorkflow, from: Pick<Instance, 'inputs' | 'before' | 'concurrencies'> & { readonly key: string; readonly at?: At }, depth: number): void => {
    for (const job of workflow.jobs) {
      if (found.length >= most) return;
      const instance: Instance = {
        key: `${from.key}${job.id}`,
        root,
        workflow,
        job,
        at: from.at ?? job.at,
        inputs: from.inputs,
        before: [...from.before, ...ancestors(workflow, job).map((id) => `${from.key}${id}`)],
        concurrencies: [...from.concurrencies, job.data],
        steps: read.steps(workflow, job),
      };
      found.push(instance);
      const called = calledBy(read.workflows, job);
      if (called === undefined || depth >= deepest) continue;
      enter(root, called, { ...instance, key: `${instance.key}/`, inputs: inputsOf(called, job, from.inputs) }, depth + 1);
    }
  };
  for (const workflow of read.workflows) {
    if (workflow.triggers.some(({ event }) => event !== 'call')) {
      enter(workflow, workflow, { key: `${workflow.path}#`, inputs: {}, before: [], concurrencies: [workflow.data] }, 0);
    }
  }
  return found;
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
  const declared = Object.entries(mapping(get(called.data['on'] ?? called.data['true'], 'workflow_call', 'inputs')));
  const defaults = declared.flatMap(([name, input]) => {
    const value = text(get(input, 'default'));
    return value === undefined ? [] : [[name, value] as const];
  });
  const given = Object.entries(mapping(job.data['with'])).flatMap(([name, value]) => {
    const said = text(value);
    return said === undefined ? [] : [[name, substitute(said, outer)] as const];
  });
  return Object.fromEntries([...defaults, ...given]);
}

const isBefore = (first: Instance, second: Instance): boolean => second.before.some((key) => first.key === key || first.key.startsWith(`${key}/`));

/** Which stages are deployed, how, and with which credentials jobs reach the cloud. */
export function readDeployments(read: Read): { readonly deployments: readonly Deployment[]; readonly credentials: readonly Credential[] } {
  const instances = instancesOf(read);
  const deploying = instances.filter(({ steps }) => steps.some(({ step }) => step.does.includes('deploy')));
  const plain = deploying.map((instance) => deploymentOf(instance, instances, deploying));
  return {
    deployments: plain.map((deployment) => ({
      ...deployment,
      extra: !deployment.automatic && plain.some((other) => other.automatic && other.stage === deployment.stage),
    })),
    credentials: instances.flatMap(credentialsOf),
  };
}

const isAutomatic = ({ root }: Instance): boolean => root.triggers.some(({ event }) => automatic.has(event));

const isDeploy = ({ step }: RawStep): boolean => step.does.includes('deploy');

function environmentOf({ job, inputs }: Instance): string | undefined {
  const environment = text(job.data['environment']) ?? text(get(job.data, 'environment', 'name'));
  return environment === undefined ? undefined : substitute(environment, inputs);
}

function stageOf(instance: Instance): string {
  const { job, steps, inputs, key } = instance;
  const said = environmentOf(instance) ?? text(get(steps.find(isDeploy)?.data, 'env', 'STAGE')) ?? text(get(job.data, 'env', 'STAGE'));
  const stage = substitute(said ?? '', inputs);
  return stage === '' || hasExpression(stage) ? (key.split('#')[1]?.split('/')[0] ?? job.id) : stage;
}

function deploymentOf(instance: Instance, instances: readonly Instance[], deploying: readonly Instance[]): Deployment {
  const { steps, concurrencies, inputs } = instance;
  const stage = stageOf(instance);
  const index = steps.findIndex(isDeploy);
  const later = deploying.filter((other) => isBefore(instance, other));
  const testers = instances.filter((other) => isBefore(instance, other) && later.every((next) => next.key === other.key || isBefore(other, next)));
  const tests = ({ step }: RawStep): boolean => step.blocking && (step.does.includes('smoke') || step.does.includes('test'));
  const groups = concurrencies.flatMap((data) => concurrencyOf(data) ?? []);
  return {
    at: instance.at,
    stage,
    production: isProduction(stage),
    workflow: instance.root.path,
    automatic: isAutomatic(instance),
    extra: false,
    after: [...new Set(deploying.filter((other) => isBefore(other, instance)).map(stageOf))],
    environment: environmentOf(instance) ?? null,
    serialized: groups.some(({ group }) => !/github\.(?:sha|run_id|run_number)/.test(substitute(group, inputs))),
    cancellable: groups.some(({ cancels }) => cancels.others),
    tested: steps.slice(index + 1).some(tests) || testers.some((other) => !other.steps.some(isDeploy) && other.steps.some(tests)),
    artifact: artifactFor(instance, instances),
  };
}

/** What the deployment brings, followed through inputs and outputs to where it is made. */
function artifactFor(instance: Instance, instances: readonly Instance[]): Artifact {
  const step = instance.steps.find(isDeploy);
  const named = Object.entries({ ...mapping(instance.job.data['env']), ...mapping(step?.data['with']), ...mapping(step?.data['env']) })
    .filter(([name]) => /digest|image|tag$|^version$/i.test(name) && !/name|repo|registry/i.test(name))
    .flatMap(([, value]) => text(value) ?? []);
  const traced = named.map((value) => trace(substitute(value, instance.inputs), instance, instances, 0));
  const moving = (step?.commands ?? []).find((command) => /:latest\b/.test(command));
  if (moving !== undefined) return { kind: 'moving', value: moving };
  const telling = traced.find(({ kind }) => kind !== 'unknown') ?? traced[0];
  if (telling !== undefined) return telling;
  // These tools hash what they deploy themselves.
  const hashes = (step?.commands ?? []).some((command) => /\b(?:cdk|sam|serverless|sls|terraform|tofu|pulumi)\b/.test(command));
  return hashes ? { kind: 'content', value: 'what the tool builds' } : { kind: 'unknown', value: 'nothing that can be followed' };
}

function trace(value: string, instance: Instance, instances: readonly Instance[], depth: number): Artifact {
  const expression = soleExpression(value);
  if (expression === undefined || depth > deepest) return artifactOf(value);
  const [context, id = '', , output = ''] = expression.split('.');
  const unknown: Artifact = { kind: 'unknown', value };
  if (context === 'steps') {
    const made = instance.steps.find((step) => step.id === id);
    if (made === undefined) return unknown;
    if (/digest/i.test(output)) return { kind: 'digest', value };
    return /metadata-action/.test(made.uses ?? '') ? { kind: 'version', value } : unknown;
  }
  if (context !== 'needs') return artifactOf(value);
  const scope = instance.key.slice(0, instance.key.length - instance.job.id.length);
  // An input that the caller filled from its own jobs is followed from there.
  for (const prefix of scopesOf(scope)) {
    const source = instances.find((other) => other.key === `${prefix}${id}`);
    const said = text(get(source?.job.data['outputs'], output));
    if (source !== undefined && said !== undefined) return trace(substitute(said, source.inputs), source, instances, depth + 1);
  }
  return /digest/i.test(output) ? { kind: 'digest', value } : unknown;
}

/** The scope of a key and those around it: `a#b/c/` gives `a#b/c/`, `a#b/` and `a#`. */
function scopesOf(scope: string): readonly string[] {
  const inner = scope.replace(/[^/#]+\/$/, '');
  return inner === scope ? [scope] : [scope, ...scopesOf(inner)];
}

const secretKeys: Readonly<Record<string, string>> = {
  'aws-secret-access-key': 'AWS',
  AWS_SECRET_ACCESS_KEY: 'AWS',
  credentials_json: 'Google Cloud',
  GOOGLE_CREDENTIALS: 'Google Cloud',
  creds: 'Azure',
  AZURE_CREDENTIALS: 'Azure',
  ARM_CLIENT_SECRET: 'Azure',
};

function credentialsOf(instance: Instance): readonly Credential[] {
  const { steps, job, workflow, inputs, at, key } = instance;
  const common = { job: key.split('#')[1] ?? job.id, stage: steps.some(isDeploy) ? stageOf(instance) : null };
  const fixed = (place: At, ...sources: readonly unknown[]): readonly Credential[] =>
    sources.flatMap((source) =>
      Object.keys(mapping(source)).flatMap((name) =>
        Object.hasOwn(secretKeys, name) ? [{ ...common, at: place, provider: secretKeys[name] ?? '', kind: 'static', role: null } as const] : [],
      ),
    );
  const assumed = steps.flatMap(({ step, data }): readonly Credential[] => {
    if (!step.does.includes('assume-role')) return [];
    const role = text(get(data, 'with', 'role-to-assume')) ?? text(get(data, 'with', 'workload_identity_provider')) ?? text(get(data, 'with', 'client-id'));
    const place = workflow === instance.root ? step.at : at;
    return role === undefined ? [] : [{ ...common, at: place, provider: 'cloud', kind: 'short-lived', role: substitute(role, inputs) }];
  });
  return [
    ...fixed(job.at, workflow.data['env'], job.data['env']),
    ...steps.flatMap(({ step, data }) => fixed(step.at, data['env'], data['with'])),
    ...assumed,
  ];
}
