import { get, isMapping } from '../../../src/kit/index.ts';
import type { Event } from '../model.ts';
import { text, texts } from '../values.ts';
import type { Instance } from './instances.ts';

const names: Readonly<Record<string, Event>> = {
  pull_request: 'pull-request',
  push: 'trunk',
  schedule: 'schedule',
  workflow_dispatch: 'manual',
  release: 'release',
};

/** What can start a job: the events of its run, unless its own condition names one. */
export function eventsOf({ root, job }: Instance): readonly Event[] {
  const events = [...new Set(root.triggers.map(({ event }) => event))];
  const named = /github\.event_name ?== ?'(\w{1,40})'/.exec(text(job.data['if']) ?? '')?.[1];
  const only = named !== undefined && Object.hasOwn(names, named) ? names[named] : undefined;
  return only !== undefined && events.includes(only) ? [only] : events;
}

const usual: ReadonlySet<string> = new Set(['main', 'master', 'trunk']);

/** Branches other than the trunk whose push starts a job: those of the trigger, narrowed by the condition of the job. */
export function branchesOf({ root, job }: Instance, trunk: string | null): readonly string[] {
  const on = root.data['on'] ?? root.data['true'];
  const pushes = isMapping(on) ? Object.hasOwn(on, 'push') : texts(on).includes('push');
  if (!pushes) return [];
  const branches = texts(get(on, 'push', 'branches'));
  const ignored = texts(get(on, 'push', 'branches-ignore'));
  const tagged = texts(get(on, 'push', 'tags')).length > 0;
  const started = branches.length > 0 ? branches : tagged && ignored.length === 0 ? [] : ['*'];
  const condition = (text(job.data['if']) ?? '').slice(0, 2000);
  const named = [
    ...condition.matchAll(/github\.ref(?:_name)? ?== ?'(?:refs\/heads\/)?([^']{1,200})'/g),
    ...condition.matchAll(/startsWith\( ?github\.ref(?:_name)? ?, ?'(?:refs\/heads\/)?([^']{1,200})'/g),
  ].flatMap(([whole, name]) => (name === undefined ? [] : [whole.startsWith('starts') ? `${name}*` : name]));
  const own = named.some((name) => !name.startsWith('refs/tags/')) ? named : named.length > 0 ? [] : started;
  return own.filter((branch) => !branch.startsWith('!') && branch !== trunk && !(trunk === null && usual.has(branch)));
}
