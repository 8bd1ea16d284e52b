import type { Question, Scalar } from '../catalog/types.ts';
import { UserError } from '../errors.ts';
import { flagOf } from './questions.ts';
import { shown } from './shown.ts';

const booleans: Readonly<Record<string, boolean>> = { true: true, yes: true, false: false, no: false };

/**
 * Turns what a flag, a file or a prompt gave into the type of the question. Text becomes a number or a boolean only where
 * one is asked for; a number in an answers file becomes text where text is asked for (account ids).
 *
 * @throws UserError for what has no such type
 */
export function coerce(question: Question, given: unknown): Scalar {
  if (question.type === 'boolean') {
    const value = typeof given === 'string' ? booleans[given.toLowerCase()] : given;
    return typeof value === 'boolean' ? value : refuse(question, given, 'true or false');
  }
  if (question.type === 'string') {
    if (typeof given === 'string') return given.normalize('NFC').trim();
    if (typeof given === 'number') return String(given);
    return refuse(question, given, 'text');
  }
  const number = typeof given === 'string' && /^-?\d+(\.\d+)?$/.test(given.trim()) ? Number(given) : given;
  return typeof number === 'number' ? number : refuse(question, given, 'a number');
}

function refuse(question: Question, given: unknown, wanted: string): never {
  throw new UserError(
    `${question.name}: ${shown(given)} is not ${wanted} (--${flagOf(question)})`,
    `Set it with --${flagOf(question)} or in the answers file.`,
  );
}
