/** `unknown` where the source computes what only a run would show. Never to be taken for a yes or a no. */
export type Known = 'yes' | 'no' | 'unknown';

/** `yes` or `no` for a boolean, `unknown` for anything else. */
export const known = (value: unknown): Known => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : 'unknown');
