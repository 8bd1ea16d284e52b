import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from './context.ts';
import type { AcceptanceContext } from './context.ts';

/**
 * The infrastructure of a generated service, for real: install from the lock file, lint, tests, and a synthesis without
 * credentials and, where the machine can take it away, without a network; then what the synthesis has made.
 *
 * @throws Error that says which step failed and how
 */
export async function checkIac(serviceDir: string, context: AcceptanceContext): Promise<void> {
  const { log, nodeBin } = context;
  const infra = join(serviceDir, 'infra');
  if (!existsSync(join(infra, 'package.json'))) return log('iac: none');
  const environment = bareEnvironment(nodeBin);

  await runTool(['npm', 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], infra, {
    ...environment,
    ...certificates(),
  });
  log('iac: installed from the lock file');
  for (const check of ['lint', 'test']) await runTool(['npm', 'run', check], infra, environment);
  log('iac: lint, test pass');

  const prefix = await withoutNetwork(infra, environment);
  await runTool([...prefix, 'npm', 'run', 'synth'], infra, environment);
  log(`iac: synthesized without credentials${prefix.length > 0 ? ' and without a network' : ''}`);

  const out = join(infra, 'cdk.out');
  const violations = violationsIn(join(out, 'validation-report.json'));
  if (violations.length > 0) throw new Error(`the policy checks report:\n${violations.join('\n')}`);
  const templates = templatesIn(out);
  if (templates.length === 0) throw new Error('the synthesis made no template');
  for (const template of templates) checkTemplate(template);
  const count = templates.reduce((sum, { resources }) => sum + Object.keys(resources).length, 0);
  log(`iac: ${templates.length} stacks with ${count} resources, no finding of the policy checks`);
}

/** Nothing of the environment that could name an account, a region or credentials. */
const bareEnvironment = (nodeBin: string): NodeJS.ProcessEnv => ({
  PATH: `${nodeBin}:${process.env['PATH'] ?? ''}`,
  HOME: process.env['HOME'],
  CI: 'true',
  // The CDK would look for credentials of a machine at an address of the network.
  AWS_EC2_METADATA_DISABLED: 'true',
  CDK_DISABLE_CLI_TELEMETRY: 'true',
});

const certificates = (): NodeJS.ProcessEnv =>
  process.env['NODE_EXTRA_CA_CERTS'] === undefined ? {} : { NODE_EXTRA_CA_CERTS: process.env['NODE_EXTRA_CA_CERTS'] };

/** A command that takes the network away from the command after it; empty where the machine does not allow that. */
const withoutNetwork = async (cwd: string, environment: NodeJS.ProcessEnv): Promise<readonly string[]> => {
  const command = ['unshare', '--net', '--'];
  const tried = await runTool([...command, 'true'], cwd, environment, true).catch(() => undefined);
  return tried?.code === 0 ? command : [];
};

interface Report {
  readonly pluginReports?: readonly {
    readonly pluginName?: string;
    readonly violations?: readonly { readonly ruleName?: string; readonly description?: string }[];
  }[];
}

const violationsIn = (path: string): readonly string[] => {
  const { pluginReports = [] } = JSON.parse(readFileSync(path, 'utf8')) as Report;
  return pluginReports.flatMap(({ pluginName, violations = [] }) =>
    violations.map(({ ruleName, description }) => `${pluginName}: ${ruleName} ${description}`),
  );
};

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

interface Template {
  readonly path: string;
  readonly resources: Readonly<Record<string, Resource>>;
}

const templatesIn = (folder: string): readonly Template[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.template.json'))
    .map((path) => {
      const document = JSON.parse(readFileSync(join(folder, path), 'utf8')) as { Resources?: Template['resources'] };
      return { path, resources: document.Resources ?? {} };
    });

const checkTemplate = ({ path, resources }: Template): void => {
  // A stage without a budget has a stack for its alarms that may be empty but for the CDK's own entry.
  if (Object.keys(resources).length === 0 && !path.includes('monitoring')) throw new Error(`${path} has no resources`);
  for (const [id, { Type, Properties }] of Object.entries(resources)) {
    if (Type !== 'AWS::ECS::Service') continue;
    const configuration = Properties?.['DeploymentConfiguration'] as
      | { Alarms?: { AlarmNames?: readonly { Ref?: string }[]; Rollback?: boolean } }
      | undefined;
    const names = configuration?.Alarms?.AlarmNames ?? [];
    if (names.length === 0 || configuration?.Alarms?.Rollback !== true)
      throw new Error(`${path}: ${id} never goes back`);
    const missing = names.filter(({ Ref }) => Ref === undefined || resources[Ref]?.Type !== 'AWS::CloudWatch::Alarm');
    if (missing.length > 0)
      throw new Error(`${path}: ${id} watches ${JSON.stringify(missing)}, which is no alarm of its stack`);
  }
};
