import { booleanOf, entryOf, isNull, textOf, wholeText } from '../../../src/kit/index.ts';
import type { Value } from '../../../src/kit/index.ts';
import type { KeyValue, Known } from '../model.ts';

/**
 * The value below keys; undefined when one of them is not written, or is null. Of blocks, the first is meant. What is below a
 * computed value is computed.
 */
export const dig = (value: Value | undefined, ...keys: readonly string[]): Value | undefined => {
  let current = value;
  for (const key of keys) {
    if (current?.kind === 'list') current = current.items[0] ?? (current.complete ? undefined : unknownIn(current));
    if (current === undefined) return undefined;
    if (current.kind !== 'object') return isNull(current) ? undefined : unknownIn(current);
    current = entryOf(current, key) ?? (current.complete ? undefined : unknownIn(current));
  }
  return isNull(current) ? undefined : current;
};

const unknownIn = ({ at }: Value): Value => ({ kind: 'unknown', at });

/** Whether only a run knows it, or a part of it. */
export const isComputed = (value: Value | undefined): boolean =>
  value?.kind === 'unknown' || value?.kind === 'name' || value?.kind === 'text';

/** A switch; `absent` is what holds where nothing is written. */
export const flag = (value: Value | undefined, absent: Known): Known => {
  if (value === undefined) return absent;
  const told = booleanOf(value);
  return told === null ? 'unknown' : told ? 'yes' : 'no';
};

/** Whether something is written there; `unknown` where it may be null. */
export const given = (value: Value | undefined): Known => {
  if (value === undefined) return 'no';
  if (value.kind === 'unknown') return 'unknown';
  // A variable without a value may be null; an attribute of a resource is not.
  if (value.kind === 'name') return /^(?:module\.[^.]+\.)*var\./.test(value.name) ? 'unknown' : 'yes';
  if (value.kind === 'list')
    return value.items.length > 0 ? (value.complete ? 'yes' : 'unknown') : value.complete ? 'no' : 'unknown';
  return wholeText(value) === '' ? 'no' : 'yes';
};

/** The items of a list or set, or the one value that stands in its place. */
export const items = (value: Value | undefined): readonly Value[] =>
  value === undefined ? [] : value.kind === 'list' ? value.items : [value];

/** Whether all items of a list are there to be seen. */
export const isWhole = (value: Value | undefined): boolean =>
  value === undefined ||
  (value.kind === 'list' && value.complete) ||
  value.kind === 'literal' ||
  value.kind === 'object';

/** The text, with `${}` for what is computed. */
export const text = (value: Value | undefined): string => textOf(value) ?? '${}';

export const both = (...all: readonly Known[]): Known =>
  all.includes('no') ? 'no' : all.includes('unknown') ? 'unknown' : 'yes';

export const either = (...all: readonly Known[]): Known =>
  all.includes('yes') ? 'yes' : all.includes('unknown') ? 'unknown' : 'no';

/** The entries of a map that is fully known to be written. */
export const pairsIn = (value: Value | undefined): readonly (readonly [string, Value])[] =>
  value?.kind === 'object' ? Object.entries(value.entries) : [];

/** Keys and values of tags; null when the whole is computed. */
export const tagsOf = (value: Value | undefined): readonly KeyValue[] | null => {
  if (value === undefined) return [];
  if (value.kind !== 'object') return null;
  return pairsIn(value).map(([key, item]) => ({ key, value: wholeText(item) }));
};
