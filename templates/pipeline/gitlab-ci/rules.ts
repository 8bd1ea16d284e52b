import { get, isMapping, list, perView, type At, type RepositoryView } from '../../../src/kit/index.ts';
import { text, texts } from '../values.ts';
import { branchesIn, type Answer, holds, type Lookup } from './conditions.ts';
import type { Scenario } from './scenarios.ts';
import { isGlob, matchesGlob } from './wildcards.ts';

/** How a job, or a pipeline, takes part in a run. */
export interface Entry {
  /** `on_success`, `always`, `on_failure`, `delayed` or `manual`. */
  readonly when: string;
  /** What the rule says of failures; undefined when it says nothing. */
  readonly allowFailure: unknown;
  /** Changes of these paths only; empty for all. */
  readonly paths: readonly string[];
  /** Branches of these names only, as they are written; empty for all. */
  readonly branches: readonly string[];
  readonly at: At;
  readonly rule: unknown;
  /** Whether nothing that cannot be seen decides. */
  readonly certain: boolean;
}

export interface Rule {
  readonly data: unknown;
  readonly at: At;
}

const pushes: ReadonlySet<string> = new Set(['merge request', 'trunk', 'branch', 'branch with merge request']);

/**
 * The first rule that holds. One that hangs on what cannot be seen, such as a variable of the project, is taken to hold when it
 * lets something run, and not to hold when it forbids it.
 */
export function entryOf(
  view: RepositoryView,
  rules: readonly Rule[],
  scenario: Scenario,
  lookup: Lookup,
  usualWhen: string,
): Entry | undefined {
  const found: Entry[] = [];
  for (const { data, at } of rules.slice(0, 200)) {
    const condition = text(get(data, 'if'));
    const answer = both(
      condition === undefined ? 'yes' : holds(condition, lookup),
      existing(view, get(data, 'exists')),
    );
    const paths = pushes.has(scenario.id) ? pathsOf(get(data, 'changes')) : [];
    const when = text(get(data, 'when')) ?? usualWhen;
    const certain = answer === 'yes';
    if (answer === 'no') continue;
    if (when === 'never') {
      if (certain && paths.length === 0) break;
      continue;
    }
    const named =
      condition === undefined || answer === 'yes' || scenario.event !== 'branch' ? [] : branchesIn(condition);
    found.push({ when, allowFailure: get(data, 'allow_failure'), paths, branches: named, at, rule: data, certain });
    if (certain && paths.length === 0) break;
  }
  return joined(found);
}

function joined(found: readonly Entry[]): Entry | undefined {
  const automatic = found.filter(({ when }) => when !== 'manual');
  const counted = automatic.length > 0 ? automatic : found;
  const entry = counted.find(({ certain, paths }) => certain && paths.length === 0) ?? counted[0];
  if (entry === undefined) return undefined;
  const limits = (of: (each: Entry) => readonly string[]): readonly string[] =>
    counted.some((each) => of(each).length === 0) ? [] : [...new Set(counted.flatMap(of))];
  return { ...entry, paths: limits(({ paths }) => paths), branches: limits(({ branches }) => branches) };
}

const both = (first: Answer, second: Answer): Answer =>
  first === 'no' || second === 'no' ? 'no' : first === 'yes' && second === 'yes' ? 'yes' : 'maybe';

/** The paths of `changes`, which is a list or says them under `paths`. */
export const pathsOf = (changes: unknown): readonly string[] =>
  isMapping(changes) ? texts(changes['paths']) : changes === undefined || changes === null ? [] : texts(changes);

/** Whether files of `exists` are there. Those of another project, and paths with variables, cannot be seen. */
function existing(view: RepositoryView, exists: unknown): Answer {
  if (exists === undefined || exists === null) return 'yes';
  if (isMapping(exists) && exists['project'] !== undefined) return 'maybe';
  const patterns = (isMapping(exists) ? texts(exists['paths']) : list(exists).length > 0 ? texts(exists) : [])
    .slice(0, 50)
    .map((pattern) => pattern.replace(/^\.?\//, ''));
  if (patterns.some((pattern) => /[$[]/.test(pattern))) return 'maybe';
  const answers = patterns.map((pattern) => fileOf(view, pattern));
  return answers.includes('yes') ? 'yes' : answers.includes('maybe') ? 'maybe' : 'no';
}

// The same patterns stand in many jobs, and each may have to be held against every path.
const known = perView(() => new Map<string, Answer>());
const mostPatterns = 200;

function fileOf(view: RepositoryView, pattern: string): Answer {
  const answers = known(view);
  const done = answers.get(pattern);
  if (done !== undefined) return done;
  if (answers.size >= mostPatterns) return 'maybe';
  const folder = `${pattern.replace(/\/$/, '')}/`;
  const has = isGlob(pattern)
    ? view.paths.some((path) => matchesGlob(pattern, path))
    : view.paths.some((path) => path === pattern || path.startsWith(folder));
  answers.set(pattern, has ? 'yes' : 'no');
  return has ? 'yes' : 'no';
}
