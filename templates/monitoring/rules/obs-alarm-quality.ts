import type { Judge, Judgement } from '../../../src/kit/index.ts';
import { unreadOf } from '../model.ts';
import type { Alarm, Monitoring } from '../model.ts';

export const judge: Judge<Monitoring> = (model) => {
  const judged = model.alarms.filter(({ kind }) => kind === 'metric').map(verdict);
  if (judged.length > 0) return judged;
  const other = unreadOf(model, 'alarms');
  return other === undefined
    ? { outcome: 'not-applicable', message: 'There is no alarm whose settings could be judged.' }
    : { outcome: 'unknown', message: `Alarms may be defined as ${other.what}, which cannot be read.`, at: [other.at] };
};

const verdict = (alarm: Alarm): Judgement => {
  const { name, at } = alarm;
  const about = { subject: `alarm ${name}`, at: [at] };
  const wrong = problemsOf(alarm);
  if (wrong.length > 0) return { ...about, outcome: 'fail', message: `The alarm ${name} ${wrong.join(', and ')}.` };
  const unseen = unseenOf(alarm);
  return unseen.length > 0
    ? { ...about, outcome: 'unknown', message: `Of the alarm ${name} the source does not show ${unseen.join(', ')}.` }
    : { ...about, outcome: 'pass', message: `The alarm ${name} says what silence means and how long it looks back.` };
};

const decided = new Set(['breaching', 'notBreaching', 'ignore', 'missing']);

/** Seconds that an alarm has to look back at least, so that one bad minute does not fire it. */
const shortest = 120;

const problemsOf = ({ missingData, spare, periods, breaches, windowSeconds }: Alarm): readonly string[] => [
  ...(missingData === null ? ['does not say what missing data means'] : []),
  ...(spare !== null && spare < 0 ? [`needs ${breaches} bad periods and looks at ${periods}`] : []),
  ...(windowSeconds !== null && windowSeconds < shortest
    ? [`looks back ${windowSeconds} seconds, less than ${shortest}`]
    : []),
];

const unseenOf = ({ missingData, spare, windowSeconds }: Alarm): readonly string[] => [
  ...(missingData !== null && !decided.has(missingData) ? ['what missing data means'] : []),
  ...(spare === null || windowSeconds === null ? ['how many periods it looks at'] : []),
];
