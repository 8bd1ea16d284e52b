import { describe, expect, it } from 'vitest';
import { outcomesOf } from '../../support/outcomes.ts';

const stack = [
  "import { App, Stack } from 'aws-cdk-lib';",
  "import { Table } from 'aws-cdk-lib/aws-dynamodb';",
  'class Orders extends Stack {',
  '  constructor(scope, id) {',
  '    super(scope, id);',
  "    new Table(this, 'Items', { partitionKey, pointInTimeRecovery: true });",
  '  }',
  '}',
  "new Orders(new App(), 'Orders');",
].join('\n');
const manifest = (script: string) =>
  `{ "scripts": { "deploy": "${script}" }, "dependencies": { "aws-cdk-lib": "2.262.2" } }`;

describe('a CDK program without settings of its own', () => {
  it('is found by the script that runs it', async () => {
    const files = { 'cdk/package.json': manifest("cdk deploy --app 'node orders.js'"), 'cdk/orders.ts': stack };
    expect(await outcomesOf('data-backup', files)).toEqual([expect.stringMatching(/^pass .*Orders\/Items/)]);
  });

  it('is found at the root of a repository', async () => {
    const files = { 'package.json': manifest('cdk synth -a bin/app.js'), 'bin/app.ts': stack };
    expect(await outcomesOf('data-backup', files)).toEqual([expect.stringMatching(/^pass .*Orders\/Items/)]);
  });

  it('is read once where settings lie below the script or above it', async () => {
    const below = {
      'package.json': manifest('cd infra && cdk deploy --app bin/app.js'),
      'infra/cdk.json': '{}',
      'infra/bin/app.ts': stack,
    };
    const above = {
      'cdk.json': '{}',
      'infra/package.json': manifest('cdk deploy --app bin/app.js'),
      'infra/bin/app.ts': stack,
    };
    for (const files of [below, above]) expect(await outcomesOf('data-backup', files)).toHaveLength(1);
  });

  it('is none where a package of constructs alone is built', async () => {
    const files = {
      'package.json': '{ "scripts": { "build": "tsc" }, "peerDependencies": { "aws-cdk-lib": "*" } }',
      'lib/table.ts': stack,
    };
    expect(await outcomesOf('data-backup', files)).toEqual([expect.stringMatching(/^not-applicable /)]);
  });
});

describe('constructs of other packages', () => {
  const program = (module: string) => ({
    'cdk.json': '{ "app": "npx tsx bin/app.ts" }',
    'bin/app.ts': [
      "import { Stack } from 'aws-cdk-lib';",
      `import { Service } from '${module}';`,
      'class Orders extends Stack {',
      '  constructor(scope, id) {',
      '    super(scope, id);',
      "    new Service(this, 'Service', { size: 2 });",
      '  }',
      '}',
    ].join('\n'),
  });

  it.each(['data-backup', 'ops-capacity', 'iac-stateful-protection', 'obs-async-dlq'])(
    'may make what is not seen: %s',
    async (rule) => {
      expect(await outcomesOf(rule, program('@acme/constructs'))).toEqual([expect.stringMatching(/^unknown /)]);
    },
  );

  it('are none of the program itself, nor of what judges it', async () => {
    for (const module of ['./service.js', 'cdk-nag'])
      expect(await outcomesOf('data-backup', program(module)), module).toEqual([
        expect.stringMatching(/^not-applicable /),
      ]);
  });
});
