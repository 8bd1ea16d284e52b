import { closest } from '../catalog/closest.ts';
import type { Question, Scalar, Validator } from '../catalog/types.ts';
import { flagOf } from './questions.ts';
import { shown } from './shown.ts';

type AnswerError = NonNullable<Validator['errors']>[number];

/** One answer that does not fit, in one sentence: which, what it is, what it should be, and the flag that sets it. */
export function explain(
  error: AnswerError,
  questions: readonly Question[],
  answers: Readonly<Record<string, Scalar>>,
): string {
  const name = error.instancePath.slice(1);
  const question = questions.find((candidate) => candidate.name === name);
  if (question === undefined) return `${name || 'the answers'}: ${error.message ?? 'do not fit'}`;
  return `${name}: ${shown(answers[name])} ${problem(error, question, answers[name])} (--${flagOf(question)})`;
}

function problem(error: AnswerError, question: Question, value: Scalar | undefined): string {
  switch (error.keyword) {
    case 'pattern':
      return `is not ${question.patternHint ?? `of the form ${question.pattern ?? ''}`}`;
    case 'enum': {
      const choices = (question.enum ?? []).map(String);
      const near = closest(String(value), choices);
      return `is not one of ${choices.join(', ')}${near === undefined ? '' : `; did you mean ${near}?`}`;
    }
    case 'not':
      return 'is a reserved word';
    case 'minLength':
      return `is shorter than ${question.minLength} characters`;
    case 'maxLength':
      return `is longer than ${question.maxLength} characters`;
    case 'minimum':
      return `is less than ${question.minimum}`;
    case 'maximum':
      return `is more than ${question.maximum}`;
    case 'type':
      return `is not ${question.type === 'integer' ? 'a whole number' : `a ${question.type}`}`;
    default:
      return error.message ?? 'does not fit';
  }
}
