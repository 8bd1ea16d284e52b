import type { Text } from '../catalog/types.ts';
import { run, evaluateOne } from './run.ts';

/** The value of a text: as it is, or of its program. A program that is exactly one expression keeps the type of its value. */
export function evaluateText(text: Text, context: object, source: string): unknown {
  if (typeof text === 'string') return text;
  const [only, ...more] = text.program;
  if (more.length === 0 && typeof only === 'object' && 'v' in only) return evaluateOne(only.v, context, source);
  return run(text.program, context, source);
}
