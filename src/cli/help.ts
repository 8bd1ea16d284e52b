import { flagOf } from '../answers/questions.ts';
import type { Catalog, Question, Template } from '../catalog/types.ts';
import { UserError } from '../errors.ts';
import { kindOptions, parseAnswering } from './answer-options.ts';
import { commands, commandNamed } from './options.ts';
import type { Command, Option } from './options.ts';
import type { Terminal } from './terminal.ts';

const gap = 2;
const kindsHint =
  'Without --archetype, naming one part leaves out those that are not named; with it, only what is named changes.';

/** Help for the whole tool, or for one command; for commands that ask, with the flags of the chosen templates. */
export function helpText(
  catalog: Catalog,
  command: Command | undefined,
  argv: readonly string[],
  terminal: Terminal,
): string {
  const { colors, columns } = terminal;
  const shown = command ?? commandNamed('create');
  const heading = (text: string): string => colors.bold(text);
  const sections: string[] = [];
  if (command === undefined) {
    sections.push(`create-service ${catalog.version}: one versioned standard for services`);
    const usage: [string, string][] = commands.map(({ name, arguments: args, summary }) => [
      `create-service ${name} ${args}`,
      summary,
    ]);
    sections.push(
      [heading('Usage'), ...table([['create-service [dir]', 'The same as create'], ...usage], columns)].join('\n'),
    );
  } else {
    sections.push(`${shown.summary}\n\n  create-service ${shown.name} ${shown.arguments}`);
  }
  const kinds = shown.name === 'create' ? kindOptions(catalog) : [];
  sections.push(
    [
      heading(`Options of ${shown.name}`),
      ...table([...shown.options, ...kinds].map(row), columns),
      ...(kinds.length === 0 ? [] : ['', ...paragraph(kindsHint, columns)]),
    ].join('\n'),
  );
  if (shown.answers)
    sections.push(
      ...questionSections(
        catalog,
        argv.filter((arg) => arg !== '--help' && arg !== '-h'),
        shown,
        terminal,
      ),
    );
  if (command === undefined)
    sections.push(
      `${heading('Exit codes')}\n  0 done   1 findings, or --install failed   2 bad usage or a conflict\n  3 audit incomplete   70 a bug of ours`,
    );
  return sections.join('\n\n');
}

function questionSections(
  catalog: Catalog,
  argv: readonly string[],
  command: Command,
  { columns, colors }: Terminal,
): string[] {
  const templates =
    command.name === 'create'
      ? chosenTemplates(catalog, argv, command)
      : catalog.kinds.flatMap((kind) => kind.templates);
  return catalog.kinds.flatMap((kind) => {
    const chosen = templates.filter((template) => template.kind === kind.id);
    const questions = [...kind.questions, ...chosen.flatMap((template) => template.questions)];
    if (chosen.length === 0 || questions.length === 0) return [];
    const title = `${kind.title} (${chosen.map((template) => template.id).join(', ')})`;
    return [[colors.bold(title), ...table(questions.map(questionRow), columns)].join('\n')];
  });
}

/** The templates that the rest of the command line chooses; the default ones where it is not right yet, since help is how it gets right. */
function chosenTemplates(catalog: Catalog, argv: readonly string[], command: Command): readonly Template[] {
  try {
    return parseAnswering(argv, command, catalog).selection.templates;
  } catch (error) {
    if (error instanceof UserError) return parseAnswering([], command, catalog).selection.templates;
    throw error;
  }
}

function row({ name, short, value, help }: Option): [string, string] {
  return [`${short === undefined ? '' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`, help];
}

function questionRow(question: Question): [string, string] {
  const choices = question.enum === undefined ? '' : `: ${question.enum.join(', ')}`;
  const { default: value } = question;
  const shown = typeof value === 'object' ? '' : ` [${String(value)}]`;
  return [`--${flagOf(question)}`, `${question.title}${choices}${shown}`];
}

/** Two columns; the right one wraps within the terminal. */
function table(rows: readonly (readonly [string, string])[], columns: number): string[] {
  const width = Math.min(34, Math.max(...rows.map(([left]) => left.length)) + gap);
  return rows.flatMap(([left, right]) => {
    const lines = wrap(right, Math.max(30, Math.min(columns, 110) - width - gap));
    const own = left.length + gap > width;
    const first = own
      ? [`  ${left}`, `  ${' '.repeat(width)}${lines[0] ?? ''}`]
      : [`  ${left.padEnd(width)}${lines[0] ?? ''}`];
    return [...first, ...lines.slice(1).map((line) => `  ${' '.repeat(width)}${line}`)];
  });
}

const paragraph = (text: string, columns: number): string[] =>
  wrap(text, Math.max(30, Math.min(columns, 110) - 2 * gap)).map((line) => `  ${line}`);

function wrap(text: string, width: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length + 1 > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}
