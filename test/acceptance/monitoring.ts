import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from './context.ts';
import type { AcceptanceContext } from './context.ts';

/** AWS's own validator of templates; works offline once it is installed. */
const validator = '@aws/cloudformation-validate@1.9.0-beta';

/** Prints the diagnostics of the templates that are its arguments, as JSON. The engine takes seconds to start, so one for all. */
const validate = `import { RegoEngine, TemplateFile } from '@aws/cloudformation-validate';
const engine = new RegoEngine();
const found = process.argv.slice(2).flatMap((file) =>
  engine.validateStandard(new TemplateFile(file)).diagnostics.map((diagnostic) => ({ file, ...diagnostic })));
engine.free();
console.log(JSON.stringify(found));
`;

interface Diagnostic {
  readonly file: string;
  readonly severity: string;
  readonly ruleId: string;
  readonly message: string;
}

/**
 * Checks the monitoring of a generated service with the real tools: its own check (alarms follow from objectives, tests),
 * and CloudFormation's validator on every template that it deploys.
 *
 * @throws Error that names the command or the template, and what is wrong
 */
export async function checkMonitoring(serviceDir: string, context: AcceptanceContext): Promise<void> {
  const monitoring = join(serviceDir, 'monitoring');
  const path = `${context.nodeBin}:${process.env['PATH'] ?? ''}`;
  await runTool(['node', 'monitoring/build.mjs', '--check'], serviceDir, { ...process.env, PATH: path });
  await runTool(['node', '--test', 'monitoring/build.test.mjs'], serviceDir, { ...process.env, PATH: path });
  context.log('monitoring: the alarms follow from the objectives, tests pass');
  const templates = readdirSync(join(monitoring, 'cloudwatch'))
    .filter((name) => name.endsWith('.template.json'))
    .map((name) => join(monitoring, 'cloudwatch', name));
  if (templates.length === 0) throw new Error(`${monitoring}/cloudwatch holds no template`);
  for (const template of templates) JSON.parse(readFileSync(template, 'utf8'));
  const wrong = (await diagnose(templates, context)).filter(({ severity }) => severity.toUpperCase() !== 'INFO');
  if (wrong.length > 0) {
    const lines = wrong.map(({ file, severity, ruleId, message }) => `${file}: ${severity} ${ruleId} ${message}`);
    throw new Error(`CloudFormation finds fault with the templates:\n${lines.join('\n')}`);
  }
  context.log(`monitoring: CloudFormation accepts ${templates.length} templates`);
}

async function diagnose(
  templates: readonly string[],
  { cacheDir, nodeBin }: AcceptanceContext,
): Promise<readonly Diagnostic[]> {
  const folder = join(cacheDir, 'cloudformation-validate');
  if (!existsSync(join(folder, 'node_modules', '@aws', 'cloudformation-validate'))) {
    mkdirSync(folder, { recursive: true });
    const install = ['npm', 'install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder, validator];
    await runTool(install, folder).catch((error: Error) => {
      throw new Error(`${validator} cannot be installed, so the templates stay unproven: ${error.message}`, {
        cause: error,
      });
    });
  }
  const script = join(folder, 'validate.mjs');
  writeFileSync(script, validate);
  const { stdout } = await runTool([join(nodeBin, 'node'), script, ...templates], folder);
  return JSON.parse(stdout) as readonly Diagnostic[];
}
