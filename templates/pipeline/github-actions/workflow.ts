import type { Mapping } from '../../../src/kit/index.ts';
import {
  get,
  isMapping,
  list,
  nameMatches,
  pointer,
  record,
  type At,
  type RepositoryView,
} from '../../../src/kit/index.ts';
import type { Event, Permissions, Trigger } from '../model.ts';
import { text, texts } from '../values.ts';
import { isDisabled, runsAnyway } from './conditions.ts';

/** A job as its file says it, with the parts that several readers need taken out. */
export interface RawJob {
  readonly id: string;
  readonly at: At;
  readonly data: Mapping;
  readonly needs: readonly string[];
}

export interface RawWorkflow {
  readonly path: string;
  readonly data: Mapping;
  readonly name: string;
  readonly triggers: readonly Trigger[];
  readonly jobs: readonly RawJob[];
}

const most = 200;

/** The workflows of a repository. */
export function readWorkflows(view: RepositoryView): readonly RawWorkflow[] {
  const files = view.glob('.github/workflows/*.yml', '.github/workflows/*.yaml');
  const parsed = files.flatMap((path) => {
    const data = view.yaml(path)?.[0];
    return isMapping(data) && isMapping(data['jobs']) ? [{ path, data }] : [];
  });
  const trunk = trunkOf(parsed.map(({ data }) => data));
  return parsed.slice(0, most).map(({ path, data }) => ({
    path,
    data,
    name: text(data['name']) ?? path,
    triggers: triggersOf(path, onOf(data), trunk),
    jobs: withoutStarved(
      Object.entries(record(data['jobs']))
        .slice(0, most)
        .map(([id, job]) => ({
          id,
          at: { path, pointer: pointer('jobs', id) },
          data: record(job),
          needs: texts(get(job, 'needs')),
        })),
    ),
  }));
}

/** Jobs that wait for one that is switched off are skipped with it. */
function withoutStarved(jobs: readonly RawJob[]): readonly RawJob[] {
  const off = new Set(jobs.filter(({ data }) => isDisabled(data)).map(({ id }) => id));
  if (off.size === 0) return jobs;
  for (let before = -1; before < off.size;) {
    before = off.size;
    for (const { id, needs, data } of jobs) if (needs.some((need) => off.has(need)) && !runsAnyway(data)) off.add(id);
  }
  return jobs.map((job) => (off.has(job.id) ? { ...job, data: { ...job.data, if: false } } : job));
}

// YAML 1.1 reads the key `on` as true, and some writers quote it for that.
const onOf = (data: Mapping): unknown => data['on'] ?? data['true'];

/** The branch that pushes are delivered from: the usual names first, else the first that a push names. */
function trunkOf(workflows: readonly Mapping[]): string | undefined {
  const pushed = workflows
    .flatMap((data) => texts(get(onOf(data), 'push', 'branches')))
    .filter((branch) => !/[*!]/.test(branch));
  return ['main', 'master', 'trunk'].find((name) => pushed.includes(name)) ?? pushed[0];
}

export const trunkName = (workflows: readonly RawWorkflow[]): string | null =>
  trunkOf(workflows.map(({ data }) => data)) ?? null;

const events: Readonly<Record<string, Event>> = {
  pull_request: 'pull-request',
  merge_group: 'pull-request',
  schedule: 'schedule',
  workflow_dispatch: 'manual',
  repository_dispatch: 'manual',
  workflow_call: 'call',
  release: 'release',
  pull_request_target: 'untrusted',
  workflow_run: 'untrusted',
  issue_comment: 'untrusted',
};

function triggersOf(path: string, on: unknown, trunk: string | undefined): readonly Trigger[] {
  const named: readonly (readonly [string, unknown])[] = isMapping(on)
    ? Object.entries(on)
    : texts(on).map((name) => [name, undefined]);
  return named.map(([name, filter]) => {
    const branches = texts(get(filter, 'branches'));
    const event =
      name === 'push'
        ? pushEvent(filter, branches, trunk)
        : Object.hasOwn(events, name) && !isAside(name, filter) && !passesBy(filter, branches, trunk)
          ? (events[name] as Event)
          : 'other';
    return {
      at: { path, pointer: isMapping(on) ? pointer('on', name) : '/on' },
      event,
      name,
      branches,
      paths: [...texts(get(filter, 'paths')), ...leftOut(texts(get(filter, 'paths-ignore')))],
      polls: false,
    };
  });
}

/** Sources that a filter leaves out, as GitHub writes that among paths: `!src/**`. What else it leaves out starts nothing that matters. */
const leftOut = (ignored: readonly string[]): readonly string[] =>
  ignored.filter((path) => sources.test(path)).map((path) => `!${path}`);

const sources = /^(?:\.\/)?(?:src|lib|app)\/\*\*(?:\/\*)?$/;

/** Whether no change of the trunk gets past the filters: its branch is not among them, or every path is left out. */
function passesBy(filter: unknown, branches: readonly string[], trunk: string | undefined): boolean {
  if (texts(get(filter, 'paths-ignore')).some((path) => path === '**' || path === '**/*')) return true;
  const matches =
    (name: string) =>
    (pattern: string): boolean =>
      nameMatches(pattern.replace(/\*+/g, '*'), name);
  const ignored = texts(get(filter, 'branches-ignore')).slice(0, most);
  if (ignored.some((pattern) => /^\*\*?$/.test(pattern))) return true;
  if (trunk === undefined) return false;
  // Brackets and signs of a pattern are not followed.
  if ([...branches, ...ignored].some((pattern) => /[[\]?+!]/.test(pattern))) return false;
  if (ignored.some(matches(trunk))) return true;
  return branches.length > 0 && ![trunk, ...usual].some((name) => branches.slice(0, most).some(matches(name)));
}

// Where changes are gathered before they go to the trunk, they are checked.
const usual = ['main', 'master', 'trunk', 'develop', 'development', 'dev', 'next'];

/** Whether a pull request starts it for something else than its code: when it is closed, labelled or assigned. */
function isAside(name: string, filter: unknown): boolean {
  const types = texts(get(filter, 'types'));
  return name === 'pull_request' && types.length > 0 && !types.some((type) => code.has(type));
}

const code: ReadonlySet<string> = new Set(['opened', 'synchronize', 'reopened', 'ready_for_review']);

function pushEvent(filter: unknown, branches: readonly string[], trunk: string | undefined): Event {
  if (texts(get(filter, 'paths-ignore')).some((path) => path === '**' || path === '**/*')) return 'other';
  const ignored = texts(get(filter, 'branches-ignore'));
  if (ignored.some((pattern) => /^\*\*?$/.test(pattern) || (pattern === trunk && trunk !== undefined))) return 'branch';
  if (branches.length === 0) return texts(get(filter, 'tags')).length > 0 ? 'tag' : 'trunk';
  return branches.some((branch) => branch === trunk || branch === '**' || branch === '*') ? 'trunk' : 'branch';
}

/** What a `permissions` key grants; `declared` is false where there is none. */
export function permissionsOf(at: At, data: Mapping): Permissions {
  const permissions = data['permissions'];
  if (permissions === undefined) return { at, declared: false, all: false, writes: [] };
  const place = { ...at, pointer: `${at.pointer ?? ''}/permissions` };
  const writes = isMapping(permissions)
    ? Object.entries(permissions).flatMap(([scope, level]) => (level === 'write' ? [scope] : []))
    : [];
  return { at: place, declared: true, all: permissions === 'write-all', writes };
}

export interface Concurrency {
  readonly group: string;
  /** For pull requests and for everything else, since an expression may tell them apart. */
  readonly cancels: { readonly pullRequests: boolean; readonly others: boolean };
}

export function concurrencyOf(data: Mapping): Concurrency | undefined {
  const value = data['concurrency'];
  const group = text(value) ?? text(get(value, 'group'));
  if (group === undefined) return undefined;
  const cancel = text(get(value, 'cancel-in-progress')) ?? 'false';
  const conditional = cancel.includes('${{');
  return { group, cancels: { pullRequests: cancel === 'true' || conditional, others: cancel === 'true' } };
}

/** The path of a workflow or action of the same repository; undefined for those of others. */
export function ownPath(uses: string): string | undefined {
  const path = /^(?:\.\/|\$\/)(.*)$/.exec(uses)?.[1];
  return path?.replace(/^\.\//, '').replace(/\/$/, '');
}

export const stepsOfJob = (job: RawJob): readonly Mapping[] => list(job.data['steps']).slice(0, most).map(record);
