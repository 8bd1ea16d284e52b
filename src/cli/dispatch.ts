import { closest } from '../catalog/closest.ts';
import { shippedStandard } from '../catalog/shipped.ts';
import { ExitCode, UserError } from '../errors.ts';
import { helpText } from './help.ts';
import { commands, reservedCommands } from './options.ts';
import { printable } from './printable.ts';
import { terminalOf } from './terminal.ts';
import type { Terminal } from './terminal.ts';

export { ExitCode, printable, terminalOf, UserError };

/** Finds the command and runs it. Each command's room is loaded only when it is named. */
export async function dispatch(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [first = '', ...rest] = argv;
  if (reservedCommands.includes(first)) {
    throw new UserError(
      `\`create-service ${first}\` is not a part of this version yet.`,
      `For a folder of that name write \`create-service create ${first}\`.`,
    );
  }
  if (first === 'help') return dispatch([...rest, '--help'], terminal);
  if (first === 'version') {
    terminal.print(packageVersion);
    return ExitCode.done;
  }
  const named = commands.find((command) => command.name === first);
  if (named === undefined) refuseMistyped(first);
  const command = named ?? commands[0];
  const args = named === undefined ? argv : rest;
  if (command === undefined) throw new Error('there are no commands');
  const shipped = shippedStandard();
  const end = args.indexOf('--');
  if (args.slice(0, end === -1 ? args.length : end).some((arg) => arg === '--help' || arg === '-h')) {
    terminal.print(helpText(shipped.standard, named === undefined ? undefined : command, args, terminal));
    return 0;
  }
  switch (command.name) {
    case 'add':
      return (await import('./add.ts')).add(args, command, shipped, terminal);
    case 'audit':
      return (await import('./audit.ts')).audit(args, command, shipped, terminal);
    case 'explain':
      return (await import('./explain.ts')).explain(args, command, shipped, terminal);
    case 'list':
      return (await import('./list.ts')).list(args, command, shipped, terminal);
    default:
      return (await import('./create.ts')).create(args, command, shipped, terminal);
  }
}

/** A mistyped command would make a service of that name. Short words are names: `app` is no mistyped `add`. */
function refuseMistyped(word: string): void {
  const names = commands.map((command) => command.name).filter((name) => name.length > 4);
  const near = /^[a-z]{5,}$/.test(word) ? closest(word, names) : undefined;
  if (near === undefined) return;
  throw new UserError(
    `There is no command ${word}. Did you mean ${near}?`,
    `For a folder of that name write \`create-service create ${word}\`.`,
  );
}
