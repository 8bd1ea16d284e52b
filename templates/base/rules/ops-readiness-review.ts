import type { Calendar, Judge, Judgement } from '../../../src/kit/index.ts';
import type { Readiness, Repository } from '../model.ts';
import { nothingRuns } from '../nothing-runs.ts';

const aYear = 366;

/** A review says when it was and when the next one is, or when the first is due; a day that is over is told. */
export const judge: Judge<Repository> = ({ readiness, service, library }, { calendar }) => {
  const [review] = readiness;
  if (review !== undefined) return judged(review, calendar);
  if (library !== null) return nothingRuns(library, 'there is no production traffic to be ready for');
  return service?.lifecycle === 'experimental'
    ? {
        outcome: 'not-applicable',
        message: 'An experimental service needs no readiness review before it goes to production.',
      }
    : { outcome: 'fail', message: 'No operational readiness review (docs/orr.md) was held or is planned.' };
};

const judged = (review: Readiness, calendar: Calendar): Judgement => {
  const { status, due, date, items, open, at } = review;
  const about = { subject: 'readiness review', at: [at] };
  const lacks = [
    ...(status === 'held' ? heldLacks(review) : scheduledLacks(review)),
    ...(status === 'held' && date !== null && !calendar.reached(date)
      ? [`a date that is not still to come (${date})`]
      : []),
    ...(items === 0 ? ['a table of items with their state'] : []),
  ];
  if (lacks.length > 0)
    return { ...about, outcome: 'fail', message: `The readiness review lacks ${lacks.join(', ')}.` };
  const late = overdue(review, calendar);
  if (late !== undefined) return { ...about, outcome: 'fail', message: late };
  const [loose] = open.filter((item) => !item.owner || !item.due);
  if (loose !== undefined)
    return {
      ...about,
      outcome: 'fail',
      message: `An open item has no ${loose.owner ? 'due date' : 'owner'}: ${loose.question}`,
      at: [loose.at],
    };
  const left = open.length === 1 ? '1 item is open' : `${open.length} items are open`;
  return {
    ...about,
    outcome: 'pass',
    message:
      status === 'held'
        ? `The review was held on ${date}; ${left}.`
        : `The review is due ${due}; ${left}, each with owner and due.`,
  };
};

/** Why the next review should have been by now. */
const overdue = ({ status, due, date, daysToNext }: Readiness, calendar: Calendar): string | undefined => {
  if (status !== 'held')
    return calendar.reached(due ?? '', 1)
      ? `The readiness review was due on ${due} and is still to be held.`
      : undefined;
  if (daysToNext === null || !calendar.reached(date ?? '', daysToNext + 1)) return undefined;
  const late = (calendar.daysSince(date ?? '') ?? 0) - daysToNext;
  return `The next readiness review was due ${late} days ago; the last one was on ${date}.`;
};

const scheduledLacks = ({ status, due }: Readiness): readonly string[] => [
  ...(status === null ? ['a status (held or scheduled)'] : []),
  ...(due === null ? ['when it is due'] : []),
];

const heldLacks = ({ date, daysToNext, reviewers, result }: Readiness): readonly string[] => [
  ...(date === null ? ['its date'] : []),
  ...(daysToNext === null || daysToNext < 1 || daysToNext > aYear ? ['a next one within a year of its date'] : []),
  ...(reviewers.length === 0 ? ['its reviewers'] : []),
  ...(result === null ? ['its result'] : []),
];
