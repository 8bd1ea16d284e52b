import { get, list, record, type At, type RepositoryView } from '../../../src/kit/index.ts';
import { text, texts } from '../values.ts';
import { something, type Lookup } from './conditions.ts';
import { loadChild } from './includes.ts';
import { jobsOf, type RawJob, rulesOf } from './jobs.ts';
import { type Config, layersWith, placeOf } from './layers.ts';
import { orderOf } from './order.ts';
import { policyEntry } from './refs.ts';
import { type Entry, entryOf } from './rules.ts';
import { asChild, predefined, type Scenario } from './scenarios.ts';

/** One job in one run. */
export interface Node {
  /** Unique in its run; jobs of a pipeline that a job starts have its key and a slash before their own. */
  readonly key: string;
  readonly job: RawJob;
  readonly scenario: Scenario;
  readonly entry: Entry;
  /** Keys of all that has to be done before. */
  readonly before: readonly string[];
  /** Whether its failure lets the run pass: it may fail, or the job that started its pipeline does not wait for it. */
  readonly tolerated: boolean;
  /** What `workflow` says of it, for pipelines that have one. */
  readonly pipeline: Entry | undefined;
}

/** What reading a repository shares between its runs. */
export interface Reading {
  readonly view: RepositoryView;
  /** Which scenarios rules of an include let through. */
  readonly includeRules: (rules: readonly unknown[]) => ReadonlySet<string> | undefined;
  readonly jobs: Map<Config, readonly RawJob[]>;
  readonly children: Map<string, Config>;
  /** Jobs of children that may still be entered: pipelines could start each other for ever. */
  left: number;
}

const deepest = 3;

/** The jobs of one run, with those of the pipelines that it starts. */
export const nodesOf = (reading: Reading, config: Config, scenario: Scenario): readonly Node[] =>
  enter(reading, config, scenario, { prefix: '', before: [], tolerated: false, trail: [] });

interface Outer {
  readonly prefix: string;
  readonly before: readonly string[];
  readonly tolerated: boolean;
  readonly trail: readonly string[];
}

function enter(reading: Reading, config: Config, scenario: Scenario, outer: Outer): readonly Node[] {
  const { view } = reading;
  const rules = rulesOf(
    get(config.merged, 'workflow', 'rules'),
    placeOf(config, 'workflow', 'rules') ?? { path: config.path },
  );
  const pipeline =
    rules.length === 0 ? undefined : entryOf(view, rules, scenario, lookupIn(scenario, globals(config)), 'always');
  if (rules.length > 0 && pipeline === undefined) return [];
  const jobs = reading.jobs.get(config) ?? jobsOf(config);
  reading.jobs.set(config, jobs);
  const taking = jobs.flatMap((job) => {
    const entry = isActive(config, job.name, scenario) ? entryOfJob(view, job, scenario, rules.length > 0) : undefined;
    return entry === undefined ? [] : [{ job, entry }];
  });
  const ancestors = orderOf(config, taking);
  return taking.flatMap(({ job, entry }): readonly Node[] => {
    reading.left -= 1;
    if (reading.left < 0) return [];
    const node: Node = {
      key: `${outer.prefix}${keyOf(job.name)}`,
      job,
      scenario,
      entry,
      before: [...outer.before, ...ancestors(job.name).map((name) => `${outer.prefix}${keyOf(name)}`)],
      tolerated: outer.tolerated || mayFail(job, entry),
      pipeline,
    };
    return [node, ...startedBy(reading, node, outer.trail)];
  });
}

// A slash stands before the jobs of a child only.
const keyOf = (name: string): string => name.replaceAll('/', '\\');

/** The jobs of the pipeline of this repository that a job starts. */
function startedBy(reading: Reading, node: Node, trail: readonly string[]): readonly Node[] {
  const trigger = node.job.data['trigger'];
  const include = get(trigger, 'include');
  if (include === undefined || trail.length >= deepest || node.entry.when === 'manual') return [];
  const at = node.job.place('trigger', 'include');
  const id = `${at.path}${at.pointer ?? ''} ${node.job.name}`;
  const child = reading.children.get(id) ?? loadChild(reading.view, include, at, reading.includeRules);
  reading.children.set(id, child);
  if (trail.includes(child.path)) return [];
  const waits = /^(?:depend|mirror)$/.test(text(get(trigger, 'strategy')) ?? '');
  return enter(reading, child, asChild(node.scenario), {
    prefix: `${node.key}/`,
    before: node.before,
    tolerated: node.tolerated || !waits,
    trail: [...trail, child.path],
  });
}

/** Whether a job is part of a run at all: the file that brings it may be included for others only. */
const isActive = (config: Config, name: string, { id }: Scenario): boolean =>
  layersWith(config, name).some(({ scenarios }) => scenarios === undefined || scenarios.has(id));

function entryOfJob(view: RepositoryView, job: RawJob, scenario: Scenario, hasWorkflow: boolean): Entry | undefined {
  const { data, variables } = job;
  const when = text(data['when']) ?? 'on_success';
  const lookup = lookupIn(scenario, variables);
  if (data['rules'] !== undefined && data['rules'] !== null)
    return entryOf(view, rulesOf(data['rules'], job.place('rules')), scenario, lookup, when);
  if (when === 'never') return undefined;
  const restricted = data['only'] !== undefined || data['except'] !== undefined;
  // With `workflow:rules`, jobs without rules run in all pipelines, those of merge requests too.
  if (hasWorkflow && !restricted)
    return { when, allowFailure: undefined, paths: [], branches: [], at: job.at, rule: undefined, certain: true };
  const place = restricted ? job.place(data['only'] === undefined ? 'except' : 'only') : job.at;
  return policyEntry(data['only'], data['except'], scenario, lookup, when, place);
}

/** Whether the failure of a job leaves its pipeline green. Of exit codes, 1 is the one that tools fail with. */
export function mayFail({ data }: RawJob, { allowFailure }: Entry): boolean {
  const said = allowFailure ?? data['allow_failure'];
  // That nobody has to start a manual job says nothing of its failure.
  if (typeof said === 'boolean') return said;
  return texts(get(said, 'exit_codes')).includes('1') || list(get(said, 'exit_codes')).includes(1);
}

export const globals = (config: Config): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(record(config.merged['variables'])).flatMap(([name, value]) => {
      const said = text(value) ?? text(get(value, 'value'));
      return said === undefined ? [] : [[name, said] as const];
    }),
  );

/** Values as rules see them: the configuration's own before those of GitLab, and of what the project may set nothing is known. */
export const lookupIn =
  (scenario: Scenario, variables: Readonly<Record<string, string>>): Lookup =>
  (name) => {
    const own = Object.hasOwn(variables, name) ? variables[name] : undefined;
    if (own === undefined) return predefined(scenario, name);
    return own.includes('$') ? something() : own;
  };

/** Where a run is said to take place: its rule, or else the first of its jobs. */
export const placeOfRun = (node: Node): At => node.pipeline?.at ?? node.entry.at;
