import { describe, expect, it } from 'vitest';
import { createDocuments } from '../../../../src/audit/documents.ts';
import { mergeModels } from '../../../../src/audit/models.ts';
import { memoryTree } from '../../../../src/audit/tree.ts';
import { reader } from '../../../../templates/iac/aws-cdk/read.ts';
import { emptyModel } from '../../../../templates/iac/model.ts';
import type { Infrastructure } from '../../../../templates/iac/model.ts';
import { reader as common } from '../../../../templates/iac/read.ts';

const app = { 'infra/cdk.json': '{ "app": "node bin/app.ts" }' };

const read = async (files: Readonly<Record<string, string>>): Promise<Infrastructure> => {
  const { view } = createDocuments(memoryTree(files), [...reader.globs, ...common.globs]);
  return mergeModels(mergeModels(await common.read(view), await reader.read(view)), emptyModel) as Infrastructure;
};

/** What a stack with this in its constructor means; `s3` and the like are modules of the CDK. */
const stack = (body: string, more = ''): Promise<Infrastructure> => {
  const modules = ['dynamodb', 'ecs', 'elasticache', 'iam', 'kms', 's3', 'sqs', 'rds'];
  const imports = modules.map((name) => `import * as ${name} from 'aws-cdk-lib/aws-${name}';`).join('\n');
  const text = `import { Aspects, RemovalPolicies, RemovalPolicy, Stack } from 'aws-cdk-lib';
${imports}
${more}
export class DataStack extends Stack {
  constructor(scope, id, props) {
    super(scope, id, props);
    ${body}
  }
}`;
  return read({ ...app, 'infra/lib/stack.ts': text });
};

describe('a CDK program', () => {
  it('means the same by constructs of the first level as by those of the second', async () => {
    const first = await stack("new s3.CfnBucket(this, 'Files', { versioningConfiguration: { status: 'Enabled' } });");
    const second = await stack(
      "new s3.Bucket(this, 'Files', { versioned: true, removalPolicy: RemovalPolicy.DESTROY });",
    );
    expect(first.stateful[0]).toMatchObject({ type: 'bucket', versions: 'yes', removal: 'delete' });
    expect(second.stateful[0]).toMatchObject({ type: 'bucket', versions: 'yes', removal: 'delete' });
  });

  it('refers from one construct of the first level to another', async () => {
    const { asyncPaths } = await stack(`
      const failed = new sqs.CfnQueue(this, 'Failed', {});
      new sqs.CfnQueue(this, 'Orders', { redrivePolicy: { deadLetterTargetArn: failed.attrArn, maxReceiveCount: 3 } });`);
    expect(asyncPaths).toMatchObject([
      { name: 'DataStack/Orders', deadLetter: 'yes', deadLetterTo: 'DataStack/Failed' },
    ]);
  });

  it('follows a field of its class', async () => {
    const { asyncPaths } = await stack(`
      this.failed = new sqs.Queue(this, 'Failed');
      new sqs.Queue(this, 'Orders', { deadLetterQueue: { queue: this.failed, maxReceiveCount: 3 } });`);
    expect(asyncPaths).toMatchObject([{ name: 'DataStack/Orders', deadLetterTo: 'DataStack/Failed' }]);
  });

  it('takes a removal policy that is applied later', async () => {
    const { stateful } = await stack(`
      const files = new s3.Bucket(this, 'Files');
      files.applyRemovalPolicy(RemovalPolicy.DESTROY);`);
    expect(stateful[0]?.removal).toBe('delete');
    const all = await stack("new s3.Bucket(this, 'Files'); RemovalPolicies.of(this).destroy();");
    expect(all.stateful[0]?.removal).toBe('unknown');
  });

  it('takes nothing for absent that a helper, a spread or an aspect could have set', async () => {
    const unknown = { deletionProtection: 'unknown' };
    const spread = await stack("new rds.DatabaseInstance(this, 'Orders', { ...defaults(props) });");
    expect(spread.stateful[0]).toMatchObject(unknown);
    const helper = await stack("new rds.DatabaseInstance(this, 'Orders', settingsOf(props));");
    expect(helper.stateful[0]).toMatchObject(unknown);
    const aspect = await stack(
      "new rds.DatabaseInstance(this, 'Orders', {}); Aspects.of(this).add(new Protect());",
      'class Protect { visit(node) { if (node instanceof rds.CfnDBInstance) node.deletionProtection = true; } }',
    );
    expect(aspect.stateful[0]).toMatchObject(unknown);
    const known = await stack(
      "new rds.DatabaseInstance(this, 'Orders', { ...shared });",
      'const shared = { deletionProtection: true };',
    );
    expect(known.stateful[0]?.deletionProtection).toBe('yes');
  });

  it('reads the first level only where every property is known', async () => {
    const { encryption } = await stack("new elasticache.CfnReplicationGroup(this, 'Cache', { ...props.cache });");
    expect(encryption).toEqual([]);
  });

  it('stays small whatever it is made of', async () => {
    const fields = Array.from({ length: 3000 }, (_, index) => `this.f${index} = this.f${index - 1};`).join('\n');
    const queues = Array.from(
      { length: 500 },
      (_, index) => `new sqs.Queue(this, 'Q${index}', { deadLetterQueue: { queue: this.f2999 } });`,
    );
    const before = performance.now();
    const { asyncPaths } = await stack(`${fields}\n${queues.join('\n')}`);
    expect(asyncPaths).toHaveLength(500);
    expect(performance.now() - before).toBeLessThan(20_000);
  });
});

describe('what is not read', () => {
  it.each([
    ['a CDK app in Python', { 'infra/cdk.json': '{ "app": "python3 app.py" }' }],
    ['a CDK app in Java', { 'infra/cdk.json': '{ "app": "mvn -e -q compile exec:java" }' }],
    ['a CDK app in Go', { 'infra/cdk.json': '{ "app": "go mod download && go run infra.go" }' }],
    ['a CDK app in .NET', { 'infra/cdk.json': '{ "app": "dotnet run --project src/Infra" }' }],
    ['a CDK app whose program was not found', app],
    ['a Helm chart', { 'chart/Chart.yaml': 'name: orders' }],
    ['Kubernetes manifests', { 'k8s/orders.yaml': 'apiVersion: apps/v1\nkind: Deployment\n' }],
    ['a Serverless Framework service', { 'serverless.yml': 'service: orders' }],
    ['a Pulumi program', { 'Pulumi.yaml': 'name: orders' }],
  ])('%s is known to be there', async (what, files) => {
    const { elsewhere } = await read(files);
    expect(elsewhere.map((each) => each.what)).toEqual([what]);
  });

  it('leaves it open where an image runs', async () => {
    const image = { Dockerfile: 'FROM scratch' };
    expect((await read(image)).deployables[0]?.colocated).toBe('no');
    expect((await read({ ...image, 'chart/Chart.yaml': 'name: orders' })).deployables[0]?.colocated).toBe('unknown');
    expect((await read({ ...image, ...app })).deployables[0]?.colocated).toBe('yes');
  });
});
