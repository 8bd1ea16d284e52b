import { documentOf, numberOf, wholeText } from '../../../src/kit/index.ts';
import type { At, Value } from '../../../src/kit/index.ts';
import type { Exposure, Known, Part } from '../model.ts';
import { isEverywhere } from '../reach.ts';
import { headOf } from './stack.ts';
import type { Resource, Stack } from './stack.ts';
import { dig, either, flag, isComputed, items } from './values.ts';

/** What could be reached from everywhere. */
export const readReach = (resource: Resource, stack: Stack): readonly Part[] => {
  const exposure = (type: Exposure['type'], open: Known, ...keys: readonly string[]): readonly Part[] => [
    {
      exposures: [{ resource: resource.name, type, open, port: null, loadBalancer: 'no', at: resource.place(...keys) }],
    },
  ];
  switch (resource.type) {
    case 'aws_security_group':
    case 'aws_default_security_group':
      return items(resource.get('ingress')).map((rule) =>
        ingress(resource, rule, ofLoadBalancer(resource, stack), headOf(rule.at)),
      );
    case 'aws_security_group_rule': {
      if (wholeText(resource.get('type')) === 'egress') return [];
      return [ruleOf(resource, resource.get('security_group_id'), stack)];
    }
    case 'aws_vpc_security_group_ingress_rule':
      return [ruleOf(resource, resource.get('security_group_id'), stack)];
    case 'aws_s3_bucket':
      return bucket(resource, stack);
    case 'aws_db_instance':
    case 'aws_rds_cluster_instance':
    case 'aws_neptune_cluster_instance':
    case 'aws_dms_replication_instance':
      return exposure('database', flag(resource.get('publicly_accessible'), 'no'), 'publicly_accessible');
    case 'aws_redshift_cluster':
      return exposure('database', flag(resource.get('publicly_accessible'), 'unknown'), 'publicly_accessible');
    case 'aws_eks_cluster': {
      const reachable = flag(resource.get('vpc_config', 'endpoint_public_access'), 'yes');
      const blocks = resource.get('vpc_config', 'public_access_cidrs');
      const everybody = blocks === undefined ? 'yes' : everywhere(blocks);
      return exposure('cluster', reachable === 'yes' ? everybody : reachable, 'vpc_config');
    }
    default:
      return [];
  }
};

/** Whether a list of address ranges holds the whole Internet. */
const everywhere = (blocks: Value | undefined): Known => {
  if (blocks === undefined) return 'no';
  if (items(blocks).some((block) => isEverywhere(wholeText(block)))) return 'yes';
  const seen = blocks.kind === 'list' ? blocks.complete && !blocks.items.some(isComputed) : !isComputed(blocks);
  return seen ? 'no' : 'unknown';
};

const sources = ['cidr_blocks', 'ipv6_cidr_blocks', 'cidr_ipv4', 'cidr_ipv6'];

/** From where a rule of a security group lets requests in. */
const ingress = ({ name }: Resource, rule: Value, loadBalancer: Known, at: At): Part => {
  const open = either(...sources.map((key) => everywhere(dig(rule, key))));
  const [from, to] = [numberOf(dig(rule, 'from_port')), numberOf(dig(rule, 'to_port'))];
  const place = sources.map((key) => dig(rule, key)).find((value) => everywhere(value) === 'yes')?.at ?? at;
  return {
    exposures: [
      { resource: name, type: 'ingress', open, port: from === to ? from : null, loadBalancer, at: headOf(place) },
    ],
  };
};

const ruleOf = (resource: Resource, target: Value | undefined, stack: Stack): Part => {
  const group = stack.referred(target, /^aws_(?:default_)?security_group$/);
  return ingress(group ?? resource, resource.body, group ? ofLoadBalancer(group, stack) : 'unknown', resource.at);
};

/** Where resources name their security groups, by type. */
const users: readonly (readonly [string, ...string[]])[] = [
  ['aws_lb', 'security_groups'],
  ['aws_alb', 'security_groups'],
  ['aws_elb', 'security_groups'],
  ['aws_ecs_service', 'network_configuration', 'security_groups'],
  ['aws_lambda_function', 'vpc_config', 'security_group_ids'],
  ['aws_instance', 'vpc_security_group_ids'],
  ['aws_launch_template', 'vpc_security_group_ids'],
  ['aws_db_instance', 'vpc_security_group_ids'],
  ['aws_rds_cluster', 'vpc_security_group_ids'],
  ['aws_elasticache_replication_group', 'security_group_ids'],
];

/** Whether a security group is one of a load balancer: by who names it, as far as it can be seen. */
const ofLoadBalancer = (group: Resource, stack: Stack): Known => {
  const found = users.flatMap(([type, ...keys]) =>
    stack
      .ofType(type)
      .filter((user) => items(user.get(...keys)).some((named) => stack.referred(named)?.name === group.name)),
  );
  if (found.some(({ type }) => type.endsWith('lb'))) return 'yes';
  return found.length > 0 ? 'no' : 'unknown';
};

const switches = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'];

/** A bucket of today is closed unless its access list, its policy or a lifted block opens it. */
const bucket = (resource: Resource, stack: Stack): readonly Part[] => {
  const blocks = stack.naming(resource, ['aws_s3_bucket_public_access_block'], 'bucket');
  const lifted = blocks.flatMap((block) =>
    // Without being named in the block, a switch is off.
    switches.map((name) => ({ told: flag(block.get(name), 'no'), at: block.place(name) })),
  );
  const lists = [
    resource.get('acl'),
    ...stack.naming(resource, ['aws_s3_bucket_acl'], 'bucket').map((other) => other.get('acl')),
  ];
  const readable = lists.find((list) => wholeText(list)?.startsWith('public-read'));
  const policies = stack.naming(resource, ['aws_s3_bucket_policy'], 'bucket').map((other) => other.get('policy'));
  const open = lifted.find(({ told }) => told === 'no');
  const shared = policies.map(documentOf).find((document) => letsEverybodyRead(document));
  const at = open?.at ?? readable?.at ?? shared?.at ?? resource.at;
  const certain = open !== undefined || readable !== undefined || shared !== undefined;
  const unseen = lifted.some(({ told }) => told === 'unknown') || lists.some(isComputed);
  return [
    {
      exposures: [
        {
          resource: resource.name,
          type: 'bucket',
          open: certain ? 'yes' : unseen ? 'unknown' : 'no',
          port: null,
          loadBalancer: 'no',
          at: headOf(at),
        },
      ],
    },
  ];
};

const letsEverybodyRead = (document: Value | undefined): boolean =>
  items(dig(document, 'Statement')).some((statement) => {
    const principal = dig(statement, 'Principal');
    const named = [...items(principal), ...items(dig(principal, 'AWS')), ...items(dig(principal, '*'))];
    return (
      wholeText(dig(statement, 'Effect')) === 'Allow' &&
      named.some((name) => wholeText(name) === '*') &&
      dig(statement, 'Condition') === undefined
    );
  });
