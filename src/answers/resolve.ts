import { closest } from '../catalog/closest.ts';
import type { Question, Scalar, Validator } from '../catalog/types.ts';
import { holds } from '../catalog/when.ts';
import { UserError } from '../errors.ts';
import { evaluateText } from '../render/text.ts';
import { coerce } from './coerce.ts';
import { explain } from './explain.ts';
import { flagOf } from './questions.ts';

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
export function resolveAnswers(questions: readonly Question[], sources: Sources, validators: readonly Validator[]): Resolved {
  refuseUnknown(questions, sources);
  const answers: Record<string, Scalar> = {};
  const origins: Record<string, Origin> = {};
  for (const question of questions) {
    const { name } = question;
    if (!holds(question.when, answers)) {
      const given = name in sources.flags || name in sources.file;
      if (given) throw new UserError(`--${flagOf(question)} does not apply: ${wordsOf(question.when)}.`, 'Leave it out, or change the other answer.');
      continue;
    }
    const [value, origin] = settle(question, sources, answers);
    answers[name] = value;
    origins[name] = origin;
  }
  check(questions, answers, validators);
  return { answers, origins };
}

/** The questions that apply and that nobody answered: to be prompted, or to be named when nothing prompts. */
export function openQuestions(questions: readonly Question[], sources: Sources, resolved: Resolved): readonly Question[] {
  const given = [sources.flags, sources.file, sources.archetype ?? {}, sources.suggested ?? {}];
  return questions.filter(({ name }) => name in resolved.answers && !given.some((answers) => name in answers));
}

function settle(question: Question, sources: Sources, answers: Answers): [Scalar, Origin] {
  const { name } = question;
  const given: [unknown, Origin][] = [
    [sources.flags[name], 'flag'],
    [sources.file[name], 'file'],
    [sources.prompted?.[name], 'prompt'],
    [sources.archetype?.[name], 'archetype'],
    [sources.suggested?.[name], 'suggestion'],
  ];
  const first = given.find(([value]) => value !== undefined);
  if (first === undefined) return [defaultOf(question, answers), 'default'];
  return [coerce(question, first[0]), first[1]];
}

/** The default of a question, which may depend on earlier answers. */
export const defaultOf = (question: Question, answers: Answers): Scalar =>
  typeof question.default === 'object' || typeof question.default === 'string'
    ? (evaluateText(question.default, answers, `the default of ${question.name}`) as Scalar)
    : question.default;

function check(questions: readonly Question[], answers: Answers, validators: readonly Validator[]): void {
  const problems = validators.flatMap((validate) => (validate(answers) ? [] : (validate.errors ?? []))).map((error) => explain(error, questions, answers));
  if (problems.length === 0) return;
  const unique = [...new Set(problems)];
  throw new UserError(
    unique.length === 1 ? (unique[0] ?? '') : `${unique.length} answers do not fit:\n${unique.map((problem) => `  ${problem}`).join('\n')}`,
    'Give a value that fits. `create-service --help` lists every question with its choices.',
  );
}

function refuseUnknown(questions: readonly Question[], sources: Sources): void {
  const known = questions.map((question) => question.name);
  for (const [name, where] of [...Object.keys(sources.flags).map((n) => [n, '--set'] as const), ...Object.keys(sources.file).map((n) => [n, 'the answers file'] as const)]) {
    if (known.includes(name)) continue;
    const near = closest(name, known);
    throw new UserError(
      `${where} answers ${JSON.stringify(name)}, which is no question of the chosen templates.`,
      near === undefined ? 'Remove it; `create-service --help` lists every question.' : `Did you mean ${near}?`,
    );
  }
}

const wordsOf = (when: Question['when']): string =>
  `it needs ${Object.entries(when ?? {})
    .map(([name, wanted]) => `${name} ${Array.isArray(wanted) ? wanted.join(' or ') : String(wanted)}`)
    .join(' and ')}`;
