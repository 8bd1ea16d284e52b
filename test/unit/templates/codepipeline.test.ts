import { describe, expect, it } from 'vitest';
import { createDocuments } from '../../../src/audit/documents.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import { artifactIn } from '../../../templates/pipeline/codepipeline/artifacts.ts';
import { names, resolveResources } from '../../../templates/pipeline/codepipeline/intrinsics.ts';
import { reader } from '../../../templates/pipeline/codepipeline/read.ts';
import { environmentIn, familyOf } from '../../../templates/pipeline/codepipeline/stages.ts';
import { complete } from '../../../templates/pipeline/complete.ts';
import { emptyModel, type Pipeline } from '../../../templates/pipeline/model.ts';

const read = async (files: Readonly<Record<string, string>>): Promise<Pipeline> => {
  const { view } = createDocuments(memoryTree(files), reader.globs);
  return (await reader.read(view)) as Pipeline;
};

const source = `
        - Name: Source
          Actions:
            - Name: Source
              ActionTypeId: { Category: Source, Owner: AWS, Provider: CodeStarSourceConnection, Version: '1' }
              Configuration: { FullRepositoryId: acme/orders, BranchName: !Ref Branch }`;

const deploy = (stack: string, order = 1): string => `
            - Name: Deploy${order}
              RunOrder: ${order}
              ActionTypeId: { Category: Deploy, Owner: AWS, Provider: CloudFormation, Version: '1' }
              Configuration: { ActionMode: CREATE_UPDATE, StackName: ${stack} }`;

const pipeline = (stages: string, more = ''): string => `
Parameters:
  Branch: { Type: String, Default: main }
Resources:
  Pipeline:
    Type: AWS::CodePipeline::Pipeline
    Properties:
      ${more}
      Stages:${source}${stages}
`;

const approval = `
            - { Name: Approve, ActionTypeId: { Category: Approval, Owner: AWS, Provider: Manual, Version: '1' } }`;

describe('a pipeline of CloudFormation', () => {
  it('has its actions as jobs, each after all of the turn before', async () => {
    const { workflows, deployments } = await read({
      'pipeline.yaml': pipeline(`
        - Name: Beta
          Actions:${deploy('network', 1)}${deploy('orders', 2)}
        - Name: Prod
          Actions:${deploy('orders', 1)}`),
    });
    expect(workflows[0]?.jobs.map(({ id, needs }) => [id, needs])).toEqual([
      ['Beta/Deploy1', []],
      ['Beta/Deploy2', ['Beta/Deploy1']],
      ['Prod/Deploy1', ['Beta/Deploy2']],
    ]);
    // What two actions bring to one environment is one deployment.
    expect(deployments.map(({ stage, after, at }) => [stage, after, at.pointer])).toEqual([
      ['beta', [], '/Resources/Pipeline/Properties/Stages/1/Actions/1'],
      ['prod', ['beta'], '/Resources/Pipeline/Properties/Stages/2/Actions/0'],
    ]);
  });

  it('is gated by approvals and conditions that stand between two deployments', async () => {
    const { deployments } = await read({
      'pipeline.yaml': pipeline(`
        - Name: Beta
          OnSuccess: { Conditions: [{ Result: ROLLBACK, Rules: [{ RuleTypeId: { Provider: CloudWatchAlarm } }] }] }
          Actions:${approval}${deploy('orders', 2)}
        - Name: Approval
          Actions:${approval}
        - Name: Prod
          BeforeEntry: { Conditions: [{ Result: FAIL, Rules: [{ RuleTypeId: { Provider: DeploymentWindow } }] }] }
          Actions:${deploy('orders')}`),
    });
    expect(deployments.map(({ stage, gates }) => [stage, gates])).toEqual([
      ['beta', ['approval']],
      ['prod', ['alarm', 'approval', 'condition']],
    ]);
  });

  it.each([
    ['PipelineType: V2', 'superseded', true, true, 1],
    ['ExecutionMode: QUEUED', 'queued', true, false, 1],
    ['ExecutionMode: PARALLEL', 'parallel', false, false, 0],
    ['ExecutionMode: !If [Fast, PARALLEL, QUEUED]', 'neither', true, true, 0],
  ])('with %s', async (more, _, serialized, cancellable, rollbacks) => {
    const model = await read({
      'pipeline.yaml': pipeline(
        `
        - Name: Prod
          Actions:${deploy('orders')}`,
        more,
      ),
    });
    expect(model.deployments[0]).toMatchObject({ serialized, cancellable });
    expect(model.rollbacks).toHaveLength(rollbacks);
  });

  it('says nothing of what it deploys when a condition of the template decides about a stage', async () => {
    const { workflows, deployments } = await read({
      'pipeline.yaml': pipeline(`
        - !If [HasBeta, { Name: Beta, Actions: [] }, !Ref AWS::NoValue]
        - Name: Prod
          Actions:${deploy('orders')}`),
    });
    expect(workflows[0]?.jobs.map(({ id }) => id)).toEqual(['Prod/Deploy1']);
    expect(deployments).toEqual([]);
  });

  it('is started by its source, unless filters stand instead', async () => {
    const push =
      "Triggers: [{ GitConfiguration: { Push: [{ Tags: { Includes: ['v*'] } }, { Branches: { Includes: [feature/*] } }] } }]";
    const [own, filtered] = await Promise.all([
      read({ 'pipeline.yaml': pipeline('') }),
      read({ 'pipeline.yaml': pipeline('', push) }),
    ]);
    expect(own.trunk).toBe('main');
    expect(own.workflows[0]?.triggers.map(({ event, branches }) => [event, branches])).toEqual([['trunk', ['main']]]);
    expect(filtered.workflows[0]?.triggers.map(({ event, branches }) => [event, branches])).toEqual([
      ['tag', []],
      ['branch', ['feature/*']],
    ]);
  });

  it('polls where a source of the older sort is not told otherwise', async () => {
    const { workflows } = await read({
      'pipeline.yaml': pipeline('').replace('CodeStarSourceConnection', 'CodeCommit'),
    });
    expect(workflows[0]?.triggers).toMatchObject([{ event: 'trunk', polls: true }]);
  });

  it('keeps the stages of a synthesized template: JSON under cdk.out', async () => {
    const action = (name: string, category: string, provider: string, config: object): object => ({
      Name: name,
      ActionTypeId: { Category: category, Owner: 'AWS', Provider: provider, Version: '1' },
      Configuration: config,
    });
    const Stages = [
      {
        Name: 'Source',
        Actions: [action('acme_orders', 'Source', 'CodeStarSourceConnection', { BranchName: 'main' })],
      },
      { Name: 'Build', Actions: [action('Synth', 'Build', 'CodeBuild', { ProjectName: { Ref: 'Synth' } })] },
      {
        Name: 'Prod',
        Actions: [action('Orders.Deploy', 'Deploy', 'CloudFormation', { ActionMode: 'CHANGE_SET_EXECUTE' })],
      },
    ];
    const BuildSpec = JSON.stringify({ version: '0.2', phases: { build: { commands: ['npm ci', 'npx cdk synth'] } } });
    const Resources = {
      Synth: { Type: 'AWS::CodeBuild::Project', Properties: { Source: { Type: 'CODEPIPELINE', BuildSpec } } },
      Pipeline: { Type: 'AWS::CodePipeline::Pipeline', Properties: { PipelineType: 'V2', Stages } },
    };
    const program = "import { CodePipeline } from 'aws-cdk-lib/pipelines';\nnew CodePipeline(this, 'Other', {});\n";
    const { workflows, deployments } = await read({
      'cdk.json': '{}',
      'lib/pipeline.ts': program,
      'cdk.out/Pipeline.template.json': JSON.stringify({ Resources }),
    });
    // The program is not read beside it.
    expect(workflows.map(({ name }) => name)).toEqual(['Pipeline']);
    expect(workflows[0]?.does).toEqual(['install', 'synth', 'validate-infrastructure', 'deploy']);
    expect(deployments.map(({ stage }) => stage)).toEqual(['prod']);
  });
});

describe('a build', () => {
  const project = (spec: string): string => `
Resources:
  Checks:
    Type: AWS::CodeBuild::Project
    Properties:
      Source:
        Type: GITHUB
        BuildSpec: ${spec}
      Triggers: { Webhook: true }
`;

  it('stands in its buildspec, in one shell', async () => {
    const { workflows } = await read({
      'ci/project.yaml': project('ci/checks.yml'),
      'ci/checks.yml': `
version: 0.2
phases:
  pre_build:
    on-failure: CONTINUE
    commands: [cd web, npm run lint]
  build:
    commands:
      - cd $CODEBUILD_SRC_DIR/api && npm test
    finally: [echo done]
`,
      'web/package.json': '{ "scripts": { "lint": "eslint ." } }',
      'api/package.json': '{ "scripts": { "test": "vitest run" } }',
      'api/a.test.ts': '',
    });
    const steps = workflows[0]?.jobs[0]?.steps ?? [];
    expect(
      steps.map(({ at, does, blocking, directory, always }) => [at.pointer, does, blocking, directory, always]),
    ).toEqual([
      ['/phases/pre_build/commands/0', [], false, '', false],
      ['/phases/pre_build/commands/1', ['lint'], false, 'web', false],
      ['/phases/build/commands/0', ['test'], true, 'api', false],
      ['/phases/build/finally/0', [], true, 'api', true],
    ]);
    expect(steps[2]?.testFiles).toBe(1);
  });

  it('inline stands where its property stands', async () => {
    const { workflows } = await read({
      'template.yaml': project('"version: 0.2\\nphases: { build: { commands: [npm test] } }\\n"'),
    });
    expect(workflows[0]?.jobs[0]?.steps).toMatchObject([
      { name: 'npm test', at: { path: 'template.yaml', pointer: '/Resources/Checks/Properties/Source/BuildSpec' } },
    ]);
  });

  it('whose buildspec lies elsewhere is a call, never a build that does nothing', async () => {
    for (const spec of ['arn:aws:s3:::specs/build.yml', 'gone.yml', '!If [A, a.yml, b.yml]']) {
      const { workflows } = await read({ 'template.yaml': project(spec) });
      expect(workflows[0]?.jobs[0], spec).toMatchObject({ steps: [] });
      expect(workflows[0]?.jobs[0]?.calls, spec).not.toBeNull();
    }
  });

  it('as a runner of GitHub Actions is no build of its own', async () => {
    const runner = 'Triggers: { Webhook: true, FilterGroups: [[{ Type: EVENT, Pattern: WORKFLOW_JOB_QUEUED }]] }';
    const text = project('buildspec.yml').replace('Triggers: { Webhook: true }', runner);
    expect((await read({ 'template.yaml': text })).workflows).toEqual([]);
  });
});

describe('beside other files', () => {
  const build = (name: string): string => `
Resources:
  Project:
    Type: AWS::CodeBuild::Project
    Properties:
      Name: ${name}
      Source: { Type: CODEPIPELINE, BuildSpec: "version: 0.2\\nphases: { build: { commands: [npm test] } }" }
`;

  it('a pipeline finds the project of another template by its name, never by its logical id', async () => {
    const stage = (project: string): string => `
        - Name: Test
          Actions:
            - Name: Test
              ActionTypeId: { Category: Test, Owner: AWS, Provider: CodeBuild, Version: '1' }
              Configuration: { ProjectName: ${project} }`;
    const steps = async (project: string): Promise<number | undefined> => {
      const files = { 'infra/a.yaml': pipeline(stage(project)), 'infra/b.yaml': build('orders-test') };
      return (await read(files)).workflows[0]?.jobs[0]?.steps.length;
    };
    expect(await Promise.all(['orders-test', 'Project', 'gone'].map(steps))).toEqual([1, 0, 0]);
  });

  it('an action may run another buildspec than its project says', async () => {
    const stage = `
        - Name: Test
          Actions:
            - Name: Lint
              ActionTypeId: { Category: Test, Owner: AWS, Provider: CodeBuild, Version: '1' }
              Configuration: { ProjectName: orders-test, BuildspecOverride: ci/lint.yml }`;
    const { workflows } = await read({
      'infra/a.yaml': pipeline(stage),
      'infra/b.yaml': build('orders-test'),
      'ci/lint.yml': 'version: 0.2\nphases: { build: { commands: [npx eslint .] } }\n',
    });
    expect(workflows[0]?.jobs[0]?.steps).toMatchObject([{ does: ['lint'], at: { path: 'ci/lint.yml' } }]);
  });

  it('a check that the host demands may be a build of CodeBuild', async () => {
    const webhook = 'Triggers: { Webhook: true }\n      Source: {';
    const { workflows } = await read({ 'infra/b.yaml': build('orders-checks').replace('Source: {', webhook) });
    const demanded = (name: string): Pipeline['protections'][number] => ({
      at: { path: '.github/rulesets/main.json' },
      name: 'main',
      enforced: true,
      protectsTrunk: true,
      pullRequest: true,
      approvals: 1,
      codeOwnerReview: true,
      requiredChecks: [{ name, exists: false }],
      blocksForcePush: true,
      blocksDeletion: true,
    });
    const names = ['AWS CodeBuild eu-west-1 (orders-checks)', 'AWS CodeBuild eu-west-1 (other)'];
    const { protections } = complete({ ...emptyModel, workflows, protections: names.map(demanded) });
    expect(protections.flatMap(({ requiredChecks }) => requiredChecks.map(({ exists }) => exists))).toEqual([
      true,
      false,
    ]);
  });
});

describe('names', () => {
  it.each([
    ['DeployToPreProd', 'preprod'],
    ['deploy-production', 'production'],
    ['ProdUsEast1', 'prod-us-east1'],
    ['Non-Prod', 'nonprod'],
    ['orders-beta', 'beta'],
    ['Deploy', undefined],
    ['Produce', undefined],
  ])('%s tells of %s', (name, environment) => expect(environmentIn(name)).toBe(environment));

  it('have a family whatever region they are of', () => {
    expect(['prod-us-east1', 'prod', 'Deploy-x'].map(familyOf)).toEqual(['prod', 'prod', 'Deploy-x']);
  });

  it('of resources are found in ARNs and references', () => {
    expect(names('arn:aws:codepipeline:eu-west-1:${AWS::AccountId}:${Pipeline}', ['Pipeline'])).toBe(true);
    expect(names('arn:aws:codepipeline:eu-west-1:1:orders', ['Pipeline', 'orders'])).toBe(true);
    expect(names('arn:aws:codepipeline:eu-west-1:1:my-orders', ['Pipeline', 'orders'])).toBe(false);
  });
});

describe('what an image is called', () => {
  const commands = [
    'HASH=$(echo $CODEBUILD_RESOLVED_SOURCE_VERSION | cut -c 1-7)',
    'TAG=${HASH:=latest}',
    'A=$B',
    'B=$A',
  ];
  it.each([
    ['$REPOSITORY:latest', 'moving'],
    ['$REPOSITORY:$TAG', 'commit'],
    ['$REPOSITORY@$IMAGE_DIGEST', 'digest'],
    ['#{Source.CommitId}', 'commit'],
    ['#{Source.BranchName}', 'moving'],
    ['orders:1.4.2', 'version'],
    ['orders:$A', 'unknown'],
    ['orders:$GONE', 'unknown'],
  ])('%s is %s', (value, kind) => expect(artifactIn(value, commands).kind).toBe(kind));
});

describe('functions of templates', () => {
  const resolved = (value: unknown): unknown =>
    resolveResources({
      Parameters: {
        Stage: { Type: 'String', Default: 'beta' },
        Kept: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/x' },
      },
      Mappings: { Accounts: { beta: { id: '111111111111' } } },
      Resources: { value },
    })['value'];
  it.each([
    [{ Ref: 'Stage' }, 'beta'],
    [{ Ref: 'Kept' }, '${Kept}'],
    [{ Ref: 'AWS::Region' }, '${AWS::Region}'],
    [{ 'Fn::Sub': 'x-${Stage}-${!NOT}-${Role.Arn}' }, 'x-beta-${NOT}-${Role.Arn}'],
    [{ 'Fn::Sub': ['${A}/${B}', { A: { Ref: 'Stage' } }] }, 'beta/${B}'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'Stage' }]] }, 'a-beta'],
    [{ 'Fn::Select': [1, { 'Fn::Split': [',', 'a,b'] }] }, 'b'],
    [{ 'Fn::FindInMap': ['Accounts', { Ref: 'Stage' }, 'id'] }, '111111111111'],
    [{ 'Fn::If': ['A', 1, 2] }, { 'Fn::If': ['A', 1, 2] }],
  ])('%j is %j', (value, expected) => expect(resolved(value)).toEqual(expected));
});
