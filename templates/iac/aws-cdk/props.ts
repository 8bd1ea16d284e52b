import { entryOf } from '../../../src/kit/index.ts';
import type { Value } from '../../../src/kit/index.ts';
import type { Known, Removal } from '../model.ts';

/** The last argument of a construct. */
export interface Props {
  get(key: string): Value | undefined;
  readonly entries: Readonly<Record<string, Value>>;
  /** Whether every key is known, so that an absent one is really left to its default. */
  readonly complete: boolean;
}

/** The properties that a value holds; of a missing argument, none at all. */
export const propsOf = (value: Value | undefined, count = 0): Props => ({
  get: (key) => entryOf(value, key),
  entries: value?.kind === 'object' ? value.entries : {},
  complete: value === undefined ? count < 3 : value.kind === 'object' && value.complete,
});

/** A property that is on or off, with what holds when it is left out. */
export const flag = (props: Props, key: string, absent: Known): Known => {
  const value = props.get(key);
  if (value === undefined) return props.complete ? absent : 'unknown';
  if (value.kind !== 'literal') return 'unknown';
  return typeof value.value === 'boolean' ? (value.value ? 'yes' : 'no') : value.value === null ? absent : 'unknown';
};

/** `Duration.days(14)` and the like in minutes; null when it is computed. */
export const minutesOf = (value: Value | undefined): number | null => {
  if (value?.kind !== 'call') return null;
  const [amount] = value.args;
  const factor = { seconds: 1 / 60, minutes: 1, hours: 60, days: 1440 }[
    /^Duration\.(\w+)$/.exec(value.name)?.[1] ?? ''
  ];
  return factor !== undefined && amount?.kind === 'literal' && typeof amount.value === 'number'
    ? amount.value * factor
    : null;
};

/** The last part of a name of the CDK, such as `ONE_MONTH` of `RetentionDays.ONE_MONTH`; null for anything else. */
export const memberOf = (value: Value | undefined): string | null =>
  value?.kind === 'name' ? (value.name.split('.').at(-1) ?? null) : null;

/** A text, with `${}` for what is computed; null for anything else. */
export const textOf = (value: Value | undefined): string | null =>
  (value?.kind === 'literal' && typeof value.value === 'string') || value?.kind === 'text' ? String(value.value) : null;

export const numberOf = (value: Value | undefined): number | null =>
  value?.kind === 'literal' && typeof value.value === 'number' ? value.value : null;
const policies: Readonly<Record<string, Removal>> = {
  RETAIN: 'retain',
  RETAIN_ON_UPDATE_OR_DELETE: 'retain',
  SNAPSHOT: 'snapshot',
  DESTROY: 'delete',
};

/** What a removal policy of the CDK comes to. */
export const removalNamed = (value: Value | undefined): Removal => {
  const member = memberOf(value) ?? '';
  return Object.hasOwn(policies, member) ? (policies[member] ?? 'unknown') : 'unknown';
};
