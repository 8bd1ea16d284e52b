import type { Located } from '../../src/kit/index.ts';
import type { Known } from './known.ts';

/** How a new version of a service takes over. */
export interface Deployment extends Located {
  readonly service: string;
  readonly platform: 'ecs' | 'lambda' | 'ec2';
  readonly strategy: 'rolling' | 'all-at-once' | 'blue-green' | 'canary' | 'linear' | 'unknown';
  /** Minutes at the first share of the traffic, the platform's default where the source says nothing; null when computed. */
  readonly stepMinutes: number | null;
  /** Minutes that the old version stays after all traffic has moved. */
  readonly finalMinutes: number | null;
  readonly rollback: Known;
  /** Ids of the alarms that it watches; null when they are computed. */
  readonly alarms: readonly string[] | null;
}

/** `depth`: how much waits in a queue. `age`: how long the oldest of it has waited. */
export type Signal = 'errors' | 'latency' | 'depth' | 'age';

/** Functions that answer requests and have no alias: a new version gets all of them at once. One stands for all of a source. */
export const replacedAtOnce = (
  functions: readonly { readonly name: string; readonly at: Deployment['at'] }[],
): readonly Deployment[] => {
  const [first] = functions;
  if (first === undefined) return [];
  const more = functions.length - 1;
  return [
    {
      service: more === 0 ? first.name : `${first.name} (and ${more} more of the functions)`,
      platform: 'lambda',
      strategy: 'all-at-once',
      stepMinutes: null,
      finalMinutes: null,
      rollback: 'no',
      alarms: [],
      at: first.at,
    },
  ];
};

export interface Alarm extends Located {
  readonly id: string;
  /** What it watches, of what can be told from the metric. */
  readonly signals: readonly Signal[];
  /** Resources of the metric, by the names that they have here; null when they are computed. */
  readonly resources: readonly string[] | null;
}

/** How many of a service run, and how large one is. One of a repository, for its answers. */
export interface Capacity {
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly cpu: number | null;
  readonly memory: number | null;
}

/** Something that runs and takes requests or work, and how it grows. */
export interface Workload extends Located {
  readonly name: string;
  /** `function` and the like bring zones and scaling with them. */
  readonly platform: 'containers' | 'machines' | 'function';
  /** How many run at least and at most; null when it is computed. */
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** Whether something changes their number by load. */
  readonly scales: Known;
  /** Zones that it is spread over; null when it is computed. */
  readonly zones: number | null;
  /** Whether one of them is limited in processor and memory. */
  readonly limits: Known;
}

/** A serverless function runs in every zone of its region, and as often as there are events. */
export const functionWorkload = ({ name, at }: Pick<Workload, 'name' | 'at'>): Workload => ({
  name,
  platform: 'function',
  minimum: null,
  maximum: null,
  scales: 'yes',
  zones: null,
  limits: 'yes',
  at,
});

/** Work that waits: a queue, or what calls a program without waiting for its answer. */
export interface AsyncPath extends Located {
  readonly name: string;
  readonly type: 'queue' | 'topic subscription' | 'event source' | 'event rule' | 'function';
  /** Whether what cannot be processed is kept somewhere. */
  readonly deadLetter: Known;
  /** Name of that place here; null when it is computed or there is none. */
  readonly deadLetterTo: string | null;
}

/** A script that puts load on the service. */
export interface LoadTest extends Located {
  readonly tool: string;
}
