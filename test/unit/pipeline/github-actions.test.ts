import { describe, expect, it } from 'vitest';
import { jobOf, pipelineOf, stepsIn } from './repository.ts';

const workflow = (name: string): string => `.github/workflows/${name}.yml`;

describe('workflows that call workflows', () => {
  it('that call each other in a circle are read once, and end', async () => {
    const pipeline = await pipelineOf({
      [workflow('a')]: 'on: { push: , workflow_call: }\njobs: { b: { uses: ./.github/workflows/b.yml } }',
      [workflow('b')]:
        'on: workflow_call\njobs: { a: { uses: ./.github/workflows/a.yml }, test: { runs-on: x, steps: [{ run: npx vitest }] } }',
    });
    expect(jobOf(pipeline, 'test').events).toEqual(['trunk']);
    expect(pipeline.workflows.map(({ does }) => does)).toEqual([['test'], ['test']]);
  });

  it('are followed as deep as ten calls, with the inputs of each', async () => {
    const call = (index: number): string =>
      `on: { workflow_call: { inputs: { stage: { type: string } } } }\njobs: { next: { uses: ./.github/workflows/w${index + 1}.yml, with: { stage: "\${{ inputs.stage }}" } } }`;
    const deploy =
      'on: { workflow_call: { inputs: { stage: { type: string, default: dev } } } }\njobs: { deploy: { runs-on: x, environment: "${{ inputs.stage }}", steps: [{ run: cdk deploy }] } }';
    const chain = (length: number): Record<string, string> => ({
      [workflow('start')]: 'on: push\njobs: { first: { uses: ./.github/workflows/w0.yml, with: { stage: prod } } }',
      ...Object.fromEntries(Array.from({ length }, (_, index) => [workflow(`w${index}`), call(index)])),
      [workflow(`w${length}`)]: deploy,
    });
    expect((await pipelineOf(chain(4))).deployments).toMatchObject([
      { stage: 'prod', production: true, automatic: true },
    ]);
    expect((await pipelineOf(chain(30))).deployments).toEqual([]);
  });

  it('hand secrets on by name, or all of them', async () => {
    const called = { [workflow('c')]: 'on: workflow_call\njobs: { c: { runs-on: x, steps: [] } }' };
    const named = await pipelineOf({
      ...called,
      [workflow('a')]:
        'on: push\njobs: { a: { uses: ./.github/workflows/c.yml, secrets: { token: "${{ secrets.T }}" } } }',
    });
    const all = await pipelineOf({
      ...called,
      [workflow('a')]: 'on: push\njobs: { a: { uses: ./.github/workflows/c.yml, secrets: inherit } }',
    });
    expect([jobOf(named, 'a').inheritsSecrets, jobOf(all, 'a').inheritsSecrets]).toEqual([false, true]);
  });
});

describe('actions of the repository itself', () => {
  const action = (steps: string, inputs = '{}'): string =>
    `inputs: ${inputs}\nruns: { using: composite, steps: ${steps} }`;

  it('stand for their steps, however deep, and end when they use each other', async () => {
    const pipeline = await pipelineOf({
      '.github/actions/outer/action.yml': action('[{ uses: ./.github/actions/inner }, { run: eslint ., shell: bash }]'),
      '.github/actions/inner/action.yaml': action('[{ run: vitest, shell: bash }, { uses: ./.github/actions/outer }]'),
      [workflow('ci')]: 'on: pull_request\njobs: { a: { runs-on: x, steps: [{ uses: ./.github/actions/outer }] } }',
    });
    expect(jobOf(pipeline, 'a').steps.map(({ does, at }) => [does[0], at.path])).toEqual([
      ['test', '.github/actions/inner/action.yaml'],
      [undefined, '.github/actions/inner/action.yaml'],
      ['lint', '.github/actions/outer/action.yml'],
    ]);
  });

  it('may hide that a stranger writes into their program', async () => {
    const pipeline = await pipelineOf({
      '.github/actions/greet/action.yml': action('[{ run: "echo ${{ inputs.title }}", shell: bash }]', '{ title: {} }'),
      [workflow('ci')]:
        'on: pull_request\njobs: { a: { runs-on: x, steps: [{ uses: ./.github/actions/greet, with: { title: "${{ github.event.pull_request.title }}" } }] } }',
    });
    expect(stepsIn(pipeline)[0]?.injections).toEqual(['github.event.pull_request.title']);
  });

  it.each([
    ['github.event.issue.title', true],
    ['github.event.workflow_run.head_branch', true],
    ['github.event.commits[0].message', true],
    ['github.event.inputs.version', false],
    ['github.event.pull_request.user.login', false],
    ['github.event.pull_request.base.ref', false],
    ['github.event.workflow_run.pull_requests[0].number', false],
    ['github.event.repository.name', false],
    ['toJson(github.event.pull_request.labels.*.name)', false],
    ['github.event.pull_request.head.label', true],
  ])('let %s carry a program of a stranger: %s', async (expression, may) => {
    const pipeline = await pipelineOf({
      [workflow('ci')]: `on: pull_request\njobs: { a: { runs-on: x, steps: [{ run: "echo \${{ ${expression} }}" }] } }`,
    });
    expect(stepsIn(pipeline)[0]?.injections).toEqual(may ? [expression] : []);
  });

  it('cannot make the reader work for ever', async () => {
    const many = Array.from({ length: 40 }, () => '{ uses: ./.github/actions/b }').join(', ');
    const pipeline = await pipelineOf({
      '.github/actions/a/action.yml': action(`[${many}]`),
      '.github/actions/b/action.yml': action(`[${many.replaceAll('/b', '/c')}]`),
      '.github/actions/c/action.yml': action(`[${many.replaceAll('/b', '/d')}]`),
      '.github/actions/d/action.yml': action('[{ run: vitest, shell: bash }]'),
      [workflow('ci')]: 'on: push\njobs: { a: { runs-on: x, steps: [{ uses: ./.github/actions/a }] } }',
    });
    expect(stepsIn(pipeline).length).toBeLessThan(500);
  });
});

describe('a workflow', () => {
  it('may repeat itself by anchors and merge keys', async () => {
    const pipeline = await pipelineOf({
      'package.json': '{ "scripts": { "test": "vitest" } }',
      [workflow('ci')]: [
        'on: pull_request',
        'jobs:',
        '  unit: &job',
        '    runs-on: ubuntu-24.04',
        '    timeout-minutes: 10',
        '    steps: &steps',
        '      - run: npm ci',
        '      - run: npm test',
        '  again:',
        '    <<: *job',
        '    timeout-minutes: 20',
        '  third:',
        '    runs-on: ubuntu-24.04',
        '    steps: *steps',
      ].join('\n'),
    });
    expect(['unit', 'again', 'third'].map((id) => jobOf(pipeline, id).steps.map(({ does }) => does[0]))).toEqual([
      ['install', 'test'],
      ['install', 'test'],
      ['install', 'test'],
    ]);
    expect(['unit', 'again', 'third'].map((id) => jobOf(pipeline, id).timeoutMinutes)).toEqual([10, 20, null]);
  });

  it('has defaults for folder and shell, the job before the workflow, the step before both', async () => {
    const pipeline = await pipelineOf({
      'a/package.json': '{ "scripts": { "test": "vitest" } }',
      'b/package.json': '{ "scripts": { "test": "jest" } }',
      [workflow('ci')]: [
        'on: pull_request',
        'defaults: { run: { working-directory: a, shell: bash } }',
        'jobs:',
        '  one: { runs-on: x, steps: [{ run: npm test | tee log }] }',
        '  two: { runs-on: x, defaults: { run: { working-directory: b } }, steps: [{ run: npm test }] }',
        '  three: { runs-on: x, steps: [{ run: npm test | tee log, working-directory: b, shell: sh }] }',
      ].join('\n'),
    });
    expect(
      ['one', 'two', 'three'].map((id) =>
        jobOf(pipeline, id).steps.map(({ directory, blocking }) => [directory, blocking]),
      ),
    ).toEqual([[['a', true]], [['b', true]], [['b', false]]]);
  });

  it('names the checks of a matrix by a pattern, and takes no version from it', async () => {
    const pipeline = await pipelineOf({
      [workflow('ci')]: [
        'on: pull_request',
        'jobs:',
        '  test:',
        '    name: Test on ${{ matrix.node }}',
        '    strategy: { matrix: { node: [22, 24] } }',
        '    runs-on: x',
        '    steps: [{ uses: actions/setup-node@v7, with: { node-version: "${{ matrix.node }}" } }]',
        '  scan: { strategy: { matrix: { a: [1, 2] } }, runs-on: x, steps: [] }',
      ].join('\n'),
    });
    expect([jobOf(pipeline, 'test').checks, jobOf(pipeline, 'scan').checks]).toEqual([['Test on *'], ['scan (*)']]);
    expect(pipeline.runtimes).toMatchObject([{ name: 'node', source: 'matrix', version: null }]);
  });

  it.each([
    ['if: false', []],
    ["if: github.event_name == 'push'", ['trunk']],
    ["if: github.event_name != 'pull_request'", ['trunk']],
    ["if: github.ref == 'refs/heads/main'", ['trunk']],
    [
      "if: github.event_name == 'push' || contains(github.event.pull_request.labels.*.name, 'x')",
      ['pull-request', 'trunk'],
    ],
  ])('counts a step with `%s` for %j only', async (condition, events) => {
    const pipeline = await pipelineOf({
      [workflow('ci')]:
        `on: [pull_request, push]\njobs:\n  a:\n    ${condition}\n    runs-on: x\n    steps: [{ run: npx vitest }]\n`,
    });
    expect(stepsIn(pipeline)[0]?.events).toEqual(events);
  });

  it('is read without harm when nothing in it is what it should be', async () => {
    const odd =
      'on: [3, null]\njobs: { a: 5, b: { steps: 7, needs: { x: 1 }, strategy: [] }, c: { steps: [null, { run: [1] }, { uses: {} }] }, d: }';
    const pipeline = await pipelineOf({ [workflow('odd')]: odd, [workflow('none')]: '5', [workflow('empty')]: '' });
    expect(pipeline.workflows).toHaveLength(1);
  });
});

describe('branches that a deployment starts from', () => {
  const branches = async (on: string, condition = ''): Promise<unknown> => {
    const guard = condition === '' ? '' : `    if: ${condition}\n`;
    const file = `on: ${on}\njobs:\n  deploy:\n${guard}    runs-on: x\n    environment: prod\n    steps: [{ run: cdk deploy }]\n`;
    return (await pipelineOf({ [workflow('deliver')]: file })).deployments[0]?.branches;
  };

  it.each([
    ['{ push: { branches: [main] } }', '', []],
    ['push', '', ['*']],
    ['push', "github.ref == 'refs/heads/main'", []],
    ['push', 'github.ref_name == github.event.repository.default_branch', []],
    ['push', "needs.changes.outputs.api == 'true'", null],
    ['{ push: { tags: ["v*"] } }', '', []],
    ['{ push: { branches: [main, "release/**"] } }', '', ['release/**']],
    ['{ push: { branches: [main] } }', 'always()', []],
    ['workflow_dispatch', '', []],
  ])('%s with %j: %j', async (on, condition, expected) => {
    expect(await branches(on, condition)).toEqual(expected);
  });
});

describe('the folder of a step', () => {
  const manifest = '{ "scripts": { "lint": "eslint ." } }';
  const files = { 'packages/api/package.json': manifest, 'packages/web/package.json': manifest };
  const linted = async (jobs: string, more: Record<string, string> = {}): Promise<unknown> => {
    const pipeline = await pipelineOf({ ...files, ...more, [workflow('ci')]: `on: pull_request\njobs: ${jobs}` });
    const step = stepsIn(pipeline).find(({ does }) => does.includes('lint'));
    return step?.projects.length ? step.projects.map(({ directory }) => directory) : [step?.directory];
  };
  const step = 'steps: [{ run: npm run lint, working-directory: "packages/${{ matrix.name }}" }]';

  it('is every one that a matrix names', async () => {
    expect(await linted(`{ a: { strategy: { matrix: { name: [api, web] } }, ${step} } }`)).toEqual([
      'packages/api',
      'packages/web',
    ]);
    expect(await linted(`{ a: { strategy: { matrix: { include: [{ name: web }] } }, ${step} } }`)).toEqual([
      'packages/web',
    ]);
  });

  it('is some folder below where a matrix is computed', async () => {
    const pipeline = await pipelineOf({
      [workflow('ci')]:
        `on: pull_request\njobs: { a: { strategy: { matrix: { name: "\${{ fromJSON(needs.x.outputs.y) }}" } }, ${step} } }`,
    });
    expect(stepsIn(pipeline)[0]?.projects).toMatchObject([{ directory: 'packages', does: [], somewhere: ['lint'] }]);
  });

  it('is what the callers of a workflow give, or else its default', async () => {
    const called = (name: string): Record<string, string> => ({
      [workflow('node')]:
        `on: { workflow_call: { inputs: { folder: { default: ${name} } } } }\njobs: { a: { defaults: { run: { working-directory: "\${{ inputs.folder || '.' }}" } }, steps: [{ run: npm run lint }] } }`,
    });
    const caller = '{ b: { uses: ./.github/workflows/node.yml, with: { folder: packages/web } } }';
    expect(await linted(caller, called('.'))).toEqual(['packages/web']);
    expect(await linted('{ b: { uses: ./.github/workflows/node.yml } }', called('packages/api'))).toEqual([
      'packages/api',
    ]);
    expect(await linted('{ b: { uses: ./.github/workflows/node.yml } }', called("''"))).toEqual(['']);
  });
});

describe('what is only tried out', () => {
  const job = (steps: string): string => `on: { push: { branches: [main] } }\njobs: { a: { steps: [${steps}] } }`;

  it('in a cluster of the job itself is no deployment', async () => {
    const apply = '{ run: kubectl apply -f k8s/ }';
    const { deployments } = await pipelineOf({ [workflow('ci')]: job(`{ uses: helm/kind-action@v1 }, ${apply}`) });
    expect(deployments).toEqual([]);
    expect((await pipelineOf({ [workflow('ci')]: job(apply) })).deployments).toHaveLength(1);
  });

  it('with the keys of a stand-in for a cloud uses no lasting key', async () => {
    const { credentials } = await pipelineOf({
      [workflow('ci')]: job('{ run: npx vitest, env: { AWS_SECRET_ACCESS_KEY: test } }'),
    });
    expect(credentials).toEqual([]);
  });
});

describe('a step that may fail', () => {
  it('counts when a later step asks for its outcome and fails the job', async () => {
    const steps = (last: string): string =>
      `on: pull_request\njobs: { a: { steps: [{ id: lint, run: eslint ., continue-on-error: true }, ${last}] } }`;
    const blocking = async (last: string): Promise<boolean | undefined> =>
      stepsIn(await pipelineOf({ [workflow('ci')]: steps(last) }))[0]?.blocking;
    expect(await blocking(`{ if: "steps.lint.outcome == 'failure'", run: exit 1 }`)).toBe(true);
    expect(await blocking(`{ if: "steps.lint.outcome == 'failure'", run: echo red }`)).toBe(false);
  });
});

describe('a tool that mends', () => {
  it('checks where a later step fails when files were changed', async () => {
    const does = async (last: string): Promise<readonly string[] | undefined> =>
      stepsIn(
        await pipelineOf({
          [workflow('ci')]:
            `on: pull_request\njobs: { a: { steps: [{ run: prettier --write . }, { run: "${last}" }] } }`,
        }),
      )[0]?.does;
    expect(await does('git diff HEAD --exit-code')).toEqual(['format']);
    expect(await does('git diff')).toEqual([]);
  });
});

describe('an action of others', () => {
  const read = async (step: string): Promise<readonly unknown[]> => {
    const { unreadChecks, workflows } = await pipelineOf({
      'libs/a/project.json': '{ "name": "a", "targets": { "lint": { "command": "eslint ." } } }',
      'nx.json': '{}',
      [workflow('ci')]: `on: pull_request\njobs: { a: { steps: [${step}] } }`,
    });
    return [...unreadChecks.map(({ tool }) => tool), ...workflows.flatMap(({ does }) => does)];
  };

  it('may check the code where its name says so', async () => {
    expect(await read('{ uses: acme/lint-and-test@v1 }')).toEqual(['acme/lint-and-test@v1']);
    expect(await read('{ uses: acme/markdown-lint@v1 }')).toEqual([]);
    expect(await read('{ uses: acme/checkout@v1 }')).toEqual([]);
  });

  it('may start targets of Nx', async () => {
    const projects = 'projects: "${{ needs.affected.outputs.projects }}"';
    expect(await read(`{ uses: mansagroup/nrwl-nx-action@v3, with: { targets: lint, ${projects} } }`)).toEqual([
      'lint',
    ]);
  });
});
