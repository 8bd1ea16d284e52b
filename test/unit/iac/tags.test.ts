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

describe('tags that a command gives', () => {
  const six =
    'service=orders owner=checkout environment=$STAGE cost-center=cc-1 data-classification=internal managed-by=sam';
  const template = (tags = '') =>
    `Resources:\n  Run:\n    Type: AWS::Lambda::Function\n    Properties: { Runtime: nodejs24.x${tags} }\n`;
  const judged = async (files: Readonly<Record<string, string>>) => {
    const found = await outcomesOf('iac-required-tags', { 'template.yaml': template(), ...files });
    return found.map((line) => line.split(' ', 1)[0]);
  };
  const all = (outcome: string) => Array.from({ length: 6 }, () => outcome);

  it.each([
    [
      {
        'deploy.sh': `sam deploy --stack-name a \\\n  --tags \\\n  ${six.replaceAll(' ', ' \\\n  ')} \\\n  --resolve-s3\n`,
      },
    ],
    [{ 'deploy.sh': `aws cloudformation deploy --tags ${six} --stack-name a && echo done` }],
    [{ Makefile: `deploy:\n\tsam deploy --tags "${six}" --guided\n` }],
    [{ 'package.json': JSON.stringify({ scripts: { deploy: `sam deploy --tags '${six}'` } }) }],
    [
      {
        '.github/workflows/a.yml': `jobs:\n  a:\n    steps:\n      - run: >\n          sam deploy\n          --tags ${six}\n          --no-confirm-changeset\n`,
      },
    ],
    [
      {
        'samconfig.toml': `[default.deploy.parameters]\ntags = [\n  ${six
          .split(' ')
          .map((tag) => `"${tag}"`)
          .join(',\n  ')}\n]\n`,
      },
    ],
    [{ 'deploy.sh': `aws cloudformation create-stack --tags ${six.replaceAll(/(\S+)=(\S+)/g, 'Key=$1,Value=$2')}` }],
  ])('reach every stack: %j', async (files: Readonly<Record<string, string>>) => {
    expect(await judged(files)).toEqual(all('pass'));
  });

  it('fill up what a resource lacks', async () => {
    const tagged = { 'template.yaml': template(', Tags: [{ Key: owner, Value: checkout }]') };
    expect(await judged(tagged)).toEqual(['fail', 'pass', ...all('fail').slice(2)]);
    expect(await judged({ ...tagged, 'deploy.sh': `sam deploy --tags ${six}` })).toEqual(all('pass'));
  });

  it.each([
    ['sam deploy --tags $(cat tags.txt)', ['unknown']],
    ['sam deploy --tags team=a', ['unknown']],
    [`sam deploy --tags ${six}\nsam deploy --stack-name other`, ['unknown']],
    ['# sam deploy --tags owner=a\nsam deploy', ['unknown']],
    ['sam deploy --tags owner=a', ['unknown', 'pass', ...all('unknown').slice(2)]],
  ])('are no promise of others: %s', async (command, outcomes) => {
    expect(await judged({ 'deploy.sh': command })).toEqual(outcomes);
  });

  it('count for a CDK program that sets none, and only where its own tool gives them', async () => {
    const files = app("new Orders(app, 'Orders', {});");
    const outcomes = async (command: string) =>
      (await outcomesOf('iac-required-tags', { ...files, 'deploy.sh': command })).map((line) => line.split(' ', 1)[0]);
    const flags = six
      .split(' ')
      .map((tag) => `--tags ${tag}`)
      .join(' ');
    expect(await outcomes(`npx cdk deploy --all ${flags}`)).toEqual(all('pass'));
    expect(await outcomes(`sam deploy --tags ${six}`)).toEqual(all('fail'));
    expect(await outcomes('aws cloudformation deploy --tags $tags')).toEqual(all('unknown'));
    expect(await outcomes('aws cloudformation deploy --tags $tags\ncdk deploy')).toEqual(all('fail'));
  });
});
