import { units } from 'virtual:units';
import { describe, expect, it } from 'vitest';
import { auditRepository } from '../../../src/audit/audit.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import { standard } from '../../support/standard.ts';

/** What one rule says of a small repository, each outcome with its message. */
const said = async (rule: string, files: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  const options = { standard, units, rules: [rule], path: '.', today: '2026-11-25', tier: 2 as const };
  const { findings } = await auditRepository(memoryTree(files), options);
  return findings.map(({ outcome, message }) => `${outcome}: ${message}`);
};

const workflow = (text: string): Record<string, string> => ({ '.github/workflows/ci.yml': text });
const push = (steps: string, more = ''): Record<string, string> =>
  workflow(`on: { push: { branches: [main] } }\njobs: { build: { ${more}steps: [${steps}] } }`);

describe('what is delivered', () => {
  it('by nothing has no reference that could move', async () => {
    expect(await said('cd-immutable-ref', push('{ run: npx vitest }'))).toEqual([
      'not-applicable: Nothing is deployed.',
    ]);
  });

  it('under a name that cannot be followed is unknown', async () => {
    const files = push('{ run: "kubectl set image deployment/api api=$IMAGE" }');
    expect(await said('cd-immutable-ref', files)).toEqual([expect.stringMatching(/^unknown: What is deployed/)]);
  });

  it('by a job that names no stage may be production', async () => {
    const files = push('{ run: npx cdk deploy }');
    for (const rule of ['cd-env-gate', 'cd-preprod-first', 'cd-rollback-path', 'cd-post-deploy-tests'])
      expect(await said(rule, files), rule).toEqual([expect.stringMatching(/^unknown: (?:Whether|Which)/)]);
    const computed = push('{ run: npx cdk deploy }', 'environment: "${{ matrix.environment }}", ');
    expect(await said('cd-rollback-path', computed)).toEqual([expect.stringMatching(/^unknown: /)]);
    expect(await said('cd-env-gate', push('{ run: npx cdk deploy }', 'environment: beta, '))).toEqual([
      'not-applicable: No job deploys to production.',
    ]);
  });

  it('may be delivered by an action that is called so', async () => {
    const release = (uses: string): Record<string, string> =>
      workflow(`on: { push: { tags: ['v*'] } }\njobs: { release: { steps: [{ uses: ${uses} }] } }`);
    expect(await said('sec-sbom', release('acme/releaser@v1'))).toEqual([expect.stringMatching(/^unknown/)]);
    expect(await said('sec-sbom', release('googleapis/release-please-action@v4'))).toEqual([
      expect.stringMatching(/^not-applicable/),
    ]);
  });

  it('may be delivered by an action without a telling name in a job that has one', async () => {
    const job = (id: string, steps: string): Record<string, string> =>
      workflow(`on: { push: { branches: [main] } }\njobs: { ${id}: { steps: [${steps}] } }`);
    const rule = 'cd-delivery-metrics';
    expect(await said(rule, job('deploy', '{ uses: acme/upload@v1 }'))).toEqual([expect.stringMatching(/^unknown/)]);
    for (const files of [
      job('build', '{ uses: acme/upload@v1 }'),
      job('deploy', '{ uses: acme/setup-tool@v1 }'),
      job('deploy', '{ uses: peaceiris/actions-gh-pages@v4 }'),
      job('check-release', '{ uses: acme/upload@v1 }'),
    ])
      expect(await said(rule, files)).toEqual([expect.stringMatching(/^not-applicable/)]);
  });

  it('may be delivered by the pipeline of another project', async () => {
    const job = (rule: string): Record<string, string> => ({
      '.gitlab-ci.yml': `deliver:\n  trigger: acme/delivery\n  rules: [{ if: $CI_COMMIT_BRANCH == "${rule}" }]\n`,
    });
    expect(await said('cd-delivery-metrics', job('main'))).toEqual([expect.stringMatching(/^unknown/)]);
  });
});

describe('a stage', () => {
  it('is tested by a step that is called so', async () => {
    const test = '{ name: Smoke Test, run: "curl https://beta.example.com | grep ok" }';
    const files = push(`{ run: npx cdk deploy }, ${test}`, 'environment: beta, ');
    expect(await said('cd-post-deploy-tests', files)).toEqual([expect.stringMatching(/^pass/)]);
  });
});

describe('a stage of CodePipeline', () => {
  it('that is called after what it does may be production', async () => {
    const stage = (name: string): Record<string, string> => ({
      'pipeline.yaml': [
        'Resources:',
        '  Pipeline:',
        '    Type: AWS::CodePipeline::Pipeline',
        '    Properties:',
        '      Stages:',
        '        - Name: Source',
        '          Actions: [{ Name: Source, ActionTypeId: { Category: Source, Owner: AWS, Provider: CodeCommit, Version: "1" }, Configuration: { BranchName: main, RepositoryName: a } }]',
        `        - Name: ${name}`,
        '          Actions: [{ Name: Go, ActionTypeId: { Category: Deploy, Owner: AWS, Provider: ECS, Version: "1" }, Configuration: { ClusterName: c, ServiceName: s } }]',
      ].join('\n'),
    });
    for (const rule of ['cd-env-gate', 'cd-post-deploy-tests'])
      expect(await said(rule, stage('deploy-to-ecs')), rule).toEqual([expect.stringMatching(/^unknown/)]);
    expect(await said('cd-env-gate', stage('Beta'))).toEqual([expect.stringMatching(/^not-applicable/)]);
    expect(await said('cd-post-deploy-tests', stage('Beta'))).toEqual([expect.stringMatching(/^fail/)]);
  });

  it('may stand in a program of another language', async () => {
    const files = {
      'cdk.json': '{ "app": "python3 app.py" }',
      'infra/release.py': 'from aws_cdk import pipelines\npipelines.CodePipeline(self, "P")\n',
    };
    expect(await said('cd-delivery-metrics', files)).toEqual([expect.stringMatching(/^unknown/)]);
    expect(await said('cd-delivery-metrics', { 'infra/release.py': files['infra/release.py'] })).toEqual([
      expect.stringMatching(/^not-applicable/),
    ]);
  });
});

describe('a scan of the code', () => {
  it('may run by settings of GitHub, which no file shows', async () => {
    expect(await said('sec-sast', push('{ run: npx vitest }'))).toEqual([
      expect.stringMatching(/^unknown: No scan was found .* default setup of CodeQL/),
    ]);
  });

  it('is missing where the host has no such setting', async () => {
    expect(await said('sec-sast', { '.gitlab-ci.yml': 'test: { script: [npx vitest] }' })).toEqual([
      expect.stringMatching(/^fail/),
    ]);
  });
});

describe('tests', () => {
  const files = {
    'nx.json': '{}',
    'apps/a/project.json': '{ "name": "a", "targets": { "test": { "executor": "@nx/jest:jest" } } }',
    'apps/b/project.json': '{ "name": "b", "targets": { "test": { "executor": "@nx/jest:jest" } } }',
  };

  it('of many projects in one job leave their reports in one place', async () => {
    const found = await said('ci-test-evidence', { ...files, ...push('{ run: npx nx run-many -t test }') });
    expect(found.filter((line) => line.includes('report'))).toEqual([
      'fail: The tests of apps/a and 1 more leave no report that people find later.',
    ]);
  });

  it('may be asked for their coverage beside them', async () => {
    const files = { 'spec/spec_helper.rb': 'SimpleCov.start { minimum_coverage 95 }\n  minimum_coverage line: 95\n' };
    expect(await said('ci-test-evidence', { ...files, ...push('{ run: bundle exec rspec }') })).toContain(
      'pass: The tests of the root project have to reach 95 % of it.',
    );
  });

  it.each([
    ['jest', "module.exports = { preset: '../../jest.preset.js' };", 'jest.preset.js', 'coverageThreshold: { global: '],
    [
      'vitest',
      "import base from '../../vitest.shared';\nexport default base;",
      'vitest.shared.ts',
      'test: { coverage: { thresholds: ',
    ],
  ])('may be asked for their coverage by what the configuration of %s is built on', async (runner, own, base, key) => {
    const threshold = `${key}{ lines: 90 } }${key.includes('test') ? ' }' : ''}`;
    const files = {
      ...workflow(
        `on: pull_request\njobs: { test: { steps: [{ run: npx ${runner} --coverage, working-directory: libs/a }] } }`,
      ),
      [`libs/a/${runner}.config.js`]: own,
      [base]: `export default { ${threshold} };`,
    };
    expect(await said('ci-test-evidence', files)).toContain('pass: The tests of libs/a have to reach 90 % of it.');
  });

  it.each([
    [
      'npx jest --config test/unit.jest.json',
      'test/unit.jest.json',
      '{ "coverageThreshold": { "global": { "lines": 85 } } }',
    ],
    [
      'npx vitest run -c vitest.unit.config.ts',
      'vitest.unit.config.ts',
      'export default { test: { coverage: { thresholds: { lines: 85 } } } };',
    ],
    ['npm test', 'config/jest-unit.js', 'module.exports = { coverageThreshold: { global: { lines: 85 } } };'],
    [
      'npm test',
      'scripts/check-coverage.mjs',
      'const threshold = 85;\nif (summary.lines.pct < threshold) process.exit(1); // coverage',
    ],
    [
      'go test ./... && ./scripts/test.sh',
      'scripts/test.sh',
      'total=$(go tool cover -func c.out)\nif [ "$coverage" -lt 85 ]; then exit 1; fi',
    ],
  ])('may be asked for their coverage by %s', async (run, path, text) => {
    const script = path.includes('check') ? `jest --coverage && node ${path}` : `jest --config=${path}`;
    const files = { [path]: text, 'package.json': JSON.stringify({ scripts: { test: script } }) };
    expect(await said('ci-test-evidence', { ...files, ...push(`{ run: "${run}" }`) })).toContain(
      'pass: The tests of the root project have to reach 85 % of it.',
    );
  });

  it('are not asked for it by a configuration of that sort that nothing names', async () => {
    const files = { 'vitest.unit.config.ts': 'export default { test: { coverage: { thresholds: { lines: 85 } } } };' };
    expect(await said('ci-test-evidence', { ...files, ...push('{ run: npx vitest run }') })).toContain(
      'fail: Nothing fails when the tests of the root project reach less of the code than before: demand 80 %.',
    );
  });

  it.each([
    [
      'bundle exec rspec',
      'bundle exec undercover',
      'unknown: How much of the root project its tests have to reach cannot be told.',
    ],
    [
      'pytest --cov',
      'if [[ $COVERAGE < $LEAST ]]; then exit 1; fi',
      'unknown: How much of the root project its tests have to reach cannot be told.',
    ],
    [
      'pytest --cov',
      'if [[ $COVERAGE < $LEAST ]]; then echo low; fi',
      'fail: Nothing fails when the tests of the root project reach less of the code than before: demand 80 %.',
    ],
  ])('may be asked for their coverage by a program: %s, %s', async (test, check, outcome) => {
    expect(await said('ci-test-evidence', push(`{ run: ${test} }, { run: "${check}" }`))).toContain(outcome);
  });

  it('may be asked for their coverage by a later step', async () => {
    const steps = '{ run: coverage run -m pytest }, { run: coverage report --fail-under=90 }';
    expect(await said('ci-test-evidence', push(steps))).toContain(
      'pass: The tests of the root project have to reach 90 % of it.',
    );
  });
});

describe('packages', () => {
  const install = async (run: string, files: Record<string, string> = {}): Promise<readonly string[]> =>
    (await said('ci-frozen-install', { ...files, ...push(`{ run: "${run}" }`) })).map((line) => line.slice(0, 14));
  const npm = {
    'package.json': '{ "private": true, "dependencies": { "a": "^1.0.0" } }',
    'package-lock.json': '{ "packages": { "": { "dependencies": { "a": "^1.0.0" } } } }',
  };

  it('of tools, and of code that a step fetched, are not those of the service', async () => {
    expect(await install('npm install -g acme-tool')).toEqual(['not-applicable']);
    expect(await install('npm install --prefix ./fetched')).toEqual(['not-applicable']);
    expect(await install('cd ../other && npm install')).toEqual(['not-applicable']);
  });

  it('are fixed where a difference of the lock file fails the step', async () => {
    expect(await install('npm install && git diff --exit-code package-lock.json', npm)).toEqual(['pass: What npm']);
    expect(await install('npm install', npm)).toEqual(['fail: The depe']);
    expect(await install('bundle config set --local frozen true && bundle install', { 'Gemfile.lock': '' })).toEqual([
      'pass: What bun',
    ]);
  });

  it('of a project of Nx are those of the root', async () => {
    const lock = { packages: { '': { dependencies: { a: '^1.0.0' } } } };
    const files = { ...npm, 'package-lock.json': JSON.stringify(lock), 'libs/a/package.json': npm['package.json'] };
    expect(await install('npm ci', files)).toContain('fail: The depe');
    expect(await install('npm ci', { ...files, 'nx.json': '{}' })).toEqual(['pass: What npm']);
  });

  it('may be replaced by the workspace of pnpm', async () => {
    const files = {
      'package.json': npm['package.json'],
      'pnpm-lock.yaml':
        "lockfileVersion: '9.0'\noverrides: { a: 1.2.0 }\nimporters: { .: { dependencies: { a: { specifier: 1.2.0, version: 1.2.0 } } } }\n",
    };
    expect(await install('pnpm install --frozen-lockfile', files)).toEqual(['pass: What pnp']);
  });
});

describe('the version of a runtime', () => {
  const matrix = (versions: string): Record<string, string> =>
    push(
      '{ uses: actions/setup-java@v4, with: { java-version: "${{ matrix.java }}" } }',
      `strategy: { matrix: { java: ${versions} } }, `,
    );

  it('that a matrix alone lists is written in the workflow', async () => {
    expect(await said('ci-toolchain-pinned', matrix("['17']"))).toEqual([
      expect.stringMatching(/^fail: CI sets up java 17 from literal/),
    ]);
    expect(await said('ci-toolchain-pinned', matrix("['17', '21']"))).toEqual([expect.stringMatching(/^unknown/)]);
  });
});

describe('the toolchain of a Go module', () => {
  it('is the one that it names, not the least that it needs', async () => {
    const go = { 'go.mod': 'module example.com/orders\n\ngo 1.21.0\n\ntoolchain go1.26.5\n' };
    expect(await said('ci-toolchain-pinned', go)).toEqual([expect.stringMatching(/^unknown: No step sets up/)]);
  });
});

describe('bots that update', () => {
  const gaps = async (files: Record<string, string>): Promise<readonly string[]> =>
    (await said('sec-dep-updates', files)).filter((line) => !line.startsWith('pass'));

  it('update the parts of a project with the project', async () => {
    const files = {
      'pom.xml': '<project><modules><module>orders</module></modules></project>',
      'orders/pom.xml': '<project/>',
      'settings.gradle': "include 'web'",
      'build.gradle': '',
      'web/build.gradle': '',
      'pyproject.toml': '[tool.uv.workspace]\nmembers = ["api"]\n',
      'uv.lock': '',
      'api/pyproject.toml': '[project]\nname = "api"\n',
    };
    expect(await gaps(files)).toEqual([
      'fail: No update bot watches pip in /.',
      'fail: No update bot watches maven in /.',
      'fail: No update bot watches gradle in /.',
    ]);
  });

  it('gives each sort of release time', async () => {
    const renovate = async (...rules: readonly object[]): Promise<readonly string[]> => {
      const config = { extends: ['config:recommended'], packageRules: rules };
      return gaps({ 'go.mod': 'module example.com/orders', 'renovate.json': JSON.stringify(config) });
    };
    const all = { matchPackageNames: ['*'], minimumReleaseAge: '7 days' };
    const small = { ...all, matchUpdateTypes: ['minor', 'patch'] };
    expect(await renovate(all)).toEqual([]);
    expect(await renovate(small, { matchUpdateTypes: ['major'], minimumReleaseAge: '14 days' })).toEqual([]);
    expect(await renovate(small)).toEqual([
      'fail: Renovate updates gomod in /, but takes major releases at once instead of after 7 days.',
    ]);
    expect(await renovate({ matchPackagePatterns: ['*'], minimumReleaseAge: '7 days' })).toEqual([]);
    expect(await renovate({ ...all, matchManagers: ['npm'] })).toEqual([
      'fail: Renovate updates gomod in /, but takes releases at once instead of after 7 days.',
    ]);
    expect(await renovate(all, { ...all, matchUpdateTypes: ['patch'], minimumReleaseAge: '1 day' })).toEqual([
      'fail: Renovate updates gomod in /, but takes releases after 1 day instead of 7.',
    ]);
  });

  it('may be configured in JSON5, or outside of the repository', async () => {
    const go = { 'go.mod': 'module example.com/orders' };
    const config =
      "{\n  // How we do it: https://example.com\n  extends: ['config:recommended', 'npm:unpublishSafe',],\n  minimumReleaseAge: '7 days',\n}\n";
    expect(await gaps({ ...go, '.github/renovate.json5': config })).toEqual([]);
    expect(await gaps({ ...go, 'renovate.json5': "{ extends: ['github>acme/presets'], }" })).toEqual([
      'unknown: How Renovate updates gomod in / stands in a preset outside of the repository.',
    ]);
  });
});

describe('a pipeline of CodeCommit', () => {
  const source = (polls: boolean): Record<string, string> => ({
    'infra/pipeline.yaml': `
Resources:
  Test:
    Type: AWS::CodeBuild::Project
    Properties:
      Source: { Type: CODEPIPELINE, BuildSpec: '{ "version": 0.2, "phases": { "build": { "commands": ["npx vitest"] } } }' }
  Pipeline:
    Type: AWS::CodePipeline::Pipeline
    Properties:
      Stages:
        - Name: Source
          Actions:
            - Name: Source
              ActionTypeId: { Category: Source, Owner: AWS, Provider: CodeCommit, Version: '1' }
              Configuration: { RepositoryName: orders, BranchName: main, PollForSourceChanges: ${polls} }
        - Name: Test
          Actions:
            - Name: Test
              ActionTypeId: { Category: Build, Owner: AWS, Provider: CodeBuild, Version: '1' }
              Configuration: { ProjectName: !Ref Test }
`,
  });

  it('may be started by a rule that is described elsewhere', async () => {
    const unknown = expect.stringMatching(/^unknown/);
    expect(await said('ci-trigger-on-change', source(false))).toEqual([unknown, unknown]);
    expect(await said('ci-trigger-on-change', source(true))).toContainEqual(
      expect.stringMatching(/^fail: A push to the trunk/),
    );
  });
});

describe('the checks of a project below', () => {
  const files = { 'web/tsconfig.json': '{ "compilerOptions": { "strict": true } }' };
  const lacking = async (run: string): Promise<readonly string[]> =>
    (
      await said('ci-static-checks', {
        ...files,
        ...workflow(`on: pull_request\njobs: { a: { steps: [{ run: ${run} }] } }`),
      })
    ).filter((line) => !line.startsWith('pass'));

  it('are those of tools that read it', async () => {
    expect(await lacking('npx biome ci . && cd web && npx tsc')).toEqual([]);
    expect(await lacking('ruff check . && ruff format --check . && cd web && npx tsc')).toEqual([
      'fail: No pull request is stopped by lint and the format check of web.',
    ]);
    expect(await lacking('npx biome ci . && npx tsc')).toEqual([
      expect.stringMatching(/^unknown: .* the type check of web/),
    ]);
    expect(await lacking('npx biome ci . && go build ./...')).toEqual([
      expect.stringMatching(/^fail: .* the type check of web/),
    ]);
  });
});

describe('a push to any branch', () => {
  it('checks some pull requests, and it is not known whether all', async () => {
    const files = {
      'tsconfig.json': '{ "compilerOptions": { "strict": true } }',
      'test/a.test.ts': '',
      ...workflow('on: push\njobs: { test: { steps: [{ run: npx vitest }, { run: npx tsc }] } }'),
    };
    expect(await said('ci-trigger-on-change', files)).toEqual([
      expect.stringMatching(/^unknown: A push to any branch/),
      expect.stringMatching(/^pass: A push to the trunk/),
    ]);
    expect(await said('ci-unit-tests-gate', files)).toEqual([expect.stringMatching(/^unknown/)]);
    expect(await said('ci-static-checks', files)).toContain(
      'fail: No pull request is stopped by lint and the format check of the root project.',
    );
  });
});

describe('files of tests', () => {
  it.each(['a.cy.ts', 'login.feature', 'app.e2e-spec.ts', 'src/test/java/OrdersIT.java', 'OrdersSpec.groovy'])(
    '%s counts',
    async (path) => {
      const files = workflow('on: pull_request\njobs: { test: { steps: [{ run: make test }] } }');
      const makefile = { Makefile: 'test:\n\tnpx vitest run\n' };
      expect(await said('ci-unit-tests-gate', { ...files, ...makefile, [path]: '' })).toEqual([
        expect.stringMatching(/^pass/),
      ]);
    },
  );
});

describe('the root of a repository', () => {
  it('is said as such', async () => {
    const files = { ...workflow('on: pull_request\njobs: { a: { steps: [{ run: ls }] } }'), 'cdk.json': '{}' };
    expect(await said('iac-tested-in-pr', files)).toEqual([
      expect.stringContaining('infrastructure in the root of the repository (AWS CDK)'),
    ]);
  });
});

describe('how strict types are', () => {
  const ci = workflow('on: pull_request\njobs: { a: { steps: [{ run: ls }] } }');
  const types = async (files: Readonly<Record<string, unknown>>): Promise<string | undefined> => {
    const texts = Object.entries(files).map(([path, data]) => [path, JSON.stringify(data)] as const);
    return (await said('ci-static-checks', { ...ci, ...Object.fromEntries(texts) })).find((text) =>
      /types of the root/.test(text),
    );
  };
  const strict = { strict: true };

  it('is told by each of the checks that `strict` turns on', async () => {
    const off = { strict: true, strictNullChecks: false, noImplicitAny: false };
    expect(await types({ 'tsconfig.json': { compilerOptions: off } })).toMatch(
      /^fail: .* are not strict: strictNullChecks and noImplicitAny are turned off/,
    );
    const cdk = { strict: true, noImplicitAny: true, strictPropertyInitialization: false };
    expect(await types({ 'tsconfig.json': { compilerOptions: cdk } })).toMatch(/^pass/);
  });

  it('is told by what the bases turn off too', async () => {
    const base = { compilerOptions: { strictNullChecks: false } };
    const own = { extends: './base.json', compilerOptions: strict };
    const files = { 'tsconfig.json': own, 'base.json': base };
    expect(await types({ ...files, 'base.json': {} })).toMatch(/^pass/);
    expect(await types(files)).toMatch(/^fail: .* strictNullChecks is turned off/);
    const again = { extends: './base.json', compilerOptions: { ...strict, strictNullChecks: true } };
    expect(await types({ ...files, 'tsconfig.json': again })).toMatch(/^pass/);
  });

  it('is told by its parts where it has no files of its own', async () => {
    const whole = { files: [], references: [{ path: './tsconfig.app.json' }, { path: 'node' }] };
    const parts = (node: object): Record<string, object> => ({
      'tsconfig.json': whole,
      'tsconfig.app.json': { compilerOptions: strict },
      'node/tsconfig.json': { compilerOptions: node },
    });
    expect(await types(parts(strict))).toMatch(/^pass/);
    expect(await types(parts({}))).toMatch(/^fail/);
    expect(await types({ ...parts(strict), 'tsconfig.json': { ...whole, files: ['a.ts'] } })).toMatch(/^fail/);
  });

  it('is unknown where a package decides, and ends where bases go in a circle', async () => {
    expect(await types({ 'tsconfig.json': { extends: '@acme/tsconfig' } })).toMatch(/^unknown/);
    expect(await types({ 'tsconfig.json': { extends: ['@tsconfig/strictest', './b.json'] }, 'b.json': {} })).toMatch(
      /^pass/,
    );
    expect(await types({ 'tsconfig.json': { extends: './tsconfig.json' } })).toMatch(/^fail/);
  });
});

describe('a toolchain', () => {
  it('of no version that a file says is told of without one', async () => {
    const mise = { '.mise.toml': '[tools]\nnode = "24"\n', ...push('{ uses: jdx/mise-action@v3 }') };
    expect(await said('ci-toolchain-pinned', mise)).toContain('pass: CI sets up mise as the repository says it.');
    expect(await said('ci-toolchain-pinned', push('{ uses: actions/setup-node@v6 }'))).toContain(
      'fail: CI sets up node of whichever version: let it read the version from one file of the repository.',
    );
  });
});

it.each([
  ['acme/teams-message@v1', 'pass'],
  ['dawidd6/action-send-mail@v6', 'pass'],
  ['acme/teams-sync@v1', 'fail'],
])('The team is told of a red trunk by %s: %s', async (uses, outcome) => {
  const steps = `{ run: npm test }, { if: failure(), uses: ${uses} }`;
  expect(await said('ci-failure-feedback', push(steps))).toEqual([expect.stringMatching(new RegExp(`^${outcome}: `))]);
});

it.each([
  ['acme/tools/generate-sbom@v4', 'unknown'],
  ['anchore/sbom-action@v0', 'pass'],
  ['acme/sbomber@v4', 'fail'],
])('A list of contents by an action %s is kept: %s', async (uses, outcome) => {
  const steps = `{ run: "docker build --push -t orders ." }, { uses: ${uses} }`;
  expect(await said('sec-sbom', push(steps))).toEqual([expect.stringMatching(new RegExp(`^${outcome}: `))]);
  expect(await said('sec-provenance', push(steps))).toEqual([expect.stringMatching(/^fail: /)]);
});

describe('credentials of a job', () => {
  const role = (more: string): string =>
    `{ uses: aws-actions/configure-aws-credentials@v6, with: { role-to-assume: deploy${more} } }`;

  it('that take a role by keys that last are those keys', async () => {
    const keys = ', aws-access-key-id: "${{ secrets.ID }}", aws-secret-access-key: "${{ secrets.KEY }}"';
    expect(await said('sec-oidc-deploy', push(`${role(keys)}, { run: npx cdk deploy }`))).toEqual([
      'fail: The job build holds lasting keys of AWS.',
    ]);
  });

  it.each(['arn:aws:iam::1:role/${{ needs.setup.outputs.stage }}', '${{ vars.ROLE }}'])(
    'may name another role in each stage: %s',
    async (name) => {
      const job = (id: string): string =>
        `${id}: { environment: ${id}, steps: [{ uses: aws-actions/configure-aws-credentials@v6, with: { role-to-assume: "${name}" } }, { run: npx cdk deploy }] }`;
      const files = workflow(`on: { push: { branches: [main] } }\njobs: { ${job('beta')}, ${job('prod')} }`);
      expect((await said('sec-oidc-deploy', files)).filter((line) => line.startsWith('fail'))).toEqual([]);
    },
  );

  it('open stages that cannot be told where the environment is computed', async () => {
    const jobs = ['one', 'two'].map(
      (id) => `${id}: { environment: "\${{ matrix.stage }}", steps: [${role('')}, { run: npx cdk deploy }] }`,
    );
    const files = workflow(`on: { push: { branches: [main] } }\njobs: { ${jobs.join(', ')} }`);
    expect(await said('sec-oidc-deploy', files)).toEqual([
      'pass: The job one takes a role for this run.',
      'pass: The job two takes a role for this run.',
    ]);
  });
});

it('A runner at the root runs the tests of the packages below it', async () => {
  const files = {
    'package.json': '{ "workspaces": ["api"], "scripts": { "test": "jest --runInBand" } }',
    'api/package.json': '{ "name": "api" }',
    'api/a.test.ts': '',
    ...workflow('on: pull_request\njobs: { test: { steps: [{ run: npm test }] } }'),
  };
  expect(await said('ci-unit-tests-gate', files)).toEqual([expect.stringMatching(/^pass: /)]);
});

it.each(['.azuredevops/build.yaml', 'buildspec/run_tests.yml'])('A pipeline may stand in %s', async (path) => {
  const spec = 'version: 0.2\nphases:\n  build:\n    commands: [make test]\n';
  expect(await said('ci-unit-tests-gate', { [path]: spec })).toEqual([expect.stringMatching(/^unknown: /)]);
});

it('A version that is put back to a stage that the run is told may come to production', async () => {
  const job = (id: string, more: string): string => `${id}: { ${more}, steps: [{ run: npx cdk deploy }] }`;
  const files = {
    '.github/workflows/deliver.yml': `on: { push: { branches: [main] } }\njobs: { ${job('prod', 'environment: prod')} }`,
    '.github/workflows/back.yml': `on: { workflow_dispatch: { inputs: { stage: {}, version: {} } } }\njobs: { ${job('run-deploy', 'environment: "${{ inputs.stage }}"')} }`,
  };
  expect(await said('cd-rollback-path', files)).toEqual([expect.stringMatching(/^unknown: .*back\.yml/)]);
});

it('What is unpacked from archives of Java is kept fresh by others', async () => {
  const path = 'schemas/META-INF/maven/dev.acme/orders/pom.xml';
  const project =
    '<project><dependencies><dependency><groupId>a</groupId><artifactId>b</artifactId></dependency></dependencies></project>';
  expect(await said('sec-dep-updates', { [path]: project })).toEqual([
    expect.stringMatching(/^unknown: No dependency/),
  ]);
});

it.each(['python:3.5.2', 'golang:1.13'])('An image of %s has a runtime that gets no fixes', async (image) => {
  const files = workflow(`on: pull_request\njobs: { test: { container: "${image}", steps: [{ run: make test }] } }`);
  expect(await said('ci-toolchain-pinned', files)).toEqual([expect.stringMatching(/^fail: .* gets no fixes since/)]);
});

describe('a key that lasts', () => {
  it('is told once where it is written, however many jobs call the workflow', async () => {
    const files = {
      '.github/workflows/deliver.yml': `on: push\njobs: { a: &call { uses: ./.github/workflows/deploy.yml }, b: *call, c: *call }`,
      '.github/workflows/deploy.yml': `on: workflow_call\njobs: { deploy: { steps: [{ run: npx cdk deploy, env: { AWS_SECRET_ACCESS_KEY: '$KEY' } }] } }`,
    };
    expect(await said('sec-oidc-deploy', files)).toEqual(['fail: The job deploy holds lasting keys of AWS.']);
  });
});

describe('a scan for secrets', () => {
  const scan = (step: string): Record<string, string> =>
    workflow(`on: pull_request\njobs: { scan: { steps: [${step}] } }`);

  it.each([
    '{ run: gitleaks dir --exit-code 0 }',
    '{ run: "gitleaks dir || true" }',
    '{ run: gitleaks dir, continue-on-error: true }',
    '{ uses: aquasecurity/trivy-action@v1, with: { scan-type: fs, scanners: secret, exit-code: "0" } }',
    '{ uses: aquasecurity/trivy-action@v1, with: { scan-type: fs, scanners: secret, exit-code: "1", severity: LOW } }',
  ])('that lets what it finds pass stops nothing: %s', async (step) => {
    expect((await said('sec-no-secrets', scan(step))).at(-1)).toMatch(
      /^unknown: The scan for secrets .* lets what it finds pass/,
    );
  });

  it('that fails stops a change', async () => {
    expect((await said('sec-no-secrets', scan('{ run: gitleaks dir }'))).at(-1)).toMatch(/^pass/);
  });
});
