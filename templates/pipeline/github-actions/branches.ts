import { get, isMapping } from '../../../src/kit/index.ts';
import type { Event } from '../model.ts';
import { isBefore } from '../runs.ts';
import { text, texts } from '../values.ts';
import { narrowed } from './conditions.ts';
import type { Instance } from './instances.ts';

/** What can start a job: the events of its run, unless its own condition names some. */
export const eventsOf = ({ root, job }: Instance): readonly Event[] =>
  narrowed([...new Set(root.triggers.map(({ event }) => event))], job.data);

const usual: ReadonlySet<string> = new Set(['main', 'master', 'trunk']);

/**
 * Branches other than the trunk whose push starts a job: those of the trigger, narrowed by the conditions of the job, of
 * its callers, and of the jobs that it waits for - when one of them is skipped, so is the job.
 */
export function branchesOf(
  instance: Instance,
  all: readonly Instance[],
  trunk: string | null,
): readonly string[] | null {
  const { root, key } = instance;
  const on = root.data['on'] ?? root.data['true'];
  const pushes = isMapping(on) ? Object.hasOwn(on, 'push') : texts(on).includes('push');
  if (!pushes) return [];
  const branches = texts(get(on, 'push', 'branches'));
  const ignored = texts(get(on, 'push', 'branches-ignore'));
  const tagged = texts(get(on, 'push', 'tags')).length > 0;
  let started: readonly string[] = branches.length > 0 ? branches : tagged && ignored.length === 0 ? [] : ['*'];
  let opaque = false;
  const around = all.filter(
    (other) => other.key === key || key.startsWith(`${other.key}/`) || isBefore(other, instance),
  );
  for (const { job } of around) {
    const condition = (text(job.data['if']) ?? '').slice(0, 2000);
    if (condition === '') continue;
    const named = namedIn(condition);
    if (named === undefined) opaque ||= !/^[^=]*(?:always|failure|cancelled|success)\(\)[^=]*$/.test(condition);
    else started = started.filter((branch) => branch === '*' || named.includes(branch)).length > 0 ? named : [];
  }
  const others = started.filter(
    (branch) => !branch.startsWith('!') && branch !== trunk && !(trunk === null && usual.has(branch)),
  );
  // A condition that is not understood may well be the one that keeps other branches out.
  return opaque && others.length > 0 ? null : others;
}

/** The branches that a condition asks for; undefined when it does not speak of branches. */
function namedIn(condition: string): readonly string[] | undefined {
  if (/!=/.test(condition) && /github\.ref/.test(condition)) return undefined;
  if (/default_branch/.test(condition)) return [];
  const named = [
    ...condition.matchAll(/github\.ref(?:_name)? ?== ?'([^']{1,200})'/g),
    ...condition.matchAll(/startsWith\( ?github\.ref(?:_name)? ?, ?'([^']{1,200})'/g),
  ].flatMap(([whole, name = '']) => (whole.startsWith('starts') ? [`${name}*`] : [name]));
  if (named.length === 0) {
    return /event_name ?== ?'(?:workflow_dispatch|schedule|release)'/.test(condition) ? [] : undefined;
  }
  return named.filter((name) => !name.startsWith('refs/tags/')).map((name) => name.replace(/^refs\/heads\//, ''));
}
