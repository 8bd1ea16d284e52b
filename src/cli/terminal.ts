import { attempt } from '../disk/fs-error.ts';
import { isTerminal, writeStream } from '../disk/streams.ts';
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
  /** A piece of the result, as it is. */
  write(text: string | Uint8Array): void;
  /** The talk, on standard error. */
  say(text: string): void;
  /** Whether somebody still reads the result, as far as was written. */
  hasReader(): boolean;
}

/** The three ends of a process and its environment. */
export interface Ends {
  readonly env: NodeJS.ProcessEnv;
  isTerminal(end: 0 | 1 | 2): boolean;
  columns(): number;
  /** @returns whether there was somebody to read it */
  write(end: 1 | 2, text: string | Uint8Array): boolean;
}

/** The ends of this process. Node's own streams are asked only on a terminal: setting them up costs a tenth of a start. */
const ownEnds: Ends = {
  env: process.env,
  isTerminal,
  columns: () => process.stdout.columns,
  write: writeStream,
};

export function terminalOf({ env, isTerminal, columns, write }: Ends = ownEnds): Terminal {
  const [input, output, errors] = [isTerminal(0), isTerminal(1), isTerminal(2)];
  const plain = Boolean(env['NO_COLOR']) || env['TERM'] === 'dumb';
  const forced = Boolean(env['FORCE_COLOR']) && env['FORCE_COLOR'] !== '0';
  const colorful = (terminal: boolean): boolean => !plain && (forced || terminal);
  let isRead = true;
  const writeResult = (text: string | Uint8Array): void =>
    attempt('write', 'the result', () => {
      isRead = write(1, text) && isRead;
    });
  return {
    interactive: input && output && errors && env['CI'] !== 'true',
    columns: output ? columns() : 80,
    colors: palette(colorful(output)),
    write: writeResult,
    print: (text) => writeResult(text.endsWith('\n') ? text : `${text}\n`),
    say: (text) => void write(2, `${colorful(errors) ? text : stripVTControlCharacters(text)}\n`),
    hasReader: () => isRead,
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
