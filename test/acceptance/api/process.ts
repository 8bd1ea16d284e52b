import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Service {
  /** Origin without a slash at its end. */
  readonly address: string;
  signal(name: NodeJS.Signals): void;
  /** Resolves with the exit code when the process has ended. */
  readonly ended: Promise<number | null>;
  /** Throws unless every line of its log is JSON and none holds one of the secrets. */
  checkLog(secrets: readonly string[]): void;
  kill(): Promise<void>;
}

/** A port of the loopback interface that nothing listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Starts the built program as its image does, migrated where it has a database, and waits until it is ready. */
export async function startService(folder: string, node: string, env: NodeJS.ProcessEnv): Promise<Service> {
  if (env['PGHOST'] !== undefined) await run(node, ['dist/migrate.js'], folder, env);
  const child = spawn(node, ['--import', './dist/telemetry.js', 'dist/main.js'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const address = `http://127.0.0.1:${env['PORT'] ?? ''}`;
  const service: Service = {
    address,
    ended,
    signal: (name) => void child.kill(name),
    checkLog: (secrets) => checkLog(log, secrets),
    kill: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await ended;
    },
  };
  for (let tries = 0; tries < 150; tries += 1) {
    if (child.exitCode !== null) break;
    const ready = await fetch(`${address}/readyz`).catch(() => undefined);
    if (ready?.ok) return service;
    await sleep(100);
  }
  await service.kill();
  throw new Error(`the service did not become ready:\n${log.slice(-4000)}`);
}

function checkLog(log: string, secrets: readonly string[]): void {
  for (const line of log.split('\n').filter((text) => text !== '')) {
    const entry: unknown = JSON.parse(line);
    if (typeof entry !== 'object' || entry === null) throw new Error(`a line of the log is no JSON object: ${line}`);
  }
  if (secrets.some((secret) => log.includes(secret))) throw new Error('the log holds a token');
  if (!/"trace_id":"[0-9a-f]{32}"/.test(log)) throw new Error('the log holds no trace id');
}

async function run(node: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(node, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}:\n${output.slice(-4000)}`);
}
