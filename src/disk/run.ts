import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { UserError } from '../errors.ts';

export interface RunOptions {
  readonly cwd: string;
  /** Gets every line of both streams as it comes, without its line break. */
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
  /** Replaces the environment of this process. */
  readonly env?: NodeJS.ProcessEnv;
}

/** How a command ended: `ok` is exit code 0. */
export interface Ended {
  readonly ok: boolean;
  /** Null when a signal ended it or it did not start. */
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  /** How it ended, as a sentence without full stop. */
  readonly message: string;
}

/** A line without a break is handed on in parts of this many characters. */
const longestLine = 16_384;

/** Splits a stream into lines; carriage returns of progress bars count as breaks. */
function lines(give: (line: string) => void): { readonly add: (text: string) => void; readonly end: () => void } {
  let rest = '';
  return {
    add(text) {
      const parts = (rest + text).split(/\r\n|\n|\r(?=.)/);
      rest = parts.pop() ?? '';
      for (const part of parts) give(part);
      for (; rest.length > longestLine; rest = rest.slice(longestLine)) give(rest.slice(0, longestLine));
    },
    end() {
      if (rest !== '') give(rest.replace(/\r$/, ''));
    },
  };
}

/** Windows starts `npm.cmd` and its kind only through its command processor, so nothing with a meaning there may be in a word. */
function forThisSystem(command: readonly string[]): readonly string[] {
  if (process.platform !== 'win32' || !/^(npm|npx|pnpm|yarn)$/.test(command[0] ?? '')) return command;
  const odd = command.find((word) => !/^[\w@./:=,+-]+$/.test(word));
  if (odd !== undefined) throw new UserError(`${JSON.stringify(odd)} cannot be passed on Windows.`, 'Run it by hand.');
  return ['cmd.exe', '/d', '/s', '/c', ...command];
}

const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function told(command: readonly string[], exitCode: number | null, signal: NodeJS.Signals | null): Ended {
  const how = signal === null ? `ended with exit code ${exitCode}` : `was ended by ${signal}`;
  return { ok: exitCode === 0, exitCode, signal, message: `'${command.join(' ')}' ${how}` };
}

function notStarted(program: string, cwd: string, error: NodeJS.ErrnoException): Ended {
  // Node says ENOENT for a missing folder as for a missing program.
  const reasons: Readonly<Record<string, string>> = existsSync(cwd)
    ? { ENOENT: 'was not found: install it, or add it to PATH', EACCES: 'may not be run: check its permissions' }
    : { ENOENT: `was not run: ${cwd} does not exist` };
  const why = reasons[error.code ?? ''] ?? `did not start: ${error.message}`;
  return { ok: false, exitCode: null, signal: null, message: `'${program}' ${why}` };
}

/**
 * Runs a command without a shell and without input; a failure is a result, never thrown. While it runs, signals to this process
 * go to the command, so that what it leaves can still be told.
 */
export function runCommand(command: readonly string[], { cwd, onLine, env }: RunOptions): Promise<Ended> {
  const [program, ...words] = forThisSystem(command);
  if (program === undefined) throw new Error('runCommand: no command');
  return new Promise((resolve) => {
    const child = spawn(program, words, {
      cwd,
      env: env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const handlers = passedOn.map((signal) => [signal, (): unknown => child.kill(signal)] as const);
    for (const [signal, handler] of handlers) process.on(signal, handler);
    const settle = (ended: Ended): void => {
      for (const [signal, handler] of handlers) process.off(signal, handler);
      resolve(ended);
    };
    for (const stream of ['stdout', 'stderr'] as const) {
      const { add, end } = lines((line) => onLine?.(line, stream));
      child[stream].setEncoding('utf8').on('data', add).on('end', end);
    }
    child.on('error', (error) => settle(notStarted(program, cwd, error)));
    child.on('close', (exitCode, signal) => settle(told(command, exitCode, signal)));
  });
}
