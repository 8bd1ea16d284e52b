import type { At } from './at.ts';
import { entryOf } from './evaluate.ts';
import type { Value } from './evaluate.ts';

/** Values of Terraform. A `name` is an attribute of a resource or a variable, of which only a run knows the value. */

export type Scalar = string | number | boolean | null;

/** What one value may hold, with everything in it: constants that name each other twice double at each step. */
const maxSize = 5000;
const maxText = 100_000;

const sizes = new WeakMap<Value, number>();

/** How much a value holds, itself included. */
export const sizeOf = (value: Value): number => {
  const known = sizes.get(value);
  if (known !== undefined) return known;
  const inner = value.kind === 'list' ? value.items : value.kind === 'object' ? Object.values(value.entries) : [];
  const length =
    (value.kind === 'literal' || value.kind === 'text') && typeof value.value === 'string' ? value.value.length : 0;
  const size = inner.reduce((sum, item) => sum + sizeOf(item), 1 + length / 64);
  sizes.set(value, size);
  return size;
};

const bounded = (value: Value): Value => (sizeOf(value) > maxSize ? unknownAt(value.at) : value);

export const unknownAt = (at: At): Value => ({ kind: 'unknown', at });
export const literalOf = (value: Scalar, at: At): Value =>
  typeof value === 'string' && value.length > maxText ? unknownAt(at) : { kind: 'literal', value, at };
/** A text with `${}` for what is computed. */
export const partlyOf = (value: string, at: At): Value =>
  value.length > maxText ? unknownAt(at) : { kind: 'text', value, at };
export const listOf = (items: readonly Value[], complete: boolean, at: At): Value =>
  bounded({ kind: 'list', items, complete, at });
export const objectOf = (entries: Iterable<readonly [string, Value]>, complete: boolean, at: At): Value =>
  bounded({ kind: 'object', entries: Object.fromEntries(entries), complete, at });

export const isNull = (value: Value | undefined): boolean => value?.kind === 'literal' && value.value === null;

/** The boolean or the text of one; null for anything else. */
export const booleanOf = (value: Value | undefined): boolean | null => {
  if (value?.kind !== 'literal') return null;
  if (value.value === true || value.value === 'true') return true;
  return value.value === false || value.value === 'false' ? false : null;
};

/** The number, also of a text that is one; null for anything else. */
export const numberOf = (value: Value | undefined): number | null => {
  if (value?.kind !== 'literal' || typeof value.value === 'boolean' || value.value === null) return null;
  const number = value.value === '' ? Number.NaN : Number(value.value);
  return Number.isFinite(number) ? number : null;
};

/** The text, with `${}` for what is computed; null for what is no text at all. */
export const textOf = (value: Value | undefined): string | null => {
  if (value?.kind === 'text') return value.value;
  return value?.kind === 'literal' && value.value !== null ? String(value.value) : null;
};

/** The text when every character of it is known. */
export const wholeText = (value: Value | undefined): string | null =>
  value?.kind === 'literal' && value.value !== null ? String(value.value) : null;

/** Whether two values are known to be the same; undefined when that cannot be told. */
export const sameValue = (left: Value, right: Value): boolean | undefined => {
  if (left.kind === 'literal' && right.kind === 'literal') {
    return (
      left.value === right.value ||
      (left.value !== null && right.value !== null && String(left.value) === String(right.value))
    );
  }
  if (left.kind === 'name' && right.kind === 'name' && left.name === right.name) return true;
  if (left.kind === 'list' && right.kind === 'list' && left.complete && right.complete) {
    if (left.items.length !== right.items.length) return false;
    return all(left.items.map((item, index) => sameValue(item, right.items[index] ?? unknownAt(item.at))));
  }
  if (left.kind === 'object' && right.kind === 'object' && left.complete && right.complete) {
    const keys = Object.keys(left.entries);
    if (keys.length !== Object.keys(right.entries).length) return false;
    return all(
      keys.map((key) => {
        const [mine, other] = [entryOf(left, key), entryOf(right, key)];
        return mine === undefined || other === undefined ? false : sameValue(mine, other);
      }),
    );
  }
  const certain = new Set(['literal', 'list', 'object']);
  return certain.has(left.kind) && certain.has(right.kind) && left.kind !== right.kind ? false : undefined;
};

const all = (answers: readonly (boolean | undefined)[]): boolean | undefined =>
  answers.includes(false) ? false : answers.includes(undefined) ? undefined : true;

/** What holds whichever of two values it is. */
export const eitherOf = (left: Value, right: Value, at: At): Value => {
  if (sameValue(left, right) === true) return left;
  if (left.kind === 'list' && right.kind === 'list') return listOf([], false, at);
  if (left.kind !== 'object' || right.kind !== 'object') return unknownAt(at);
  const shared = Object.entries(left.entries).filter(([key, value]) => {
    const other = entryOf(right, key);
    return other !== undefined && sameValue(value, other) === true;
  });
  return objectOf(shared, false, at);
};

/** The value of plain data, such as a parsed JSON. */
export const valueOf = (data: unknown, at: At): Value => {
  if (Array.isArray(data))
    return listOf(
      data.map((item: unknown) => valueOf(item, at)),
      true,
      at,
    );
  if (typeof data === 'object' && data !== null) {
    return objectOf(
      Object.entries(data).map(([key, item]: [string, unknown]) => [key, valueOf(item, at)]),
      true,
      at,
    );
  }
  if (typeof data === 'string') return data.includes('${}') ? partlyOf(data, at) : literalOf(data, at);
  return typeof data === 'number' || typeof data === 'boolean' || data === null ? literalOf(data, at) : unknownAt(at);
};

const maxDocument = 200_000;

/** The document that a text of JSON holds: what `jsonencode` was given, or the parsed text. Undefined when it cannot be told. */
export const documentOf = (value: Value | undefined): Value | undefined => {
  if (value?.kind === 'call' && value.name === 'jsonencode') return value.args[0];
  if (value?.kind === 'object' || value?.kind === 'list') return value;
  const text = textOf(value);
  if (value === undefined || text === null || text.length > maxDocument || !/^\s*[[{]/.test(text)) return undefined;
  try {
    return valueOf(JSON.parse(text), value.at);
  } catch {
    return undefined;
  }
};
