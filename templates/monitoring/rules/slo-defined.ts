import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Monitoring, Objective, Promised } from '../model.ts';
import { nothingRuns } from '../nothing-runs.ts';

export const judge: Judge<Monitoring> = ({ promises }, context) => {
  const nothing = promises.some(({ objectives }) => objectives.length > 0) ? undefined : nothingRuns(context);
  return nothing ?? promises.flatMap((promised) => judged(promised, context.tier));
};

// Of all requests, the least share that a service of a tier may promise to answer well.
const least: Readonly<Record<number, number>> = { 1: 0.95, 2: 0.99, 3: 0.999 };

const judged = ({ promise, objectives }: Promised, tier: number): readonly Judgement[] =>
  objectives.length === 0
    ? [{ outcome: 'fail', message: `There is no objective on ${promise}.`, subject: `objective on ${promise}` }]
    : objectives.map((objective) => complete(promise, objective, tier));

const complete = (promise: Promised['promise'], objective: Objective, tier: number): Judgement => {
  const { name, at } = objective;
  const about = { at: [at], subject: `objective ${name} on ${promise}` };
  const { target } = objective;
  const floor = promise === 'availability' ? (least[tier] ?? 0) : 0.9;
  const low = target !== null && target < floor - 1e-9;
  const lacking = [
    ...(low ? [`promises ${percent(target)} %, less than the ${percent(floor)} % of a service of tier ${tier}`] : []),
    ...lacks(objective),
  ];
  if (lacking.length > 0)
    return { ...about, outcome: 'fail', message: `The objective ${name} on ${promise} ${lacking.join(', and ')}.` };
  return objective.indicator === 'unknown'
    ? { ...about, outcome: 'unknown', message: `What the objective ${name} on ${promise} measures stands elsewhere.` }
    : { ...about, outcome: 'pass', message: `The objective ${name} on ${promise} is complete.` };
};

const percent = (share: number): number => Number((share * 100).toFixed(4));

const lacks = ({ target, days, indicator, owner, budgetPolicy }: Objective): readonly string[] => [
  ...(target === null ? ['has not exactly one target between 0 and 100 %'] : []),
  ...(days === null ? ['has not exactly one window'] : []),
  ...(indicator === 'ratio' || indicator === 'unknown' ? [] : ['does not count good or bad events of all']),
  ...(owner === null ? ['names no owner'] : []),
  ...(budgetPolicy === null
    ? ['links to no budget policy']
    : budgetPolicy.found
      ? []
      : [`links to the budget policy ${budgetPolicy.link}, which is not there`]),
];
