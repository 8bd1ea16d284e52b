import { defineReader } from '../../src/kit/index.ts';
import type { Monitoring, Objective } from './model.ts';
import { objectiveGlobs, objectivesIn } from './objectives.ts';
import { codeIn, toolsIn, unreadGlobs } from './unread.ts';

/** Objectives of any repository, whichever tool makes alarms of them, and what may define monitoring without being read. */
export const reader = defineReader<Monitoring>({
  globs: [...objectiveGlobs, ...unreadGlobs],
  read: (view) => {
    const objectives = objectivesIn(view);
    const of = (promise: 'availability' | 'latency') => ({
      promise,
      objectives: objectives.filter((objective) => objective.promise === promise),
    });
    return {
      objectives,
      promises: [of('availability'), of('latency')],
      elsewhere: codeIn(view),
      unreadTools: toolsIn(view),
    };
  },
  answers: ({ objectives }) => {
    const targetOf = (promise: Objective['promise']): number | null =>
      objectives.find((objective) => objective.promise === promise)?.target ?? null;
    const [availability, latency] = [targetOf('availability'), targetOf('latency')];
    const seconds = objectives.find((objective) => objective.fastWithinSeconds !== null)?.fastWithinSeconds ?? null;
    return {
      ...(availability !== null && { availabilityTarget: percent(availability) }),
      ...(latency !== null && { latencyTarget: percent(latency) }),
      ...(seconds !== null && { latencyThresholdMs: Math.round(seconds * 1000) }),
    };
  },
});

const percent = (share: number): number => Number((share * 100).toFixed(6));
