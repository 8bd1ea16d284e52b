import { stripVTControlCharacters, styleText } from 'node:util';
import type { Palette } from '../report/palette.ts';

/** What the outside looks like, read once at the edge. */
export interface Terminal {
  /** Both ends are a person's terminal: prompts are possible. */
  readonly interactive: boolean;
  readonly columns: number;
  readonly colors: Palette;
  /** The result, on standard output. */
  print(text: string): void;
  /** The talk, on standard error. */
  say(text: string): void;
}

export function terminalOf(process: NodeJS.Process): Terminal {
  const { stdin, stdout, stderr, env } = process;
  const plain = Boolean(env['NO_COLOR']) || env['TERM'] === 'dumb';
  const forced = Boolean(env['FORCE_COLOR']) && env['FORCE_COLOR'] !== '0';
  const colorful = (stream: NodeJS.WriteStream): boolean => !plain && (forced || Boolean(stream.isTTY));
  return {
    interactive: Boolean(stdin.isTTY && stderr.isTTY && stdout.isTTY) && env['CI'] !== 'true',
    columns: stdout.columns ?? 80,
    colors: palette(colorful(stdout)),
    print: (text) => void stdout.write(text.endsWith('\n') ? text : `${text}\n`),
    say: (text) => void stderr.write(`${colorful(stderr) ? text : stripVTControlCharacters(text)}\n`),
  };
}

function palette(enabled: boolean): Palette {
  const style =
    (format: 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan') =>
    (text: string): string =>
      // It was decided here already; left alone, newer versions of Node decide once more by themselves.
      enabled ? styleText(format, text, { validateStream: false }) : text;
  return {
    bold: style('bold'),
    dim: style('dim'),
    red: style('red'),
    yellow: style('yellow'),
    green: style('green'),
    cyan: style('cyan'),
  };
}
