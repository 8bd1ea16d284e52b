import { get, isMapping, list, record } from '../../../src/kit/index.ts';
import type { Mapping } from '../../../src/kit/index.ts';
import { said } from './values.ts';

/** Whether a condition of a template holds; undefined when that hangs on what it is deployed with. */
export type Conditions = (name: string) => boolean | undefined;

const maxDepth = 60;

/** @param values what the template is known to be deployed with; the default of a parameter decides nothing */
export const conditionsOf = (document: unknown, resolve: (value: unknown) => unknown, values: Mapping): Conditions => {
  const conditions = record(get(document, 'Conditions'));
  const parameters = record(get(document, 'Parameters'));
  const known = new Map<string, boolean | undefined>();

  const named = (name: string, depth: number): boolean | undefined => {
    if (known.has(name)) return known.get(name);
    // Until it is decided, a condition that hangs on itself hangs on nothing that is known.
    known.set(name, undefined);
    const holds = evaluate(get(conditions, name), depth + 1);
    known.set(name, holds);
    return holds;
  };

  const evaluate = (expression: unknown, depth: number): boolean | undefined => {
    if (!isMapping(expression) || depth > maxDepth) return undefined;
    const [name = '', ...more] = Object.keys(expression);
    const given = expression[name];
    if (more.length > 0) return undefined;
    if (name === 'Condition') return named(said(given), depth);
    const parts = (): readonly (boolean | undefined)[] => list(given).map((part) => evaluate(part, depth + 1));
    if (name === 'Fn::Not') return negated(parts()[0]);
    if (name === 'Fn::And') return every(parts());
    if (name === 'Fn::Or') return negated(every(parts().map(negated)));
    if (name !== 'Fn::Equals') return undefined;
    const [left, right] = list(given);
    if (hangsOnParameter(left, parameters, values) || hangsOnParameter(right, parameters, values)) return undefined;
    const [first, second] = [resolve(left), resolve(right)];
    if ([first, second].some((side) => typeof side === 'object' || side === undefined || said(side).includes('${'))) {
      return undefined;
    }
    return said(first) === said(second);
  };

  return (name) => named(name, 0);
};

const negated = (holds: boolean | undefined): boolean | undefined => (holds === undefined ? undefined : !holds);

const every = (parts: readonly (boolean | undefined)[]): boolean | undefined =>
  parts.includes(false) ? false : parts.includes(undefined) ? undefined : true;

/** Whether a value uses a parameter that could be given as something else. */
const hangsOnParameter = (value: unknown, parameters: Mapping, values: Mapping): boolean =>
  [...namesIn(value)].some(
    (name) =>
      Object.hasOwn(parameters, name) &&
      !Object.hasOwn(values, name) &&
      list(get(parameters[name], 'AllowedValues')).length !== 1,
  );

function* namesIn(value: unknown, depth = 0): Generator<string> {
  if (depth > maxDepth) return;
  if (typeof value === 'string') {
    for (const [, name = ''] of value.matchAll(/\$\{(\w+)\}/g)) yield name;
  } else if (Array.isArray(value)) {
    for (const item of value) yield* namesIn(item, depth + 1);
  } else if (isMapping(value)) {
    for (const [key, item] of Object.entries(value)) {
      if (key === 'Ref') yield said(item);
      yield* namesIn(item, depth + 1);
    }
  }
}
