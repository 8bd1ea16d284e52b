import type { Judge, Judgement } from '../../../src/kit/index.ts';
import { unreadOf } from '../model.ts';
import type { Coverage, Monitoring } from '../model.ts';
import { nothingRuns } from '../nothing-runs.ts';

/** One judgement per entry point and signal; what other tools define is unknown as long as no readable alarm watches an entry point. */
export const judge: Judge<Monitoring> = (model, context) => {
  const { alarms, coverage } = model;
  if (coverage.length > 0) return coverage.map(judged);
  const other = unreadOf(model, 'alarms');
  if (other !== undefined) {
    return {
      outcome: 'unknown',
      message: `Alarms may be defined as ${other.what}, which cannot be read.`,
      at: [other.at],
    };
  }
  return (
    (alarms.length === 0 ? nothingRuns(context) : undefined) ?? {
      outcome: 'fail',
      message: 'No alarm watches any entry point of the service.',
      at: alarms.map(({ at }) => at),
    }
  );
};

const judged = ({ entryPoint, signal, alarms, percentiles, at }: Coverage): Judgement => {
  const place = { subject: `${signal} of ${entryPoint}`, at: [at] };
  if (alarms.length === 0)
    return { ...place, outcome: 'fail', message: `No alarm watches the ${signal} of the ${entryPoint}.` };
  if (signal === 'latency' && percentiles.length === 0) {
    return {
      ...place,
      outcome: 'fail',
      message: `The alarm ${alarms.join(', ')} on the latency of the ${entryPoint} watches an average, not a percentile.`,
    };
  }
  return { ...place, outcome: 'pass', message: `${alarms.join(', ')} watches the ${signal} of the ${entryPoint}.` };
};
