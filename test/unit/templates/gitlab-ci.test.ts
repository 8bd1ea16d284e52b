import { describe, expect, it } from 'vitest';
import { createDocuments } from '../../../src/audit/documents.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import type { At } from '../../../src/kit/index.ts';
import type { Job, Pipeline } from '../../../templates/pipeline/model.ts';
import { reader } from '../../../templates/pipeline/gitlab-ci/read.ts';

type Files = Readonly<Record<string, string>>;

const read = async (files: Files | string): Promise<Partial<Pipeline>> => {
  const tree = memoryTree(typeof files === 'string' ? { '.gitlab-ci.yml': files } : files);
  return reader.read(createDocuments(tree, reader.globs).view);
};

const jobsIn = ({ workflows = [] }: Partial<Pipeline>): readonly Job[] => workflows.flatMap(({ jobs }) => jobs);

const jobsOf = async (files: Files | string): Promise<Readonly<Record<string, Job>>> =>
  Object.fromEntries(jobsIn(await read(files)).map((job) => [job.id, job]));

const place = ({ path, pointer = '' }: At): string => `${path}${pointer}`;

const scriptOf = (job: Job | undefined): readonly string[] => job?.steps.map(({ name }) => name) ?? [];

describe('a repository without .gitlab-ci.yml', () => {
  it('has no pipeline of GitLab', async () => {
    expect(await read({ 'ci/test.yml': 'test: { script: [npm test] }' })).toEqual({});
  });
});

describe('jobs', () => {
  it('are all that has a script and is not hidden', async () => {
    const jobs = await jobsOf(`
      stages: [test]
      variables: { A: b }
      default: { image: node:24 }
      .hidden: { script: [a] }
      note: text
      empty: { stage: test }
      test: { script: one }
      trigger: { trigger: other/project }
    `);
    expect(Object.keys(jobs)).toEqual(['test', 'trigger']);
    expect(jobs['trigger']?.calls).toBe('other/project');
  });

  it('take from `default` what they do not say, and never merge it', async () => {
    const jobs = await jobsOf(`
      default:
        before_script: [prepare]
        after_script: [tidy]
        cache: { paths: [node_modules] }
        timeout: 5m
      plain: { script: [run] }
      own: { before_script: [], after_script: [other], script: [run] }
      none: { inherit: { default: false }, script: [run] }
      some: { inherit: { default: [after_script] }, script: [run] }
    `);
    expect(scriptOf(jobs['plain'])).toEqual(['prepare', 'run', 'tidy']);
    expect(scriptOf(jobs['own'])).toEqual(['run', 'other']);
    expect(scriptOf(jobs['none'])).toEqual(['run']);
    expect(scriptOf(jobs['some'])).toEqual(['run', 'tidy']);
    expect([jobs['plain']?.cached, jobs['none']?.cached]).toEqual([true, false]);
    // GitLab takes no timeout from there.
    expect(jobs['plain']?.timeoutMinutes).toBeNull();
  });

  it.each([
    ['1h 30m', 90],
    ['90 minutes', 90],
    ['2 hours', 120],
    ['3600', 60],
    ['1 day', 1440],
    ['soon', null],
  ])('have the limit %s', async (timeout, minutes) => {
    expect((await jobsOf(`a: { script: [x], timeout: ${timeout} }`))['a']?.timeoutMinutes).toBe(minutes);
  });

  it('keep the folder of their shell from line to line, but not into after_script', async () => {
    const jobs = await jobsOf({
      '.gitlab-ci.yml': 'a: { script: [cd infra, npx eslint .], after_script: [npx eslint .] }',
    });
    expect(jobs['a']?.steps.map(({ directory }) => directory)).toEqual(['', 'infra', '']);
    expect(jobs['a']?.steps.map(({ blocking }) => blocking)).toEqual([true, true, false]);
  });

  it('know the folder of the project and values of variables', async () => {
    const jobs = await jobsOf(`
      variables: { SERVICE: services/orders }
      a:
        variables: { SUB: api }
        script: ['cd $CI_PROJECT_DIR/$SERVICE/\${SUB}', npx eslint .]
    `);
    expect(jobs['a']?.steps[1]?.directory).toBe('services/orders/api');
  });
});

describe('commands', () => {
  it('run the scripts of the package of a workspace that a filter names', async () => {
    const jobs = await jobsOf({
      '.gitlab-ci.yml':
        'a: { variables: { PACKAGE: "@orders/api" }, script: ["pnpm --filter ${PACKAGE}... run check", npm test -w packages/db] }',
      'package.json': '{}',
      'apps/api/package.json': '{ "name": "@orders/api", "scripts": { "check": "vitest run" } }',
      'packages/db/package.json': '{ "name": "db", "scripts": { "test": "node --test" } }',
    });
    expect(jobs['a']?.steps.map(({ does, directory }) => [...does, directory])).toEqual([
      ['test', 'apps/api'],
      ['test', 'packages/db'],
    ]);
  });

  it('of Gradle that leave the tests out run none', async () => {
    const jobs = await jobsOf('a: { script: [./gradlew clean assemble -x test, ./gradlew test] }');
    expect(jobs['a']?.steps.map(({ does }) => does.includes('test'))).toEqual([false, true]);
  });
});

describe('extends', () => {
  it('merges mappings at any depth and replaces lists, the last base before the job', async () => {
    const jobs = await jobsOf(`
      .one: { tags: [a], script: [one], variables: { A: '1', B: '1' }, artifacts: { paths: [x], reports: { junit: j.xml } } }
      .two: { tags: [b], variables: { B: '2' } }
      a: { extends: [.one, .two], script: ['echo $A $B'], artifacts: { paths: [y] } }
    `);
    expect(scriptOf(jobs['a'])).toEqual(['echo $A $B']);
    expect(jobs['a']?.keeps.map(({ path }) => path)).toEqual(['j.xml', 'y']);
  });

  it('is followed through several levels and files, to the place where a line stands', async () => {
    const jobs = await jobsOf({
      '.gitlab-ci.yml': 'include: /ci/base.yml\na: { extends: .middle }',
      'ci/base.yml': '.base: { script: [first, second] }\n.middle: { extends: .base, timeout: 10m }',
    });
    expect(jobs['a']?.timeoutMinutes).toBe(10);
    expect(jobs['a']?.steps.map(({ at }) => place(at))).toEqual([
      'ci/base.yml/.base/script/0',
      'ci/base.yml/.base/script/1',
    ]);
    expect(place(jobs['a']?.at ?? { path: '' })).toBe('.gitlab-ci.yml/a');
  });

  it('ends where jobs extend each other, or what is not there', async () => {
    const jobs = await jobsOf(
      'a: { extends: b, script: [a] }\nb: { extends: [a, .gone], script: [b] }\nc: { extends: c, script: [c] }',
    );
    expect(Object.values(jobs).map(scriptOf)).toEqual([['a'], ['b'], ['c']]);
  });

  it('reads anchors and merge keys as YAML does', async () => {
    const jobs = await jobsOf(
      '.x: &x { script: [shared], timeout: 5m }\n.lines: &lines [one, two]\na: { <<: *x, timeout: 7m }\nb: { script: [*lines, three] }',
    );
    expect([scriptOf(jobs['a']), jobs['a']?.timeoutMinutes]).toEqual([['shared'], 7]);
    expect(scriptOf(jobs['b'])).toEqual(['one', 'two', 'three']);
  });
});

describe('!reference', () => {
  it('puts lines, rules and values in place, with the place where they stand', async () => {
    const jobs = await jobsOf({
      '.gitlab-ci.yml': [
        'include: ci/parts.yml',
        'a:',
        '  script: [!reference [.parts, script], own]',
        '  rules: [!reference [.parts, rules]]',
        '  timeout: !reference [.parts, timeout]',
      ].join('\n'),
      'ci/parts.yml':
        '.parts:\n  script: [!reference [.more, script]]\n  rules: [{ if: $CI_COMMIT_TAG }]\n  timeout: 9m\n.more: { script: [deep] }',
    });
    expect(scriptOf(jobs['a'])).toEqual(['deep', 'own']);
    expect(place(jobs['a']?.steps[0]?.at ?? { path: '' })).toBe('ci/parts.yml/.more/script/0');
    expect([jobs['a']?.events, jobs['a']?.timeoutMinutes]).toEqual([['tag'], 9]);
  });

  it('ends where references lead to each other, and is nothing where they lead nowhere', async () => {
    const jobs = await jobsOf(`
      .a: { script: [!reference [.b, script]] }
      .b: { script: [!reference [.a, script], b] }
      a: { script: [!reference [.a, script], !reference [.gone, script], !reference [{}], own] }
    `);
    expect(scriptOf(jobs['a']).at(-1)).toBe('own');
    expect(scriptOf(jobs['a']).length).toBeLessThan(20);
  });
});

describe('include', () => {
  it('takes files of the repository by path, list and glob; the later one wins, and the including file over all', async () => {
    const jobs = await jobsOf({
      '.gitlab-ci.yml': 'include: [ci/one.yml, { local: /ci/more/**.yml }]\na: { timeout: 3m }',
      'ci/one.yml': 'a: { script: [one], timeout: 1m, tags: [x] }\nb: { script: [b] }',
      'ci/more/two.yml': 'a: { script: [two], timeout: 2m }',
    });
    expect([scriptOf(jobs['a']), jobs['a']?.timeoutMinutes, Object.keys(jobs)]).toEqual([['two'], 3, ['a', 'b']]);
    expect(place(jobs['a']?.steps[0]?.at ?? { path: '' })).toBe('ci/more/two.yml/a/script/0');
  });

  it('ends where files include each other, and passes over those that are not there', async () => {
    const jobs = await jobsOf({
      '.gitlab-ci.yml': 'include: [ci/a.yml, ci/gone.yml, ../outside.yml, $DIR/x.yml]\na: { script: [a] }',
      'ci/a.yml': 'include: [ci/b.yml, .gitlab-ci.yml]\nb: { script: [b] }',
      'ci/b.yml': 'include: ci/a.yml\nc: { script: [c] }',
    });
    expect(Object.keys(jobs).sort()).toEqual(['a', 'b', 'c']);
  });

  it('follows rules: what they let in, and in which runs', async () => {
    const jobs = await jobsOf({
      '.gitlab-ci.yml': [
        'include:',
        '  - { local: mr.yml, rules: [{ if: $CI_PIPELINE_SOURCE == "merge_request_event" }] }',
        '  - { local: there.yml, rules: [{ exists: [Dockerfile, "src/**/*.ts"] }] }',
        '  - { local: gone.yml, rules: [{ exists: ["**/*.rb"] }] }',
        'workflow: { rules: [{ when: always }] }',
      ].join('\n'),
      'mr.yml': 'a: { script: [a] }',
      'there.yml': 'b: { script: [b] }',
      'gone.yml': 'c: { script: [c] }',
      'src/deep/x.ts': '',
    });
    expect(Object.keys(jobs)).toEqual(['a', 'b']);
    expect(jobs['a']?.events).toEqual(['pull-request']);
  });

  it('puts inputs in place, and finds lines behind a header', async () => {
    const jobs = await jobsOf({
      '.gitlab-ci.yml': 'include: { local: part.yml, inputs: { name: orders, limit: 12m } }',
      'part.yml': [
        'spec: { inputs: { name: {}, limit: {}, folder: { default: api } } }',
        '---',
        '"test $[[ inputs.name ]]":',
        '  timeout: $[[ inputs.limit ]]',
        '  script: ["cd $[[ inputs.folder ]]", npx eslint .]',
      ].join('\n'),
    });
    const job = jobs['test orders'];
    expect([job?.timeoutMinutes, job?.steps[1]?.directory, job?.at.document]).toEqual([12, 'api', 1]);
  });

  it('tells what it cannot see, and whether that is pinned', async () => {
    const { references, unread } = await read(`
      include:
        - { project: platform/ci, file: /a.yml }
        - { project: platform/ci, ref: 787123b47f14b552955ca2786bc9542ae66fee5b, file: [/a.yml, /b.yml] }
        - { remote: https://example.com/a.yml }
        - https://example.com/raw/787123b47f14b552955ca2786bc9542ae66fee5b/a.yml
        - { component: $CI_SERVER_FQDN/g/c/part@1.2 }
        - { component: $CI_SERVER_FQDN/g/c/part@1.2.3 }
        - { template: Jobs/SAST.gitlab-ci.yml }
        - { template: Pages/Hugo.gitlab-ci.yml }
        - { project: $CI_PROJECT_PATH, file: /own.yml }
    `);
    expect(references?.map(({ kind, pinned, version }) => [kind, pinned, version])).toEqual([
      ['include', false, null],
      ['include', true, null],
      ['include', false, null],
      ['include', true, null],
      ['component', false, null],
      ['component', true, '1.2.3'],
    ]);
    expect(unread?.map(({ tool }) => tool)).toHaveLength(7);
    expect(unread?.at(-1)?.tool).toBe('Pages/Hugo.gitlab-ci.yml');
  });

  it('knows the scans of GitLab by template and component, and what a project changes of them', async () => {
    const jobs = await jobsOf(`
      include:
        - { template: Jobs/SAST.latest.gitlab-ci.yml }
        - { template: Security/Secret-Detection.gitlab-ci.yml }
        - { template: Jobs/Container-Scanning.gitlab-ci.yml }
        - { component: gitlab.com/components/dependency-scanning/dependency-scanning@1.0.0 }
      semgrep-sast: { allow_failure: false }
      variables: { CONTAINER_SCANNING_DISABLED: 'true' }
    `);
    const does = Object.fromEntries(
      Object.entries(jobs).map(([id, { steps }]) => [id, steps.flatMap((step) => step.does)]),
    );
    expect(does).toEqual({
      'semgrep-sast': ['sast'],
      secret_detection: ['scan-secrets'],
      'gemnasium-dependency_scanning': ['scan-dependencies', 'sbom'],
    });
    expect(jobs['semgrep-sast']?.steps[0]).toMatchObject({ reportsToHost: true, gated: false });
    expect(jobs['semgrep-sast']?.events).toContain('pull-request');
  });
});

describe('child pipelines', () => {
  const files = (strategy: string, rules = ''): Files => ({
    '.gitlab-ci.yml': `start:\n  trigger: { include: [{ local: child.yml }]${strategy} }\n${rules}`,
    'child.yml': 'test: { script: [npx vitest run], rules: [{ when: always }] }',
  });

  it('run with what has started them, and fail it only when it waits', async () => {
    const waiting = await jobsOf(files(', strategy: depend', '  rules: [{ if: $CI_MERGE_REQUEST_IID }]'));
    expect(waiting['test']?.events).toEqual(['pull-request']);
    expect(waiting['test']?.steps[0]?.blocking).toBe(true);
    expect(waiting['start']?.calls).toBe('child.yml');
    expect((await jobsOf(files('')))['test']?.steps[0]?.blocking).toBe(false);
  });

  it('end where they start themselves', async () => {
    const jobs = await jobsOf({
      '.gitlab-ci.yml': 'a: { trigger: { include: child.yml } }',
      'child.yml':
        'b: { trigger: { include: child.yml }, rules: [{ when: always }] }\nc: { script: [c], rules: [{ when: always }] }',
    });
    expect(Object.keys(jobs).sort()).toEqual(['a', 'b', 'c']);
  });
});
