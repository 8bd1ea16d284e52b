import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { afterAll } from 'vitest';
import type { Plan } from '../../../../src/plan/types.ts';
import type { Answer, Task } from './child.ts';

export interface ChildOptions {
  readonly killAt?: number | string;
  readonly pauseAt?: number | string;
  readonly pauseUntil?: string;
  readonly cwd?: string;
  readonly umask?: number;
  /** User and group number to run as; needs root. */
  readonly uid?: number;
}

export interface Child {
  readonly killed: boolean;
  readonly answer?: Answer;
  readonly stderr: string;
}

let bundle: Promise<string> | undefined;
let tasks = 0;

afterAll(async () => {
  if (bundle !== undefined) rmSync(await bundle, { recursive: true });
});

/** Node 20 runs no TypeScript, so the child is bundled, once per test file. */
async function bundled(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'disk-child-'));
  chmodSync(folder, 0o755);
  const build = await rolldown({ input: join(import.meta.dirname, 'child.ts'), platform: 'node', logLevel: 'silent' });
  await build.write({ dir: folder, format: 'esm', entryFileNames: 'child.mjs', chunkFileNames: '[name].mjs' });
  return folder;
}

async function prepare(command: Task['command'], plan: Plan, options: ChildOptions): Promise<readonly string[]> {
  const folder = await (bundle ??= bundled());
  const changes = plan.changes.map(({ content, ...change }) =>
    content === undefined ? change : { ...change, base64: Buffer.from(content).toString('base64') },
  );
  const file = join(folder, `task-${tasks++}.json`);
  const { uid: _, ...rest } = options;
  writeFileSync(file, JSON.stringify({ command, root: plan.root, changes, ...rest } satisfies Task));
  return [join(folder, 'child.mjs'), file];
}

const read = (stdout: string, signal: string | null, stderr: string): Child => {
  const json = stdout.replace(/^paused\n/, '');
  return { killed: signal === 'SIGKILL', stderr, ...(json === '' ? {} : { answer: JSON.parse(json) as Answer }) };
};

/** Commits a plan (or recovers its root) in a process of its own, to its end. */
export async function runChild(command: Task['command'], plan: Plan, options: ChildOptions = {}): Promise<Child> {
  const args = await prepare(command, plan, options);
  const as = options.uid === undefined ? {} : { uid: options.uid, gid: options.uid };
  const { stdout, stderr, signal } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: '/', ...as });
  return read(stdout, signal, stderr);
}

/** Starts a child and comes back as soon as it pauses; `end` waits for it. */
export async function startChild(plan: Plan, options: ChildOptions): Promise<{ readonly end: Promise<Child> }> {
  const child = spawn(process.execPath, await prepare('commit', plan, options), {
    cwd: '/',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let stdout = '';
  let paused: () => void;
  const pausing = new Promise<void>((resolve) => (paused = resolve));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    if (stdout.startsWith('paused')) paused();
  });
  const end = new Promise<Child>((resolve) => child.on('close', (_, signal) => resolve(read(stdout, signal, ''))));
  await Promise.race([pausing, end]);
  return { end };
}
