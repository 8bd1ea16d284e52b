import type { Judge, Judgement } from '../../../src/kit/index.ts';
import { burnRates, burnThreshold, duration, unreadOf } from '../model.ts';
import type { Alarm, BurnRate, Monitoring, Objective } from '../model.ts';

/** One judgement per objective: it names the burn rates that no alarm watches as the standard asks. */
export const judge: Judge<Monitoring> = (model) => {
  const { objectives, alarms } = model;
  const judgeable = objectives.filter(({ target, days }) => target !== null && days !== null);
  if (judgeable.length === 0)
    return {
      outcome: 'not-applicable',
      message: 'There is no objective with a target and a window; slo-defined asks for it.',
    };
  const other = unreadOf(model, 'alarms');
  if (alarms.length === 0 && other !== undefined) {
    return {
      outcome: 'unknown',
      message: `Burn-rate alarms may be defined as ${other.what}, which cannot be read.`,
      at: [other.at],
    };
  }
  return judgeable.map((objective) => judged(objective, alarms));
};

const judged = (objective: Objective, alarms: readonly Alarm[]): Judgement => {
  const about = { subject: `objective ${objective.name}`, at: [objective.at] };
  const related = alarms.filter((alarm) => watches(alarm, objective));
  const missing = burnRates.filter((rate) => !isWatched(rate, objective, alarms, related));
  if (missing.length === 0)
    return { ...about, outcome: 'pass', message: `All burn rates of ${objective.name} are watched over two windows.` };
  if (objective.alarmsMadeBy !== undefined) {
    const message = `The burn-rate alarms of ${objective.name} are made by ${objective.alarmsMadeBy} when it is run.`;
    return { ...about, outcome: 'unknown', message };
  }
  return {
    ...about,
    outcome: 'fail',
    message: `Nothing watches that the budget of ${objective.name} is spent ${missing.map((rate) => wanted(rate, objective)).join('; ')}.`,
  };
};

/** An alarm belongs to an objective when it counts its metrics, or carries its name. */
const watches = (alarm: Alarm, { name, metrics }: Objective): boolean =>
  metrics.some((metric) => alarm.metrics.includes(metric)) || alarm.name.toLowerCase().includes(name.toLowerCase());

const isWatched = (
  rate: BurnRate,
  objective: Objective,
  alarms: readonly Alarm[],
  related: readonly Alarm[],
): boolean =>
  alarms.some(({ kind, allOf, severity }) => {
    if (kind !== 'composite' || (severity !== null && severity !== rate.severity)) return false;
    const parts = related.filter((alarm) => allOf.includes(alarm.name) && hasThreshold(alarm, rate, objective));
    return [rate.longSeconds, rate.shortSeconds].every((seconds) =>
      parts.some((part) => part.windowSeconds === seconds),
    );
  });

/** Within 2 %, as a share or in percent. */
const hasThreshold = ({ threshold }: Alarm, rate: BurnRate, objective: Objective): boolean => {
  const expected = thresholdOf(rate, objective);
  return threshold !== null && [expected, expected * 100].some((value) => Math.abs(threshold - value) <= value * 0.02);
};

const thresholdOf = ({ factor }: BurnRate, { target, days }: Objective): number =>
  burnThreshold(target ?? 0, days ?? 30, factor);

const wanted = (rate: BurnRate, objective: Objective): string => {
  const share = Number(thresholdOf(rate, objective).toPrecision(3));
  return `${rate.factor} times too fast (${duration(rate.longSeconds)} and ${duration(rate.shortSeconds)} above ${share}, ${rate.severity})`;
};
