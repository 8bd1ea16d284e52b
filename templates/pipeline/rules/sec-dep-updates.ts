import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Ecosystem, Pipeline, UpdateBot } from '../model.ts';

const leastDays = 7;

/** Judges every sort of dependency in every folder: who keeps it fresh, and how fast. */
export const judge: Judge<Pipeline> = ({ ecosystems }) =>
  ecosystems.length === 0
    ? { outcome: 'unknown', message: 'No dependency was found whose updates could be judged from files.' }
    : ecosystems.map(judgeEcosystem);

function judgeEcosystem({ name, directory, at, bot }: Ecosystem): Judgement {
  const subject = `${name} in ${directory}`;
  if (bot === null) return { outcome: 'fail', message: `No update bot watches ${subject}.`, at: [at], subject };
  const common = { at: [bot.at], subject };
  if (bot.remote) {
    const message = `How ${bot.name} updates ${subject} stands in a preset outside of the repository.`;
    return { outcome: 'unknown', message, ...common };
  }
  if (bot.idle !== undefined)
    return { outcome: 'fail', message: `${bot.name} opens no pull request for ${subject}: ${bot.idle}.`, ...common };
  const problems = problemsOf(bot);
  return problems.length === 0
    ? { outcome: 'pass', message: `${bot.name} keeps ${subject} fresh, in groups, and gives releases time.`, ...common }
    : { outcome: 'fail', message: `${bot.name} updates ${subject}, but ${problems.join(' and ')}.`, ...common };
}

const problemsOf = ({ cooldownDays, atOnce = [], grouped }: UpdateBot): readonly string[] => [
  ...(cooldownDays === null
    ? [`takes ${atOnce.map((sort) => `${sort} `).join('and ')}releases at once instead of after ${leastDays} days`]
    : cooldownDays < leastDays
      ? [`takes releases after ${cooldownDays} day${cooldownDays === 1 ? '' : 's'} instead of ${leastDays}`]
      : []),
  ...(grouped ? [] : ['opens a pull request for each instead of for groups']),
];
