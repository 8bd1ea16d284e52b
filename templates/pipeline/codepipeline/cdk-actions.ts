import { entryOf, record, type RepositoryView, type Value } from '../../../src/kit/index.ts';
import type { Trigger } from '../model.ts';
import { commandsOf } from './actions.ts';
import { environmentVariables, projectIn } from './cdk-builds.ts';
import { calledIn, itemsIn, memberIn, placeWithin, plainOf, propsIn, sameAs, textIn } from './cdk-values.ts';
import type { RawAction, RawStage } from './raw.ts';
import type { IsTrunk } from './triggers.ts';

type Sort = readonly [category: string, provider: string, config?: Readonly<Record<string, string>>];

// The actions of the CDK by their classes.
const sorts: Readonly<Record<string, Sort>> = {
  CodeStarConnectionsSourceAction: ['Source', 'CodeStarSourceConnection'],
  CodeCommitSourceAction: ['Source', 'CodeCommit'],
  GitHubSourceAction: ['Source', 'GitHub'],
  S3SourceAction: ['Source', 'S3'],
  EcrSourceAction: ['Source', 'ECR'],
  CodeBuildAction: ['Build', 'CodeBuild'],
  CommandsAction: ['Compute', 'Commands'],
  ManualApprovalAction: ['Approval', 'Manual'],
  CloudFormationCreateUpdateStackAction: ['Deploy', 'CloudFormation', { ActionMode: 'CREATE_UPDATE' }],
  CloudFormationCreateReplaceChangeSetAction: ['Deploy', 'CloudFormation', { ActionMode: 'CHANGE_SET_REPLACE' }],
  CloudFormationExecuteChangeSetAction: ['Deploy', 'CloudFormation', { ActionMode: 'CHANGE_SET_EXECUTE' }],
  CloudFormationDeleteStackAction: ['Deploy', 'CloudFormation', { ActionMode: 'DELETE_ONLY' }],
  CloudFormationDeployStackSetAction: ['Deploy', 'CloudFormationStackSet'],
  CloudFormationDeployStackInstancesAction: ['Deploy', 'CloudFormationStackInstances'],
  CodeDeployServerDeployAction: ['Deploy', 'CodeDeploy'],
  CodeDeployEcsDeployAction: ['Deploy', 'CodeDeployToECS'],
  EcsDeployAction: ['Deploy', 'ECS'],
  S3DeployAction: ['Deploy', 'S3'],
  Ec2DeployAction: ['Deploy', 'EC2'],
  EksDeployAction: ['Deploy', 'EKS'],
  ElasticBeanstalkDeployAction: ['Deploy', 'ElasticBeanstalk'],
  EcrBuildAndPublishAction: ['Build', 'ECRBuildAndPublish'],
  InspectorSourceCodeScanAction: ['Invoke', 'InspectorScan', { InspectorRunMode: 'SourceCodeScan' }],
  InspectorEcrImageScanAction: ['Invoke', 'InspectorScan', { InspectorRunMode: 'ECRImageScan' }],
  LambdaInvokeAction: ['Invoke', 'Lambda'],
  StepFunctionInvokeAction: ['Invoke', 'StepFunctions'],
  PipelineInvokeAction: ['Invoke', 'CodePipeline'],
};

// What the CDK calls differently from the service.
const settings: Readonly<Record<string, string>> = {
  stackName: 'StackName',
  parameterOverrides: 'ParameterOverrides',
  criticalThreshold: 'CriticalThreshold',
  highThreshold: 'HighThreshold',
  mediumThreshold: 'MediumThreshold',
  lowThreshold: 'LowThreshold',
};

/** `new CodeBuildAction({...})` and its like; undefined for what is no action, or none that is known. */
export function actionIn(view: RepositoryView, value: Value, isTrunk: IsTrunk): RawAction | undefined {
  const name = calledIn(value) ?? '';
  if (value.kind !== 'new' || !Object.hasOwn(sorts, name)) return undefined;
  const [category, provider, fixed] = sorts[name] ?? ['', ''];
  const props = propsIn(value);
  const plain = record(plainOf(props));
  const owned = entryOf(props, 'project');
  const project = owned === undefined ? null : projectIn(view, owned, isTrunk);
  const commands = entryOf(props, 'commands');
  const tests = memberIn(entryOf(props, 'type')) === 'TEST';
  const order = plain['runOrder'];
  const given = Object.entries(settings).flatMap(([key, setting]) =>
    plain[key] === undefined ? [] : [[setting, plain[key]] as const],
  );
  return {
    at: value.at,
    name: textIn(entryOf(props, 'actionName')) ?? name,
    category: tests ? 'Test' : category,
    provider,
    order: typeof order === 'number' ? order : 1,
    config: { ...fixed, ...Object.fromEntries(given) },
    role: roleOf(entryOf(props, 'role') ?? entryOf(props, 'deploymentRole')),
    inputs: [entryOf(props, 'input'), ...itemsIn(entryOf(props, 'extraInputs'))].flatMap(artifactOf),
    outputs: [entryOf(props, 'output'), ...itemsIn(entryOf(props, 'outputs'))].flatMap(artifactOf),
    project,
    spec:
      (commands === undefined ? null : commandsOf(plainOf(commands), placeWithin(commands))) ?? project?.spec ?? null,
    variables: [...(project?.variables ?? []), ...environmentVariables(entryOf(props, 'environmentVariables'))],
  };
}

const artifactOf = (value: Value | undefined): readonly string[] => (value === undefined ? [] : [sameAs(value.at)]);

const roleOf = (value: Value | undefined): string | null => {
  const given = value?.kind === 'call' ? value.args.map(textIn).find((text) => text?.startsWith('arn:')) : undefined;
  return given ?? null;
};

/** What a source tells of, by the way the CDK sets it up when nothing is said. */
export function sourceTriggers(value: Value, isTrunk: IsTrunk): readonly Trigger[] {
  const name = calledIn(value) ?? '';
  const props = propsIn(value);
  const said = entryOf(props, 'branch');
  // The CDK still takes this one where none is said.
  const branch = said === undefined ? 'master' : (textIn(said) ?? '${}');
  return triggersOf(name, branch, props, value, isTrunk);
}

/** The triggers of a source by its sort: `CodeCommitSourceAction`, or `codeCommit` of CDK Pipelines. */
export function triggersOf(
  sort: string,
  branch: string,
  options: Value | undefined,
  { at }: Value,
  isTrunk: IsTrunk,
): readonly Trigger[] {
  const how = memberIn(entryOf(options, 'trigger'));
  const silent = plainOf(entryOf(options, 'triggerOnPush')) === false || how === 'NONE';
  if (silent) return [];
  const trunk = isTrunk(branch) ? 'trunk' : 'branch';
  const common = { at, name: sort, branches: [branch], paths: [] };
  if (/^(?:CodeStarConnectionsSourceAction|connection)$/.test(sort)) return [{ ...common, event: trunk, polls: false }];
  if (/^(?:CodeCommitSourceAction|GitHubSourceAction|codeCommit|gitHub)$/.test(sort))
    return [{ ...common, event: trunk, polls: how === 'POLL' }];
  if (/^(?:EcrSourceAction|ecr|S3SourceAction|s3)$/.test(sort))
    return [{ ...common, event: 'release', branches: [], polls: /^s3/i.test(sort) && (how ?? 'POLL') === 'POLL' }];
  return [];
}

/** `beforeEntry` and its like of a stage. */
export const conditionsIn = (value: Value | undefined): RawStage['entry'] =>
  itemsIn(entryOf(value, 'conditions')).flatMap((condition) =>
    itemsIn(entryOf(condition, 'rules')).map((rule) =>
      textIn(entryOf(propsIn(rule), 'provider')) === 'CloudWatchAlarm' ? 'alarm' : 'condition',
    ),
  );
