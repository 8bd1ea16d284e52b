import { existsSync, readFileSync, writeSync } from 'node:fs';
import type { Change, Plan } from '../../../../src/plan/types.ts';
import { commitPlan } from '../../../../src/disk/commit.ts';
import { recoverTarget } from '../../../../src/disk/recover.ts';
import { UserError } from '../../../../src/errors.ts';
import { changes, intercept } from './intercept.ts';

/** What the child is to do; plain JSON in a file, named by the first argument. */
export interface Task {
  readonly command: 'commit' | 'recover';
  readonly root: string;
  readonly changes: readonly (Omit<Change, 'content'> & { readonly base64?: string })[];
  /** Before which call that changes the disk it kills itself: its number, or the end of a path in it. A write is done half before. */
  readonly killAt?: number | string;
  /** Before which such call it says `paused` and waits until the file `pauseUntil` stands. */
  readonly pauseAt?: number | string;
  readonly pauseUntil?: string;
  readonly cwd?: string;
  readonly umask?: number;
}

/** What it says when it was not killed. */
export interface Answer {
  /** How many calls changed the disk. */
  readonly calls: number;
  readonly error?: { readonly name: string; readonly message: string; readonly hint: string };
  readonly result?: unknown;
}

const task = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Task;
const planned = task.changes.map(({ base64, ...change }): Change =>
  base64 === undefined ? change : { ...change, content: Buffer.from(base64, 'base64') },
);
const plan: Plan = { root: task.root, changes: planned };
if (task.cwd !== undefined) process.chdir(task.cwd);
if (task.umask !== undefined) process.umask(task.umask);

let calls = 0;
let paused = false;
const say = writeSync;
const restore = intercept((name, args) => {
  if (!changes(name, args)) return;
  calls++;
  const is = (moment: number | string | undefined): boolean =>
    typeof moment === 'string' ? args.some((arg) => String(arg).endsWith(moment)) : moment === calls;
  if (is(task.killAt)) {
    if (name === 'writeSync') {
      const [descriptor, bytes] = args as [number, Uint8Array];
      say(descriptor, bytes, 0, bytes.byteLength >> 1);
    }
    process.kill(process.pid, 'SIGKILL');
  }
  if (!paused && is(task.pauseAt)) {
    paused = true;
    say(1, 'paused\n');
    while (!existsSync(task.pauseUntil ?? '/')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
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
