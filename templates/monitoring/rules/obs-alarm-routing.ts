import type { Judge, Judgement } from '../../../src/kit/index.ts';
import { unreadOf } from '../model.ts';
import type { Alarm, Monitoring } from '../model.ts';

/** Each alarm on its own. Parts of others notify through these; of a rollback people hear through the deployment. */
export const judge: Judge<Monitoring> = (model, { tier }) => {
  const judged = model.alarms.filter(({ part, rollback }) => !part && !rollback).map((alarm) => verdict(alarm, tier));
  if (judged.length > 0) return judged;
  const other = unreadOf(model, 'alarms');
  return other === undefined
    ? { outcome: 'not-applicable', message: 'There is no alarm that could be sent anywhere.' }
    : { outcome: 'unknown', message: `Alarms may be defined as ${other.what}, which cannot be read.`, at: [other.at] };
};

const verdict = (alarm: Alarm, tier: number): Judgement => {
  const { name, severity, targets, routing, at } = alarm;
  const about = { subject: `alarm ${name}`, at: [at] };
  const lacking = lacks(alarm, tier);
  if (lacking.length > 0) return { ...about, outcome: 'fail', message: `The alarm ${name} ${lacking.join(', and ')}.` };
  return routing === 'elsewhere'
    ? {
        ...about,
        outcome: 'unknown',
        message: `Who gets a ${severity} of ${name} is configured outside this repository.`,
      }
    : { ...about, outcome: 'pass', message: `The alarm ${name} is sent as a ${severity} to ${targets.join(', ')}.` };
};

const lacks = (
  { severity, targets, targetSeverities, routing, runbook, runbookFound }: Alarm,
  tier: number,
): readonly string[] => [
  ...(severity === null ? ['does not say whether it is a page or a ticket'] : []),
  ...(routing === 'here' && targets.length === 0 ? ['is sent to nobody'] : []),
  ...(targetSeverities.length > 1
    ? [`is sent to ${targets.join(', ')}, which gets ${targetSeverities.join(' and ')} alike`]
    : []),
  ...(tier < 2 || runbookFound ? [] : [missing(runbook)]),
];

const missing = (runbook: Alarm['runbook']): string =>
  runbook === null ? 'names no runbook' : `names the runbook ${runbook}, which is not there`;
