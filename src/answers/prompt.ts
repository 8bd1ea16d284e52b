import inquirer from 'inquirer';
import type { Catalog, Question, Scalar, Template, Validator } from '../catalog/types.ts';
import { UserError } from '../errors.ts';
import { questionsOf } from './questions.ts';
import { openQuestions, resolveAnswers } from './resolve.ts';
import type { Sources } from './resolve.ts';

interface Choice<T> {
  readonly name: string;
  readonly value: T;
}

async function ask(type: 'input' | 'select' | 'confirm', options: object): Promise<unknown> {
  const { value } = (await inquirer.prompt([{ type, name: 'value', ...options } as never])) as { value: unknown };
  return value;
}

/** Lets the user choose one of several things. */
export const choose = async <T>(message: string, choices: readonly Choice<T>[]): Promise<T> =>
  (await ask('select', { message, choices })) as T;

interface Interview {
  readonly catalog: Catalog;
  readonly templates: readonly Template[];
  readonly sources: Sources;
  readonly validators: readonly Validator[];
}

/**
 * Asks what nobody has answered yet: one by one the questions that need a person (names, owners, values whose default is only
 * an example), and per kind whether the other defaults are right. Enter takes the default; every answer is judged at once.
 */
export async function interview({
  catalog,
  templates,
  sources,
  validators,
}: Interview): Promise<Readonly<Record<string, Scalar>>> {
  const prompted: Record<string, Scalar> = {};
  const questions = questionsOf(catalog, templates);
  const current = () => resolveAnswers(questions, { ...sources, prompted }, validators).answers;
  const open = (within: readonly Question[]): readonly Question[] =>
    openQuestions(within, sources, { answers: current(), origins: {} });
  const put = async (question: Question): Promise<void> => {
    // An earlier answer can take the condition of this question away.
    const shown = current()[question.name];
    if (shown !== undefined) prompted[question.name] = await askOne(question, shown, validators);
  };
  for (const kind of catalog.kinds) {
    const own = questionsOf({ ...catalog, kinds: [kind] }, templates);
    for (const question of open(own)) if (question.ask || question.placeholder) await put(question);
    const rest = open(own).filter((question) => !question.ask && !question.placeholder);
    if (rest.length === 0) continue;
    const answers = current();
    const summary = rest.map((question) => `${question.name} ${String(answers[question.name])}`).join(', ');
    const keep = await choose(`${kind.title}: ${summary}`, [
      { name: 'Keep these', value: true },
      { name: 'Change some', value: false },
    ]);
    if (!keep) for (const question of rest) await put(question);
  }
  return prompted;
}

async function askOne(question: Question, shown: Scalar, validators: readonly Validator[]): Promise<Scalar> {
  const message = question.help === undefined ? question.title : `${question.title}\n  ${question.help}\n `;
  if (question.enum !== undefined) {
    const choices = question.enum.map((value) => ({ name: String(value), value }));
    return (await ask('select', { message, choices, default: shown })) as Scalar;
  }
  if (question.type === 'boolean') return (await ask('confirm', { message, default: shown })) as Scalar;
  const validate = (given: string): true | string => fits(question, given === '' ? String(shown) : given, validators);
  const given = (await ask('input', { message, default: String(shown), validate })) as string;
  return given;
}

function fits(question: Question, given: string, validators: readonly Validator[]): true | string {
  try {
    // Judged on its own: its condition is known to hold.
    const { when: _, ...alone } = question;
    resolveAnswers([alone], { flags: { [question.name]: given }, file: {} }, validators);
    return true;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}
