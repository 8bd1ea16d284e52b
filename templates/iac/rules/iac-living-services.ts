import type { Calendar, Judge, Judgement } from '../../../src/kit/index.ts';
import { asOf, statusOf } from '../living.ts';
import type { Status } from '../living.ts';
import type { Infrastructure, Use } from '../model.ts';

/** A resource that Terraform makes on another platform. */
const isElsewhere = ({ kind, name }: Use): boolean =>
  kind === 'resource' && /^(?!aws(?:cc)?_)[a-z][a-z0-9-]*_/.test(name);

export const judge: Judge<Infrastructure> = (
  infrastructure,
  { calendar, choices },
): Judgement | readonly Judgement[] => {
  const uses = infrastructure.uses.filter((use) => !isElsewhere(use));
  const accepted = choices['iac.closedServices'] === 'accept';
  if (uses.length === 0) {
    return { outcome: 'not-applicable', message: 'Nothing was found that uses services, runtimes or tools of AWS.' };
  }
  const told = uses.flatMap((use) => {
    const status = statusOf(use);
    const lost = status && lossOf(status, calendar, accepted);
    return status && lost ? [{ use, status, lost }] : [];
  });
  // One finding for each thing and file says enough: a service has many resources.
  const seen = new Set<string>();
  const failed = told.flatMap(({ use, status, lost }): readonly Judgement[] => {
    const key = `${status.what} ${use.at.path}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [finding(use, status, lost)];
  });
  const message = `Of what is used of AWS, nothing is known to be retired or closing (${asOf}).`;
  return failed.length > 0 ? failed : { outcome: 'pass', message, at: uses.slice(0, 1).map(({ at }) => at) };
};

const finding = ({ name, at }: Use, { what, instead, source }: Status, lost: string): Judgement => ({
  outcome: 'fail',
  message: `${name} is a part of ${what}, which ${lost}; use ${instead} (${source}).`,
  at: [at],
  subject: name,
});

/** What a user of it has lost, or is going to lose; undefined while nothing is to be said. */
const lossOf = ({ closed, maintenance, ended }: Status, calendar: Calendar, accepted: boolean): string | undefined => {
  if (ended !== undefined && calendar.reached(ended)) return `ended on ${ended}`;
  const until = ended === undefined ? '' : ` and ends on ${ended}`;
  if (maintenance !== undefined && calendar.reached(maintenance))
    return `gets only repairs since ${maintenance}${until}`;
  if (closed !== undefined && !accepted && calendar.reached(closed))
    return `takes no new customers since ${closed}${until}`;
  return undefined;
};
