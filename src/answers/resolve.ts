import { closest } from '../catalog/closest.ts';
import type { Question, Scalar, Validator } from '../catalog/types.ts';
import { holds } from '../catalog/when.ts';
import { UserError } from '../errors.ts';
import { evaluateText } from '../render/text.ts';
import { coerce } from './coerce.ts';
import { explain } from './explain.ts';
import { flagOf } from './questions.ts';
import { shown } from './shown.ts';

export type Origin = 'flag' | 'file' | 'prompt' | 'archetype' | 'suggestion' | 'default';
export type Answers = Readonly<Record<string, Scalar>>;

/** Where answers come from, strongest first. */
export interface Sources {
  /** Named flags and --set, as text. */
  readonly flags: Readonly<Record<string, string | boolean>>;
  /** The answers file. */
  readonly file: Readonly<Record<string, unknown>>;
  readonly prompted?: Readonly<Record<string, unknown>>;
  readonly archetype?: Readonly<Record<string, Scalar>>;
  /** Defaults that depend on where we are, such as the name from the target folder. */
  readonly suggested?: Readonly<Record<string, Scalar>>;
}

export interface Resolved {
  readonly answers: Answers;
  readonly origins: Readonly<Record<string, Origin>>;
}

/**
 * Settles every question: flag, then answers file, then prompt, then archetype, then default.
 * A question whose condition does not hold has no answer. One validator judges all sources.
 *
 * @param validators by unit; each checks the questions it knows
 * @throws UserError that names each wrong answer, what is wrong with it and the flag that sets it
 */
export function resolveAnswers(
  questions: readonly Question[],
  sources: Sources,
  validators: readonly Validator[],
): Resolved {
  const problems: UserError[] = unknownNames(questions, sources);
  const answers: Record<string, Scalar> = {};
  const origins: Record<string, Origin> = {};
  for (const question of questions) {
    const { name } = question;
    if (!holds(question.when, answers)) {
      const given = Object.hasOwn(sources.flags, name) || Object.hasOwn(sources.file, name);
      if (given)
        problems.push(
          new UserError(
            `--${flagOf(question)} does not apply: ${wordsOf(question.when)}`,
            'Leave it out, or change the other answer.',
          ),
        );
      continue;
    }
    [answers[name], origins[name]] = settle(question, sources, answers, problems);
  }
  problems.push(...misfits(questions, answers, validators));
  refuse(problems);
  return { answers, origins };
}

/** The questions that apply and that nobody answered: to be prompted, or to be named when nothing prompts. */
export function openQuestions(
  questions: readonly Question[],
  sources: Sources,
  resolved: Resolved,
): readonly Question[] {
  const given = [sources.flags, sources.file, sources.archetype ?? {}, sources.suggested ?? {}];
  return questions.filter(
    ({ name }) => Object.hasOwn(resolved.answers, name) && !given.some((answers) => Object.hasOwn(answers, name)),
  );
}

function settle(question: Question, sources: Sources, answers: Answers, problems: UserError[]): [Scalar, Origin] {
  const { name } = question;
  const given = [
    [sources.flags, 'flag'],
    [sources.file, 'file'],
    [sources.prompted ?? {}, 'prompt'],
    [sources.archetype ?? {}, 'archetype'],
    [sources.suggested ?? {}, 'suggestion'],
  ] as const;
  const [source, origin] = given.find(([source]) => Object.hasOwn(source, name) && source[name] !== undefined) ?? [];
  if (source !== undefined && origin !== undefined) {
    try {
      return [coerce(question, source[name]), origin];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      problems.push(error);
    }
  }
  // After a problem the default stands in, so that the answers that follow are judged as well.
  return [defaultOf(question, answers), 'default'];
}

/** The default of a question, which may depend on earlier answers. */
export const defaultOf = (question: Question, answers: Answers): Scalar =>
  typeof question.default === 'object' || typeof question.default === 'string'
    ? (evaluateText(question.default, answers, `the default of ${question.name}`) as Scalar)
    : question.default;

function misfits(questions: readonly Question[], answers: Answers, validators: readonly Validator[]): UserError[] {
  const errors = validators.flatMap((validate) => (validate(answers) ? [] : (validate.errors ?? [])));
  const messages = new Set(errors.map((error) => explain(error, questions, answers)));
  return [...messages].map((message) => new UserError(message, general));
}

const general = 'Give a value that fits. `create-service --help` lists every question with its choices.';

/** One message for all that is wrong. */
function refuse(problems: readonly UserError[]): void {
  const [first, ...more] = problems;
  if (first === undefined) return;
  if (more.length === 0) throw first;
  throw new UserError(
    `${problems.length} answers do not fit:\n${problems.map(({ message }) => `  ${message}`).join('\n')}`,
    general,
  );
}

function unknownNames(questions: readonly Question[], sources: Sources): UserError[] {
  const known = questions.map((question) => question.name);
  return [
    ...Object.keys(sources.flags).map((name) => [name, 'a flag'] as const),
    ...Object.keys(sources.file).map((name) => [name, 'the answers file'] as const),
  ].flatMap(([name, where]) => {
    if (known.includes(name)) return [];
    const near = closest(name, known);
    const hint = `${near === undefined ? 'Remove it' : 'Correct it'}; \`create-service --help\` lists every question.`;
    const suggestion = near === undefined ? '' : `; did you mean ${near}?`;
    return [new UserError(`${shown(name)} of ${where} is no question of the chosen templates${suggestion}`, hint)];
  });
}

const wordsOf = (when: Question['when']): string =>
  `it needs ${Object.entries(when ?? {})
    .map(([name, wanted]) => `${name} ${Array.isArray(wanted) ? wanted.join(' or ') : String(wanted)}`)
    .join(' and ')}`;
