import { get, list } from '../../../src/kit/index.ts';
import type { Judge, JudgeContext, Judgement } from '../../../src/kit/index.ts';
import type { Api, Program } from '../model.ts';

/** Judges whether rate, errors and durations of requests are measured, as a histogram and with labels of few values. */
export const judge: Judge<Api> = ({ programs }, { models }) => {
  const entryPoint = entryPointOf(models);
  return programs.flatMap((program) => judgeProgram(program, entryPoint));
};

/** Something in front of the program that counts and measures its requests by itself. */
const entryPointOf = (models: JudgeContext['models']): string | undefined =>
  list(get(models['monitoring'], 'coverage'))
    .map((coverage) => String(get(coverage, 'entryPoint')))
    .find((name) => /load balancer|gateway|\bapi\b|distribution/i.test(name));

const judgeProgram = (program: Program, entryPoint: string | undefined): readonly Judgement[] => {
  const { name, readable, serves, language, metrics, telemetry } = program;
  const unbounded = metrics.unbounded.map(({ text, at }): Judgement => ({
    outcome: 'fail',
    message: `${text} is a label of a metric: it has another value for every request, and each makes a series of its own. Use the route.`,
    at: [at],
    subject: `label ${text} in ${name}`,
  }));
  if (unbounded.length > 0) return unbounded;
  const subject = `metrics of ${name}`;
  const say = (outcome: Judgement['outcome'], message: string, at = program.at): readonly Judgement[] => [
    { outcome, message, at: [at], subject },
  ];
  const [histogram] = metrics.histograms;
  if (histogram !== undefined) return say('pass', `${histogram.text} records durations as a histogram.`, histogram.at);
  if (entryPoint !== undefined)
    return say('pass', `The ${entryPoint} counts requests and errors and measures how long they take.`);
  if (readable && !serves)
    return say('pass', 'The platform counts calls and errors of the function and measures how long they take.');
  if (!readable) return say('unknown', `The program in ${name} is written in ${language}, which is not read here.`);
  const [other] = metrics.others;
  if (other !== undefined) {
    return say(
      'fail',
      `${other.text} is no histogram: what it says of one instance cannot be added up over all.`,
      other.at,
    );
  }
  if (telemetry.setup !== 'none')
    return say('unknown', `${telemetry.name} may measure requests; what it records cannot be seen from here.`);
  return say(
    'fail',
    `Nothing measures how many requests the program in ${name} gets, how many fail and how long they take.`,
  );
};
