import { spawn, spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { onTestFinished } from 'vitest';
import type { World } from './tool.ts';
import { cli } from './tool.ts';

/** Whether this machine has the `script` of util-linux, which gives a program a terminal of its own. */
export const hasTerminal = /util-linux/.test(spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout ?? '');

export const keys = { enter: '\r', down: '\u001b[B', ctrlC: '\u0003', erase: '\u0015' };

/** A person at a terminal: what is on it, and what is typed. */
export interface Person {
  /** Waits until the text comes up after what was waited for before; returns what stood between. */
  sees(text: string): Promise<string>;
  types(...what: readonly string[]): void;
  /** How the run ended. */
  ends(): Promise<{ readonly code: number | null; readonly rest: string }>;
}

const patience = 15_000;

/** Runs the tool, or another program of Node, on a terminal of its own. */
export function atTerminal(
  world: World,
  argv: readonly string[],
  { cwd = world.folder, node = [cli()] }: { cwd?: string; node?: readonly string[] } = {},
): Person {
  const quote = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
  const command = `stty cols 120 rows 40; exec ${[process.execPath, ...node, ...argv].map(quote).join(' ')}`;
  const child = spawn('script', ['--quiet', '--return', '--flush', '--command', command, '/dev/null'], {
    cwd,
    env: { ...world.env, TERM: 'xterm', SHELL: '/bin/sh' },
  });
  let screen = '';
  let seen = 0;
  let wake = (): void => {};
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += stripVTControlCharacters(text);
    wake();
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', (code) => resolve(code)));
  void ended.then(() => wake());
  onTestFinished(() => void child.kill('SIGKILL'));
  return {
    async sees(text) {
      let late = false;
      const limit = setTimeout(() => {
        late = true;
        wake();
      }, patience);
      for (;;) {
        const at = screen.indexOf(text, seen);
        if (at !== -1) {
          const between = screen.slice(seen, at);
          seen = at + text.length;
          clearTimeout(limit);
          return between;
        }
        if (child.exitCode !== null || late)
          throw new Error(`${JSON.stringify(text)} never came up after:\n${screen.slice(seen)}`);
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
    types: (...what) => what.forEach((text) => child.stdin.write(text)),
    ends: async () => ({ code: await ended, rest: screen.slice(seen) }),
  };
}
