import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Monitoring, Synthetic } from '../model.ts';
import { nothingRuns } from '../nothing-runs.ts';

const anHour = 60;

export const judge: Judge<Monitoring> = (model, context) => {
  if (model.synthetics.length > 0) return model.synthetics.map(judged);
  const [tool] = model.unreadTools;
  if (tool !== undefined)
    return {
      outcome: 'unknown',
      message: 'A synthetic check may be defined with a tool for infrastructure that is not read.',
      at: [tool.at],
    };
  return nothingRuns(context) ?? { outcome: 'fail', message: 'No synthetic check of a critical journey is defined.' };
};

const every = (minutes: number | null): string => (minutes === 1 ? 'every minute' : `every ${minutes} minutes`);

const judged = ({ name, everyMinutes, started, alarms, at }: Synthetic): Judgement => {
  const about = { subject: `synthetic check ${name}`, at: [at] };
  const lacking = [
    ...(everyMinutes === null ? ['has no schedule of the form rate(…)'] : []),
    ...(everyMinutes === 0 ? ['runs once, when it is made'] : []),
    ...(started === false ? ['waits for somebody to start it'] : []),
    ...(everyMinutes !== null && everyMinutes > anHour ? [`runs every ${everyMinutes} minutes only`] : []),
    ...(alarms.length === 0 ? ['has no alarm that watches it'] : []),
  ];
  return lacking.length === 0
    ? {
        ...about,
        outcome: 'pass',
        message: `The synthetic check ${name} runs ${every(everyMinutes)} and is watched.`,
      }
    : { ...about, outcome: 'fail', message: `The synthetic check ${name} ${lacking.join(', and ')}.` };
};
