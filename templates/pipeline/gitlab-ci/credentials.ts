import { get, isMapping, record, type At } from '../../../src/kit/index.ts';
import type { Credential, Job } from '../model.ts';
import { isStandIn, keysInScript } from '../secrets.ts';
import { text } from '../values.ts';
import type { RawJob } from './jobs.ts';
import { isOpaque, type RawStep } from './purpose.ts';
import { expand, variablesIn } from './variables.ts';

const secretKeys: Readonly<Record<string, string>> = {
  AWS_SECRET_ACCESS_KEY: 'AWS',
  GOOGLE_CREDENTIALS: 'Google Cloud',
  GOOGLE_SERVICE_ACCOUNT_KEY: 'Google Cloud',
  AZURE_CREDENTIALS: 'Azure',
  AZURE_CLIENT_SECRET: 'Azure',
  ARM_CLIENT_SECRET: 'Azure',
};

const assumes: readonly (readonly [RegExp, RegExp])[] = [
  [/\baws sts assume-role-with-web-identity\b/, /--role-arn[= ]+["']?([^\s"']{1,300})/],
  [
    /\bgcloud (?:auth login --cred-file|iam workload-identity-pools create-cred-config)\b/,
    /create-cred-config\s+["']?([^\s"']{1,300})/,
  ],
  [/\baz login\b.*--federated-token\b/, /(?:-u|--username)[= ]+["']?([^\s"']{1,300})/],
];

/** Names of the tokens by which a job may prove who it is. */
export const tokensOf = ({ data }: RawJob): readonly string[] => Object.keys(record(data['id_tokens']));

/** How a job reaches the cloud: keys that last, or roles that it takes for its run. */
export function credentialsOf(job: RawJob, steps: readonly RawStep[], stage: string | null): readonly Credential[] {
  if (job.fromHost) return [];
  const common = { job: job.name, stage };
  const taken = takenRoles(job, steps);
  const own = Object.keys(job.variables).filter(
    (name) => Object.hasOwn(secretKeys, name) && !isStandIn(job.variables[name]),
  );
  const fixed = [
    ...own.map((name) => ({ at: job.place('variables', name), provider: secretKeys[name] ?? '' })),
    ...(taken.length > 0 ? [] : steps.flatMap(keysIn)),
  ];
  return [
    ...fixed.map((key): Credential => ({ ...common, ...key, kind: 'static', role: null })),
    ...taken.map(({ at, role }): Credential => ({
      ...common,
      at,
      provider: 'cloud',
      kind: 'short-lived',
      // A variable of the project may hold another role for each environment.
      role: role.includes('$') ? `${role} of ${stage ?? job.name}` : role,
    })),
  ];
}

const keysIn = ({ step, commands }: RawStep): readonly { readonly at: At; readonly provider: string }[] =>
  keysInScript(commands).map((provider) => ({ at: step.at, provider }));

interface Taken {
  readonly at: At;
  readonly role: string;
}

/** Roles that a job takes with its token: by a command, by variables that the AWS tools read, or by `identity`. */
function takenRoles(job: RawJob, steps: readonly RawStep[]): readonly Taken[] {
  const byCommand = steps.flatMap(({ step, commands }): readonly Taken[] => {
    const script = commands.join('\n').slice(0, 20_000);
    const [, role] = assumes.find(([pattern]) => pattern.test(script)) ?? [];
    return role === undefined ? [] : [{ at: step.at, role: expand(role.exec(script)?.[1] ?? '$ROLE', job.variables) }];
  });
  if (byCommand.length > 0) return byCommand;
  const role = Object.hasOwn(job.variables, 'AWS_ROLE_ARN') ? job.variables['AWS_ROLE_ARN'] : undefined;
  if (role !== undefined && tokensOf(job).length > 0)
    return [{ at: job.place('variables', 'AWS_ROLE_ARN'), role: expand(role, job.variables) }];
  const identity = text(job.data['identity']);
  return identity === undefined ? [] : [{ at: job.place('identity'), role: `$${identity}` }];
}

/** Whether a job needs the token that it may ask for. */
export function needsIdentity(job: RawJob, steps: readonly RawStep[]): Job['needsIdentity'] {
  const tokens = tokensOf(job);
  const secrets = Object.values(record(job.data['secrets'])).filter(isMapping);
  const used = steps.some(
    ({ step, commands }) =>
      step.does.includes('attest') ||
      commands.some(
        (command) =>
          variablesIn(command).some((name) => tokens.includes(name)) ||
          /\b(?:cosign|npm publish|vault login)\b/.test(command),
      ),
  );
  if (used || secrets.length > 0 || takenRoles(job, steps).length > 0) return 'yes';
  // A token that tools look for by its name.
  if (tokens.some((name) => /^(?:SIGSTORE_ID_TOKEN|NPM_ID_TOKEN|VAULT_ID_TOKEN|PYPI_ID_TOKEN)$/.test(name)))
    return 'unknown';
  const files = Object.values(job.variables).some((value) => variablesIn(value).some((name) => tokens.includes(name)));
  if (files) return 'yes';
  return get(job.data, 'trigger') !== undefined || steps.some(({ step, commands }) => isOpaque(step, commands))
    ? 'unknown'
    : 'no';
}
