import { get, isMapping, record, type Mapping } from '../../../src/kit/index.ts';
import { text } from '../values.ts';

/** Inputs of a file by their names, with what the include gives or the header has as default. */
export function inputsOf(header: unknown, given: unknown): Mapping {
  const declared = Object.entries(record(get(header, 'spec', 'inputs'))).map(
    ([name, input]) => [name, get(given, name) ?? get(input, 'default')] as const,
  );
  return Object.fromEntries(declared.filter(([, value]) => value !== undefined));
}

const expression = /\$\[\[\s*inputs\.([\w-]{1,100})\s*(?:\|[^\]]{0,200})?\]\]/;
const every = new RegExp(expression, 'g');
const whole = new RegExp(`^\\s*${expression.source}\\s*$`);

/** Puts inputs into everything that a file says, keys included; what nobody gives stays as it is written. */
export function interpolate(value: unknown, inputs: Mapping): unknown {
  if (typeof value === 'string') {
    if (!value.includes('$[[')) return value;
    const only = whole.exec(value)?.[1];
    // An input that is all of a value keeps its type.
    if (only !== undefined && Object.hasOwn(inputs, only)) return inputs[only];
    return value.replace(every, (found, name: string) =>
      Object.hasOwn(inputs, name) ? (text(inputs[name])?.slice(0, 2_000) ?? found) : found,
    );
  }
  if (Array.isArray(value)) return value.map((item) => interpolate(item, inputs));
  if (!isMapping(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [text(interpolate(key, inputs)) ?? key, interpolate(inner, inputs)]),
  );
}
