import { wholeText } from '../../../src/kit/index.ts';
import type { At, TerraformResource, TerraformRoot, Value } from '../../../src/kit/index.ts';
import { dig } from './values.ts';

/** A resource, ready to be looked at. */
export interface Resource extends Pick<TerraformResource, 'type' | 'provider' | 'certain' | 'source' | 'at' | 'body'> {
  /** Its address: `module.orders.aws_sqs_queue.main`. */
  readonly name: string;
  get(...keys: readonly string[]): Value | undefined;
  /** Where an argument stands, or else the resource. */
  place(...keys: readonly string[]): At;
}

/** The resources of one root, and how they refer to each other. */
export interface Stack {
  readonly root: TerraformRoot;
  readonly resources: readonly Resource[];
  /** Data sources. */
  readonly lookups: readonly Resource[];
  ofType(...types: readonly string[]): readonly Resource[];
  /** The resource that a value refers to, or whose name it is. */
  referred(value: Value | undefined, type?: RegExp): Resource | undefined;
  /** The resources of these types that name another one under a key. */
  naming(target: Resource, types: readonly string[], ...keys: readonly string[]): readonly Resource[];
  /** Whether what is absent from here is known to be absent. */
  readonly complete: boolean;
}

/** Arguments that are the name of a resource in its account. */
const names = [
  'bucket',
  'name',
  'alarm_name',
  'function_name',
  'identifier',
  'cluster_identifier',
  'replication_group_id',
];

export const stackOf = (root: TerraformRoot): Stack => {
  const all = root.resources.map((resource) => ({ mode: resource.mode, resource: resourceOf(resource) }));
  const resources = all.flatMap(({ mode, resource }) => (mode === 'managed' ? [resource] : []));
  const byAddress = new Map<string, Resource>();
  const byName = new Map<string, Resource[]>();
  const byType = new Map<string, Resource[]>();
  for (const resource of resources) {
    if (!byAddress.has(resource.name)) byAddress.set(resource.name, resource);
    add(byType, resource.type, resource);
    for (const name of namesOf(resource)) add(byName, name, resource);
  }
  const referred: Stack['referred'] = (value, type) => {
    if (value?.kind === 'name') {
      // The rest of the name is the attribute.
      for (let name = value.name; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('.')))) {
        const found = byAddress.get(name);
        if (found !== undefined) return type === undefined || type.test(found.type) ? found : undefined;
      }
      return undefined;
    }
    const same = byName.get(wholeText(value) ?? '') ?? [];
    return same.find((resource) => type === undefined || type.test(resource.type));
  };
  const ofType: Stack['ofType'] = (...types) => types.flatMap((type) => byType.get(type) ?? []);
  return {
    root,
    resources,
    lookups: all.flatMap(({ mode, resource }) => (mode === 'data' ? [resource] : [])),
    ofType,
    referred,
    naming: (target, types, ...keys) => {
      const type = new RegExp(`^${target.type}$`);
      return ofType(...types).filter((other) => referred(other.get(...keys), type)?.name === target.name);
    },
    complete: root.complete,
  };
};

/** The names that a resource has in its account, as far as they are known. */
export const namesOf = (resource: Resource): readonly string[] =>
  (primary.has(resource.type) ? names : []).flatMap((key) => {
    const name = wholeText(resource.get(key));
    return name === null || name === '' ? [] : [name];
  });

const add = (map: Map<string, Resource[]>, key: string, resource: Resource): void => {
  const found = map.get(key) ?? [];
  found.push(resource);
  map.set(key, found);
};

/** Types that are found by name; what belongs to one of them has the same name. */
const primary = new Set([
  'aws_cloudwatch_composite_alarm',
  'aws_cloudwatch_metric_alarm',
  'aws_db_instance',
  'aws_dynamodb_table',
  'aws_ecs_cluster',
  'aws_ecs_service',
  'aws_elasticache_replication_group',
  'aws_iam_role',
  'aws_lambda_function',
  'aws_lb',
  'aws_rds_cluster',
  'aws_s3_bucket',
  'aws_secretsmanager_secret',
  'aws_sns_topic',
  'aws_sqs_queue',
]);

const resourceOf = ({ type, address, provider, certain, source, at, body }: TerraformResource): Resource => ({
  type,
  name: address,
  provider,
  certain,
  source,
  at,
  body,
  get: (...keys) => dig(body, ...keys),
  place: (...keys) => {
    // As deep as the keys lead in what is written.
    for (let length = keys.length; length > 0; length -= 1) {
      const found = dig(body, ...keys.slice(0, length));
      if (found !== undefined) return headOf(found.at);
    }
    return at;
  },
});

/** Where something begins: a block or list as a whole would hide what is around it. */
export const headOf = ({ path, line, column, pointer }: At): At =>
  pointer === undefined ? { path, ...(line && { line }), ...(column && { column }) } : { path, pointer };
