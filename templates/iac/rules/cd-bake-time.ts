import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Deployment, Infrastructure } from '../model.ts';

const stepwise = new Set<Deployment['strategy']>(['canary', 'linear', 'blue-green']);

export const judge: Judge<Infrastructure> = (
  { deployments, elsewhere },
  { tier },
): Judgement | readonly Judgement[] => {
  const floor = tier >= 3 ? 60 : 10;
  const judged = deployments
    .filter(({ strategy }) => stepwise.has(strategy))
    .map(({ service, strategy, stepMinutes, finalMinutes, at }): Judgement => {
      // Blue/green has one step: all traffic, with the old version still there.
      const minutes = strategy === 'blue-green' ? finalMinutes : stepMinutes;
      const about = { at: [at], subject: `deployment of ${service}` };
      if (minutes === null) {
        return { outcome: 'unknown', message: `How long ${service} is watched is computed.`, ...about };
      }
      const said = `${service} is watched for ${minutes} minutes before it takes all traffic`;
      return minutes >= floor
        ? { outcome: 'pass', message: `${said}.`, ...about }
        : { outcome: 'fail', message: `${said}; tier ${tier} asks for ${floor}.`, ...about };
    });
  if (judged.length > 0) return judged;
  const [unread] = deployments.length === 0 ? elsewhere : [];
  return unread
    ? { outcome: 'unknown', message: 'No deployment was found whose steps can be read.', at: [unread.at] }
    : { outcome: 'not-applicable', message: 'No deployment here shifts its traffic in steps.' };
};
