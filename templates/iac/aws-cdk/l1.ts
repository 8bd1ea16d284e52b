import type { At, Mapping, Value } from '../../../src/kit/index.ts';
import { partsOf } from '../cloudformation/template.ts';
import { usersIn } from '../cloudformation/values.ts';
import type { Resource, Stack } from '../cloudformation/values.ts';
import type { Part } from '../model.ts';
import type { Construct, Program } from './construct.ts';

/** Names of services in types of resources, where they are not the name of the module in capitals at its beginning. */
const services: Readonly<Record<string, string>> = {
  apigateway: 'ApiGateway',
  apigatewayv2: 'ApiGatewayV2',
  applicationautoscaling: 'ApplicationAutoScaling',
  apprunner: 'AppRunner',
  autoscaling: 'AutoScaling',
  certificatemanager: 'CertificateManager',
  cloudfront: 'CloudFront',
  cloudwatch: 'CloudWatch',
  codebuild: 'CodeBuild',
  codedeploy: 'CodeDeploy',
  codepipeline: 'CodePipeline',
  docdb: 'DocDB',
  dynamodb: 'DynamoDB',
  elasticache: 'ElastiCache',
  elasticloadbalancing: 'ElasticLoadBalancing',
  elasticloadbalancingv2: 'ElasticLoadBalancingV2',
  elasticsearch: 'Elasticsearch',
  opensearchservice: 'OpenSearchService',
  secretsmanager: 'SecretsManager',
  stepfunctions: 'StepFunctions',
  ...Object.fromEntries(
    ['ce', 'ec2', 'ecr', 'ecs', 'efs', 'eks', 'iam', 'kms', 'msk', 'rds', 's3', 'sns', 'sqs'].map((name) => [
      name,
      name.toUpperCase(),
    ]),
  ),
};

/** `AWS::S3::Bucket` for `CfnBucket` of `aws-cdk-lib/aws-s3`; undefined for any other class. */
export const resourceType = ({ type, module }: Construct): string | undefined => {
  const service = /aws-cdk-lib\/aws-([a-z0-9]+)$/.exec(module)?.[1];
  if (service === undefined || !type?.startsWith('Cfn')) return undefined;
  const named = Object.hasOwn(services, service) ? services[service] : undefined;
  return `AWS::${named ?? service.charAt(0).toUpperCase() + service.slice(1)}::${type.slice('Cfn'.length)}`;
};

/**
 * Constructs of the first level are resources of CloudFormation with other letters, and mean what these mean. One whose
 * properties are not all known is left out: what is absent may be among the others.
 */
export const readFirstLevel = (program: Program): readonly Part[] => {
  const ids = new Map<string, string>();
  const idOf = (at: At): string => {
    const key = `${at.path}:${at.line}:${at.column}`;
    const known = ids.get(key) ?? `L${ids.size}`;
    ids.set(key, known);
    return known;
  };
  const resources = program.constructs.flatMap((construct): readonly Resource[] => {
    const type = resourceType(construct);
    if (type === undefined || !construct.props.complete) return [];
    const { at, name, props } = construct;
    const properties = Object.fromEntries(
      Object.entries(props.entries).map(([key, value]) => [capital(key), plain(value, idOf, asWritten.has(key))]),
    );
    const removal = program.removalOf(construct);
    const policy =
      removal === undefined
        ? undefined
        : { retain: 'Retain', snapshot: 'Snapshot', delete: 'Delete', unknown: '${}' }[removal];
    const body = policy === undefined ? {} : { DeletionPolicy: policy, UpdateReplacePolicy: policy };
    const place: Resource['place'] = (...keys) => placeOf(props.entries, keys) ?? at;
    return [{ id: idOf(at), type, name, properties, body, at, place }];
  });
  const usersOf = usersIn(resources);
  const byId = new Map(resources.map((resource) => [resource.id, resource]));
  return resources.flatMap((resource) => {
    const construct = program.constructs.find(({ at }) => at === resource.at);
    const stack: Stack = {
      resources,
      referred: (value) => byId.get(/^\$\{(\w+)/.exec(typeof value === 'string' ? value : '')?.[1] ?? ''),
      usersOf,
      protection: construct ? program.protectionOf(construct) : 'unknown',
      partial: false,
    };
    return partsOf(stack, [resource]);
  });
};

const capital = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1);

/** Properties that take JSON, or names that are the author's own: what is in them keeps its letters. */
const asWritten = new Set([
  'assumeRolePolicyDocument',
  'costFilters',
  'keyPolicy',
  'policyDocument',
  'redrivePolicy',
  'repositoryPolicyText',
  'resourcePolicy',
  'variables',
]);

const plain = (value: Value, idOf: (at: At) => string, keep: boolean, depth = 0): unknown => {
  if (depth > 20) return '${}';
  switch (value.kind) {
    case 'literal':
      return value.value ?? undefined;
    case 'text':
      return value.value;
    case 'list':
      return value.complete ? value.items.map((item) => plain(item, idOf, keep, depth + 1)) : '${}';
    case 'object': {
      if (!value.complete) return '${}';
      const entries = Object.entries(value.entries).map(
        ([key, item]) => [keep ? key : capital(key), plain(item, idOf, keep || asWritten.has(key), depth + 1)] as const,
      );
      return Object.fromEntries(entries.filter(([, item]) => item !== undefined)) satisfies Mapping;
    }
    case 'new':
      return `\${${idOf(value.at)}}`;
    case 'call':
    case 'member':
      // `queue.attrArn` and the like.
      return value.receiver?.kind === 'new' ? `\${${idOf(value.receiver.at)}}` : '${}';
    default:
      return '${}';
  }
};

const placeOf = (entries: Readonly<Record<string, Value>>, keys: readonly (string | number)[]): At | undefined => {
  const [first, ...rest] = keys;
  const key =
    first === undefined ? undefined : Object.keys(entries).find((name) => capital(name) === first || name === first);
  let value = key === undefined ? undefined : entries[key];
  for (const step of rest) {
    const inner: Value | undefined =
      value?.kind === 'list'
        ? value.items[Number(step)]
        : value?.kind === 'object'
          ? memberOf(value.entries, String(step))
          : undefined;
    if (inner === undefined) break;
    value = inner;
  }
  return value?.at;
};

const memberOf = (entries: Readonly<Record<string, Value>>, step: string): Value | undefined => {
  const key = Object.keys(entries).find((name) => capital(name) === step || name === step);
  return key === undefined ? undefined : entries[key];
};
