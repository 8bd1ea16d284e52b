import type { Located } from '../../src/kit/index.ts';

/** `unknown` where the source computes what only a run would show. Never to be taken for a yes or a no. */
export type Known = 'yes' | 'no' | 'unknown';

/** A program or template that describes infrastructure. */
export interface App extends Located {
  readonly tool: 'aws-cdk' | 'cloudformation' | 'terraform';
  /** Folder it stands in; empty for the root. */
  readonly directory: string;
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
  readonly region: string | null;
  readonly hostName: string | null;
  /** US dollars a month. */
  readonly budget: number | null;
}

export interface Tag extends Located {
  readonly key: string;
  /** Null when it is computed. */
  readonly value: string | null;
  /** Whether it arrives at the resources. */
  readonly reaches: Known;
}

export interface LogGroup extends Located {
  readonly name: string;
  /** `unset` leaves it to a default, `forever` never expires. */
  readonly retention: 'set' | 'unset' | 'forever' | 'unknown';
  readonly days: number | null;
}

/** One way in which a resource does or does not encrypt. */
export interface Encryption extends Located {
  readonly resource: string;
  /** Such as `database`, `bucket`, `topic`, `listener`. */
  readonly type: string;
  readonly where: 'at rest' | 'in transit';
  readonly encrypted: Known;
}

/** A place where something could be reached from everywhere. */
export interface Exposure extends Located {
  readonly resource: string;
  readonly type: 'ingress' | 'bucket' | 'database';
  readonly open: Known;
  /** Of an ingress; null for all ports or when computed. */
  readonly port: number | null;
}

/** A resource that holds what cannot be made again. */
export interface Stateful extends Located {
  readonly resource: string;
  readonly type: 'database' | 'table' | 'files' | 'bucket' | 'key' | 'registry';
  /** What becomes of it when the stack drops or replaces it. */
  readonly removal: 'retain' | 'snapshot' | 'delete' | 'unknown';
  readonly deletionProtection: Known | 'not-offered';
  /** Whether its stack refuses to be deleted. */
  readonly stackProtection: Known;
  readonly backup: Backup | null;
}

export interface Backup {
  readonly enabled: Known;
  /** Null when computed, or when the service has no days to choose. */
  readonly days: number | null;
  readonly multiZone: Known | 'not-offered';
}

/** One allowing statement, or one policy of the provider by name. */
export interface Permission extends Located {
  readonly role: string;
  /** `resource`: the policy of a key, bucket or topic, where `*` is the resource itself. */
  readonly policyOf: 'identity' | 'resource';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly conditioned: boolean;
  readonly anyPrincipal: boolean;
  /** Name of a policy that the provider manages. */
  readonly managed: string | null;
}

/** A variable that a program is given. Its value is never kept: it may be a secret. */
export interface Variable extends Located {
  readonly program: string;
  readonly name: string;
  /** `secret`: fetched from a manager of secrets when the program starts. `looks-secret`: written down, and by its form a credential. */
  readonly source: 'literal' | 'looks-secret' | 'reference' | 'secret' | 'unknown';
}

/** How a new version of a service takes over. */
export interface Deployment extends Located {
  readonly service: string;
  readonly platform: 'ecs' | 'lambda';
  readonly strategy: 'rolling' | 'all-at-once' | 'blue-green' | 'canary' | 'linear' | 'unknown';
  /** Minutes at the first share of the traffic, the platform's default where the source says nothing; null when computed. */
  readonly stepMinutes: number | null;
  /** Minutes that the old version stays after all traffic has moved. */
  readonly finalMinutes: number | null;
  readonly rollback: Known;
  /** Ids of the alarms that it watches; null when they are computed. */
  readonly alarms: readonly string[] | null;
}

export interface Alarm extends Located {
  readonly id: string;
  /** What it watches, of what can be told from the metric. */
  readonly signals: readonly ('errors' | 'latency')[];
}

/** How many of a service run, and how large one is. */
export interface Capacity {
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly cpu: number | null;
  readonly memory: number | null;
}

export interface Infrastructure {
  readonly apps: readonly App[];
  readonly deployables: readonly Deployable[];
  readonly environments: readonly Environment[];
  readonly tags: readonly Tag[];
  readonly logGroups: readonly LogGroup[];
  readonly encryption: readonly Encryption[];
  readonly exposures: readonly Exposure[];
  readonly stateful: readonly Stateful[];
  readonly permissions: readonly Permission[];
  readonly variables: readonly Variable[];
  readonly deployments: readonly Deployment[];
  readonly alarms: readonly Alarm[];
  readonly capacity: Capacity;
}

export const emptyModel: Infrastructure = {
  apps: [],
  deployables: [],
  environments: [],
  tags: [],
  logGroups: [],
  encryption: [],
  exposures: [],
  stateful: [],
  permissions: [],
  variables: [],
  deployments: [],
  alarms: [],
  capacity: { minimum: null, maximum: null, cpu: null, memory: null },
};

/** What kinds of failure a metric of this name tells of. */
export const signalsOf = (metric: string): Alarm['signals'] => [
  ...(/5xx|error|fault|burn|availability/i.test(metric) ? ['errors' as const] : []),
  ...(/response.?time|latency|duration/i.test(metric) ? ['latency' as const] : []),
];

// Forms of credentials that are told by their beginning alone: cloud keys, tokens of code hosts and chats, private keys.
const credential =
  /^(AKIA|ASIA)[A-Z0-9]{16}$|^(ghp|gho|ghs|github_pat|glpat|xox[abp])[_-]|^-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** How a text that is written down counts as the value of a variable. */
export const literalSource = (value: string): Variable['source'] =>
  credential.test(value) ? 'looks-secret' : 'literal';

/** `yes` or `no` for a boolean, `unknown` for anything else. */
export const known = (value: unknown): Known => (typeof value === 'boolean' ? (value ? 'yes' : 'no') : 'unknown');
