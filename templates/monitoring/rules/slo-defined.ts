import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Monitoring, Objective, Promised } from '../model.ts';
import { nothingRuns } from '../nothing-runs.ts';

export const judge: Judge<Monitoring> = ({ promises }, context) => {
  const nothing = promises.some(({ objectives }) => objectives.length > 0) ? undefined : nothingRuns(context);
  return nothing ?? promises.flatMap(judged);
};

const judged = ({ promise, objectives }: Promised): readonly Judgement[] =>
  objectives.length === 0
    ? [{ outcome: 'fail', message: `There is no objective on ${promise}.`, subject: `objective on ${promise}` }]
    : objectives.map((objective) => complete(promise, objective));

const complete = (promise: Promised['promise'], objective: Objective): Judgement => {
  const { name, at } = objective;
  const about = { at: [at], subject: `objective ${name} on ${promise}` };
  const lacking = lacks(objective);
  if (lacking.length > 0)
    return { ...about, outcome: 'fail', message: `The objective ${name} on ${promise} ${lacking.join(', and ')}.` };
  return objective.indicator === 'unknown'
    ? { ...about, outcome: 'unknown', message: `What the objective ${name} on ${promise} measures stands elsewhere.` }
    : { ...about, outcome: 'pass', message: `The objective ${name} on ${promise} is complete.` };
};

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
