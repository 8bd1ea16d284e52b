import type { Located } from '../../src/kit/index.ts';
import type { Exposure, Permission, Variable } from './access.ts';
import type { BackupPlan, DatabaseLogin, Encryption, ForeignResource, KeyValue, Stateful } from './data.ts';
import type { CostGuard, PolicyCheck, Suppression, Tie, Use } from './guards.ts';
import type { Known } from './known.ts';
import type { Alarm, AsyncPath, Capacity, Deployment, LoadTest, Signal, Workload } from './running.ts';
import type { StackTags } from './stack-tags.ts';
import type { State } from './state.ts';
import type { Trust } from './trust.ts';

export { isProduction } from '../../src/kit/index.ts';
export { known } from './known.ts';
export type { Known } from './known.ts';
export type { Exposure, Permission, Variable } from './access.ts';
export type { Backup, BackupPlan, DatabaseLogin, Encryption, ForeignResource, KeyValue, Removal } from './data.ts';
export { isScratch } from './data.ts';
export { replacedAtOnce } from './running.ts';
export type { Stateful } from './data.ts';
export type { CostGuard, PolicyCheck, Suppression, Tie, Use } from './guards.ts';
export type { Alarm, AsyncPath, Capacity, Deployment, LoadTest, Signal, Workload } from './running.ts';
export type { StackTags } from './stack-tags.ts';
export type { State } from './state.ts';
export type { Trust } from './trust.ts';

/** A program or template that describes infrastructure. */
export interface App extends Located {
  readonly tool: 'aws-cdk' | 'cloudformation' | 'terraform';
  /** Folder it stands in; empty for the root. */
  readonly directory: string;
}

/** Infrastructure that no reader understands: what it defines is unknown, not absent. */
export interface Elsewhere extends Located {
  /** Such as `a CDK app in Python`. */
  readonly what: string;
}

/** Something in the repository that runs somewhere once it is deployed: an image, a function. */
export interface Deployable extends Located {
  readonly what: string;
  /** Whether infrastructure is described beside it. */
  readonly colocated: Known;
}

/** One environment that the infrastructure is deployed to. */
export interface Environment extends Located {
  readonly name: string;
  readonly account: string | null;
  /** Where an account is not written down: what gives it, such as the name of a variable. */
  readonly accountFrom: string | null;
  readonly region: string | null;
  readonly hostName: string | null;
  /** US dollars a month. */
  readonly budget: number | null;
}

/** The key of a tag that is set in a loop, or spread from elsewhere: it may be any. */
export const computedKey = '${}';

/** A tag that is set once for everything below. */
export interface Tag extends Located {
  readonly key: string;
  /** Null when it is computed. */
  readonly value: string | null;
  /** Whether it arrives at the resources. */
  readonly reaches: Known;
}

/** The tags of one resource, where tags are written resource by resource. */
export interface TaggedResource extends Located {
  readonly resource: string;
  readonly tags: readonly KeyValue[];
  /** Whether every key is known. */
  readonly complete: boolean;
  /** Whether nobody adds tags when it is made, so that these are all. */
  readonly final?: boolean;
}

export interface LogGroup extends Located {
  readonly name: string;
  /** `unset` leaves it to a default, `forever` never expires. */
  readonly retention: 'set' | 'unset' | 'forever' | 'unknown';
  readonly days: number | null;
}

export interface Infrastructure {
  readonly apps: readonly App[];
  readonly elsewhere: readonly Elsewhere[];
  readonly deployables: readonly Deployable[];
  readonly environments: readonly Environment[];
  readonly tags: readonly Tag[];
  readonly taggedResources: readonly TaggedResource[];
  readonly stackTags: readonly StackTags[];
  readonly logGroups: readonly LogGroup[];
  readonly encryption: readonly Encryption[];
  readonly exposures: readonly Exposure[];
  readonly stateful: readonly Stateful[];
  readonly backupPlans: readonly BackupPlan[];
  readonly databaseLogins: readonly DatabaseLogin[];
  readonly foreignResources: readonly ForeignResource[];
  readonly permissions: readonly Permission[];
  readonly trusts: readonly Trust[];
  readonly variables: readonly Variable[];
  readonly deployments: readonly Deployment[];
  readonly alarms: readonly Alarm[];
  readonly workloads: readonly Workload[];
  readonly asyncPaths: readonly AsyncPath[];
  readonly loadTests: readonly LoadTest[];
  readonly costGuards: readonly CostGuard[];
  readonly policyChecks: readonly PolicyCheck[];
  readonly suppressions: readonly Suppression[];
  readonly uses: readonly Use[];
  readonly ties: readonly Tie[];
  readonly states: readonly State[];
  readonly capacity: Capacity;
}

export const emptyModel: Infrastructure = {
  apps: [],
  elsewhere: [],
  deployables: [],
  environments: [],
  tags: [],
  taggedResources: [],
  stackTags: [],
  logGroups: [],
  encryption: [],
  exposures: [],
  stateful: [],
  backupPlans: [],
  databaseLogins: [],
  foreignResources: [],
  permissions: [],
  trusts: [],
  variables: [],
  deployments: [],
  alarms: [],
  workloads: [],
  asyncPaths: [],
  loadTests: [],
  costGuards: [],
  policyChecks: [],
  suppressions: [],
  uses: [],
  ties: [],
  states: [],
  capacity: { minimum: null, maximum: null, cpu: null, memory: null },
};

/** Some lists of the model: what a part of a source means. */
export type Part = { readonly [Key in keyof Infrastructure]?: Infrastructure[Key] };

/** All parts as one; of the sizes the first that is known. */
export const joinParts = (parts: readonly Part[]): Infrastructure => {
  const lists = Object.keys(emptyModel).filter((key) => key !== 'capacity') as Exclude<keyof Part, 'capacity'>[];
  const joined = lists.map((key) => [key, parts.flatMap((part) => (part[key] ?? []) as readonly unknown[])]);
  const first = (key: keyof Capacity): number | null =>
    parts.map(({ capacity }) => capacity?.[key] ?? null).find((value) => value !== null) ?? null;
  const capacity = { minimum: first('minimum'), maximum: first('maximum'), cpu: first('cpu'), memory: first('memory') };
  return { ...(Object.fromEntries(joined) as unknown as Infrastructure), capacity };
};

/** What a metric of this name tells of. */
export const signalsOf = (metric: string): readonly Signal[] => [
  ...(/5xx|error|fault|burn|availability|failed/i.test(metric) ? ['errors' as const] : []),
  ...(/response.?time|latency|duration/i.test(metric) ? ['latency' as const] : []),
  ...(/MessagesVisible|queue.?depth|backlog/i.test(metric) ? ['depth' as const] : []),
  ...(/AgeOfOldest|iterator.?age|queue.?age/i.test(metric) ? ['age' as const] : []),
];

// Forms of credentials: cloud keys, tokens of code hosts and chats, private keys by their beginning; passwords in addresses.
const credential =
  /^(AKIA|ASIA)[A-Z0-9]{16}$|^(ghp|gho|ghs|github_pat|glpat|xox[abp])[_-]|^-----BEGIN [A-Z ]*PRIVATE KEY-----|^[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/$]{1,64}:[^\s@/${}]{3,120}@/;

/** How a text that is written down counts as the value of a variable. */
export const literalSource = (value: string): Variable['source'] =>
  credential.test(value) ? 'looks-secret' : 'literal';
