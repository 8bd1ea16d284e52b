import type { Build, Deployment, Fact, InfrastructureRoot, Step, Workflow } from './model.ts';

// What is wrong with a thing in words, for messages: which of it matters, rules say.

/** Why a step does not stop a change. */
export const loosenessOf = ({ does, blocking, gated, testFiles }: Step): readonly string[] => [
  ...(blocking ? [] : ['nothing stops when it fails']),
  ...(does.includes('test') && (testFiles ?? 0) < 1 ? ['there is no test file in its folder'] : []),
  ...(gated === false ? ['it reports what it finds and never fails'] : []),
];

/** What a deployment to production is not guarded by. */
export const unguardedBy = ({ environment, serialized, cancellable }: Deployment): readonly string[] => [
  ...(environment === null ? ['it belongs to no environment of the host'] : []),
  ...(serialized ? [] : ['two of them may run at once']),
  ...(cancellable ? ['a newer run may cut it off'] : []),
];

/** Why a deployment does not prove anything before production. */
export const unprovenBy = ({ after, automatic }: Deployment): readonly string[] => [
  ...(after.length === 0 ? ['no stage is deployed before it in the same run'] : []),
  ...(automatic ? [] : ['no change starts it']),
];

const told: readonly (readonly [string, readonly Fact[]])[] = [
  ['the service', ['service']],
  ['the environment', ['environment']],
  ['the version', ['version', 'commit']],
  ['when the change was committed', ['commit-time']],
  ['the outcome', ['outcome']],
  ['the cause', ['cause']],
];

/** Why deliveries cannot be measured by the event that a deployment leaves. */
export function unmeasuredBy({ recorded }: Deployment): readonly string[] {
  if (recorded === null) return ['nothing records it'];
  const { facts, onFailure } = recorded;
  const missing = facts === null ? [] : told.filter(([, any]) => !any.some((fact) => facts.includes(fact)));
  return [
    ...(onFailure ? [] : ['a failed one leaves none']),
    ...(missing.length === 0 ? [] : [`it does not tell ${missing.map(([what]) => what).join(', ')}`]),
  ];
}

/** Why what is delivered has no list of its contents. */
export function unlistedBy({ contents }: Build): readonly string[] {
  if (contents === null) return ['no step makes one'];
  return [
    ...(contents.attached ? [] : [`${contents.name} does not keep it`]),
    ...(contents.blocking ? [] : [`the delivery goes on when ${contents.name} fails`]),
  ];
}

/** Checks of infrastructure that no pull request has to pass. */
export const uncheckedBy = ({ lints, tests, synthesizes }: InfrastructureRoot): readonly string[] => [
  ...(lints ? [] : ['lint']),
  ...(tests ? [] : ['tests']),
  ...(synthesizes ? [] : ['synthesis or a plan']),
];

/** What a workflow grants to more jobs than need it. */
export function excessOf({ permissions, jobs }: Workflow): readonly string[] {
  const silent = jobs.filter((job) => job.permissions.declared === false);
  const all = jobs.filter((job) => job.permissions.all).map(({ id }) => `the job ${id} may write everything`);
  return [
    ...(permissions.all ? ['every job may write everything'] : []),
    ...(permissions.writes.length === 0 ? [] : [`every job may write ${permissions.writes.join(', ')}`]),
    ...(permissions.declared === false && (silent.length > 0 || jobs.length === 0)
      ? ['nothing says what it may do, so the default of the host holds']
      : []),
    ...all.slice(0, 3),
  ];
}
