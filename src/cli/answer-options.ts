import { select } from '../answers/select.ts';
import type { Selection } from '../answers/select.ts';
import { allQuestions, flagOf, questionsOf } from '../answers/questions.ts';
import type { Catalog, Question, Template } from '../catalog/types.ts';
import { UserError } from '../errors.ts';
import { parseArguments } from './args.ts';
import type { Arguments } from './args.ts';
import type { Command, Option } from './options.ts';

/** The flag of a question, as an option of the command line. */
export function questionOption(question: Question): Option {
  const choices = question.type === 'boolean' ? ['true', 'false'] : question.enum?.map(String);
  return {
    name: flagOf(question),
    value: choices === undefined ? question.type : choices.join('|'),
    help: question.title,
  };
}

/** One flag per kind that chooses its template; `none` leaves the kind out. */
export const kindOptions = (catalog: Catalog): readonly Option[] =>
  catalog.kinds
    .filter((kind) => !kind.required || kind.templates.length > 1)
    .map((kind) => ({
      name: kind.id,
      value: 'T',
      help: `Template of the ${kind.title.toLowerCase()}: ${[...kind.templates.map((template) => template.name), 'none'].join(', ')}`,
    }));

export interface AnswerArguments extends Arguments {
  readonly selection: Selection;
  readonly questions: readonly Question[];
  /** Answers from named flags and --set, by question name. */
  readonly flags: Readonly<Record<string, string>>;
}

/**
 * Parses a command whose flags depend on the chosen templates: first the choice, then every question of it.
 *
 * @param templates fixed templates, for a command that does not choose
 */
export function parseAnswering(
  argv: readonly string[],
  command: Command,
  catalog: Catalog,
  templates?: readonly Template[],
): AnswerArguments {
  const everything = allQuestions(catalog);
  const choosing = templates === undefined ? kindOptions(catalog) : [];
  const options = [...command.options, ...choosing, ...unique(everything.map(questionOption))];
  const args = parseArguments(argv, options);
  const chosen = Object.fromEntries(
    choosing.flatMap(({ name }) => (args.values[name] === undefined ? [] : [[name, String(args.values[name])]])),
  );
  const archetype = args.values['archetype'];
  const selection =
    templates === undefined
      ? select(catalog, { templates: chosen, ...(typeof archetype === 'string' ? { archetype } : {}) })
      : { templates };
  const questions = questionsOf(catalog, selection.templates);
  const flags: Record<string, string> = {};
  for (const question of everything) {
    const value = args.values[flagOf(question)];
    if (typeof value === 'string') flags[question.name] = value;
  }
  for (const pair of args.lists['set'] ?? []) {
    const [, name, value] = /^([A-Za-z][A-Za-z0-9]*)=(.*)$/s.exec(pair) ?? [];
    if (name === undefined || value === undefined)
      throw new UserError(`--set ${pair} is not of the form key=value.`, 'Write, for example, --set port=3000.');
    flags[name] = value;
  }
  return { ...args, selection, questions, flags };
}

const unique = (options: readonly Option[]): readonly Option[] => [
  ...new Map(options.map((option) => [option.name, option])).values(),
];
