import { describe, expect, it } from 'vitest';
import { outcomesOf } from '../../support/outcomes.ts';

const app = (source: string) => ({
  'cdk.json': '{ "app": "npx tsx bin/app.ts" }',
  'bin/app.ts': `import { App, Stack, Tags } from 'aws-cdk-lib';\nimport { settings } from './settings.js';\nclass Orders extends Stack {}\nconst app = new App();\n${source}\n`,
});

describe('tags of a CDK program', () => {
  it.each([
    'for (const [key, value] of Object.entries(settings.tags)) Tags.of(app).add(key, value);',
    "new Orders(app, 'Orders', { tags: settings.tags });",
    "new Orders(app, 'Orders', { tags: { team: 'checkout', ...settings.tags } });",
  ])('are unknown where their keys are computed: %s', async (source) => {
    expect(await outcomesOf('iac-required-tags', app(source))).toEqual(
      Array.from({ length: 6 }, () => expect.stringMatching(/^unknown .*computed/)),
    );
  });

  it('are missing where only others are written', async () => {
    const found = await outcomesOf(
      'iac-required-tags',
      app("new Orders(app, 'Orders', { tags: { owner: 'checkout' } });"),
    );
    expect(found.filter((line) => line.startsWith('pass'))).toHaveLength(1);
    expect(found.filter((line) => line.startsWith('fail'))).toHaveLength(5);
  });
});

describe('tags of a template', () => {
  const bucket = (tags: string) => ({
    'template.yaml': `Resources:\n  Files:\n    Type: AWS::S3::Bucket\n    Properties: { Tags: [${tags}] }\n  Run:\n    Type: AWS::Lambda::Function\n`,
  });

  it.each(['Name', 'Solution', 'CheckovRulesToSkip'])('may be given where it is deployed beside %s', async (key) => {
    expect(await outcomesOf('iac-required-tags', bucket(`{ Key: ${key}, Value: files }`))).toEqual([
      expect.stringMatching(/^unknown /),
    ]);
  });

  it('are missing beside others that their authors write', async () => {
    const found = await outcomesOf('iac-required-tags', bucket('{ Key: Owner, Value: checkout }'));
    expect(found.filter((line) => line.startsWith('fail'))).toHaveLength(5);
  });
});
