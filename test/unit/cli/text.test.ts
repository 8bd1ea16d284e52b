import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { helpText } from '../../../src/cli/help.ts';
import { commandNamed, commands } from '../../../src/cli/options.ts';
import { changeLines } from '../../../src/cli/plan-text.ts';
import { printable } from '../../../src/cli/printable.ts';
import { terminalOf } from '../../../src/cli/terminal.ts';
import type { Terminal } from '../../../src/cli/terminal.ts';
import { drawTree } from '../../../src/cli/tree.ts';
import { fixture } from '../../support/fixture.ts';

interface Ends {
  readonly stdin?: boolean;
  readonly stdout?: boolean;
  readonly stderr?: boolean;
}

/** A terminal over ends that are kept, with what was written to each. */
function terminalWith(
  env: NodeJS.ProcessEnv,
  { stdin = false, stdout = false, stderr = false }: Ends = {},
): Terminal & { out(): string; err(): string } {
  const written = { 1: '', 2: '' };
  const terminal = terminalOf({
    env,
    isTerminal: (end) => [stdin, stdout, stderr][end] ?? false,
    columns: () => 100,
    write: (end, text) => {
      written[end] += text;
      return true;
    },
  });
  return { ...terminal, out: () => written[1], err: () => written[2] };
}

const all = { stdin: true, stdout: true, stderr: true };

describe('a terminal', () => {
  it.each<[string, NodeJS.ProcessEnv, Ends, boolean]>([
    ['on a terminal', {}, all, true],
    ['in a pipe', {}, {}, false],
    ['in a pipe, when it is forced', { FORCE_COLOR: '1' }, {}, true],
    ['on a terminal, unless it is refused', { NO_COLOR: '1' }, all, false],
    ['on a terminal, when the refusal is empty', { NO_COLOR: '' }, all, true],
    ['when it is refused and forced', { NO_COLOR: '1', FORCE_COLOR: '1' }, all, false],
    ['in a pipe, when zero is forced', { FORCE_COLOR: '0' }, {}, false],
    ['on a dumb terminal', { TERM: 'dumb' }, all, false],
  ])('has colours %s', (_, env, ends, expected) => {
    expect(terminalWith(env, ends).colors.red('a') !== 'a').toBe(expected);
  });

  it('has no colours in the talk when that goes to a file and the result to the screen', () => {
    const terminal = terminalWith({}, { stdout: true });
    terminal.say(terminal.colors.red('error'));
    terminal.print(terminal.colors.red('result'));
    expect([terminal.err(), stripVTControlCharacters(terminal.out())]).toEqual(['error\n', 'result\n']);
  });

  it('is one to ask on only when all its ends are a person, and no CI', () => {
    expect(terminalWith({}, all).interactive).toBe(true);
    for (const end of ['stdin', 'stdout', 'stderr'])
      expect(terminalWith({}, { ...all, [end]: false }).interactive).toBe(false);
    expect(terminalWith({ CI: 'true' }, all).interactive).toBe(false);
  });

  it('ends what it prints with one newline', () => {
    const terminal = terminalWith({});
    terminal.print('a');
    terminal.print('b\n');
    expect(terminal.out()).toBe('a\nb\n');
  });
});

describe('help', () => {
  const terminal = terminalWith({});
  const flags = (...argv: string[]): string[] =>
    [...helpText(fixture, commandNamed('create'), argv, terminal).matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(
      ([, flag]) => flag ?? '',
    );

  it('lists every option of every command', () => {
    for (const command of commands) {
      const text = helpText(fixture, command, [], terminal);
      for (const option of command.options) expect(text, command.name).toContain(`--${option.name}`);
    }
  });

  it('lists every question of the chosen templates, and only those', () => {
    expect(flags()).toEqual(expect.arrayContaining(['--name', '--owner', '--tier', '--port', '--secured', '--issuer']));
    expect(flags()).not.toContain('--channel');
    expect(flags('--archetype', 'watched')).toContain('--channel');
    expect(flags('--api', 'none')).not.toContain('--port');
  });

  it('lists every question of every template where one is still to be named', () => {
    const text = helpText(fixture, commandNamed('add'), [], terminal);
    for (const flag of ['--name', '--port', '--channel', '--threshold']) expect(text).toContain(flag);
  });

  it('helps where the rest of the line is not right yet', () => {
    for (const argv of [['--api'], ['--api', 'helo'], ['--bogus'], ['--archetype', 'none']])
      expect(flags(...argv)).toContain('--port');
  });

  it('tells choices and defaults', () => {
    const text = helpText(fixture, undefined, [], terminal);
    expect(text).toMatch(/--tier +What it is for: 1, 2, 3 \[2\]/);
    expect(text).toMatch(/--port +Port that it listens on \[8080\]/);
    expect(text).toContain('Exit codes');
  });

  it('stays within the width of the terminal', () => {
    for (const columns of [60, 80, 200]) {
      const lines = helpText(fixture, undefined, [], { ...terminal, columns }).split('\n');
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(Math.max(columns, 100) + 4);
    }
  });
});

describe('a tree of paths', () => {
  it('shows folders first, and counts what is deeper than it opens', () => {
    expect(
      drawTree('orders/', ['README.md', 'src/a.ts', 'src/routes/b.ts', 'src/routes/deep/c.ts', '.github/ci.yml'], 2),
    ).toBe(
      [
        'orders/',
        '├─ .github/',
        '│  └─ ci.yml',
        '├─ src/',
        '│  ├─ routes/  2 files',
        '│  └─ a.ts',
        '└─ README.md',
      ].join('\n'),
    );
  });

  it('of nothing is its root', () => expect(drawTree('orders/', [], 2)).toBe('orders/'));

  it('loses no file', () => {
    const paths = fc.uniqueArray(fc.stringMatching(/^[a-c](\/[d-f]){0,2}\/[x-z]$/), { maxLength: 10 });
    fc.assert(
      fc.property(paths, (given) => {
        const drawn = drawTree('.', given, 9).split('\n').slice(1);
        expect(drawn.filter((line) => !line.endsWith('/')).length).toBe(given.length);
      }),
    );
  });
});

describe('what comes from a file or a name', () => {
  it('cannot steer the terminal, nor turn text around', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(/[^\P{C}\n\t]/u);
      }),
    );
    expect(printable('a\u001b[2J\u009b\u202eb\r')).toBe('a\\u{1b}[2J\\u{9b}\\u{202e}b\\u{d}');
  });

  it('is left as it is when it is text', () => expect(printable('é 日本 🚀\n\tx')).toBe('é 日本 🚀\n\tx'));
});

it('a change is one line, with its reason where it is not simply new', () => {
  const change = { mode: '644', digest: null, preimage: null } as const;
  const lines = changeLines(
    [
      { ...change, path: 'a' as never, action: 'create', reason: 'new' },
      { ...change, path: 'b' as never, action: 'conflict', reason: 'a folder stands there' },
    ],
    terminalWith({}),
  );
  expect(lines).toBe('  + a\n  ! b  a folder stands there');
});
