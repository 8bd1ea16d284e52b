import type { Alarm, Coverage } from './model.ts';

const entryPoints = /^(load balancer|API|function|queue|requests of) /;

/** What an alarm watches that names no job: it stands for each of them. */
const everyJob = 'requests of every job';

/** What has to be watched: how a request goes wrong, that requests come at all, and that there is room for them. */
const demanded = ['errors', 'latency', 'traffic', 'saturation'] as const;

/** A queue answers nobody: what can go wrong with it is that it grows. */
const demandedOf = (entryPoint: string): readonly Coverage['signal'][] =>
  entryPoint.startsWith('queue ') ? ['saturation'] : demanded;

/**
 * Which alarm watches which signal of each entry point. Saturation shows on what stands behind an entry point, so that
 * of anything counts. Nothing is demanded of what calls nobody, such as a queue's latency.
 */
export const coverageOf = (alarms: readonly Alarm[]): readonly Coverage[] => {
  const all = [...new Set(alarms.map((alarm) => alarm.watches).filter((watches) => entryPoints.test(watches)))];
  const points = all.some((point) => point.startsWith('requests of ') && point !== everyJob)
    ? all.filter((point) => point !== everyJob)
    : all;
  return points.flatMap((entryPoint) => {
    const stands = ({ watches, alsoWatches = [] }: Alarm): boolean =>
      watches === entryPoint ||
      alsoWatches.includes(entryPoint) ||
      (watches === everyJob && entryPoint.startsWith('requests of '));
    const own = alarms.filter((alarm) => !alarm.part && stands(alarm));
    const [first] = own;
    if (first === undefined) return [];
    return demandedOf(entryPoint).map((signal): Coverage => {
      const found = (signal === 'saturation' && !entryPoint.startsWith('queue ') ? alarms : own).filter(
        (alarm) => alarm.signal === signal,
      );
      return {
        entryPoint,
        signal,
        alarms: found.map((alarm) => alarm.name),
        percentiles: found.filter((alarm) => alarm.percentile).map((alarm) => alarm.name),
        at: first.at,
      };
    });
  });
};
