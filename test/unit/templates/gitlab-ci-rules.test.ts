import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDocuments } from '../../../src/audit/documents.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import {
  branchesIn,
  holds,
  parseCondition,
  something,
  test as matches,
  type Value,
} from '../../../templates/pipeline/gitlab-ci/conditions.ts';
import { matchesGlob } from '../../../templates/pipeline/gitlab-ci/wildcards.ts';
import { reader } from '../../../templates/pipeline/gitlab-ci/read.ts';
import type { Job, Pipeline } from '../../../templates/pipeline/model.ts';

const values: Readonly<Record<string, Value>> = {
  A: 'a',
  EMPTY: '',
  NULL: null,
  SOME: something('main'),
  CI_COMMIT_BRANCH: 'main',
  PATTERN: '/^a/',
};
const lookup = (name: string): Value => (Object.hasOwn(values, name) ? values[name] : undefined);

describe('an expression of rules:if', () => {
  it.each([
    ['$A', 'yes'],
    ['$EMPTY', 'no'],
    ['$NULL', 'no'],
    ['$SOME', 'yes'],
    ['$OTHER', 'maybe'],
    ['$A == "a"', 'yes'],
    ["$A == 'b'", 'no'],
    ['"a" == $A', 'yes'],
    ['$A != null', 'yes'],
    ['$NULL == null', 'yes'],
    ['$EMPTY == null', 'no'],
    ['$SOME == null', 'no'],
    ['$SOME == "main"', 'no'],
    ['$SOME == "other"', 'maybe'],
    ['$SOME != "main"', 'yes'],
    ['$OTHER == "x"', 'maybe'],
    ['$A =~ /^a$/', 'yes'],
    ['$A =~ /^B/i', 'no'],
    ['$A !~ /b/', 'yes'],
    ['$A =~ $PATTERN', 'yes'],
    ['$NULL =~ /x/', 'no'],
    ['$SOME =~ /x/', 'maybe'],
    ['$A && $NULL || $A', 'yes'],
    ['$NULL || $A && $NULL', 'no'],
    ['$NULL && $OTHER', 'no'],
    ['$A || $OTHER', 'yes'],
    ['$A && $OTHER', 'maybe'],
    ['($NULL || $A) && $A == "a"', 'yes'],
    ['!$NULL', 'yes'],
    ['!($A && $OTHER)', 'maybe'],
    ['$A ==', 'maybe'],
    ['a && b', 'maybe'],
    ['($A', 'maybe'],
    ['', 'maybe'],
  ])('%s holds: %s', (expression, answer) => {
    expect(holds(expression, lookup)).toBe(answer);
  });

  it('names the branches that it asks for', () => {
    expect(branchesIn('$CI_COMMIT_BRANCH == "develop" || $CI_COMMIT_REF_NAME =~ /^release/ && $X == "y"')).toEqual([
      'develop',
      '/^release/',
    ]);
    expect(branchesIn('$CI_COMMIT_BRANCH != "develop" && $CI_COMMIT_BRANCH')).toEqual([]);
  });

  it('never throws, and is no tree when it is nonsense', () => {
    const words = fc.constantFrom(
      '$A',
      '&&',
      '||',
      '==',
      '=~',
      '(',
      ')',
      '!',
      '"x"',
      '/a+/',
      'null',
      'x',
      '$',
      '/',
      "'",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words, { maxLength: 40 }).map((parts) => parts.join(' ')),
        ),
        (text) => {
          expect(['yes', 'no', 'maybe']).toContain(holds(text, lookup));
        },
      ),
    );
    expect(parseCondition('('.repeat(3_000))).toBeUndefined();
    expect(parseCondition(`${'!'.repeat(3_000)}$A`)).toBeUndefined();
  });

  it('tries no pattern that could take long', () => {
    for (const pattern of ['/(a+)+$/', '/(a|aa)+$/', '/a*a*a*a*a*a*b/', '/(?=a)/', '/(a)\\1/', '/[/'])
      expect(matches(pattern, 'a'.repeat(70))).toBeUndefined();
    expect(matches('/^v\\d+\\.\\d+/', 'v1.2.3')).toBe(true);
    expect(matches('/\\bsast\\b/', 'dast sast')).toBe(true);
  });
});

describe('a glob', () => {
  it.each([
    ['**/*.rb', 'a.rb', true],
    ['**/*.rb', 'x/y/a.rb', true],
    ['*.rb', 'x/a.rb', false],
    ['src/**', 'src/a/b', true],
    ['src/**/*', 'src/a', true],
    ['{a,b}/x.?s', 'b/x.ts', true],
    ['{a,{b,c}}/*', 'c/x', true],
    ['a/**/z', 'a/z', true],
    ['a/**/z', 'a/b/c/y', false],
  ])('%s and %s: %s', (pattern, path, matched) => {
    expect(matchesGlob(pattern, path)).toBe(matched);
  });

  it('takes no time, whatever it says', () => {
    const start = process.hrtime.bigint();
    matchesGlob('*a'.repeat(140), 'a'.repeat(5_000));
    matchesGlob('{a,b}'.repeat(60), 'a'.repeat(60));
    matchesGlob('**/'.repeat(90), 'a/'.repeat(2_000));
    expect(Number(process.hrtime.bigint() - start) / 1e6).toBeLessThan(1_000);
  });
});

const read = async (text: string): Promise<Partial<Pipeline>> =>
  reader.read(createDocuments(memoryTree({ '.gitlab-ci.yml': text, 'docs/a.md': '' }), reader.globs).view);

const job = async (text: string): Promise<Job | undefined> =>
  (await read(text)).workflows?.flatMap(({ jobs }) => jobs).find(({ id }) => id === 'a');

const eventsOf = async (text: string): Promise<readonly string[]> =>
  [...((await job(text))?.events ?? [])].filter((event) => !['call', 'other', 'manual'].includes(event)).sort();

describe('the runs of a job', () => {
  it.each<[string, string, readonly string[]]>([
    ['no rules: branches and tags', '{}', ['branch', 'pull-request', 'schedule', 'tag', 'trunk']],
    ['merge requests', '{ rules: [{ if: $CI_PIPELINE_SOURCE == "merge_request_event" }] }', ['pull-request']],
    ['by their number', '{ rules: [{ if: $CI_MERGE_REQUEST_IID }] }', ['pull-request']],
    ['the default branch', '{ rules: [{ if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH }] }', ['schedule', 'trunk']],
    ['pushes to it', '{ rules: [{ if: $CI_COMMIT_BRANCH == "main" && $CI_PIPELINE_SOURCE == "push" }] }', ['trunk']],
    ['tags', '{ rules: [{ if: $CI_COMMIT_TAG =~ /^v/ }] }', ['tag']],
    ['schedules', '{ rules: [{ if: $CI_PIPELINE_SOURCE == "schedule" }] }', ['schedule']],
    [
      'all but schedules',
      '{ rules: [{ if: $CI_PIPELINE_SOURCE == "schedule", when: never }, { when: on_success }] }',
      ['branch', 'pull-request', 'tag', 'trunk'],
    ],
    ['no run', '{ rules: [{ when: never }] }', []],
    [
      'a switch that is off unless somebody sets it',
      '{ rules: [{ if: $SKIP, when: never }, { if: $CI_COMMIT_TAG }] }',
      ['tag'],
    ],
    ['a variable of the project', '{ rules: [{ if: $CI_COMMIT_TAG && $TOKEN }] }', ['tag']],
    ['a variable of the file', '{ variables: { RUN: "no" }, rules: [{ if: $RUN == "yes" }] }', []],
    ['a branch by its name', '{ rules: [{ if: $CI_COMMIT_BRANCH == "develop" }] }', ['branch']],
    ['files that are there', '{ rules: [{ if: $CI_COMMIT_TAG, exists: [docs/*.md] }] }', ['tag']],
    ['files that are not', '{ rules: [{ exists: [src/*] }] }', []],
    ['only', '{ only: [merge_requests, main] }', ['pull-request', 'schedule', 'trunk']],
    ['only refs with variables', '{ only: { refs: [tags], variables: [$CI_COMMIT_TAG =~ /^v/] } }', ['tag']],
    ['only a pattern', '{ only: [/^release-.*$/] }', ['branch', 'tag']],
    ['except', '{ except: [tags, schedules] }', ['branch', 'pull-request', 'trunk']],
    ['only a branch of the project', '{ only: [main@group/project] }', ['schedule', 'trunk']],
  ])('%s', async (_, data, events) => {
    const keys = data === '{}' ? '' : `, ${data.slice(1, -1)}`;
    expect(await eventsOf(`a: { script: [x]${keys} }\nother: { script: [x], only: [main, master] }`)).toEqual(events);
  });

  it('are all that the workflow lets through, those of merge requests too', async () => {
    const workflow = 'workflow: { rules: [{ if: $CI_MERGE_REQUEST_IID }, { if: $CI_COMMIT_TAG }] }';
    expect(await eventsOf(`${workflow}\na: { script: [x] }`)).toEqual(['pull-request', 'tag']);
    expect(await eventsOf(`${workflow}\na: { script: [x], only: [branches] }`)).toEqual([]);
  });

  it('wait for a person when the job is manual', async () => {
    expect((await job('a: { script: [x], when: manual, only: [main] }'))?.events).toEqual(['manual']);
    const both =
      'a: { script: [x], rules: [{ if: $CI_COMMIT_TAG }, { if: $CI_COMMIT_BRANCH == "main", when: manual }] }';
    expect((await job(both))?.events).toEqual(['manual', 'tag']);
  });

  it('are started by the paths of their changes', async () => {
    const { workflows } = await read(
      'a: { script: [npx vitest run], rules: [{ changes: { paths: [src/**/*] } }, { changes: [lib/*] }] }',
    );
    const triggers = workflows?.flatMap((workflow) => workflow.triggers) ?? [];
    expect(triggers.find(({ event }) => event === 'trunk')?.paths).toEqual(['src/**/*', 'lib/*']);
    // There is nothing to compare a tag with.
    expect(triggers.find(({ event }) => event === 'tag')?.paths).toEqual([]);
  });

  it.each<[string, boolean]>([
    ['{}', true],
    ['{ allow_failure: true }', false],
    ['{ allow_failure: { exit_codes: [1, 2] } }', false],
    ['{ allow_failure: { exit_codes: 137 } }', true],
    ['{ rules: [{ when: always, allow_failure: true }] }', false],
    ['{ allow_failure: true, rules: [{ when: on_success, allow_failure: false }] }', true],
  ])('fail the pipeline, %s: %s', async (data, blocking) => {
    const keys = data === '{}' ? '' : `, ${data.slice(1, -1)}`;
    expect((await job(`a: { script: [npx eslint .]${keys} }`))?.steps[0]?.blocking).toBe(blocking);
  });

  it.each<[string, string]>([
    ['a: { script: [x], interruptible: true }', 'cancelled'],
    ['a: { script: [x] }', 'runs-on'],
    ['default: { interruptible: true }\na: { script: [x], interruptible: false }', 'runs-on'],
    ['workflow: { auto_cancel: { on_new_commit: none } }\na: { script: [x], interruptible: true }', 'runs-on'],
    ['a: { script: [x], resource_group: one }', 'queued'],
  ])('%s: a run that a newer one supersedes is %s', async (text, superseded) => {
    expect((await job(text))?.superseded).toBe(superseded);
  });

  it('tell of failures when they start after one', async () => {
    const notice = 'script: [curl $SLACK_WEBHOOK]';
    const tells = async (text: string): Promise<boolean> =>
      (await job(text))?.steps.some(({ does }) => does.includes('notify-failure')) ?? false;
    expect(await tells(`a: { ${notice}, when: on_failure }`)).toBe(true);
    expect(await tells(`a: { ${notice}, rules: [{ when: always }] }`)).toBe(true);
    expect(await tells('a: { script: [x], after_script: [curl $SLACK_WEBHOOK] }')).toBe(true);
    expect(await tells(`a: { ${notice} }`)).toBe(false);
  });
});

describe('the trunk', () => {
  it.each<[string, string | null]>([
    ['a: { script: [x], only: [master] }', 'master'],
    ['a: { script: [x], rules: [{ if: $CI_COMMIT_BRANCH == "main" }] }', 'main'],
    ['a: { script: [x], only: [develop] }', null],
    ['a: { script: [x], rules: [{ if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH }] }', null],
  ])('of %s is %s', async (text, trunk) => {
    expect((await read(text)).trunk).toBe(trunk);
  });
});
