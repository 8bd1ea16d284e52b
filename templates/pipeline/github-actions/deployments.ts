import { get, record } from '../../../src/kit/index.ts';
import { type Artifact, type Credential, type Deployment, type Event, isProduction } from '../model.ts';
import { text } from '../values.ts';
import { credentialsOf } from './credentials.ts';
import { artifactOf, soleExpression, substitute } from './expressions.ts';
import { environmentOf, type Instance, instancesOf, isBefore, isDeploy, stageOf } from './instances.ts';
import type { Read } from './jobs.ts';
import type { RawStep } from './steps.ts';
import { concurrencyOf } from './workflow.ts';

const deepest = 10;
const automatic: ReadonlySet<Event> = new Set(['trunk', 'branch', 'tag', 'release', 'schedule']);

/** Which stages are deployed, how, and with which credentials jobs reach the cloud. */
export function readDeployments(read: Read): {
  readonly deployments: readonly Deployment[];
  readonly credentials: readonly Credential[];
} {
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

function deploymentOf(instance: Instance, instances: readonly Instance[], deploying: readonly Instance[]): Deployment {
  const { steps, concurrencies, inputs } = instance;
  const stage = stageOf(instance);
  const index = steps.findIndex(isDeploy);
  const later = deploying.filter((other) => isBefore(instance, other));
  const testers = instances.filter(
    (other) => isBefore(instance, other) && later.every((next) => next.key === other.key || isBefore(other, next)),
  );
  const tests = ({ step }: RawStep): boolean =>
    step.blocking && (step.does.includes('smoke') || step.does.includes('test'));
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
    tested:
      steps.slice(index + 1).some(tests) ||
      testers.some((other) => !other.steps.some(isDeploy) && other.steps.some(tests)),
    artifact: artifactFor(instance, instances),
  };
}

/** What the deployment brings, followed through inputs and outputs to where it is made. */
function artifactFor(instance: Instance, instances: readonly Instance[]): Artifact {
  const step = instance.steps.find(isDeploy);
  const named = Object.entries({
    ...record(instance.job.data['env']),
    ...record(step?.data['with']),
    ...record(step?.data['env']),
  })
    .filter(([name]) => /digest|image|tag$|^version$/i.test(name) && !/name|repo|registry/i.test(name))
    .flatMap(([, value]) => text(value) ?? []);
  const traced = named.map((value) => trace(substitute(value, instance.inputs), instance, instances, 0));
  const moving = (step?.commands ?? []).find((command) => /:latest\b/.test(command));
  if (moving !== undefined) return { kind: 'moving', value: moving };
  const telling = traced.find(({ kind }) => kind !== 'unknown') ?? traced[0];
  if (telling !== undefined) return telling;
  // These tools hash what they deploy themselves.
  const hashes = (step?.commands ?? []).some((command) =>
    /\b(?:cdk|sam|serverless|sls|terraform|tofu|pulumi)\b/.test(command),
  );
  return hashes
    ? { kind: 'content', value: 'what the tool builds' }
    : { kind: 'unknown', value: 'nothing that can be followed' };
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
    if (source !== undefined && said !== undefined)
      return trace(substitute(said, source.inputs), source, instances, depth + 1);
  }
  return /digest/i.test(output) ? { kind: 'digest', value } : unknown;
}

/** The scope of a key and those around it: `a#b/c/` gives `a#b/c/`, `a#b/` and `a#`. */
function scopesOf(scope: string): readonly string[] {
  const inner = scope.replace(/[^/#]{1,200}\/$/, '');
  return inner === scope ? [scope] : [scope, ...scopesOf(inner)];
}
