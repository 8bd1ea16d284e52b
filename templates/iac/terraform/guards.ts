import { wholeText } from '../../../src/kit/index.ts';
import type { HclExpression, Value } from '../../../src/kit/index.ts';
import type { Known, Part, TaggedResource, Tie, Use } from '../model.ts';
import { headOf } from './stack.ts';
import type { Resource, Stack } from './stack.ts';
import { dig, given, isComputed, items, pairsIn } from './values.ts';

/** What watches costs, what is used of AWS, and what ties the source to one account. */
export const readGuards = (resource: Resource, stack: Stack): readonly Part[] => [
  ...costs(resource, stack),
  { uses: usesOf(resource), ties: tiesOf(resource) },
];

const costs = (resource: Resource, stack: Stack): readonly Part[] => {
  const { type, name, at } = resource;
  const guard = (
    kind: 'budget' | 'anomaly detection' | 'schedule',
    ofService: Known,
    notifies: Known,
  ): readonly Part[] => [{ costGuards: [{ name, kind, ofService, notifies, at }] }];
  switch (type) {
    case 'aws_budgets_budget': {
      const notices = items(resource.get('notification'));
      const keys = ['subscriber_email_addresses', 'subscriber_sns_topic_arns'];
      const heard = notices.some((notice) => keys.some((key) => given(dig(notice, key)) !== 'no'));
      const filters = [resource.get('cost_filter'), resource.get('cost_filters'), resource.get('filter_expression')];
      const written = filters.filter((filter) => filter !== undefined);
      const byTag = /TagKeyValue|CostCategory|"tags"|cost_categor/i.test(JSON.stringify(written));
      const ofService: Known = written.length === 0 ? 'no' : byTag ? 'yes' : 'unknown';
      const complete = resource.body.kind === 'object' && resource.body.complete;
      return guard('budget', ofService, heard ? 'yes' : complete ? 'no' : 'unknown');
    }
    case 'aws_ce_anomaly_subscription': {
      const heard = items(resource.get('subscriber')).length > 0;
      const monitors = items(resource.get('monitor_arn_list')).map((arn) => stack.referred(arn));
      const types = monitors.map((monitor) => wholeText(monitor?.get('monitor_type')));
      const ofService: Known = types.includes('CUSTOM') ? 'yes' : 'unknown';
      return guard('anomaly detection', ofService, heard ? 'yes' : 'no');
    }
    case 'aws_autoscaling_schedule':
    case 'aws_appautoscaling_scheduled_action':
      return guard('schedule', 'yes', 'no');
    default:
      return [];
  }
};

const usesOf = (resource: Resource): readonly Use[] => {
  const runtime = wholeText(resource.get('runtime') ?? resource.get('runtime_version'));
  const key = resource.get('runtime') === undefined ? 'runtime_version' : 'runtime';
  const runs = /^aws_(?:lambda_function|synthetics_canary)$/.test(resource.type);
  return [
    { kind: 'resource', name: resource.type, at: resource.at },
    ...(runtime !== null && runs ? [{ kind: 'runtime' as const, name: runtime, at: resource.place(key) }] : []),
  ];
};

/** Names that two environments of one account cannot both have, where the source could leave them to the provider. */
const names: Readonly<Record<string, string>> = {
  aws_s3_bucket: 'bucket',
  aws_sqs_queue: 'name',
  aws_sns_topic: 'name',
  aws_db_instance: 'identifier',
  aws_rds_cluster: 'cluster_identifier',
  aws_lb: 'name',
  aws_lb_target_group: 'name',
  aws_secretsmanager_secret: 'name',
};

/** Only what is written as it stands ties: a variable or a part of one is where an environment comes in. */
const tiesOf = (resource: Resource): readonly Tie[] => {
  const { type, name, source } = resource;
  const key = Object.hasOwn(names, type) ? names[type] : undefined;
  const attribute = source.body.attributes.find((candidate) => candidate.name === key);
  const physical = attribute?.value.kind === 'literal' ? attribute.value.value : null;
  const named: readonly Tie[] =
    typeof physical === 'string' && attribute !== undefined
      ? [{ kind: 'physical name', value: physical, resource: name, at: headOf(attribute.at) }]
      : [];
  return [
    ...named,
    ...source.body.attributes.flatMap(({ value }) => literalsIn(value, name, 0)),
    ...blocksIn(resource),
  ];
};

const blocksIn = ({ source, name }: Resource): readonly Tie[] => {
  const open = [...source.body.blocks];
  const found: Tie[] = [];
  for (let block = open.pop(); block !== undefined; block = open.pop()) {
    found.push(...block.body.attributes.flatMap(({ value }) => literalsIn(value, name, 0)));
    open.push(...block.body.blocks);
  }
  return found;
};

const arn = /^arn:[^:$]*:[a-z0-9-]*:[a-z0-9-]*:(\d{12}):/;

/** ARNs with an account written into them; those of AWS have none. */
const literalsIn = (node: HclExpression, resource: string, depth: number): readonly Tie[] => {
  if (depth > 30) return [];
  const inside = (inner: readonly HclExpression[]): readonly Tie[] =>
    inner.flatMap((each) => literalsIn(each, resource, depth + 1));
  const tie = (text: unknown): readonly Tie[] =>
    typeof text === 'string' && arn.test(text)
      ? [{ kind: 'arn', value: text.slice(0, 120), resource, at: headOf(node.at) }]
      : [];
  switch (node.kind) {
    case 'literal':
      return tie(node.value);
    case 'template': {
      const [first] = node.parts;
      return [...tie(first), ...inside(node.parts.filter((part) => typeof part !== 'string'))];
    }
    case 'list':
      return inside(node.items);
    case 'object':
      // Who may do something may well stand in another account.
      return inside(
        node.entries
          .filter(({ key }) => !(key.kind === 'literal' && key.value === 'Principal'))
          .map(({ value }) => value),
      );
    case 'call':
      return inside(node.args);
    case 'conditional':
      return inside([node.yes, node.no]);
    default:
      return [];
  }
};

/** Types that many have and whose tags people write. */
const taggable =
  /^aws_(?:s3_bucket|db_instance|rds_cluster|dynamodb_table|sqs_queue|sns_topic|lambda_function|ecs_service|ecs_cluster|instance|vpc|security_group|ebs_volume|lb|efs_file_system|kms_key|ecr_repository|secretsmanager_secret)$/;

/** The tags of the provider that a resource is made with, and its own. */
export const readTags = (resource: Resource, stack: Stack): readonly Part[] => {
  if (!taggable.test(resource.type)) return [];
  const [name, alias = null] = resource.provider.split('.');
  const provider = stack.root.providers.find((candidate) => candidate.name === name && candidate.alias === alias);
  const inherited = dig(provider?.body, 'default_tags', 'tags');
  const own = resource.get('tags');
  const tags = [...pairsIn(inherited), ...pairsIn(own)].map(([key, value]) => ({ key, value: wholeText(value) }));
  const tagged: TaggedResource = {
    resource: resource.name,
    tags,
    // A module that others call has their provider, with its tags.
    complete: isKnown(inherited) && isKnown(own) && stack.root.providers.length > 0,
    final: true,
    at: resource.place('tags'),
  };
  return [{ taggedResources: [tagged] }];
};

const isKnown = (value: Value | undefined): boolean =>
  value === undefined || (value.kind === 'object' && value.complete && !isComputed(value));
