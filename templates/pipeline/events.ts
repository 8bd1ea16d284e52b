/**
 * What starts a run. `unknown`: a change does, but which one cannot be told. `untrusted` runs with the trust of the trunk on
 * behalf of anyone, such as GitHub's pull_request_target.
 */
export type Event =
  | 'pull-request'
  | 'trunk'
  | 'branch'
  | 'tag'
  | 'release'
  | 'schedule'
  | 'manual'
  | 'call'
  | 'unknown'
  | 'untrusted'
  | 'other';

/** Events that bring something out without a person. */
export const automatic: ReadonlySet<Event> = new Set(['trunk', 'branch', 'tag', 'release', 'schedule', 'unknown']);

/** Events whose runs deliver. */
export const deliveries: ReadonlySet<Event> = new Set(['trunk', 'tag', 'release']);
