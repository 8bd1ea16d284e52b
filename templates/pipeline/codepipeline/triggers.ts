import { get, list } from '../../../src/kit/index.ts';
import type { Event, Trigger } from '../model.ts';
import { text, texts } from '../values.ts';
import { names } from './intrinsics.ts';
import type { Place } from './raw.ts';

/** What tells whether a branch is the trunk. */
export type IsTrunk = (branch: string) => boolean;

const every = /^(?:\*{1,2}|\.\*)$/;

/** The event of a push that a filter lets through. */
const pushed = (branches: readonly string[], tagged: boolean, isTrunk: IsTrunk): Event =>
  branches.length === 0
    ? tagged
      ? 'tag'
      : 'trunk'
    : branches.some((branch) => every.test(branch) || isTrunk(branch))
      ? 'trunk'
      : 'branch';

/** `Triggers` of a pipeline: filters for pushes and pull requests of a connected repository. */
export function readGitTriggers(triggers: unknown, place: Place, isTrunk: IsTrunk): readonly Trigger[] {
  return list(triggers).flatMap((trigger, index) => {
    const git = get(trigger, 'GitConfiguration');
    const at = (key: string, number: number): Trigger['at'] => place(index, 'GitConfiguration', key, number);
    return [
      ...list(get(git, 'Push')).map((filter, number): Trigger => {
        const branches = texts(get(filter, 'Branches', 'Includes'));
        const closed = texts(get(filter, 'Branches', 'Excludes')).some(isTrunk);
        const event = pushed(branches, get(filter, 'Tags') !== undefined, isTrunk);
        return {
          at: at('Push', number),
          event: event === 'trunk' && closed ? 'branch' : event,
          name: 'push',
          branches,
          paths: texts(get(filter, 'FilePaths', 'Includes')),
          polls: false,
        };
      }),
      ...list(get(git, 'PullRequest')).map((filter, number): Trigger => {
        const events = texts(get(filter, 'Events'));
        return {
          at: at('PullRequest', number),
          event: events.length === 0 || events.some((event) => event !== 'CLOSED') ? 'pull-request' : 'other',
          name: 'pull request',
          branches: texts(get(filter, 'Branches', 'Includes')),
          paths: texts(get(filter, 'FilePaths', 'Includes')),
          polls: false,
        };
      }),
    ];
  });
}

/** Branches that the pattern of a webhook names: `^refs/heads/(main|dev)$`. Anything cleverer stays as it is written. */
function branchesOf(pattern: string): readonly string[] {
  const bare = pattern
    .slice(0, 500)
    .replace(/^\^/, '')
    .replace(/\$$/, '')
    .replaceAll('\\', '')
    .replace(/^refs\/(?:heads|tags)\//, '');
  const inner = /^\(([\w|./-]+)\)$/.exec(bare)?.[1];
  return (inner ?? bare).split('|');
}

/** A pattern of paths in the form of a glob, as far as it is a simple one. */
const globOf = (pattern: string): string =>
  pattern
    .slice(0, 500)
    .replace(/^\^/, '')
    .replace(/\$$/, '')
    .replace(/\.[*+]/g, '**')
    .replaceAll('\\', '');

/** What the webhook of a build project reacts to. Each group of filters starts builds by itself. */
export function readWebhook(triggers: unknown, place: Place, isTrunk: IsTrunk): readonly Trigger[] {
  if (text(get(triggers, 'Webhook')) !== 'true') return [];
  const groups = list(get(triggers, 'FilterGroups'));
  if (groups.length === 0)
    return (['trunk', 'pull-request'] as const).map((event) => ({
      at: place('Webhook'),
      event,
      name: 'webhook',
      branches: [],
      paths: [],
      polls: false,
    }));
  return groups.flatMap((group, index) => {
    const filters = list(group);
    const patterns = (type: string): readonly string[] =>
      filters
        .filter((filter) => get(filter, 'Type') === type && text(get(filter, 'ExcludeMatchedPattern')) !== 'true')
        .flatMap((filter) => text(get(filter, 'Pattern')) ?? []);
    // A project that only lends its machine to the jobs of another host builds nothing by itself.
    const events = patterns('EVENT')
      .flatMap((pattern) => pattern.split(',').map((event) => event.trim()))
      .filter((event) => event !== 'WORKFLOW_JOB_QUEUED' && !event.startsWith('RUNNER_'));
    const heads = patterns('HEAD_REF');
    const common = { at: place('FilterGroups', index), paths: patterns('FILE_PATH').map(globOf), polls: false };
    return [...new Set(events)].map((name): Trigger => {
      const request = /^PULL_REQUEST_(?:CREATED|UPDATED|REOPENED)$/.test(name);
      const branches = (request ? patterns('BASE_REF') : heads).flatMap(branchesOf);
      const tagged = heads.some((head) => head.includes('refs/tags'));
      const event = request
        ? 'pull-request'
        : name === 'PUSH'
          ? tagged
            ? 'tag'
            : pushed(branches, false, isTrunk)
          : name.endsWith('RELEASED')
            ? 'release'
            : 'other';
      return { ...common, event, name, branches };
    });
  });
}

/** What a rule of EventBridge, or a schedule, starts. */
export interface RawRule {
  /** Texts that name what is started. */
  readonly targets: readonly string[];
  readonly triggers: readonly Trigger[];
}

export const startedBy = (rules: readonly RawRule[], ids: readonly string[]): readonly Trigger[] =>
  rules.filter(({ targets }) => targets.some((target) => names(target, ids))).flatMap(({ triggers }) => triggers);

/** Reads `AWS::Events::Rule` and `AWS::Scheduler::Schedule`; undefined for one that starts nothing. */
export function readRule(properties: unknown, place: Place, isTrunk: IsTrunk): RawRule | undefined {
  if (text(get(properties, 'State')) === 'DISABLED') return undefined;
  const targets = [...list(get(properties, 'Targets')), get(properties, 'Target')].flatMap(
    (target) => text(get(target, 'Arn')) ?? [],
  );
  const schedule = get(properties, 'ScheduleExpression');
  const pattern = get(properties, 'EventPattern');
  const sources = texts(get(pattern, 'source'));
  const branches = texts(get(pattern, 'detail', 'referenceName'));
  const trigger = (event: Event, name: string): Trigger => ({
    at: place(schedule === undefined ? 'EventPattern' : 'ScheduleExpression'),
    event,
    name,
    branches,
    paths: [],
    polls: false,
  });
  const requested = texts(get(pattern, 'detail-type')).some((type) => /pull request/i.test(type));
  const triggers = [
    ...(schedule === undefined ? [] : [trigger('schedule', 'schedule')]),
    ...(sources.includes('aws.codecommit')
      ? [trigger(requested ? 'pull-request' : pushed(branches, false, isTrunk), 'CodeCommit event')]
      : []),
    // A new image or archive in its store is what another pipeline brought out.
    ...(sources.some((source) => /^aws\.(?:ecr|s3)$/.test(source)) ? [trigger('release', 'artifact event')] : []),
  ];
  return triggers.length === 0 ? undefined : { targets, triggers };
}
