import { get, record } from '../../../src/kit/index.ts';
import type { At } from '../../../src/kit/index.ts';
import type { Credential } from '../model.ts';
import { isStandIn, keysInScript } from '../secrets.ts';
import { text } from '../values.ts';
import { hasExpression, substitute } from './expressions.ts';
import { environmentOf, type Instance, isDeploy, stageOf } from './instances.ts';
import { ownPath, permissionsOf } from './workflow.ts';

const secretKeys: Readonly<Record<string, string>> = {
  'aws-secret-access-key': 'AWS',
  AWS_SECRET_ACCESS_KEY: 'AWS',
  credentials_json: 'Google Cloud',
  GOOGLE_CREDENTIALS: 'Google Cloud',
  creds: 'Azure',
  AZURE_CREDENTIALS: 'Azure',
  ARM_CLIENT_SECRET: 'Azure',
};

// Secrets of a repository that are called so are keys, whatever the variable is called that takes them.
const secretNames =
  /secrets\.\w{0,40}?(AWS_SECRET_ACCESS_KEY|AWS_SECRET_KEY|GOOGLE_CREDENTIALS|GCP_SA_KEY|AZURE_CREDENTIALS|ARM_CLIENT_SECRET)/i;

const clouds: Readonly<Record<string, string>> = { AWS: 'AWS', GOO: 'Google Cloud', GCP: 'Google Cloud' };

/** The cloud whose lasting key a variable, an input or a script is given. */
function cloudOf(name: string, value: string | undefined): string | undefined {
  if (isStandIn(value)) return undefined;
  if (Object.hasOwn(secretKeys, name)) return secretKeys[name];
  const secret = secretNames.exec((value ?? '').slice(0, 2000))?.[1];
  return secret === undefined ? undefined : (clouds[secret.slice(0, 3).toUpperCase()] ?? 'Azure');
}

/** Whether a job says what its token may do, and that it may not prove who it is. */
function isMute({ job, workflow }: Instance): boolean {
  const own = permissionsOf(job.at, job.data);
  const { declared, all, writes } = own.declared === true ? own : permissionsOf(job.at, workflow.data);
  // A machine of one's own may have an identity without any token.
  const hosted = !JSON.stringify(job.data['runs-on'] ?? '').includes('self-hosted');
  return hosted && declared === true && !all && !writes.includes('id-token');
}

/** How a job reaches the cloud: keys that last, or roles that it takes for its run. */
export function credentialsOf(instance: Instance): readonly Credential[] {
  const { steps, job, workflow, inputs, at, key } = instance;
  // An environment that is computed is many: which of them a role opens cannot be told.
  const opens = steps.some(isDeploy) && !hasExpression(environmentOf(instance) ?? '');
  const common = { job: key.split('#')[1] ?? job.id, stage: opens ? stageOf(instance) : null };
  const fixed = (place: At, provider: string): Credential => ({
    ...common,
    at: place,
    provider,
    kind: 'static',
    role: null,
  });
  const given = (place: At, ...sources: readonly unknown[]): readonly Credential[] => {
    const found = sources.flatMap((source) =>
      Object.entries(record(source)).flatMap(([name, value]) => cloudOf(name, text(value)) ?? []),
    );
    return [...new Set(found)].map((provider) => fixed(place, provider));
  };
  const called = text(job.data['uses']);
  const assumed = steps.flatMap(({ step, data }): readonly Credential[] => {
    // Who needs keys that last to take a role has not got rid of them.
    const lasting = Object.keys(record(data['with'])).some((name) => Object.hasOwn(secretKeys, name));
    if (!step.does.includes('assume-role') || lasting) return [];
    const role =
      text(get(data, 'with', 'role-to-assume')) ??
      text(get(data, 'with', 'service_account')) ??
      text(get(data, 'with', 'workload_identity_provider')) ??
      text(get(data, 'with', 'client-id'));
    if (role === undefined) return [];
    const keyed = [workflow.data['env'], job.data['env'], data['env']].some(
      (env) => get(env, 'AWS_ACCESS_KEY_ID') !== undefined,
    );
    const mute = !keyed && isMute(instance) && !chained(data['with']);
    // What is wrong with the job itself stands where it is written, whoever calls it.
    const place = mute || workflow === instance.root ? step.at : at;
    const named = substitute(role, inputs);
    const stage = mayDiffer(named, environmentOf(instance)) ? null : common.stage;
    const taken = { stage, provider: 'cloud', kind: 'short-lived', role: named } as const;
    return [{ ...common, ...taken, at: place, ...(mute && { mayProve: false }) }];
  });
  return [
    ...given({ path: workflow.path, pointer: '/env' }, workflow.data['env']),
    ...given(job.at, job.data['env'], called === undefined || ownPath(called) !== undefined ? {} : job.data['secrets']),
    ...steps.flatMap(({ step, data, commands }) => [
      ...given(step.at, data['env'], data['with'], { run: data['run'] }),
      ...keysInScript(commands).map((provider) => fixed(step.at, provider)),
    ]),
    ...assumed,
  ];
}

// Whoever holds a role already, a key, or a token in a file, takes the next one by that.
const chained = (inputs: unknown): boolean =>
  text(get(inputs, 'role-chaining')) === 'true' ||
  ['web-identity-token-file', 'aws-access-key-id'].some((name) => get(inputs, name) !== undefined);

/** Whether the same expression may name another role in each run: it is filled in there, or a setting of the environment. */
const mayDiffer = (role: string, environment: string | undefined): boolean =>
  /\$\{\{[^}]{0,200}\b(?:needs|inputs|matrix|env|steps|github)\./.test(role) ||
  (environment !== undefined && hasExpression(role));
