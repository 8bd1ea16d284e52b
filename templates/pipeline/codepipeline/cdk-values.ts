import { entryOf, type At, type Value } from '../../../src/kit/index.ts';
import type { Place } from './raw.ts';

const deepest = 30;

/** What a value is as data; undefined for what only running the program tells. Members of enumerations give their own name. */
export function plainOf(value: Value | undefined, depth = 0): unknown {
  if (value === undefined || depth > deepest) return undefined;
  switch (value.kind) {
    case 'literal':
    case 'text':
      return value.value;
    case 'name':
      return lastOf(value.name);
    case 'list':
      return value.items.map((item) => plainOf(item, depth + 1));
    case 'object':
      return Object.fromEntries(Object.entries(value.entries).map(([key, item]) => [key, plainOf(item, depth + 1)]));
    default:
      return undefined;
  }
}

/** The place of something within a value, as near as it is written there. */
export const placeWithin =
  (value: Value): Place =>
  (...keys) => {
    let current: Value = value;
    for (const key of keys) {
      const next: Value | undefined =
        current.kind === 'list' && typeof key === 'number' ? current.items[key] : entryOf(current, String(key));
      if (next === undefined) break;
      current = next;
    }
    return current.at;
  };

export const lastOf = (name: string): string => name.split('.').at(-1) ?? name;

/** A text, with `${}` for what is computed. */
export const textIn = (value: Value | undefined): string | undefined =>
  value?.kind === 'text' || (value?.kind === 'literal' && value.value !== null) ? String(value.value) : undefined;

/** The last part of a name such as `STANDARD_7_0` of `LinuxBuildImage.STANDARD_7_0`. */
export const memberIn = (value: Value | undefined): string | undefined =>
  value?.kind === 'name' ? lastOf(value.name) : undefined;

export const itemsIn = (value: Value | undefined): readonly Value[] => (value?.kind === 'list' ? value.items : []);

/** The class of a `new`, or the method of a call. */
export const calledIn = (value: Value | undefined): string | undefined =>
  value?.kind === 'new' || value?.kind === 'call' ? lastOf(value.name) : undefined;

export const argumentsIn = (value: Value | undefined): readonly Value[] =>
  value?.kind === 'new' || value?.kind === 'call' ? value.args : [];

/** The properties of a construct: its last argument. */
export const propsIn = (value: Value | undefined): Value | undefined => argumentsIn(value).at(-1);

/** One thing is itself wherever it is named. */
export const sameAs = (at: At): string => `${at.path}:${at.line ?? 0}:${at.column ?? 0}`;

/** `Duration.minutes(20)` in minutes. */
export function minutesIn(value: Value | undefined): number | undefined {
  const factors: Readonly<Record<string, number>> = { seconds: 1 / 60, minutes: 1, hours: 60, days: 1440 };
  const [amount] = argumentsIn(value);
  const unit = calledIn(value) ?? '';
  return amount?.kind === 'literal' && typeof amount.value === 'number' && Object.hasOwn(factors, unit)
    ? amount.value * (factors[unit] ?? 1)
    : undefined;
}
