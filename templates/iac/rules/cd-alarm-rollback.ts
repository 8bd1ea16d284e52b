import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Alarm, Deployment, Infrastructure } from '../model.ts';

export const judge: Judge<Infrastructure> = (infrastructure): Judgement | readonly Judgement[] => {
  const { apps, elsewhere, deployments, alarms } = infrastructure;
  if (deployments.length > 0) return deployments.map((deployment) => judgeOne(deployment, alarms));
  const [described] = [...elsewhere, ...apps];
  return described === undefined
    ? { outcome: 'not-applicable', message: 'No infrastructure is described here.' }
    : {
        outcome: 'unknown',
        message: 'No deployment of a service was found of which can be read whether it goes back.',
        at: [described.at],
      };
};

const judgeOne = (
  { service, rollback, strategy, alarms: ids, at }: Deployment,
  defined: readonly Alarm[],
): Judgement => {
  const about = { at: [at], subject: `deployment of ${service}` };
  if (rollback === 'no') return { outcome: 'fail', message: `No alarm takes ${service} back by itself.`, ...about };
  if (rollback === 'unknown') {
    return { outcome: 'unknown', message: `Whether ${service} goes back by itself is computed.`, ...about };
  }
  // The circuit breaker of a rolling update watches tasks, not alarms.
  if (ids?.length === 0 && strategy === 'rolling') {
    return { outcome: 'pass', message: `${service} goes back when its tasks do not start.`, ...about };
  }
  if (ids === null) return { outcome: 'unknown', message: `Which alarms ${service} watches is computed.`, ...about };
  const missing = ids.filter((id) => !defined.some((alarm) => alarm.id === id));
  if (missing.length > 0) {
    return { outcome: 'fail', message: `${service} watches ${missing.join(', ')}, defined nowhere here.`, ...about };
  }
  const watched = new Set(defined.filter(({ id }) => ids.includes(id)).flatMap(({ signals }) => signals));
  const unwatched = (['errors', 'latency'] as const).filter((signal) => !watched.has(signal));
  return unwatched.length > 0
    ? { outcome: 'fail', message: `No alarm that takes ${service} back watches ${unwatched.join(' or ')}.`, ...about }
    : { outcome: 'pass', message: `${service} goes back on ${ids.join(', ')}.`, ...about };
};
