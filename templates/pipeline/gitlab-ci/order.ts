import { get, list } from '../../../src/kit/index.ts';
import { text } from '../values.ts';
import type { RawJob } from './jobs.ts';
import type { Config } from './layers.ts';
import type { Entry } from './rules.ts';

interface Taking {
  readonly job: RawJob;
  readonly entry: Entry;
}

/** The stages of a pipeline in their order. */
export function stagesOf(config: Config): readonly string[] {
  const said = config.merged['stages'] ?? config.merged['types'];
  const named = list(said)
    .flat(3)
    .flatMap((stage) => text(stage) ?? [])
    .slice(0, 200);
  return ['.pre', ...(named.length > 0 ? named : ['build', 'test', 'deploy']), '.post'];
}

/**
 * Gives the names of all jobs that have to be done before a job: those that it needs and that they need, and without `needs`
 * all jobs of earlier stages. A manual job that nobody has to start holds up only those that need it by name.
 */
export function orderOf(config: Config, jobs: readonly Taking[]): Order {
  // Most runs of a configuration have the same jobs.
  const orders = knownOrders.get(config) ?? new Map<string, Order>();
  knownOrders.set(config, orders);
  const key = JSON.stringify(jobs.map((each) => [each.job.name, holdsUp(each)]));
  const order = orders.get(key) ?? newOrder(config, jobs);
  orders.set(key, order);
  return order;
}

export type Order = (name: string) => readonly string[];

const knownOrders = new WeakMap<Config, Map<string, Order>>();

function newOrder(config: Config, jobs: readonly Taking[]): Order {
  const stages = stagesOf(config);
  const stageOf = ({ data }: RawJob): number => {
    const index = stages.indexOf(text(data['stage']) ?? 'test');
    return index < 0 ? stages.length : index;
  };
  const stage = new Map(jobs.map(({ job }) => [job.name, stageOf(job)]));
  const direct = new Map(jobs.map((each) => [each.job.name, directOf(each, jobs, stage)]));
  const known = new Map<string, ReadonlySet<string>>();
  const ancestors = (name: string): ReadonlySet<string> => {
    const done = known.get(name);
    if (done !== undefined) return done;
    const own = direct.get(name) ?? { needs: false, names: [] };
    const found = new Set(own.names);
    // Jobs that need each other end here, with what is known of them so far.
    known.set(name, found);
    for (const other of own.names) {
      // What goes before an earlier stage is among the earlier stages already, unless it was needed by name.
      if (own.needs || direct.get(other)?.needs === true) for (const further of ancestors(other)) found.add(further);
    }
    found.delete(name);
    return found;
  };
  const lists = new Map<string, readonly string[]>();
  return (name) => {
    const list = lists.get(name) ?? [...ancestors(name)];
    lists.set(name, list);
    return list;
  };
}

interface Direct {
  readonly needs: boolean;
  readonly names: readonly string[];
}

function directOf({ job }: Taking, jobs: readonly Taking[], stage: ReadonlyMap<string, number>): Direct {
  if (Array.isArray(job.data['needs'])) return { needs: true, names: needsOf(job).filter((name) => stage.has(name)) };
  const own = stage.get(job.name) ?? 0;
  const earlier = jobs.filter((other) => holdsUp(other) && (stage.get(other.job.name) ?? 0) < own);
  return { needs: false, names: earlier.map((other) => other.job.name) };
}

/** Jobs of the same pipeline that a job needs by name. */
export const needsOf = ({ data }: RawJob): readonly string[] =>
  list(data['needs'])
    .slice(0, 100)
    .flatMap(
      (need) =>
        text(need) ??
        (get(need, 'pipeline') === undefined && get(need, 'project') === undefined
          ? (text(get(need, 'job')) ?? [])
          : []),
    );

/** Whether later stages wait for a job. */
function holdsUp({ job, entry }: Taking): boolean {
  if (entry.when === 'on_failure') return false;
  if (entry.when !== 'manual') return true;
  const said = entry.allowFailure ?? job.data['allow_failure'];
  return typeof said === 'boolean' ? !said : text(job.data['when']) !== 'manual';
}
