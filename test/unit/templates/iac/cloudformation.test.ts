import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDocuments } from '../../../../src/audit/documents.ts';
import { memoryTree } from '../../../../src/audit/tree.ts';
import { reader } from '../../../../templates/iac/cloudformation/read.ts';
import { emptyModel } from '../../../../templates/iac/model.ts';
import type { Infrastructure } from '../../../../templates/iac/model.ts';

const read = async (files: Readonly<Record<string, string>>): Promise<Infrastructure> => ({
  ...emptyModel,
  ...(await reader.read(createDocuments(memoryTree(files), reader.globs).view)),
});

describe('templates', () => {
  it('are found by what stands in them, not by their names', async () => {
    const { apps } = await read({
      'ops/anything.yml': 'Resources: { Worker: { Type: AWS::Lambda::Function } }',
      'legacy.template': '{ "Resources": { "Worker": { "Type": "AWS::Lambda::Function" } } }',
      'infra/more.json': '{ "Resources": { "Worker": { "Type": "AWS::Lambda::Function" } } }',
      'docs/notes.yaml': 'about: AWS::Lambda::Function',
      'test/fixture.yaml': 'Resources: { Worker: { Type: AWS::Lambda::Function } }',
    });
    expect(apps.map(({ at }) => at.path).sort()).toEqual(['infra/more.json', 'legacy.template', 'ops/anything.yml']);
  });

  it('give their nested stacks what they are deployed with', async () => {
    const nested = `
Parameters: { Days: { Type: Number, Default: 0 }, Zones: { Type: String } }
Resources:
  Orders:
    Type: AWS::RDS::DBInstance
    Properties: { BackupRetentionPeriod: !Ref Days, MultiAZ: !Ref Zones }
`;
    const parent = (days: number, zones: string): string => `
Resources:
  Data:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: ./nested/data.yaml, Parameters: { Days: ${days}, Zones: '${zones}' } }
`;
    const one = await read({ 'infra/root.yaml': parent(14, 'true'), 'infra/nested/data.yaml': nested });
    expect(one.stateful[0]?.backup).toEqual({ enabled: 'yes', days: 14, multiZone: 'yes' });
    const two = await read({
      'infra/beta.yaml': parent(7, 'true'),
      'infra/prod.yaml': parent(14, 'true'),
      'infra/nested/data.yaml': nested,
    });
    // What the two disagree on is decided where it is deployed.
    expect(two.stateful[0]?.backup).toEqual({ enabled: 'unknown', days: null, multiZone: 'yes' });
    const alone = await read({ 'infra/nested/data.yaml': nested });
    expect(alone.stateful[0]?.backup).toEqual({ enabled: 'no', days: 0, multiZone: 'unknown' });
  });

  it('may nest each other in a circle', async () => {
    const template = (other: string): string => `
Resources:
  Files: { Type: AWS::S3::Bucket }
  Other: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ${other}, Parameters: { A: !Ref Files } } }
`;
    const model = await read({
      'a.yaml': template('b.yaml'),
      'b.yaml': template('a.yaml'),
      'c.yaml': template('c.yaml'),
    });
    expect(model.stateful).toHaveLength(3);
  });

  it('say of loops and macros that more is made than is read', async () => {
    const { elsewhere, stateful } = await read({
      'infra/loop.yaml': `
Transform: [AWS::LanguageExtensions, Company::Macro]
Resources:
  'Fn::ForEach::Files': [Name, [a, b], { 'Bucket\${Name}': { Type: AWS::S3::Bucket } }]
  Own: { Type: AWS::S3::Bucket }
`,
    });
    expect(stateful.map(({ resource }) => resource)).toEqual(['Own']);
    expect(elsewhere.map(({ what }) => what)).toEqual([
      'resources that a loop or a transform makes',
      'resources that the macro Company::Macro makes',
    ]);
  });

  it('leave out a resource that is never made, and keep one that might be', async () => {
    const { stateful } = await read({
      'infra/files.yaml': `
Parameters: { Stage: { Type: String } }
Conditions: { Never: !Equals [a, b], Prod: !Equals [!Ref Stage, prod] }
Resources:
  Never: { Type: AWS::S3::Bucket, Condition: Never }
  Prod: { Type: AWS::S3::Bucket, Condition: Prod }
`,
    });
    expect(stateful.map(({ resource }) => resource)).toEqual(['Prod']);
  });

  it('of hostile size cost nothing', async () => {
    const resources = Array.from({ length: 5000 }, (_, index) => [`R${index}`, { Type: 'AWS::S3::Bucket' }]);
    const text = JSON.stringify({ Resources: Object.fromEntries(resources) });
    const { stateful, elsewhere } = await read({ 'infra/large.json': text });
    expect(stateful).toEqual([]);
    expect(elsewhere[0]?.what).toContain('more than 2000 resources');
  });

  it('may be as odd as they like', async () => {
    for (const properties of [
      'null',
      '[]',
      '"x"',
      '{ "SecurityGroupIngress": { "Ref": "A" } }',
      '{ "Tags": 1 }',
      '{ "Tags": [1, null, {}] }',
    ]) {
      const types = [
        'S3::Bucket',
        'EC2::SecurityGroup',
        'IAM::Role',
        'ECS::Service',
        'ECS::TaskDefinition',
        'SQS::Queue',
        'RDS::DBInstance',
        'Serverless::Function',
        'Lambda::Function',
        'CloudWatch::Alarm',
        'Budgets::Budget',
        'CodeDeploy::DeploymentGroup',
        'Events::Rule',
        'KMS::Key',
      ];
      const text = `{ "Resources": { ${types.map((type, index) => `"R${index}": { "Type": "AWS::${type}", "Properties": ${properties} }`).join()}, "N": null, "T": { "Type": 1 } } }`;
      await expect(read({ 'infra/odd.json': text })).resolves.toBeDefined();
    }
  });
});

const traced = (line: number): string =>
  JSON.stringify({
    '/prod/data/Files/Resource': [
      { type: 'aws:cdk:logicalId', data: 'Files1' },
      {
        type: 'aws:cdk:creationStack',
        data: ['...new Bucket2 in aws-cdk-lib...', `new DataStack (file:///home/ci/build/infra/lib/data.ts:${line}:5)`],
      },
    ],
  });
const synthesized = {
  'infra/cdk.json': '{ "app": "node bin/app.ts" }',
  'infra/lib/data.ts':
    "import { Bucket } from 'aws-cdk-lib/aws-s3';\nclass Data {\n    new Bucket(this, 'Files');\n}\n",
  'infra/cdk.out/manifest.json': JSON.stringify({
    artifacts: { data: { properties: { templateFile: 'data.template.json', terminationProtection: true } } },
  }),
  'infra/cdk.out/data.template.json': JSON.stringify({
    Resources: {
      Files1: {
        Type: 'AWS::S3::Bucket',
        DeletionPolicy: 'Retain',
        Metadata: { 'aws:cdk:path': 'prod/data/Files/Resource' },
      },
    },
  }),
  'infra/cdk.out/asset.1/other.template.json': JSON.stringify({ Resources: { Other: { Type: 'AWS::S3::Bucket' } } }),
};
const globs = [...reader.globs, '**/*.ts'];
const readAll = async (files: Readonly<Record<string, string>>): Promise<Partial<Infrastructure>> =>
  reader.read(createDocuments(memoryTree(files), globs).view);

/** Types that are looked at, and the properties that are. */
const types = [
  'AutoScaling::AutoScalingGroup',
  'Backup::BackupSelection',
  'Budgets::Budget',
  'CloudFormation::Stack',
  'CloudFront::Distribution',
  'CloudWatch::Alarm',
  'CloudWatch::CompositeAlarm',
  'CodeDeploy::DeploymentGroup',
  'DynamoDB::GlobalTable',
  'EC2::Instance',
  'EC2::SecurityGroup',
  'ECS::Service',
  'ECS::TaskDefinition',
  'EKS::Cluster',
  'ElasticLoadBalancingV2::Listener',
  'Events::Rule',
  'IAM::Role',
  'KMS::Key',
  'Lambda::EventSourceMapping',
  'Lambda::Function',
  'RDS::DBInstance',
  'S3::Bucket',
  'SNS::Subscription',
  'SQS::Queue',
  'SQS::QueuePolicy',
  'Serverless::Function',
];
const keys = [
  'AlarmRule',
  'AssumeRolePolicyDocument',
  'BackupSelection',
  'BlockDeviceMappings',
  'ContainerDefinitions',
  'DefaultActions',
  'DeploymentConfiguration',
  'DeploymentPreference',
  'Dimensions',
  'DistributionConfig',
  'Environment',
  'Events',
  'KeyPolicy',
  'LifecycleConfiguration',
  'LoggingConfig',
  'MasterUserPassword',
  'Metrics',
  'NetworkConfiguration',
  'Parameters',
  'Policies',
  'PolicyDocument',
  'Protocol',
  'RedrivePolicy',
  'Replicas',
  'ResourcesVpcConfig',
  'SecurityGroupIngress',
  'Tags',
  'Targets',
  'TemplateURL',
];

describe('whatever the properties of a resource are', () => {
  it('nothing breaks', async () => {
    const odd = fc.oneof(fc.jsonValue(), fc.constant({ toString: null, valueOf: 1 }), fc.constant(['x', { Ref: {} }]));
    const resource = fc.record({
      Type: fc.constantFrom(...types.map((type) => `AWS::${type}`)),
      Properties: fc.dictionary(fc.constantFrom(...keys), odd, { maxKeys: 6 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.constantFrom('A', 'B', 'C'), resource, { minKeys: 1 }), async (Resources) => {
        await read({ 'infra/odd.json': JSON.stringify({ Resources }) });
      }),
      { numRuns: 400 },
    );
  });
});

describe('a synthesized app', () => {
  it('names its constructs, and points at the source that made them', async () => {
    const { stateful } = await readAll({ ...synthesized, 'infra/cdk.out/data.metadata.json': traced(3) });
    expect(stateful).toMatchObject([
      {
        resource: 'prod/data/Files',
        removal: 'retain',
        stackProtection: 'yes',
        at: { path: 'infra/lib/data.ts', line: 3, column: 5 },
      },
    ]);
  });

  it('without traces points at its template', async () => {
    const { stateful } = await readAll(synthesized);
    expect(stateful?.[0]?.at).toEqual({ path: 'infra/cdk.out/data.template.json', pointer: '/Resources/Files1' });
  });

  it('that is older than the source is not believed', async () => {
    const { stateful } = await readAll({ ...synthesized, 'infra/cdk.out/data.metadata.json': traced(2) });
    expect(stateful).toEqual([]);
  });
});
