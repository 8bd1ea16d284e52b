import { get, isMapping } from '../../../src/kit/index.ts';
import { emptyPermission } from '../access.ts';
import type { Part, Permission, Trust } from '../model.ts';
import { takesToken, trustOf } from '../trust.ts';
import type { Condition } from '../trust.ts';
import { isComputed, list, literal, step, text } from './values.ts';
import type { Resource } from './values.ts';

type PolicyOf = Permission['policyOf'];
type Keys = readonly (string | number)[];

/** What identities are allowed, and what resources allow others. */
export const readIdentity = (resource: Resource): readonly Part[] => {
  const { type, properties } = resource;
  const document = (policyOf: PolicyOf, ...keys: Keys): readonly Part[] =>
    statements(resource, below(properties, keys), policyOf, keys);
  switch (type) {
    case 'AWS::IAM::Role':
    case 'AWS::IAM::User':
    case 'AWS::IAM::Group':
    case 'AWS::IAM::Policy':
    case 'AWS::IAM::ManagedPolicy':
      return [
        ...document('trust', 'AssumeRolePolicyDocument'),
        ...document('identity', 'PolicyDocument'),
        ...list(properties['Policies']).flatMap((_, index) =>
          document('identity', 'Policies', index, 'PolicyDocument'),
        ),
        ...list(properties['ManagedPolicyArns']).map((arn, index) =>
          managed(resource, arn, ['ManagedPolicyArns', index]),
        ),
      ];
    case 'AWS::KMS::Key':
      return document('resource', 'KeyPolicy');
    case 'AWS::S3::BucketPolicy':
    case 'AWS::SQS::QueuePolicy':
    case 'AWS::SNS::TopicPolicy':
    case 'AWS::Lambda::LayerVersionPermission':
      return document('resource', 'PolicyDocument');
    case 'AWS::SecretsManager::ResourcePolicy':
      return document('resource', 'ResourcePolicy');
    case 'AWS::ECR::Repository':
      return document('resource', 'RepositoryPolicyText');
    case 'AWS::Lambda::Permission': {
      if (properties['Principal'] !== '*') return [];
      const conditioned = ['SourceArn', 'SourceAccount', 'PrincipalOrgID'].some((key) => properties[key] !== undefined);
      const actions = [text(properties['Action'])];
      return [
        {
          permissions: [
            { ...blank(resource, ['Principal']), policyOf: 'resource', actions, conditioned, anyPrincipal: true },
          ],
        },
      ];
    }
    case 'AWS::Serverless::Function':
    case 'AWS::Serverless::StateMachine':
      return list(properties['Policies']).flatMap((policy, index) =>
        typeof policy === 'string'
          ? [managed(resource, policy, ['Policies', index])]
          : statements(resource, policy, 'identity', ['Policies', index]),
      );
    default:
      return [];
  }
};

const below = (value: unknown, keys: Keys): unknown => keys.reduce<unknown>(step, value);

const blank = ({ name, place }: Resource, keys: Keys): Permission => emptyPermission(name, place(...keys));

/** A document may also be written as the JSON that it is sent as. */
const parsed = (document: unknown): unknown => {
  if (typeof document !== 'string' || document.length > longest) return document;
  try {
    return JSON.parse(document);
  } catch {
    return undefined;
  }
};

const longest = 100_000;

const statements = (resource: Resource, document: unknown, policyOf: PolicyOf, keys: Keys): readonly Part[] => {
  const written = get(parsed(document), 'Statement');
  const permissions = list(written).flatMap((statement, index): readonly Permission[] => {
    if (get(statement, 'Effect') !== 'Allow' || isComputed(statement)) return [];
    const principal = get(statement, 'Principal');
    const everybody = principal === '*' || list(get(principal, 'AWS')).includes('*');
    return [
      {
        ...blank(resource, [...keys, 'Statement', ...(Array.isArray(written) ? [index] : [])]),
        policyOf,
        actions: list(get(statement, 'Action') ?? get(statement, 'NotAction')).map(text),
        resources: list(get(statement, 'Resource') ?? get(statement, 'NotResource')).map(text),
        inverted: get(statement, 'NotAction') !== undefined || get(statement, 'NotResource') !== undefined,
        conditioned: get(statement, 'Condition') !== undefined,
        anyPrincipal: everybody,
      },
    ];
  });
  const trusts = policyOf === 'trust' ? list(written).flatMap((statement) => trusted(resource, statement, keys)) : [];
  return permissions.length === 0 ? [] : [{ permissions, trusts }];
};

/** Pipelines that a statement lets in. What only a deployment knows of its conditions is not judged. */
const trusted = (resource: Resource, statement: unknown, keys: Keys): readonly Trust[] => {
  const federated = list(get(get(statement, 'Principal'), 'Federated'));
  const isMeant = get(statement, 'Effect') === 'Allow' && list(get(statement, 'Action')).map(text).some(takesToken);
  const written = get(statement, 'Condition') ?? {};
  if (!isMeant || !isMapping(written) || Object.values(written).some((value) => !isMapping(value))) return [];
  const conditions = Object.entries(written).flatMap(([operator, entries]): readonly Condition[] =>
    Object.entries(isMapping(entries) ? entries : {}).map(([key, values]) => ({
      operator,
      key,
      values: list(values).map(text),
    })),
  );
  return federated.flatMap(
    (provider) => trustOf(resource.name, text(provider), conditions, resource.place(...keys)) ?? [],
  );
};

/** A policy by its ARN or, in serverless templates, by its name alone. */
const managed = (resource: Resource, policy: unknown, keys: Keys): Part => {
  const name = /([\w+=,.@-]{1,200})$/.exec(typeof policy === 'string' ? policy : '')?.[1] ?? literal(policy) ?? '';
  const byProvider = /:aws:policy\/|^(?!arn)[\w-]+$/.test(typeof policy === 'string' ? policy : '');
  return { permissions: name === '' || !byProvider ? [] : [{ ...blank(resource, keys), managed: name }] };
};
