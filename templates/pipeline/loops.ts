import type { Command } from './shell.ts';

const most = 12;
const longest = 500;

/** Commands with the loops over written lists run through: `for S in a b; do npm test --prefix $S; done` is two commands. */
export function unrolled(commands: readonly Command[]): readonly Command[] {
  const start = commands.findIndex(({ words }) => words[0] === 'for' && words[2] === 'in');
  if (start < 0 || commands.length > longest) return commands;
  const end = endOf(commands, start);
  const [, name = '', , ...values] = commands[start]?.words ?? [];
  const body = commands.slice(start + 1, end);
  const literal = values.filter((value) => /^[\w@./-]+$/.test(value)).slice(0, most);
  const runs = literal.length > 0 && literal.length === values.length ? literal : undefined;
  const inner =
    runs === undefined ? body : runs.flatMap((value) => body.map((command) => filled(command, name, value)));
  return [...commands.slice(0, start), ...unrolled(inner.slice(0, longest)), ...unrolled(commands.slice(end + 1))];
}

function endOf(commands: readonly Command[], start: number): number {
  let depth = 0;
  for (let index = start; index < commands.length; index += 1) {
    const word = commands[index]?.words[0] ?? '';
    // A condition such as `while true` loses its keyword with the prefix, so only loops over lists are counted.
    if (word === 'for' || word === 'select') depth += 1;
    if (word === 'done') depth -= 1;
    if (depth === 0) return index;
  }
  return commands.length;
}

const filled = (command: Command, name: string, value: string): Command => ({
  ...command,
  words: command.words.map((word) => word.replaceAll(`\${${name}}`, value).replaceAll(`$${name}`, value)),
});
