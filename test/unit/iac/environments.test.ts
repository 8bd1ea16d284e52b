import { expect, test } from 'vitest';
import { outcomesOf } from '../../support/outcomes.ts';

const twoEnvironments = (one: string, other: string, account: string) => ({
  'cdk.json': '{ "app": "npx tsx bin/app.ts" }',
  'bin/app.ts': [
    "import { App, Stage } from 'aws-cdk-lib';",
    'const app = new App();',
    `new Stage(app, '${one}', { env: { account: '111111111111', region: 'eu-west-1' } });`,
    `new Stage(app, '${other}', { env: { account: '${account}', region: 'eu-west-1' } });`,
  ].join('\n'),
});

test.each(['prod', 'eu-prod-1', 'OrdersProd', 'live-eu'])('%s is told to be production', async (name) => {
  expect(await outcomesOf('cd-account-isolation', twoEnvironments('beta', name, '222222222222'))).toEqual([
    expect.stringMatching(/^pass /),
  ]);
  expect(await outcomesOf('cd-account-isolation', twoEnvironments('beta', name, '111111111111'))).toEqual([
    expect.stringMatching(/^fail /),
  ]);
});

test.each(['pre-prod', 'prod-like', 'nonProd'])('%s is not', async (name) => {
  expect(await outcomesOf('cd-account-isolation', twoEnvironments('beta', name, '111111111111'))).toEqual([
    expect.stringMatching(/^unknown /),
  ]);
});
