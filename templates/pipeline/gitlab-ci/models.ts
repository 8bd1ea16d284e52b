import { get, isMapping, list, type At, type RepositoryView } from '../../../src/kit/index.ts';
import { plainJob } from '../jobs.ts';
import type { Event, Job, Trigger, Workflow } from '../model.ts';
import { text } from '../values.ts';
import { needsIdentity, tokensOf } from './credentials.ts';
import { autoCancel, isInterruptible } from './deployments.ts';
import { minutesOf } from './durations.ts';
import type { RawJob } from './jobs.ts';
import { needsOf } from './order.ts';
import { type Node, placeOfRun } from './pipelines.ts';
import { containerOf } from './references.ts';
import { keptBy } from './reports.ts';
import type { RawStep } from './purpose.ts';
import { readSteps, type StepContext } from './steps.ts';

/** A job with every run that it takes part in. */
export interface Taking {
  readonly job: RawJob;
  readonly nodes: readonly Node[];
  readonly events: readonly Event[];
  readonly steps: readonly RawStep[];
}

/** Which events a run stands for. Pushes to any branch check merge requests where no pipeline is made for those. */
export type EventsOf = (node: Node) => readonly Event[];

/** What makes a job one, in whichever run. */
export const identity = ({ config, name }: RawJob): string => `${config.path}\n${name}`;

/** Every job once, with all runs that it is in. */
export function takingPart(view: RepositoryView, nodes: readonly Node[], eventsOf: EventsOf): readonly Taking[] {
  const groups = new Map<string, Node[]>();
  for (const node of nodes) groups.set(identity(node.job), [...(groups.get(identity(node.job)) ?? []), node]);
  const context: StepContext = { view, known: new Map(), budget: { left: 10_000 }, installs: new Set() };
  return [...groups.values()].flatMap((group): readonly Taking[] => {
    const [first] = group;
    if (first === undefined) return [];
    const events = [...new Set(group.flatMap(eventsOf))];
    const main = mainOf(group, eventsOf) ?? first;
    const situation = {
      events,
      tolerated: main.tolerated,
      afterFailure: /^(?:always|on_failure)$/.test(main.entry.when),
    };
    return [{ job: first.job, nodes: group, events, steps: readSteps(context, first.job, situation) }];
  });
}

/** The run that counts for a job: that of a merge request, then that of the trunk. */
const mainOf = (nodes: readonly Node[], eventsOf: EventsOf): Node | undefined =>
  nodes.find((node) => eventsOf(node).includes('pull-request')) ??
  nodes.find(({ scenario }) => scenario.event === 'trunk');

// Runners of the host; any other tag may choose one of the group's own.
const hosted = /^(?:saas-|gitlab-org|shared)/;

export function modelOf({ job, nodes, events, steps }: Taking, eventsOf: EventsOf): Job {
  const { data } = job;
  const main = mainOf(nodes, eventsOf) ?? nodes[0];
  const trigger = data['trigger'];
  const tags = list(data['tags']).flatMap((tag) => text(tag) ?? []);
  const cancelled = isInterruptible(job, autoCancel(job, get(main?.pipeline?.rule, 'auto_cancel')));
  const tokens = tokensOf(job).length > 0 || data['identity'] !== undefined;
  const many = data['parallel'] !== undefined && data['parallel'] !== null;
  return {
    ...plainJob(job.at, job.name),
    checks: events.includes('pull-request') ? [many ? `${job.name} *` : job.name] : [],
    events,
    needs: needsOf(job),
    timeoutMinutes: minutesOf(data['timeout']),
    superseded: cancelled ? 'cancelled' : text(data['resource_group']) === undefined ? 'runs-on' : 'queued',
    identityToken: tokens,
    needsIdentity: tokens ? needsIdentity(job, steps) : 'no',
    selfHosted: tags.length > 0 && !tags.some((tag) => hosted.test(tag)),
    deploys: steps.some(({ step }) => step.does.includes('deploy')),
    // What the host brings has the limits that the host gives it.
    calls: job.fromHost ? 'a template of GitLab' : trigger === undefined || trigger === null ? null : calledBy(trigger),
    container: containerOf(job),
    cached: isCached(data['cache']),
    keeps: keptBy(job),
    steps: steps.map(({ step }) => step),
  };
}

const calledBy = (trigger: unknown): string => {
  const include = get(trigger, 'include');
  const first = list(include)[0] ?? include;
  return (
    text(trigger) ??
    text(get(trigger, 'project')) ??
    text(first) ??
    text(get(first, 'local')) ??
    text(get(first, 'artifact')) ??
    'another pipeline'
  ).slice(0, 300);
};

const isCached = (cache: unknown): boolean =>
  (isMapping(cache) ? [cache] : list(cache)).some(
    (entry) => list(get(entry, 'paths')).length > 0 && text(get(entry, 'policy')) !== 'push',
  );

const names: Readonly<Partial<Record<Event, string>>> = {
  'pull-request': 'merge request pipeline',
  trunk: 'pipeline of the trunk',
  branch: 'branch pipeline',
  tag: 'tag pipeline',
  schedule: 'scheduled pipeline',
  manual: 'pipeline started by hand',
  call: 'pipeline of another project',
};
const nameOf = (event: Event, { name }: Trigger): string =>
  event === 'pull-request' && name === 'push'
    ? 'pipeline of a branch with a merge request'
    : (names[event] ?? 'pipeline started from outside');

const order: readonly Event[] = ['pull-request', 'trunk', 'branch', 'tag', 'schedule', 'manual', 'call', 'other'];

/**
 * GitLab writes all pipelines of a project in one place. Each sort of run is a workflow of its own here, since it has jobs of its own;
 * a job stands in the first that it is part of.
 */
export function workflowsOf(path: string, takings: readonly Taking[], eventsOf: EventsOf): readonly Workflow[] {
  const placed = new Set<Taking>();
  return order.flatMap((event): readonly Workflow[] => {
    const part = takings.filter(({ nodes }) => nodes.some((node) => eventsOf(node).includes(event)));
    const [first] = part;
    if (first === undefined) return [];
    const own = part.filter((taking) => !placed.has(taking));
    if (own.length === 0 && (event === 'call' || event === 'other')) return [];
    own.forEach((taking) => placed.add(taking));
    const trigger = triggerOf(event, part, eventsOf);
    return [
      {
        at: trigger.at,
        dialect: 'gitlab-ci',
        name: `${nameOf(event, trigger)} (${path})`,
        triggers: [trigger],
        permissions: { at: { path }, declared: null, all: false, writes: [] },
        jobs: own.map((taking) => modelOf(taking, eventsOf)),
        does: [...new Set(part.flatMap(({ steps }) => steps.flatMap(({ step }) => step.does)))],
      },
    ];
  });
}

/** What starts the runs of an event, with the paths that start those of its jobs that test. */
function triggerOf(event: Event, part: readonly Taking[], eventsOf: EventsOf): Trigger {
  const runs = (taking: Taking): readonly Node[] => taking.nodes.filter((node) => eventsOf(node).includes(event));
  const testing = part.filter(({ steps }) => steps.some(({ step }) => step.does.includes('test')));
  const counted = (testing.length > 0 ? testing : part).flatMap(runs);
  const limits = (of: (node: Node) => readonly string[]): readonly string[] =>
    counted.some((node) => of(node).length === 0) ? [] : [...new Set(counted.flatMap(of))];
  const [node] = counted;
  const at: At = node === undefined ? { path: '' } : placeOfRun(node);
  return {
    at,
    event,
    name: node?.scenario.source ?? event,
    branches: event === 'branch' ? limits(({ entry }) => entry.branches) : [],
    paths: limits(({ entry, pipeline }) => (entry.paths.length > 0 ? entry.paths : (pipeline?.paths ?? []))),
    polls: false,
  };
}
