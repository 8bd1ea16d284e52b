import { documentOf, wholeText } from '../../../src/kit/index.ts';
import type { At, Value } from '../../../src/kit/index.ts';
import { emptyPermission } from '../access.ts';
import type { Part, Permission, Trust } from '../model.ts';
import { conditionsIn, takesToken, trustOf } from '../trust.ts';
import type { Condition } from '../trust.ts';
import { headOf } from './stack.ts';
import type { Resource, Stack } from './stack.ts';
import { dig, isComputed, items, text } from './values.ts';

type PolicyOf = Permission['policyOf'];

/** What identities are allowed, and what resources allow others. */
export const readIdentity = (resource: Resource, stack: Stack): readonly Part[] => {
  const document = (policyOf: PolicyOf, role: Resource | undefined, ...keys: readonly string[]): readonly Part[] =>
    statements((role ?? resource).name, resource.get(...keys), policyOf);
  const attached = (key: string): Resource | undefined => stack.referred(resource.get(key));
  switch (resource.type) {
    case 'aws_iam_role':
      return [
        ...document('trust', undefined, 'assume_role_policy'),
        ...items(resource.get('inline_policy')).flatMap((policy) =>
          statements(resource.name, dig(policy, 'policy'), 'identity'),
        ),
        ...items(resource.get('managed_policy_arns')).flatMap((arn) => managed(resource.name, arn, arn.at, stack)),
      ];
    case 'aws_iam_role_policy':
      return document('identity', attached('role'), 'policy');
    case 'aws_iam_user_policy':
      return document('identity', attached('user'), 'policy');
    case 'aws_iam_group_policy':
      return document('identity', attached('group'), 'policy');
    case 'aws_iam_policy':
    case 'aws_ssoadmin_permission_set_inline_policy':
      return document('identity', undefined, resource.type === 'aws_iam_policy' ? 'policy' : 'inline_policy');
    case 'aws_iam_role_policy_attachment':
    case 'aws_iam_user_policy_attachment':
    case 'aws_iam_group_policy_attachment':
    case 'aws_iam_policy_attachment': {
      const arn = resource.get('policy_arn');
      const role = attached('role') ?? attached('user') ?? attached('group');
      return arn === undefined ? [] : managed((role ?? resource).name, arn, resource.place('policy_arn'), stack);
    }
    case 'aws_kms_key':
    case 'aws_kms_key_policy':
    case 'aws_s3_bucket_policy':
    case 'aws_sqs_queue':
    case 'aws_sqs_queue_policy':
    case 'aws_sns_topic':
    case 'aws_sns_topic_policy':
    case 'aws_ecr_repository_policy':
    case 'aws_secretsmanager_secret_policy':
      return document('resource', undefined, 'policy');
    case 'aws_lambda_permission': {
      if (wholeText(resource.get('principal')) !== '*') return [];
      const conditions = ['source_arn', 'source_account', 'principal_org_id'];
      return [
        {
          permissions: [
            {
              ...blank(resource.name, resource.place('principal')),
              policyOf: 'resource',
              actions: [text(resource.get('action'))],
              conditioned: conditions.some((key) => resource.get(key) !== undefined),
              anyPrincipal: true,
            },
          ],
        },
      ];
    }
    default:
      return [];
  }
};

const blank = (role: string, at: At): Permission => emptyPermission(role, headOf(at));

const statements = (role: string, policy: Value | undefined, policyOf: PolicyOf): readonly Part[] => {
  const document = documentOf(policy);
  const permissions = items(dig(document, 'Statement')).flatMap((statement): readonly Permission[] => {
    const actions = dig(statement, 'Action') ?? dig(statement, 'NotAction');
    if (wholeText(dig(statement, 'Effect')) !== 'Allow' || statement.kind !== 'object') return [];
    const resources = dig(statement, 'Resource') ?? dig(statement, 'NotResource');
    const principal = dig(statement, 'Principal');
    const everybody = [...items(principal), ...items(dig(principal, 'AWS')), ...items(dig(principal, '*'))];
    // Of a list that is computed, what can be seen of it counts; the rest is not judged.
    return [
      {
        ...blank(role, placeOf(statement, policy)),
        policyOf,
        actions: isComputed(actions) ? [] : items(actions).map(text),
        resources: items(resources).map(text),
        inverted: dig(statement, 'NotAction') !== undefined || dig(statement, 'NotResource') !== undefined,
        conditioned: dig(statement, 'Condition') !== undefined,
        anyPrincipal: everybody.some((name) => wholeText(name) === '*'),
      },
    ];
  });
  const trusts =
    policyOf === 'trust'
      ? items(dig(document, 'Statement')).flatMap((statement) => trusted(role, statement, policy))
      : [];
  return permissions.length === 0 ? [] : [{ permissions, trusts }];
};

/** Pipelines that a statement lets in. */
const trusted = (role: string, statement: Value, policy: Value | undefined): readonly Trust[] => {
  const isMeant =
    wholeText(dig(statement, 'Effect')) === 'Allow' && items(dig(statement, 'Action')).map(text).some(takesToken);
  const conditions = isMeant ? conditionsOf(dig(statement, 'Condition')) : undefined;
  return conditions === undefined
    ? []
    : items(dig(statement, 'Principal', 'Federated')).flatMap(
        (provider) => trustOf(role, text(provider), conditions, headOf(placeOf(statement, policy))) ?? [],
      );
};

/** Conditions as JSON has them, or as blocks; undefined where they are computed. */
const conditionsOf = (value: Value | undefined): readonly Condition[] | undefined => {
  const found: Condition[] = [];
  for (const each of items(value)) {
    const variable = each.kind === 'object' && each.complete ? dig(each, 'variable') : undefined;
    const conditions = variable === undefined ? conditionsIn(each) : [blockOf(each, variable)];
    if (conditions === undefined) return undefined;
    found.push(...conditions);
  }
  return found;
};

const blockOf = (block: Value, variable: Value): Condition => ({
  operator: text(dig(block, 'test')),
  key: text(variable),
  values: items(dig(block, 'values')).map(text),
});

/** A statement that was parsed out of a text stands where the text does. */
const placeOf = (statement: Value, policy: Value | undefined): At =>
  statement.at.line === undefined && statement.at.pointer === undefined ? (policy ?? statement).at : statement.at;

/** A policy that AWS manages: by its ARN, or looked up by its name. */
const managed = (role: string, arn: Value, at: At, stack: Stack): readonly Part[] => {
  const found = arn.kind === 'name' ? stack.lookups.find(({ name }) => arn.name.startsWith(`${name}.`)) : undefined;
  const given = found?.type === 'aws_iam_policy' ? (found.get('arn') ?? found.get('name')) : arn;
  const written = text(given).replace(/^arn:\$\{\}/, 'arn:aws');
  const name = found
    ? /([\w+=,.@-]{1,200})$/.exec(written)?.[1]
    : /^arn:[^:]*:iam::aws:policy\/(?:[\w-]+\/)*([\w+=,.@-]+)$/.exec(written)?.[1];
  return name === undefined ? [] : [{ permissions: [{ ...blank(role, at), managed: name }] }];
};
