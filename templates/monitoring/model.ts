import type { Located } from '../../src/kit/index.ts';

/** What an alarm or a metric tells of the thing it watches. */
export type Signal = 'errors' | 'latency' | 'traffic' | 'health' | 'saturation' | 'journey' | 'other';

/** `page` wakes a person, `ticket` waits for working hours. */
export type AlarmSeverity = 'page' | 'ticket';

/** One objective: how many events have to be good in a window. */
export interface Objective extends Located {
  readonly name: string;
  readonly promise: 'availability' | 'latency' | 'other';
  readonly owner: string | null;
  /** Share of good events, above 0 and below 1. */
  readonly target: number | null;
  /** Days of the window; null when there is none, or not exactly one. */
  readonly days: number | null;
  readonly rolling: boolean;
  /** How it is measured: good or bad events of all, or a threshold on a value. */
  readonly indicator: 'ratio' | 'threshold' | 'none' | 'unknown';
  /** Names of the metrics it counts. */
  readonly metrics: readonly string[];
  /** Seconds that a request may take, where the metrics say so. */
  readonly fastWithinSeconds: number | null;
  /** What happens when the budget is spent: a path or address, and whether a path leads to a file. */
  readonly budgetPolicy: { readonly link: string; readonly found: boolean } | null;
  /** A tool that makes the burn-rate alarms of it when it is run; absent where they stand in the repository, or nowhere. */
  readonly alarmsMadeBy?: string;
}

/** The objectives on one promise; a service has to make both. */
export interface Promised {
  readonly promise: 'availability' | 'latency';
  readonly objectives: readonly Objective[];
}

export interface Alarm extends Located {
  readonly name: string;
  readonly kind: 'metric' | 'composite';
  readonly signal: Signal;
  /** What it watches, such as `load balancer LoadBalancerFullName`. */
  readonly watches: string;
  /** What else it watches, where metrics of several things are computed together. */
  readonly alsoWatches?: readonly string[];
  readonly severity: AlarmSeverity | null;
  /** Where it is sent, as far as the text tells: names of parameters and resources, or ARNs. */
  readonly targets: readonly string[];
  /** Every severity that is sent to any of these targets: one, when pages and tickets go different ways. */
  readonly targetSeverities: readonly AlarmSeverity[];
  /** Whether its receivers are configured in this repository. */
  readonly routing: 'here' | 'elsewhere';
  /** Path or address of what to do. */
  readonly runbook: string | null;
  /** Whether that path leads to a file; an address is taken as it is. */
  readonly runbookFound: boolean;
  /** What silence means: `breaching`, `notBreaching`, `ignore`, `missing`; null when nobody decided. */
  readonly missingData: string | null;
  /** `p99`, `Sum`, `Average` …; null for metric math. */
  readonly statistic: string | null;
  /** Whether it, or a metric of its math, looks at a percentile or a count of fast requests instead of an average. */
  readonly percentile: boolean;
  readonly metrics: readonly string[];
  readonly threshold: number | null;
  /** Seconds of one period, of the shortest where there are several. */
  readonly periodSeconds: number | null;
  /** Periods that are looked at, and how many of them have to be over the threshold. */
  readonly periods: number | null;
  readonly breaches: number | null;
  /** Periods that may be fine while it fires; negative is impossible to reach. */
  readonly spare: number | null;
  /** Seconds that it looks back. */
  readonly windowSeconds: number | null;
  /** Names of the alarms that have to fire together for this one; empty for a metric alarm and for any other logic. */
  readonly allOf: readonly string[];
  /** A composite alarm notifies in its place. */
  readonly part: boolean;
  /** It stops a deployment; a person hears of it through the deployment. */
  readonly rollback: boolean;
}

/** What watches one signal of one entry point. Without alarms it is a hole. */
export interface Coverage extends Located {
  readonly entryPoint: string;
  readonly signal: 'errors' | 'latency' | 'traffic' | 'saturation';
  readonly alarms: readonly string[];
  /** Those that look at more than an average. */
  readonly percentiles: readonly string[];
}

export type Section = 'state' | 'customer' | 'dependencies' | 'saturation' | 'delivery';

export interface Widget {
  readonly title: string;
  readonly type: string;
  /** Where it belongs in the order of a dashboard; null for texts and what we do not know. */
  readonly section: Section | null;
  readonly thresholds: number;
  /** Whether it shows UTC; null where it shows no time. */
  readonly utc: boolean | null;
  readonly links: number;
}

export interface Dashboard extends Located {
  readonly name: string;
  /** Whether its body could be understood; without that nothing can be said of its widgets. */
  readonly readable: boolean;
  readonly widgets: readonly Widget[];
  /** Account ids and addresses of resources that hold for one account only. */
  readonly hardCoded: readonly string[];
}

/** A check that runs on a schedule and does what a customer does. */
export interface Synthetic extends Located {
  readonly name: string;
  /** Minutes between two runs; null when it is not `rate(…)`. */
  readonly everyMinutes: number | null;
  /** False where it is made and then waits for somebody to start it. */
  readonly started?: boolean;
  readonly runtime: string | null;
  /** Names of the alarms on it. */
  readonly alarms: readonly string[];
}

/** A source of monitoring that no reader understands yet: what it defines is unknown, not absent. */
export interface Elsewhere extends Located {
  readonly what: string;
  /** What is seen to be defined there; absent where it may be anything. */
  readonly defines?: readonly ('alarms' | 'dashboards')[];
}

/** The first source that may define such a thing where nobody can read it. */
export const unreadOf = (
  { elsewhere, unreadTools }: Pick<Monitoring, 'elsewhere' | 'unreadTools'>,
  thing: 'alarms' | 'dashboards',
): Elsewhere | undefined =>
  [...elsewhere, ...unreadTools].find(({ defines }) => defines === undefined || defines.includes(thing));

export interface Monitoring {
  readonly objectives: readonly Objective[];
  readonly promises: readonly Promised[];
  readonly alarms: readonly Alarm[];
  readonly coverage: readonly Coverage[];
  readonly dashboards: readonly Dashboard[];
  readonly synthetics: readonly Synthetic[];
  readonly elsewhere: readonly Elsewhere[];
  /** Programs that make infrastructure with a tool that no reader knows: anything may be defined there. */
  readonly unreadTools: readonly Elsewhere[];
}

export const emptyModel: Monitoring = {
  objectives: [],
  promises: [],
  alarms: [],
  coverage: [],
  dashboards: [],
  synthetics: [],
  elsewhere: [],
  unreadTools: [],
};

/** One burn rate of a 30-day window: how many times too fast a budget is spent, seen in two windows of so many seconds. */
export interface BurnRate {
  readonly factor: number;
  readonly longSeconds: number;
  readonly shortSeconds: number;
  readonly severity: AlarmSeverity;
}

const hour = 3600;

/** The pairs of the Site Reliability Workbook, chapter "Alerting on SLOs", for a window of 30 days. */
export const burnRates: readonly BurnRate[] = [
  { factor: 14.4, longSeconds: hour, shortSeconds: hour / 12, severity: 'page' },
  { factor: 6, longSeconds: 6 * hour, shortSeconds: hour / 2, severity: 'page' },
  { factor: 3, longSeconds: 24 * hour, shortSeconds: 2 * hour, severity: 'ticket' },
  { factor: 1, longSeconds: 72 * hour, shortSeconds: 6 * hour, severity: 'ticket' },
];

/**
 * Share of bad events (0 to 1) at which a burn rate's alarm has to fire. It is never asked to be above 0.9: more bad events
 * than all cannot happen, so that alarm would be silent for ever.
 */
export const burnThreshold = (target: number, days: number, factor: number): number =>
  Math.min(factor * (days / 30) * (1 - target), 0.9);

/** `5m`, `6h`, `3d` of a number of seconds. */
export const duration = (seconds: number): string => {
  if (seconds % (24 * hour) === 0) return `${seconds / (24 * hour)}d`;
  return seconds % hour === 0 ? `${seconds / hour}h` : `${seconds / 60}m`;
};

/** A text that is not empty, or null. */
export const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
