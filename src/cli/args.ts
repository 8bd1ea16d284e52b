import { parseArgs } from 'node:util';
import { closest } from '../catalog/closest.ts';
import { UserError } from '../errors.ts';
import type { Option } from './options.ts';

export interface Arguments {
  readonly positionals: readonly string[];
  /** Values by option name; switches are true. */
  readonly values: Readonly<Record<string, string | true>>;
  readonly lists: Readonly<Record<string, readonly string[]>>;
}

/**
 * Parses what follows the command.
 *
 * @throws UserError for an unknown option, a missing value or a value that is not one of the choices
 */
export function parseArguments(argv: readonly string[], options: readonly Option[]): Arguments {
  // node:util loads its parser when it is first asked.
  if (argv.length === 0) return { positionals: [], values: {}, lists: {} };
  const { tokens } = parseArgs({
    args: [...argv],
    options: Object.fromEntries(
      options.map(({ name, short, value }) => [
        name,
        { type: value === undefined ? 'boolean' : 'string', ...(short === undefined ? {} : { short }) },
      ]),
    ),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const positionals: string[] = [];
  const values: Record<string, string | true> = {};
  const lists: Record<string, string[]> = {};
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(named(token.value));
    if (token.kind !== 'option') continue;
    const option = options.find((candidate) => candidate.name === token.name) ?? refuseOption(token.rawName, options);
    const value = valueOf(option, token.value, token.inlineValue === true);
    if (option.multiple) (lists[option.name] ??= []).push(String(value));
    else {
      if (option.once && (values[option.name] ?? value) !== value) refuseSecond(option, values[option.name], value);
      values[option.name] = value;
    }
  }
  return { positionals, values, lists };
}

/** An empty word is a variable that was not set: it would stand for this folder. */
function named(word: string): string {
  if (word !== '') return word;
  throw new UserError('One of the arguments is empty.', 'Leave it out, or set the variable that it comes from.');
}

function valueOf(option: Option, value: string | undefined, inline: boolean): string | true {
  if (option.value === undefined) {
    if (value === undefined) return true;
    throw new UserError(`--${option.name} takes no value.`, `Write --${option.name} alone.`);
  }
  if (value === undefined)
    throw new UserError(`--${option.name} needs a value.`, `Write --${option.name} ${option.value}.`);
  // The next option is no value: it would be taken away from where it was meant.
  if (!inline && /^-(?![0-9.])/.test(value)) {
    throw new UserError(
      `--${option.name} needs a value, and ${value} looks like an option.`,
      `If it is the value, write --${option.name}=${value}.`,
    );
  }
  if (option.choices === undefined || option.choices.includes(value)) return value;
  throw new UserError(
    `--${option.name} ${value}: there is no such choice.`,
    `Choose one of ${option.choices.join(', ')}.`,
  );
}

function refuseSecond({ name }: Option, first: string | true | undefined, second: string | true): never {
  throw new UserError(
    `--${name} is given twice, as ${first} and as ${second}.`,
    'Only one can hold: leave the other out.',
  );
}

function refuseOption(rawName: string, options: readonly Option[]): never {
  const near = closest(
    rawName,
    options.map((option) => `--${option.name}`),
  );
  throw new UserError(
    `There is no option ${rawName} here.`,
    near === undefined ? 'Add --help to see the options.' : `Did you mean ${near}?`,
  );
}
