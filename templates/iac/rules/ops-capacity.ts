import type { Judge, JudgeContext, Judgement } from '../../../src/kit/index.ts';
import type { Infrastructure, Workload } from '../model.ts';
import { stepsOf } from '../neighbours.ts';

export const judge: Judge<Infrastructure> = (infrastructure, context): Judgement | readonly Judgement[] => {
  const { workloads, elsewhere } = infrastructure;
  // Functions bring zones, scaling and limits with them.
  const judged = workloads.filter(({ platform }) => platform !== 'function').map(judgeOne);
  const tested = context.tier >= 3 && workloads.length > 0 ? [loadTested(infrastructure, context)] : [];
  if (judged.length + tested.length > 0) return [...judged, ...tested];
  return elsewhere.length > 0
    ? { outcome: 'unknown', message: 'Infrastructure is described in a way that is not read; it may run something.' }
    : { outcome: 'not-applicable', message: 'Nothing here runs on capacity that somebody has to choose.' };
};

const judgeOne = (workload: Workload): Judgement => {
  const { name, minimum, maximum, scales, zones, limits, at } = workload;
  const about = { at: [at], subject: `capacity of ${name}` };
  const weak = [
    ...(zones !== null && zones < 2 ? ['stands in one zone'] : []),
    ...(minimum !== null && minimum < 2 ? [`runs ${minimum === 1 ? 'once' : 'not at all'} at least`] : []),
    ...(scales === 'no' ? ['does not scale with its load'] : []),
    ...(scales === 'yes' && minimum !== null && maximum !== null && maximum <= minimum ? ['has no room to scale'] : []),
    ...(limits === 'no' ? ['has no limit of memory'] : []),
  ];
  if (weak.length > 0) return { outcome: 'fail', message: `${name} ${weak.join(' and ')}.`, ...about };
  const unseen = [
    ...(zones === null ? ['over how many zones it is spread'] : []),
    ...(minimum === null ? ['how many run at least'] : []),
    ...(scales === 'unknown' || maximum === null ? ['up to where it scales'] : []),
    ...(limits === 'unknown' ? ['whether it is limited'] : []),
  ];
  return unseen.length > 0
    ? { outcome: 'unknown', message: `Of ${name} the source does not show ${unseen.join(', ')}.`, ...about }
    : { outcome: 'pass', message: `${name} runs ${minimum} to ${maximum} times over ${zones} zones.`, ...about };
};

const loadTested = ({ loadTests, workloads }: Infrastructure, context: JudgeContext): Judgement => {
  const subject = 'load test';
  const at = workloads.slice(0, 1).map((workload) => workload.at);
  const step = stepsOf(context).find(({ does }) => does.includes('load-test'));
  if (step) return { outcome: 'pass', message: 'The pipeline puts load on the service.', at: step.at, subject };
  const [test] = loadTests;
  return test
    ? {
        outcome: 'unknown',
        message: `There is a load test (${test.tool}); that something runs it is not shown.`,
        at: [test.at],
        subject,
      }
    : { outcome: 'fail', message: 'Nothing puts load on the service before its customers do.', at, subject };
};
