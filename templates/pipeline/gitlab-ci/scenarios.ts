import { something, type Value } from './conditions.ts';
import type { Event } from '../model.ts';

/** One way in which a pipeline comes to run, with what its variables then hold. */
export interface Scenario {
  readonly id: string;
  readonly event: Event;
  /** What is built: GitLab's words for `only` and `except` follow from it. */
  readonly of: 'merge-request' | 'branch' | 'tag';
  /** `CI_PIPELINE_SOURCE`. */
  readonly source: string;
  readonly values: Readonly<Record<string, Value>>;
}

/** The branch that is meant where a configuration names none. */
export const usualTrunk = 'main';

const scenario = (
  id: string,
  event: Event,
  of: Scenario['of'],
  source: string,
  trunk: string,
  values: Readonly<Record<string, Value>> = {},
): Scenario => ({
  id,
  event,
  of,
  source,
  values: {
    CI: 'true',
    GITLAB_CI: 'true',
    CI_PIPELINE_SOURCE: source,
    CI_DEFAULT_BRANCH: trunk,
    CI_COMMIT_BRANCH: of === 'branch' ? trunk : null,
    CI_COMMIT_REF_NAME: of === 'branch' ? trunk : something(trunk),
    CI_COMMIT_TAG: of === 'tag' ? something() : null,
    CI_OPEN_MERGE_REQUESTS: of === 'merge-request' ? something() : null,
    ...(of === 'merge-request' ? { CI_MERGE_REQUEST_TARGET_BRANCH_NAME: trunk } : {}),
    ...values,
  },
});

/** Every way in which pipelines come to run that rules tell apart. The first of an event counts for it. */
export function scenariosOf(trunk: string): readonly Scenario[] {
  const other = { CI_COMMIT_BRANCH: something(trunk), CI_COMMIT_REF_NAME: something(trunk) };
  return [
    scenario('merge request', 'pull-request', 'merge-request', 'merge_request_event', trunk),
    scenario('trunk', 'trunk', 'branch', 'push', trunk),
    scenario('branch with merge request', 'branch', 'branch', 'push', trunk, {
      ...other,
      CI_OPEN_MERGE_REQUESTS: something(),
    }),
    scenario('branch', 'branch', 'branch', 'push', trunk, other),
    scenario('tag', 'tag', 'tag', 'push', trunk),
    scenario('schedule', 'schedule', 'branch', 'schedule', trunk),
    scenario('web', 'manual', 'branch', 'web', trunk),
    scenario('api', 'other', 'branch', 'api', trunk),
    scenario('trigger', 'other', 'branch', 'trigger', trunk, { CI_PIPELINE_TRIGGERED: 'true' }),
    scenario('upstream', 'call', 'branch', 'pipeline', trunk),
  ];
}

/** The same run, as a pipeline sees it that a job of it has started. */
export const asChild = (parent: Scenario): Scenario => ({
  ...parent,
  source: 'parent_pipeline',
  values: { ...parent.values, CI_PIPELINE_SOURCE: 'parent_pipeline' },
});

/** What a variable of GitLab itself holds; undefined for one that this does not know. */
export function predefined({ of, values }: Scenario, name: string): Value {
  if (Object.hasOwn(values, name)) return values[name];
  if (name.startsWith('CI_MERGE_REQUEST_')) return of === 'merge-request' ? something() : null;
  if (name.startsWith('CI_EXTERNAL_PULL_REQUEST_') || name === 'CI_PIPELINE_TRIGGERED') return null;
  if (name === 'CI_COMMIT_TAG_MESSAGE') return of === 'tag' ? something() : null;
  return /^CI_(?:COMMIT_|PROJECT_|PIPELINE_I|REGISTRY|SERVER_|API_)/.test(name) ? something() : undefined;
}
