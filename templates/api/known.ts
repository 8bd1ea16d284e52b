/** `unknown` where the source computes what only a run would show. Never to be taken for a yes or a no. */
export type Known = 'yes' | 'no' | 'unknown';

/** What messages call the folder that a repository begins with. */
export const rootName = 'the root of the repository';
