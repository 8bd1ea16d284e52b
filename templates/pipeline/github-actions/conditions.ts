import type { Mapping } from '../../../src/kit/index.ts';
import { shown } from '../../../src/kit/index.ts';
import type { Event } from '../model.ts';
import { text } from '../values.ts';

const names: Readonly<Record<string, Event>> = {
  pull_request: 'pull-request',
  push: 'trunk',
  schedule: 'schedule',
  workflow_dispatch: 'manual',
  release: 'release',
};

/** Whether a condition can never hold, which is how people switch things off: `false`, `1 == 2`, `!true`. */
export function isDisabled(data: Mapping): boolean {
  const said = shown(data['if'] ?? '')
    .replace(/^\s*\$\{\{(.{0,200})\}\}\s*$/s, '$1')
    .trim();
  if (/^(?:false|null|0|''|!\s?true|!\s?always\(\))$/.test(said)) return true;
  const [, left, sign, right] =
    /^('[^']{0,80}'|\d{1,9}|true|false)\s?(==|!=)\s?('[^']{0,80}'|\d{1,9}|true|false)$/.exec(said) ?? [];
  return sign !== undefined && (left === right) !== (sign === '==');
}

/** Whether a job runs although one that it needs was skipped or failed. */
export const runsAnyway = (data: Mapping): boolean =>
  /always\(\)|cancelled\(\)|failure\(\)/.test(text(data['if']) ?? '');

/** The events among which a condition leaves something to run. One with alternatives is taken to leave all. */
export function narrowed(events: readonly Event[], data: Mapping): readonly Event[] {
  if (isDisabled(data)) return [];
  const condition = (text(data['if']) ?? '').slice(0, 2000);
  if (condition === '' || /\|\||!\s*\(/.test(condition)) return events;
  const asked = /github\.event_name ?== ?'(\w{1,40})'/.exec(condition)?.[1];
  const refused = /github\.event_name ?!= ?'(\w{1,40})'/.exec(condition)?.[1];
  const only = asked !== undefined && Object.hasOwn(names, asked) ? names[asked] : undefined;
  const not = refused !== undefined && Object.hasOwn(names, refused) ? names[refused] : undefined;
  // Branches of the repository itself, and those of the host's own bot, are no strangers'.
  if (/head\.repo\.full_name ?== ?github\.repository|user\.login ?== ?'dependabot\[bot\]'/.test(condition))
    return events.map((event) => (event === 'untrusted' ? 'other' : event));
  if (/github\.event\.pull_request\.merged ?== ?true/.test(condition))
    return events.filter((event) => event !== 'pull-request');
  if (/github\.ref_type ?== ?'tag'|startsWith\( ?github\.ref ?, ?'refs\/tags/.test(condition)) {
    // A push that no filter keeps from tags counts as one of the trunk.
    const tagged = events.map((event) => (event === 'trunk' ? 'tag' : event));
    return [...new Set(tagged)].filter((event) => event === 'tag' || event === 'release');
  }
  // A branch is no pull request: those run at refs/pull.
  const branch = /github\.ref(?:_name)? ?== ?'/.test(condition);
  return events.filter(
    (event) =>
      (only === undefined || event === only || (asked === 'push' && (event === 'branch' || event === 'tag'))) &&
      event !== not &&
      !(branch && event === 'pull-request'),
  );
}
