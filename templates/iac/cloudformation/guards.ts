import { get, record } from '../../../src/kit/index.ts';
import type { Known, Part, Suppression, Tie, Use } from '../model.ts';
import { dig, isComputed, list, literal, tagsOf } from './values.ts';
import type { Resource } from './values.ts';

/** What watches costs, what is suppressed, what is used of AWS, and what ties a template to one account. */
export const readGuards = (resource: Resource): readonly Part[] => [
  ...costs(resource),
  ...suppressed(resource),
  { uses: usesOf(resource), ties: tiesOf(resource) },
  ...tagged(resource),
];

const costs = ({ type, name, properties, at }: Resource): readonly Part[] => {
  switch (type) {
    case 'AWS::Budgets::Budget': {
      const notices = list(properties['NotificationsWithSubscribers']);
      const heard = notices.some((notice) => list(get(notice, 'Subscribers')).length > 0);
      const filters = dig(properties, 'Budget', 'CostFilters') ?? dig(properties, 'Budget', 'FilterExpression');
      const ofService: Known =
        filters === undefined ? 'no' : /tag|CostCategor/i.test(JSON.stringify(filters)) ? 'yes' : 'unknown';
      return [{ costGuards: [{ name, kind: 'budget', ofService, notifies: heard ? 'yes' : 'no', at }] }];
    }
    case 'AWS::CE::AnomalySubscription': {
      const heard = list(properties['Subscribers']).length > 0;
      return [
        { costGuards: [{ name, kind: 'anomaly detection', ofService: 'unknown', notifies: heard ? 'yes' : 'no', at }] },
      ];
    }
    case 'AWS::AutoScaling::ScheduledAction':
      return [{ costGuards: [{ name, kind: 'schedule', ofService: 'yes', notifies: 'no', at }] }];
    case 'AWS::ApplicationAutoScaling::ScalableTarget':
      return properties['ScheduledActions'] === undefined
        ? []
        : [{ costGuards: [{ name, kind: 'schedule', ofService: 'yes', notifies: 'no', at }] }];
    case 'AWS::CloudFormation::GuardHook':
    case 'AWS::CloudFormation::LambdaHook':
      return [{ policyChecks: [{ tool: type.endsWith('GuardHook') ? 'cfn-guard' : 'a hook', at }] }];
    default:
      return [];
  }
};

/** Findings of cfn-nag, cfn-guard, checkov and cdk-nag that a resource carries. */
const suppressed = ({ body, at }: Resource): readonly Part[] => {
  const metadata = get(body, 'Metadata');
  const one = (tool: string, id: unknown, reason: unknown): Suppression => ({
    tool,
    id: typeof id === 'string' ? id : null,
    reason: typeof reason === 'string' ? reason : null,
    at,
  });
  const found = [
    ...list(dig(metadata, 'cfn_nag', 'rules_to_suppress')).map((item) =>
      one('cfn-nag', get(item, 'id'), get(item, 'reason')),
    ),
    ...list(dig(metadata, 'cdk_nag', 'rules_to_suppress')).map((item) =>
      one('cdk-nag', get(item, 'id'), get(item, 'reason')),
    ),
    ...list(dig(metadata, 'checkov', 'skip')).map((item) => one('checkov', get(item, 'id'), get(item, 'comment'))),
    ...list(dig(metadata, 'guard', 'SuppressedRules')).map((id) => one('cfn-guard', id, null)),
  ];
  return found.length === 0 ? [] : [{ suppressions: found }];
};

const usesOf = ({ type, properties, at, place }: Resource): readonly Use[] => {
  const runtime = literal(properties['Runtime'] ?? properties['RuntimeVersion']);
  const actions = actionsIn(properties);
  return [
    { kind: 'resource', name: type, at },
    ...(runtime === null || !/Function$|Canary$|LayerVersion$/.test(type)
      ? []
      : [
          {
            kind: 'runtime' as const,
            name: runtime,
            at: place(properties['Runtime'] === undefined ? 'RuntimeVersion' : 'Runtime'),
          },
        ]),
    ...actions.map((name): Use => ({ kind: 'action', name, at })),
  ];
};

const actionsIn = (properties: unknown): readonly string[] => {
  const documents = [
    get(properties, 'PolicyDocument'),
    ...list(get(properties, 'Policies')).map((policy) => get(policy, 'PolicyDocument') ?? policy),
  ];
  const actions = documents
    .flatMap((document) => list(get(document, 'Statement')))
    .flatMap((statement) => list(get(statement, 'Action')));
  return [...new Set(actions.filter((action): action is string => typeof action === 'string' && action.includes(':')))];
};

/** Names that two stacks of one account cannot both have, where a template could leave them to CloudFormation. */
const names: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 'BucketName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Serverless::Function': 'FunctionName',
  'AWS::RDS::DBInstance': 'DBInstanceIdentifier',
  'AWS::RDS::DBCluster': 'DBClusterIdentifier',
  'AWS::ECS::Cluster': 'ClusterName',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'Name',
  'AWS::ElasticLoadBalancingV2::TargetGroup': 'Name',
  'AWS::EC2::SecurityGroup': 'GroupName',
  'AWS::SecretsManager::Secret': 'Name',
  'AWS::Kinesis::Stream': 'Name',
};

const tiesOf = ({ type, name, properties, place }: Resource): readonly Tie[] => {
  const key = Object.hasOwn(names, type) ? names[type] : undefined;
  const physical = key === undefined ? null : literal(properties[key]);
  // A bucket of a website has to be called what its host name is.
  const required = type === 'AWS::S3::Bucket' && properties['WebsiteConfiguration'] !== undefined;
  const named: readonly Tie[] =
    physical === null || required || key === undefined
      ? []
      : [{ kind: 'physical name', value: physical, resource: name, at: place(key) }];
  return [
    ...named,
    ...literalsIn(properties, []).map((tie): Tie => ({ ...tie, resource: name, at: place(...tie.keys) })),
  ];
};

interface Found extends Pick<Tie, 'kind' | 'value'> {
  readonly keys: readonly (string | number)[];
}

const arn = /^arn:[^:$]*:[a-z0-9-]*:([a-z0-9-]*):(\d{12}):/;

/** ARNs with an account written into them; those of AWS have none, or one of its own. */
const literalsIn = (value: unknown, keys: readonly (string | number)[]): readonly Found[] => {
  if (keys.length > 20) return [];
  if (typeof value === 'string') {
    const account = arn.exec(value)?.[2];
    return account === undefined ? [] : [{ kind: 'arn', value: value.slice(0, 120), keys }];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => literalsIn(item, [...keys, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => (key === 'Principal' ? [] : literalsIn(item, [...keys, key])));
};

/** Types that many templates have and whose tags people write. */
const taggable =
  /^AWS::(S3::Bucket|RDS::DB(Instance|Cluster)|DynamoDB::Table|SQS::Queue|SNS::Topic|Lambda::Function|ECS::(Service|Cluster)|EC2::(Instance|VPC|SecurityGroup|Volume)|ElasticLoadBalancingV2::LoadBalancer|EFS::FileSystem|KMS::Key|Serverless::(Function|Api|HttpApi)|ECR::Repository|SecretsManager::Secret)$/;

const tagged = ({ type, name, properties, at }: Resource): readonly Part[] => {
  if (!taggable.test(type)) return [];
  const written = properties['Tags'] ?? properties['FileSystemTags'];
  const tags = tagsOf(written);
  const complete = tags !== null && !isComputed(written) && !list(written).some(isComputed);
  return [
    { taggedResources: [{ resource: name, tags: tags ?? [], complete: complete && record(written) !== null, at }] },
  ];
};
