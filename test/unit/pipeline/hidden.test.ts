import { describe, expect, it } from 'vitest';
import { pipelineOf, stepsIn } from './repository.ts';

const ci = (run: string, on = 'pull_request'): string =>
  `on: ${on}\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: ${run}\n`;

const hidden = async (run: string, files: Record<string, string> = {}, on?: string): Promise<readonly string[]> => {
  const { unread } = await pipelineOf({ ...files, '.github/workflows/ci.yml': ci(run, on) });
  return unread.map(({ tool }) => tool);
};

describe('what a pull request starts and nobody can follow', () => {
  it.each([
    ['make ci', { Makefile: 'ci: $(foreach name,${NAMES}, ci-${name})\n' }],
    ['make verify', { Makefile: 'include common.mk\nbuild:\n\tgo build ./...\n' }],
    ['just everything', {}],
    ['./tools/all-checks orders', { 'tools/all-checks': '' }],
    ['python scripts/verify.py', { 'scripts/verify.py': '' }],
    ['$ROOT/tools/check-all', { 'tools/check-all': '' }],
  ])('%s may check anything', async (run, files) => {
    expect(await hidden(run, files)).toHaveLength(1);
  });

  it.each([
    ['make lint', { Makefile: 'lint:\n\tgolangci-lint run ./...\n' }],
    ['make hello', { Makefile: 'hello:\n\techo hello\n' }],
    ['make setup', {}],
    ['./scripts/deploy orders', { 'scripts/deploy': '' }],
    ['./script/test', { 'script/test': '' }],
    ['./not-here/check', {}],
    ['node --version', {}],
  ])('%s hides no check', async (run, files) => {
    expect(await hidden(run, files)).toEqual([]);
  });

  it('hides no delivery, unless its name says that it deploys', async () => {
    const files = { 'tools/all-checks': '', 'tools/deploy-orders': '' };
    const deliveries = async (run: string): Promise<readonly string[]> =>
      (await pipelineOf({ ...files, '.github/workflows/ci.yml': ci(run, 'push') })).unreadDeliveries.map(
        ({ tool }) => tool,
      );
    expect(await deliveries('./tools/all-checks')).toEqual([]);
    expect(await deliveries('./tools/deploy-orders prod')).toEqual(['./tools/deploy-orders prod']);
  });

  it('is of no interest where no change starts it', async () => {
    expect(await hidden('just everything', {}, 'workflow_dispatch')).toEqual([]);
  });
});

describe('a pipeline that is described elsewhere', () => {
  const test = { 'package.json': '{ "scripts": { "test": "vitest run" } }', 'test/orders.test.ts': '' };

  it('is taken from the buildspec that CodeBuild looks for, without a word on what starts it', async () => {
    const pipeline = await pipelineOf({
      ...test,
      'buildspec.yml': 'version: 0.2\nphases:\n  build:\n    commands:\n      - npm test\n',
    });
    const [workflow] = pipeline.workflows;
    expect(workflow?.does).toContain('test');
    expect(workflow?.triggers.map(({ event }) => event)).toEqual(['unknown']);
  });

  it('is unread where Terraform makes it', async () => {
    const { unread } = await pipelineOf({
      'infra/ci.tf': '\nresource "aws_codepipeline" "main" {\n  name = "orders"\n}\n',
    });
    expect(unread).toEqual([{ at: { path: 'infra/ci.tf', line: 2 }, tool: 'Terraform' }]);
  });
});

describe('tests with an address', () => {
  const job = (name: string): string =>
    `on: pull_request\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: pytest\n        env: { ${name}: example }\n`;

  it.each([
    ['DB_HOST', 'test'],
    ['DATABASE_URL', 'test'],
    ['REDIS_URL', 'test'],
    ['AWS_ENDPOINT_URL', 'test'],
    ['BASE_URL', 'smoke'],
    ['API_ENDPOINT', 'smoke'],
  ])('by %s are a %s', async (name, act) => {
    const pipeline = await pipelineOf({ '.github/workflows/ci.yml': job(name) });
    expect(stepsIn(pipeline).flatMap(({ does }) => does)).toContain(act);
  });

  it('is unread where only its buildspecs stand here, or nothing says how its program is run', async () => {
    const spec = { 'api/buildspec.yml': 'version: 0.2\nphases: { build: { commands: [npm test] } }\n' };
    const program = {
      'pipelines/package.json': '{ "dependencies": { "aws-cdk-lib": "2.0.0" } }',
      'pipelines/src/app.ts':
        "import { aws_codepipeline } from 'aws-cdk-lib';\nnew aws_codepipeline.Pipeline(this, 'P');\n",
    };
    expect((await pipelineOf(spec)).unread.map(({ at }) => at.path)).toEqual(['api/buildspec.yml']);
    expect((await pipelineOf(program)).unread.map(({ at }) => at.path)).toEqual(['pipelines/src/app.ts']);
  });

  it('hides only from the changes that start it', async () => {
    const files = { 'tools/all-checks': '' };
    const { unread } = await pipelineOf({ ...files, '.github/workflows/ci.yml': ci('./tools/all-checks') });
    expect(unread.map(({ events }) => events)).toEqual([['pull-request']]);
  });
});
