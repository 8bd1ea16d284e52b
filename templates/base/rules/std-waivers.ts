import type { Judge } from '../../../src/kit/index.ts';
import type { Repository } from '../model.ts';

/** The engine reads the file and applies it, since a waiver that waives nothing is known only after all other rules. */
export const judge: Judge<Repository> = (_, { settings: { waivers } }) =>
  waivers.length > 0 ? waivers : { outcome: 'not-applicable', message: 'The repository has no waivers.' };
