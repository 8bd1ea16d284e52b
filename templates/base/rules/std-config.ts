import type { Judge } from '../../../src/kit/index.ts';
import type { Repository } from '../model.ts';

/** The engine reads the file, since what it says holds before any rule is judged. */
export const judge: Judge<Repository> = (_, { settings: { config } }) =>
  config.length > 0
    ? config
    : { outcome: 'not-applicable', message: 'The repository has no configuration: the standard holds as it is.' };
