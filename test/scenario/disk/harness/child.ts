import { readFileSync, writeSync } from 'node:fs';
import type { Change, Plan } from '../../../../src/plan/types.ts';
import { commitPlan } from '../../../../src/disk/commit.ts';
import { recoverTarget } from '../../../../src/disk/recover.ts';
import { UserError } from '../../../../src/errors.ts';
import { intercept } from './intercept.ts';

/** What the child is to do; plain JSON in a file, named by the first argument. */
export interface Task {
  readonly command: 'commit' | 'recover';
  readonly root: string;
  readonly changes: readonly (Omit<Change, 'content'> & { readonly base64?: string })[];
  /** Number of the file system call before which it kills itself; a write is done half before that. */
  readonly killAt?: number;
  /** Number of the file system call before which it says `paused` and waits for this long, in milliseconds. */
  readonly pauseAt?: number;
  readonly pauseMs?: number;
  readonly cwd?: string;
  readonly umask?: number;
}

/** What it says when it was not killed. */
export interface Answer {
  readonly calls: number;
  readonly error?: { readonly name: string; readonly message: string; readonly hint: string };
  readonly result?: unknown;
}

const task = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Task;
const changes = task.changes.map(({ base64, ...change }): Change =>
  base64 === undefined ? change : { ...change, content: Buffer.from(base64, 'base64') },
);
const plan: Plan = { root: task.root, changes };
if (task.cwd !== undefined) process.chdir(task.cwd);
if (task.umask !== undefined) process.umask(task.umask);

let calls = 0;
const say = writeSync;
const restore = intercept((name, args, number) => {
  calls = number;
  if (number === task.killAt) {
    if (name === 'writeSync') {
      const [descriptor, bytes] = args as [number, Uint8Array];
      say(descriptor, bytes, 0, bytes.byteLength >> 1);
    }
    process.kill(process.pid, 'SIGKILL');
  }
  if (number === task.pauseAt) {
    say(1, 'paused\n');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, task.pauseMs);
  }
});
let answer: Answer;
try {
  const result = task.command === 'commit' ? commitPlan(plan) : await recoverTarget(task.root);
  answer = { calls, result };
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  answer = { calls, error: { name: error.name, message: error.message, hint: error.hint } };
}
restore();
process.stdout.write(JSON.stringify(answer));
