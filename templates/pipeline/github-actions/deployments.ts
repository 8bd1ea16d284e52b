import { get, record } from '../../../src/kit/index.ts';
import type { Artifact, Credential, Deployment } from '../model.ts';
import { deploymentsOf, type RunJob, type Target } from '../runs.ts';
import { text } from '../values.ts';
import { branchesOf, eventsOf } from './branches.ts';
import { credentialsOf } from './credentials.ts';
import { artifactOf, soleExpression, substitute } from './expressions.ts';
import { environmentOf, type Instance, instancesOf, isDeploy, stageOf } from './instances.ts';
import type { Read } from './jobs.ts';
import { concurrencyOf } from './workflow.ts';

const deepest = 10;

/** Which stages are deployed, how, and with which credentials jobs reach the cloud. */
export function readDeployments(
  read: Read,
  trunk: string | null,
): {
  readonly deployments: readonly Deployment[];
  readonly credentials: readonly Credential[];
} {
  const instances = instancesOf(read);
  const jobs = instances.map((instance): RunJob => ({
    key: instance.key,
    path: instance.root.path,
    at: instance.at,
    steps: instance.steps.map(({ step }) => step),
    before: instance.before,
    events: eventsOf(instance),
    branches: branchesOf(instance, instances, trunk),
    target: instance.steps.some(isDeploy) ? targetOf(instance, instances) : null,
  }));
  return { deployments: deploymentsOf(jobs), credentials: instances.flatMap(credentialsOf) };
}

function targetOf(instance: Instance, instances: readonly Instance[]): Target {
  const { concurrencies, inputs } = instance;
  const groups = concurrencies.flatMap((data) => concurrencyOf(data) ?? []);
  return {
    stage: stageOf(instance),
    environment: environmentOf(instance) ?? null,
    serialized: groups.some(({ group }) => !/github\.(?:sha|run_id|run_number)/.test(substitute(group, inputs))),
    cancellable: groups.some(({ cancels }) => cancels.others),
    // Rules of an environment, such as reviewers, stand in the settings of the host.
    gates: [],
    artifact: artifactFor(instance, instances),
    takesVersion: takesVersion(instance),
  };
}

/** Whether the form of a manual start asks which version to bring. */
const takesVersion = ({ root }: Instance): boolean =>
  Object.keys(record(get(root.data['on'] ?? root.data['true'], 'workflow_dispatch', 'inputs'))).some((name) =>
    /version|tag|digest|sha|commit|image|ref|release|revision/i.test(name),
  );

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
