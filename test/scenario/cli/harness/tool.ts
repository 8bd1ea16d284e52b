import { spawnSync } from 'node:child_process';
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import { makeWorld } from '../../disk/harness/world.ts';

/** How a run ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** What another program than the tool itself is started with. */
  readonly node?: readonly string[];
}

/** The built program. */
export const cli = (): string => join(inject('checkout'), 'dist', 'cli.cjs');

export interface World {
  /** An empty folder that the tool is run in. */
  readonly folder: string;
  readonly env: NodeJS.ProcessEnv;
  /** Runs the tool without a terminal. */
  run(argv: readonly string[], options?: RunOptions): Ended;
}

/** A folder of its own for a test, and a user whose git has a name and nothing else. */
export function world(): World {
  const top = realpathSync(makeWorld());
  const folder = join(top, 'work');
  mkdirSync(folder);
  const config = join(top, 'gitconfig');
  writeFileSync(config, '[user]\n\tname = Test\n\temail = test@example.com\n');
  // Nothing of who runs the tests: neither their terminal nor their git.
  const env = {
    PATH: process.env['PATH'],
    HOME: top,
    GIT_CONFIG_GLOBAL: config,
    GIT_CONFIG_NOSYSTEM: '1',
    NODE_OPTIONS: '',
  };
  return {
    folder,
    env,
    run: (argv, { cwd = folder, env: more = {}, node = [cli()] } = {}) => {
      const { status, stdout, stderr } = spawnSync(process.execPath, [...node, ...argv], {
        cwd,
        env: { ...env, ...more },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: 20_000,
      });
      return { code: status, stdout, stderr };
    },
  };
}

/** The flags that answer every question of the default archetype of the small standard. */
export const everyFlag = [
  '--name',
  'orders',
  '--owner',
  'shop-team',
  '--tier',
  '2',
  '--port',
  '8080',
  '--secured',
  'true',
  '--issuer',
  'https://issuer.example.com',
];
