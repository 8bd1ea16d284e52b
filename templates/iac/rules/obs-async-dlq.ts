import type { Judge, JudgeContext, Judgement } from '../../../src/kit/index.ts';
import { get, list } from '../../../src/kit/index.ts';
import type { AsyncPath, Infrastructure, Known, Signal } from '../model.ts';

export const judge: Judge<Infrastructure> = (infrastructure, context): Judgement | readonly Judgement[] => {
  const { asyncPaths, elsewhere } = infrastructure;
  if (asyncPaths.length === 0) {
    return elsewhere.length > 0
      ? { outcome: 'unknown', message: 'Infrastructure is described in a way that is not read; it may have queues.' }
      : { outcome: 'not-applicable', message: 'Nothing here works off a queue or is called without waiting.' };
  }
  return asyncPaths.flatMap((path) => [kept(path), ...watched(path, infrastructure, context)]);
};

const kept = ({ name, type, deadLetter, deadLetterTo, at }: AsyncPath): Judgement => {
  const about = { at: [at], subject: `${type} ${name}` };
  if (deadLetter === 'unknown')
    return { outcome: 'unknown', message: `Where the ${type} ${name} leaves what fails is not shown.`, ...about };
  return deadLetter === 'yes'
    ? {
        outcome: 'pass',
        message: `What fails of the ${type} ${name} is kept${deadLetterTo === null ? '' : ` in ${deadLetterTo}`}.`,
        ...about,
      }
    : {
        outcome: 'fail',
        message: `What fails of the ${type} ${name} is lost: it has no dead-letter queue or destination.`,
        ...about,
      };
};

/** Of a queue that keeps what fails: an alarm on how much that is, and one on how long the rest waits. */
const watched = (path: AsyncPath, infrastructure: Infrastructure, context: JudgeContext): readonly Judgement[] => {
  const { name, type, deadLetter, deadLetterTo, at } = path;
  if (type !== 'queue' || deadLetter !== 'yes') return [];
  const depth = isWatched('depth', deadLetterTo, infrastructure, context);
  const age = isWatched('age', name, infrastructure, context);
  const missing = [
    ...(depth === 'no' ? ['what arrives in its dead-letter queue'] : []),
    ...(age === 'no' ? ['the age of its oldest message'] : []),
  ];
  const about = { at: [at], subject: `alarms of queue ${name}` };
  if (missing.length > 0)
    return [{ outcome: 'fail', message: `No alarm watches ${missing.join(' or ')} (queue ${name}).`, ...about }];
  return [
    depth === 'yes' && age === 'yes'
      ? { outcome: 'pass', message: `Alarms watch the queue ${name} and what fails of it.`, ...about }
      : { outcome: 'unknown', message: `Whether alarms watch the queue ${name} is not shown.`, ...about },
  ];
};

const metrics = { depth: 'ApproximateNumberOfMessagesVisible', age: 'ApproximateAgeOfOldestMessage' } as const;

/** An alarm whose queue is computed counts for any: it is there, and which it is cannot be seen. */
const isWatched = (
  signal: Extract<Signal, 'depth' | 'age'>,
  queue: string | null,
  { alarms, asyncPaths, elsewhere }: Infrastructure,
  { models }: JudgeContext,
): Known => {
  const telling = alarms.filter(({ signals }) => signals.includes(signal));
  if (telling.some(({ resources }) => resources === null || queue === null || resources.includes(queue))) return 'yes';
  const others = new Set(asyncPaths.flatMap(({ name, deadLetterTo }) => [name, deadLetterTo ?? name]));
  // The same alarm may be known from both models: one on another queue of this repository counts for that one only.
  const monitored = list(get(models['monitoring'], 'alarms')).some((alarm) => {
    const watched = /^queue ([^.]{1,300})/.exec(String(get(alarm, 'watches')))?.[1];
    const isOther = watched !== undefined && watched !== queue && others.has(watched);
    return !isOther && list(get(alarm, 'metrics')).includes(metrics[signal]);
  });
  if (monitored) return 'yes';
  return elsewhere.length > 0 || list(get(models['monitoring'], 'elsewhere')).length > 0 ? 'unknown' : 'no';
};
