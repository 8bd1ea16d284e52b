import { cpSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from './context.ts';
import type { AcceptanceContext } from './context.ts';

const version = '4.7.0';

/**
 * Uses the hook as another repository would: pre-commit clones the repository that defines it and runs the audit on a commit.
 *
 * @param env of a shell in which npx finds the package
 * @throws Error when the hook lets a bad service pass or stops a good one, or when Python 3 is missing
 */
export async function checkPreCommit(
  { root, cacheDir, workDir, log }: AcceptanceContext,
  service: string,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const tools = join(cacheDir, `pre-commit-${version}`);
  if (!existsSync(join(tools, 'bin/pre-commit'))) {
    await runTool(['python3', '-m', 'venv', tools], cacheDir);
    await runTool([join(tools, 'bin/pip'), 'install', '--quiet', `pre-commit==${version}`], cacheDir);
  }
  const git = (folder: string, ...args: readonly string[]) =>
    runTool(['git', '-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], folder, env);
  const hooks = join(workDir, 'hooks');
  await git(workDir, 'init', '--quiet', hooks);
  cpSync(join(root, '.pre-commit-hooks.yaml'), join(hooks, '.pre-commit-hooks.yaml'));
  await git(hooks, 'add', '--all');
  await git(hooks, 'commit', '--quiet', '--message', 'Hooks');
  const { stdout } = await git(hooks, 'rev-parse', 'HEAD');
  const config = `repos:\n  - repo: ${hooks}\n    rev: ${stdout.trim()}\n    hooks: [{ id: create-service-audit }]\n`;
  const place = join(workDir, 'committed');
  cpSync(service, place, { recursive: true });
  writeFileSync(join(place, '.pre-commit-config.yaml'), config);
  await git(place, 'init', '--quiet');
  await git(place, 'add', '--all');
  const hook = [join(tools, 'bin/pre-commit'), 'run', '--all-files'];
  const home = { ...env, PRE_COMMIT_HOME: join(workDir, 'pre-commit') };
  await runTool(hook, place, home);
  writeFileSync(join(place, 'CODEOWNERS'), '# nobody\n');
  await git(place, 'add', '--all');
  const { code, stdout: told } = await runTool(hook, place, home, true);
  if (code !== 1 || !told.includes('own-codeowners')) throw new Error(`the hook let a bad commit pass: ${told}`);
  log('pre-commit: the hook passes a good service and stops a bad one');
}
