import type { Judgement } from '../../src/kit/index.ts';
import type { Library } from './model.ts';

/** Why a rule on what runs has nothing to judge here. */
export const nothingRuns = ({ name, registry, at }: Library, so: string): Judgement => ({
  outcome: 'not-applicable',
  message: `${name} is a package for ${registry}, and nothing here serves or is deployed: ${so}.`,
  at: [at],
});
