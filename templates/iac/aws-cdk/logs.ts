import { placeOf } from '../../../src/kit/index.ts';
import type { LogGroup, Part } from '../model.ts';
import type { Call, Construct, Program } from './construct.ts';
import { memberOf, numberOf, propsOf } from './props.ts';

const periods: Readonly<Record<string, number>> = {
  ONE_DAY: 1,
  THREE_DAYS: 3,
  FIVE_DAYS: 5,
  ONE_WEEK: 7,
  TWO_WEEKS: 14,
  ONE_MONTH: 30,
  TWO_MONTHS: 60,
  THREE_MONTHS: 90,
  FOUR_MONTHS: 120,
  FIVE_MONTHS: 150,
  SIX_MONTHS: 180,
  ONE_YEAR: 365,
  THIRTEEN_MONTHS: 400,
  EIGHTEEN_MONTHS: 545,
  TWO_YEARS: 731,
  FIVE_YEARS: 1827,
  TEN_YEARS: 3653,
};

export const logGroup = (
  { name, props, at }: Pick<Construct, 'name' | 'props' | 'at'>,
  key: 'retention' | 'logRetention',
): LogGroup => {
  const value = props.get(key);
  const member = memberOf(value);
  // Members of the enumeration are numbers of days, and some write the number.
  const days = member !== null && Object.hasOwn(periods, member) ? (periods[member] ?? null) : numberOf(value);
  if (value === undefined) return { name, retention: props.complete ? 'unset' : 'unknown', days: null, at };
  if (member === 'INFINITE') return { name, retention: 'forever', days: null, at: value.at };
  return { name, retention: days === null ? 'unknown' : 'set', days, at: value.at };
};

/** A driver makes a group that keeps logs for ever, unless it is handed one or told how long. */
export const driverOf = (driver: Pick<Construct, 'name' | 'props' | 'at'>): readonly LogGroup[] => {
  if (driver.props.get('logGroup') !== undefined) return [];
  const group = logGroup(driver, 'logRetention');
  return [group.retention === 'unset' ? { ...group, retention: 'forever' } : group];
};

/** `LogDrivers.awsLogs({ … })`. */
export const readDriver = ({ name, node, path, owner }: Call, { evaluator }: Program): readonly Part[] => {
  if (name !== 'awsLogs') return [];
  const [given] = node.arguments;
  const props = propsOf(given && evaluator.evaluate(path, given));
  return [{ logGroups: driverOf({ name: `${owner?.name ?? path}/containers`, props, at: placeOf(path, node) }) }];
};
