import { get } from '../../src/kit/index.ts';
import type { JudgeContext, Judgement } from '../../src/kit/index.ts';

/** What a rule says where nothing is there to be watched: a package that others install runs nowhere by itself. */
export const nothingRuns = ({ models }: JudgeContext): Judgement | undefined => {
  const [name, registry] = ['name', 'registry'].map((key) => get(models['base'], 'library', key));
  return typeof name === 'string' && typeof registry === 'string'
    ? {
        outcome: 'not-applicable',
        message: `${name} is a package for ${registry}, and nothing here serves or is deployed: there is nothing to watch.`,
      }
    : undefined;
};
