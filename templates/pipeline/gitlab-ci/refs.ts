import { get, isMapping, type At } from '../../../src/kit/index.ts';
import { texts } from '../values.ts';
import { type Answer, holds, type Lookup, test } from './conditions.ts';
import { type Entry, pathsOf } from './rules.ts';
import type { Scenario } from './scenarios.ts';

const sources: Readonly<Record<string, string>> = {
  api: 'api',
  chat: 'chat',
  external: 'external',
  pipelines: 'pipeline',
  pushes: 'push',
  schedules: 'schedule',
  triggers: 'trigger',
  web: 'web',
  merge_requests: 'merge_request_event',
  external_pull_requests: 'external_pull_request_event',
};

interface Matched {
  readonly answer: Answer;
  /** Branches that are asked for by name, where that decides. */
  readonly branches: readonly string[];
}

/** Whether one entry of `only:refs` names what a run builds. */
function refMatches(ref: string, { of, source, values }: Scenario): Answer {
  const [name = ''] = ref.startsWith('/') ? [ref] : ref.split('@');
  if (name === 'branches') return of === 'branch' ? 'yes' : 'no';
  if (name === 'tags') return of === 'tag' ? 'yes' : 'no';
  if (Object.hasOwn(sources, name)) return sources[name] === source ? 'yes' : 'no';
  if (of === 'merge-request') return 'no';
  const built = values['CI_COMMIT_REF_NAME'];
  if (typeof built === 'string') {
    const matched = name.startsWith('/') ? test(name, built) : name === built;
    return matched === undefined ? 'maybe' : matched ? 'yes' : 'no';
  }
  return built !== null && built?.not.includes(name) ? 'no' : 'maybe';
}

function refsMatch(refs: readonly string[], scenario: Scenario): Matched {
  const answers = refs.slice(0, 100).map((ref) => [ref, refMatches(ref, scenario)] as const);
  if (answers.some(([, answer]) => answer === 'yes')) return { answer: 'yes', branches: [] };
  const possible = answers.filter(([, answer]) => answer === 'maybe').map(([ref]) => ref);
  return { answer: possible.length > 0 ? 'maybe' : 'no', branches: possible };
}

const refsOf = (policy: unknown): readonly string[] | undefined => {
  const said = isMapping(policy) ? policy['refs'] : policy;
  return said === undefined || said === null ? undefined : texts(said);
};

/** How `only` and `except` let a job take part. Without either, jobs run for branches and tags. */
export function policyEntry(
  only: unknown,
  except: unknown,
  scenario: Scenario,
  lookup: Lookup,
  when: string,
  at: At,
): Entry | undefined {
  const refs = refsMatch(refsOf(only) ?? ['branches', 'tags'], scenario);
  const variables = texts(get(only, 'variables')).map((condition) => holds(condition, lookup));
  if (refs.answer === 'no' || (variables.length > 0 && variables.every((answer) => answer === 'no'))) return undefined;
  const excluded = refsMatch(refsOf(except) ?? [], scenario);
  const forbidden = texts(get(except, 'variables')).some((condition) => holds(condition, lookup) === 'yes');
  if (excluded.answer === 'yes' || forbidden) return undefined;
  const paths = scenario.source === 'push' || scenario.of === 'merge-request' ? pathsOf(get(only, 'changes')) : [];
  return {
    when,
    allowFailure: undefined,
    paths,
    branches: refs.branches,
    at,
    rule: undefined,
    certain: refs.answer === 'yes',
  };
}
