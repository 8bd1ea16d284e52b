import { get, isMapping, pointer, record } from '../../src/kit/index.ts';
import type { At, Mapping } from '../../src/kit/index.ts';
import { bucket, database, table } from './cloudformation-data.ts';
import { ingress, listener } from './cloudformation-network.ts';
import { list, number, text } from './cloudformation-values.ts';
import type { Part, Resource } from './cloudformation-values.ts';
import { literalSource, signalsOf } from './model.ts';

/** What the resources of one template mean; undefined when the document is no CloudFormation template. */
export const readTemplate = (path: string, document: unknown): readonly Part[] | undefined => {
  const resources = get(document, 'Resources');
  if (!isMapping(resources)) return undefined;
  const typed = Object.entries(resources).filter(([, body]) => /^(AWS|Custom)::/.test(text(get(body, 'Type'))));
  if (typed.length === 0) return undefined;
  const tls = secured(resources);
  return typed.flatMap(([id, body]) => {
    const resource = { id, body, properties: get(body, 'Properties'), at: { path, pointer: pointer('Resources', id) } };
    return readResource(String(get(body, 'Type')), resource, tls);
  });
};

/** Buckets and topics whose policy refuses what is not encrypted in transit. */
const secured = (resources: Mapping): ReadonlySet<string> =>
  new Set(
    Object.values(resources)
      .filter(
        (body) => text(get(body, 'Type')).endsWith('Policy') && JSON.stringify(body).includes('aws:SecureTransport'),
      )
      .flatMap((body) => list(get(body, 'Properties', 'Bucket') ?? get(body, 'Properties', 'Topics')).flatMap(list))
      .map((target) => text(get(target, 'Ref'))),
  );

const readResource = (type: string, resource: Resource, tls: ReadonlySet<string>): readonly Part[] => {
  const { id, properties, at } = resource;
  switch (type) {
    case 'AWS::Logs::LogGroup': {
      const days = get(properties, 'RetentionInDays');
      const retention = days === undefined ? 'forever' : number(days) === null ? 'unknown' : 'set';
      return [{ logGroups: [{ name: id, retention, days: number(days), at }] }];
    }
    case 'AWS::S3::Bucket':
      return [bucket(resource, tls.has(id))];
    case 'AWS::SNS::Topic': {
      const encrypted = get(properties, 'KmsMasterKeyId') === undefined ? 'no' : 'yes';
      return [{ encryption: [{ resource: id, type: 'topic', where: 'at rest', encrypted, at }] }];
    }
    case 'AWS::RDS::DBInstance':
    case 'AWS::RDS::DBCluster':
      return [database(resource)];
    case 'AWS::DynamoDB::Table':
    case 'AWS::DynamoDB::GlobalTable':
      return [table(resource)];
    case 'AWS::ElasticLoadBalancingV2::Listener':
      return [listener(resource)];
    case 'AWS::EC2::SecurityGroup':
      return list(get(properties, 'SecurityGroupIngress')).map((rule) => ingress(id, rule, at));
    case 'AWS::EC2::SecurityGroupIngress':
      return [ingress(id, properties, at)];
    case 'AWS::IAM::Role':
    case 'AWS::IAM::Policy':
    case 'AWS::IAM::ManagedPolicy':
      return [identity(resource)];
    case 'AWS::ECS::TaskDefinition':
      return list(get(properties, 'ContainerDefinitions')).map((container) => containerOf(container, at));
    case 'AWS::Lambda::Function':
      return [variables(id, Object.entries(record(get(properties, 'Environment', 'Variables'))), at)];
    case 'AWS::ECS::Service':
      return [service(resource)];
    case 'AWS::CloudWatch::Alarm':
      return [{ alarms: [{ id, signals: signalsOf(`${id} ${JSON.stringify(metricsOf(properties))}`), at }] }];
    case 'AWS::CloudWatch::CompositeAlarm':
      return [{ alarms: [{ id, signals: signalsOf(id), at }] }];
    default:
      return [];
  }
};

const metricsOf = (properties: unknown): unknown => [
  get(properties, 'MetricName'),
  list(get(properties, 'Metrics')).map((metric) => [
    get(metric, 'Expression'),
    get(metric, 'MetricStat', 'Metric', 'MetricName'),
  ]),
];

const identity = ({ id, properties, at }: Resource): Part => {
  const documents = [
    get(properties, 'PolicyDocument'),
    ...list(get(properties, 'Policies')).map((policy) => get(policy, 'PolicyDocument')),
  ];
  const statements = documents
    .flatMap((document) => list(get(document, 'Statement')))
    .filter((statement) => get(statement, 'Effect') === 'Allow');
  const managed = list(get(properties, 'ManagedPolicyArns')).map((arn) => JSON.stringify(arn));
  return {
    permissions: [
      ...statements.map((statement) => ({
        role: id,
        policyOf: 'identity' as const,
        actions: list(get(statement, 'Action')).map(text),
        resources: list(get(statement, 'Resource')).map(text),
        conditioned: get(statement, 'Condition') !== undefined,
        anyPrincipal: false,
        managed: null,
        at,
      })),
      ...managed.map((arn) => ({
        role: id,
        policyOf: 'identity' as const,
        actions: [],
        resources: [],
        conditioned: false,
        anyPrincipal: false,
        managed: /([\w-]{1,200})"?[\]}]{0,20}$/.exec(arn)?.[1] ?? '',
        at,
      })),
    ],
  };
};

const containerOf = (container: unknown, at: At): Part => {
  const program = text(get(container, 'Name'));
  const pairs = list(get(container, 'Environment')).map(
    (item) => [text(get(item, 'Name')), get(item, 'Value')] as const,
  );
  const plain = variables(program, pairs, at).variables ?? [];
  const secrets = list(get(container, 'Secrets')).map((item) => text(get(item, 'Name')));
  return {
    variables: [...plain, ...secrets.map((name) => ({ program, name, source: 'secret' as const, at }))],
  };
};

const variables = (program: string, pairs: readonly (readonly [string, unknown])[], at: At): Part => ({
  variables: pairs.map(([name, value]) => ({
    program,
    name,
    source: typeof value === 'string' ? literalSource(value) : 'reference',
    at,
  })),
});

const strategies = { ROLLING: 'rolling', BLUE_GREEN: 'blue-green', CANARY: 'canary', LINEAR: 'linear' } as const;

const service = ({ id, properties, at }: Resource): Part => {
  const configuration = get(properties, 'DeploymentConfiguration');
  const strategy = get(configuration, 'Strategy') ?? 'ROLLING';
  const named = Object.entries(strategies).find(([name]) => name === strategy)?.[1] ?? 'unknown';
  const alarms = get(configuration, 'Alarms');
  const names = list(get(alarms, 'AlarmNames')).map((name) => get(name, 'Ref') ?? name);
  const readable = names.filter((name) => typeof name === 'string');
  const breaker = get(configuration, 'DeploymentCircuitBreaker', 'Rollback') === true && named === 'rolling';
  const rollback = get(alarms, 'Enable') === true && get(alarms, 'Rollback') === true;
  const step =
    named === 'canary'
      ? (get(configuration, 'CanaryConfiguration', 'CanaryBakeTimeInMinutes') ?? 10)
      : named === 'linear'
        ? (get(configuration, 'LinearConfiguration', 'StepBakeTimeInMinutes') ?? 6)
        : null;
  return {
    deployments: [
      {
        service: id,
        platform: 'ecs',
        strategy: named,
        stepMinutes: number(step),
        finalMinutes: number(get(configuration, 'BakeTimeInMinutes')),
        rollback: rollback || breaker ? 'yes' : 'no',
        alarms: readable.length === names.length ? readable : null,
        at,
      },
    ],
  };
};
