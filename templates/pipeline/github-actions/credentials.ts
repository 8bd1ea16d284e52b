import { get, record } from '../../../src/kit/index.ts';
import type { At } from '../../../src/kit/index.ts';
import type { Credential } from '../model.ts';
import { isStandIn } from '../secrets.ts';
import { text } from '../values.ts';
import { hasExpression, substitute } from './expressions.ts';
import { environmentOf, type Instance, isDeploy, stageOf } from './instances.ts';

const secretKeys: Readonly<Record<string, string>> = {
  'aws-secret-access-key': 'AWS',
  AWS_SECRET_ACCESS_KEY: 'AWS',
  credentials_json: 'Google Cloud',
  GOOGLE_CREDENTIALS: 'Google Cloud',
  creds: 'Azure',
  AZURE_CREDENTIALS: 'Azure',
  ARM_CLIENT_SECRET: 'Azure',
};

/** How a job reaches the cloud: keys that last, or roles that it takes for its run. */
export function credentialsOf(instance: Instance): readonly Credential[] {
  const { steps, job, workflow, inputs, at, key } = instance;
  // An environment that is computed is many: which of them a role opens cannot be told.
  const opens = steps.some(isDeploy) && !hasExpression(environmentOf(instance) ?? '');
  const common = { job: key.split('#')[1] ?? job.id, stage: opens ? stageOf(instance) : null };
  const fixed = (place: At, ...sources: readonly unknown[]): readonly Credential[] =>
    sources.flatMap((source) =>
      Object.entries(record(source)).flatMap(([name, value]) =>
        Object.hasOwn(secretKeys, name) && !isStandIn(text(value))
          ? [{ ...common, at: place, provider: secretKeys[name] ?? '', kind: 'static', role: null } as const]
          : [],
      ),
    );
  const assumed = steps.flatMap(({ step, data }): readonly Credential[] => {
    // Who needs keys that last to take a role has not got rid of them.
    const lasting = Object.keys(record(data['with'])).some((name) => Object.hasOwn(secretKeys, name));
    if (!step.does.includes('assume-role') || lasting) return [];
    const role =
      text(get(data, 'with', 'role-to-assume')) ??
      text(get(data, 'with', 'service_account')) ??
      text(get(data, 'with', 'workload_identity_provider')) ??
      text(get(data, 'with', 'client-id'));
    const place = workflow === instance.root ? step.at : at;
    if (role === undefined) return [];
    const named = substitute(role, inputs);
    const stage = mayDiffer(named, environmentOf(instance)) ? null : common.stage;
    return [{ ...common, stage, at: place, provider: 'cloud', kind: 'short-lived', role: named }];
  });
  return [
    ...fixed(job.at, workflow.data['env'], job.data['env']),
    ...steps.flatMap(({ step, data }) => fixed(step.at, data['env'], data['with'])),
    ...assumed,
  ];
}

/** Whether the same expression may name another role in each run: it is filled in there, or a setting of the environment. */
const mayDiffer = (role: string, environment: string | undefined): boolean =>
  /\$\{\{[^}]{0,200}\b(?:needs|inputs|matrix|env|steps|github)\./.test(role) ||
  (environment !== undefined && hasExpression(role));
