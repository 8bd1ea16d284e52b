import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { runTool } from './context.ts';
import type { AcceptanceContext } from './context.ts';

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: {
    readonly steps: readonly { readonly env: Readonly<Record<string, string>>; readonly run: string }[];
  };
}

/** The variables that the runner would set: each input that is not given has its default. */
const variablesOf = (
  { inputs, runs }: Action,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(runs.steps[0]?.env ?? {}).map(([name, expression]) => {
      const input = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression)?.[1] ?? '';
      return [name, given[input] ?? inputs[input]?.default ?? ''];
    }),
  );

/**
 * Runs the script of action.yml as GitHub's runner would, with the published package: on a service that conforms and on one
 * that does not.
 *
 * @param env of a shell in which npx finds the package
 * @throws Error when an exit code or an output is not as the action promises
 */
export async function checkAction(
  { root, workDir, log }: AcceptanceContext,
  service: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Action;
  const script = action.runs.steps[0]?.run ?? '';
  const folder = join(workDir, 'action');
  mkdirSync(folder);
  const empty = join(folder, 'with spaces');
  mkdirSync(empty);
  writeFileSync(join(empty, 'README.md'), '# Nothing\n');
  const run = async (
    given: Readonly<Record<string, string>>,
    cwd: string,
  ): Promise<readonly [number | null, string]> => {
    const output = join(folder, 'output');
    const summary = join(folder, 'summary');
    writeFileSync(output, '');
    writeFileSync(summary, '');
    const variables = { ...variablesOf(action, given), GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary };
    const { code, stdout } = await runTool(['bash', '-c', script], cwd, { ...env, ...variables }, true);
    const told = `${readFileSync(output, 'utf8')}${readFileSync(summary, 'utf8')}`;
    if (!told.includes(`exit-code=${code}`)) throw new Error(`the action did not give its exit code: ${told}`);
    if (!told.includes('<!-- create-service audit -->')) throw new Error('the action wrote no summary');
    return [code, stdout];
  };
  const [good] = await run({ sarif: join(folder, 'good.sarif') }, service);
  if (good !== 0) throw new Error(`the action ended with ${good} on a service that conforms`);
  const { runs } = JSON.parse(readFileSync(join(folder, 'good.sarif'), 'utf8')) as { runs: { results: unknown[] }[] };
  if (runs[0]?.results.length !== 0) throw new Error('the SARIF of the action has results for a service that conforms');
  const [bad, annotations] = await run({ path: '.', html: join(folder, 'bad.html') }, empty);
  if (bad !== 1 || !annotations.includes('::error '))
    throw new Error(`the action ended with ${bad} on an empty service`);
  if (!readFileSync(join(folder, 'bad.html'), 'utf8').startsWith('<!doctype html>')) throw new Error('no HTML');
  const [never] = await run({ 'fail-on': 'never' }, empty);
  if (never !== 0) throw new Error(`the action ended with ${never} although nothing may fail it`);
  log('action.yml: exit codes, annotations, summary, SARIF and HTML as promised');
}
