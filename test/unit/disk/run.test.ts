import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCommand } from '../../../src/disk/run.ts';
import { makeWorld } from '../../scenario/disk/harness/world.ts';

const node = (script: string): readonly string[] => [process.execPath, '-e', script];

async function run(
  command: readonly string[],
  cwd = '/',
): Promise<{ ended: Awaited<ReturnType<typeof runCommand>>; lines: string[] }> {
  const lines: string[] = [];
  const ended = await runCommand(command, { cwd, onLine: (line, stream) => lines.push(`${stream}: ${line}`) });
  return { ended, lines };
}

test('lines come whole, from both streams, whatever ends them', async () => {
  const { ended, lines } = await run(node(`process.stdout.write('a\\r\\nb\\rc\\nlast'); process.stderr.write('é\\n')`));
  expect(ended).toMatchObject({ ok: true, exitCode: 0 });
  expect(lines.filter((line) => line.startsWith('stdout'))).toEqual([
    'stdout: a',
    'stdout: b',
    'stdout: c',
    'stdout: last',
  ]);
  expect(lines).toContain('stderr: é');
});

test('a line without end does not fill the memory', async () => {
  const { lines } = await run(node(`process.stdout.write('x'.repeat(100000))`));
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(20_000);
  expect(lines.map((line) => line.slice('stdout: '.length)).join('')).toBe('x'.repeat(100_000));
});

describe('a command that fails is a result', () => {
  test('with its exit code', async () => {
    const { ended } = await run(node('process.exit(3)'));
    expect(ended).toMatchObject({ ok: false, exitCode: 3, signal: null });
    expect(ended.message).toMatch(/ended with exit code 3$/);
  });

  test('with its signal', async () => {
    const { ended } = await run(node(`process.kill(process.pid, 'SIGKILL')`));
    expect(ended).toMatchObject({ ok: false, exitCode: null, signal: 'SIGKILL' });
    expect(ended.message).toMatch(/was ended by SIGKILL$/);
  });

  test('with a hint when it is not installed', async () => {
    const { ended } = await run(['no-such-program', 'x']);
    expect(ended).toEqual({
      ok: false,
      exitCode: null,
      signal: null,
      message: "'no-such-program' was not found: install it, or add it to PATH",
    });
  });

  test('with the folder when that is missing', async () => {
    const cwd = join(makeWorld({}), 'gone');
    expect((await run(node(''), cwd)).ended.message).toContain(`${cwd} does not exist`);
  });
});

test('words are passed as they are, no shell reads them', async () => {
  const { lines } = await run([process.execPath, '-p', 'process.argv[1]', '$(id); `id` && * "']);
  expect(lines).toEqual(['stdout: $(id); `id` && * "']);
});

test('it has no input to wait for', async () => {
  expect((await run(node('process.stdin.resume().on("end", () => process.exit(0))'))).ended.ok).toBe(true);
});

test('a signal to us goes to the command, and how it ended can still be told', async () => {
  let told = false;
  const ended = await runCommand(node(`setTimeout(() => {}, 60000); console.log('up')`), {
    cwd: '/',
    onLine: () => {
      told = true;
      process.emit('SIGTERM');
    },
  });
  expect(told).toBe(true);
  expect(ended).toMatchObject({ ok: false, signal: 'SIGTERM' });
  expect(process.listenerCount('SIGTERM')).toBe(0);
});
