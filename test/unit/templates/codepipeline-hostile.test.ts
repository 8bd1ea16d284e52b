import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDocuments } from '../../../src/audit/documents.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import { reader } from '../../../templates/pipeline/codepipeline/read.ts';
import type { Pipeline } from '../../../templates/pipeline/model.ts';

const read = async (files: Readonly<Record<string, string>>): Promise<Pipeline> => {
  const { view } = createDocuments(memoryTree(files), reader.globs);
  return (await reader.read(view)) as Pipeline;
};

/** Every path that a model points at. */
function pathsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(pathsIn);
  if (typeof value !== 'object' || value === null) return [];
  const at = (value as { at?: { path?: unknown } }).at?.path;
  return [...(typeof at === 'string' ? [at] : []), ...Object.values(value).flatMap(pathsIn)];
}

const keys = [
  'Name Stages Actions ActionTypeId Category Provider Configuration RunOrder Commands RoleArn InputArtifacts Variables',
  'Triggers GitConfiguration Push PullRequest Branches Includes FilterGroups Webhook Type Pattern Source BuildSpec Value',
  'Environment Image EnvironmentVariables ServiceRole TimeoutInMinutes BeforeEntry OnSuccess Conditions Rules ExecutionMode',
  'Ref Fn::Sub Fn::Join Fn::If Fn::GetAtt Fn::Select Fn::Split Fn::FindInMap phases build commands __proto__',
].flatMap((line) => line.split(' '));
const words = [
  ...'Source Build Deploy Approval Invoke CodeBuild CloudFormation ECS CodeCommit Prod Beta EVENT PUSH PARALLEL a b'.split(
    ' ',
  ),
  ...'PULL_REQUEST_CREATED ^refs/heads/(a|b)$ ${a} #{x.y} latest $( " A=$A {'.split(' '),
  'npm test',
  'cd ..',
  'version: 0.2\nphases: { build: { commands: [a] } }',
  'version: 0.2\n: [',
  '',
];
const { node } = fc.letrec((tie) => ({
  node: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.constantFrom(...words),
    fc.oneof(fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.string({ maxLength: 20 })),
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom(...keys), tie('node'), { maxKeys: 6 }),
  ),
}));
const stage = fc.record({
  Name: node,
  Actions: fc.oneof(
    node,
    fc.array(
      fc.record({
        Name: fc.oneof(fc.constantFrom('x', 'Prod'), node),
        ActionTypeId: fc.record({ Category: fc.constantFrom(...words), Provider: fc.constantFrom(...words) }),
        Configuration: node,
        RunOrder: node,
        Commands: node,
        RoleArn: node,
        InputArtifacts: node,
      }),
      { maxLength: 3 },
    ),
  ),
  BeforeEntry: node,
});
const resource = fc.oneof(
  fc.record({
    Type: fc.constant('AWS::CodePipeline::Pipeline'),
    Properties: fc.record({
      Stages: fc.array(stage, { maxLength: 3 }),
      Triggers: node,
      ExecutionMode: node,
      RoleArn: node,
      Name: node,
    }),
  }),
  fc.record({
    Type: fc.constant('AWS::CodeBuild::Project'),
    Properties: fc.record({
      Source: fc.record({ BuildSpec: node }),
      Triggers: node,
      Environment: node,
      ServiceRole: node,
    }),
  }),
  fc.record({
    Type: fc.constantFrom(
      'AWS::CodePipeline::Pipeline',
      'AWS::CodeBuild::Project',
      'AWS::Events::Rule',
      'AWS::IAM::Role',
      'AWS::CodePipeline::Webhook',
      'AWS::CodeStarNotifications::NotificationRule',
    ),
    Properties: node,
  }),
  node,
);

describe('whatever a template holds', () => {
  it('it is read without a throw, and every place is of the repository', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), resource),
        node,
        node,
        async (Resources, spec, Parameters) => {
          const files = {
            'a.template.json': JSON.stringify({ Resources, Parameters, Mappings: Parameters }),
            'buildspec.yml': JSON.stringify(spec),
          };
          expect(pathsIn(await read(files)).filter((path) => !Object.hasOwn(files, path))).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('references that go round are not followed for ever', async () => {
    const round = { 'Fn::Sub': ['${a}', { a: { 'Fn::Join': ['', [{ Ref: 'a' }, { 'Fn::GetAtt': 'b.Arn' }]] } }] };
    const Resources = {
      a: {
        Type: 'AWS::CodeBuild::Project',
        Properties: { Name: { Ref: 'b' }, ServiceRole: { Ref: 'a' }, Source: { BuildSpec: round } },
      },
      b: { Type: 'AWS::IAM::Role', Properties: { ManagedPolicyArns: [{ Ref: 'b' }] } },
      c: {
        Type: 'AWS::CodePipeline::Pipeline',
        Properties: {
          RoleArn: { Ref: 'c' },
          Stages: [
            {
              Name: { Ref: 'c' },
              Actions: [
                { Name: 'x', ActionTypeId: { Provider: 'CodeBuild' }, Configuration: { ProjectName: { Ref: 'a' } } },
              ],
            },
          ],
        },
      },
    };
    const { workflows } = await read({ 'a.template.json': JSON.stringify({ Resources }) });
    expect(workflows.map(({ name }) => name)).toEqual(['c']);
  });

  it('a template that another tool still has to fill in is left to that tool', async () => {
    const text = 'Resources:\n{{ range .Stages }}\n  P: { Type: AWS::CodePipeline::Pipeline }\n{{ end }}\n';
    const { view, coverage } = createDocuments(memoryTree({ 'pipeline.yml': text }), reader.globs);
    expect(await reader.read(view)).toMatchObject({ workflows: [] });
    expect(coverage().skipped).toEqual([]);
  });

  it('thousands of stages and commands take no time to speak of', async () => {
    const Actions = Array.from({ length: 60 }, (_, index) => ({
      Name: `x${index}`,
      RunOrder: index,
      ActionTypeId: { Category: 'Compute', Provider: 'Commands' },
      Commands: ['A=$B:latest', 'B=$A', 'docker push $A'],
    }));
    const Stages = Array.from({ length: 300 }, (_, index) => ({ Name: `Prod-a${index}`, Actions }));
    const Resources = { P: { Type: 'AWS::CodePipeline::Pipeline', Properties: { Stages } } };
    const { workflows } = await read({ 'a.template.json': JSON.stringify({ Resources }) });
    expect(workflows).toHaveLength(1);
  }, 10_000);
});

const program = `
import { Stack } from 'aws-cdk-lib';
import { CodePipeline, CodePipelineSource, ManualApprovalStep, ShellStep } from 'aws-cdk-lib/pipelines';
const first = new ShellStep('First', { input: second, commands: ['npm test'] });
const second = new ShellStep('Second', { input: first, commands: [\`\${x}\`] });
first.addStepDependency(second);
class Own extends ShellStep { constructor(id: string) { super(id, { commands: ['npm run lint'], input: first }); } }
const own = new Own('Own');
const pipeline = new CodePipeline(this, 'Pipeline', { synth: first, codeBuildDefaults: pipeline });
const beta = pipeline.addStage(new OrdersStage(this, 'Beta'), { pre: [own], post: [new ManualApprovalStep('Ok')] });
beta.addPost(new Own('After'));
pipeline.addWave('Prod').addStage(new OrdersStage(this, 'ProdEu')).addPost(own);
for (const region of regions) pipeline.addStage(new OrdersStage(this, region));
`;

describe('whatever a program holds', () => {
  it('steps that wait for each other are read once, and a stage that only the program names hides what is deployed', async () => {
    const { workflows, deployments } = await read({ 'cdk.json': '{}', 'lib/pipeline.ts': program });
    expect(workflows[0]?.jobs.map(({ id }) => id).slice(0, 5)).toEqual([
      'Build/Second',
      'Build/First',
      'Beta/Own',
      'Beta/Beta.Deploy',
      'Beta/After',
    ]);
    expect(workflows[0]?.triggers).toMatchObject([{ event: 'unknown' }]);
    expect(deployments).toEqual([]);
  });

  it('a program that was cut anywhere is read without a throw', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(program.length),
        fc.nat(60),
        fc.constantFrom('', '(', '...', '[', 'this.', '{}'),
        async (start, length, put) => {
          const cut = program.slice(0, start) + put + program.slice(start + length);
          const files = { 'cdk.json': '{}', 'lib/pipeline.ts': cut };
          expect(pathsIn(await read(files)).filter((path) => !Object.hasOwn(files, path))).toEqual([]);
        },
      ),
      { numRuns: 150, examples: [[874, 4, '']] },
    );
  });
});
