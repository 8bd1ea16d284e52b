import { numberOf, wholeText } from '../../../src/kit/index.ts';
import type { Backup, Known, Part, Removal, Stateful } from '../model.ts';
import type { Resource, Stack } from './stack.ts';
import { both, either, flag, given, isComputed, isWhole, items, tagsOf, text } from './values.ts';

/** What holds data. */
export const readData = (resource: Resource, stack: Stack): readonly Part[] => {
  switch (resource.type) {
    case 'aws_s3_bucket':
      return [{ stateful: [bucket(resource, stack)] }];
    case 'aws_db_instance':
    case 'aws_rds_cluster':
    case 'aws_docdb_cluster':
    case 'aws_neptune_cluster':
      return [{ stateful: [database(resource, stack)] }];
    case 'aws_dynamodb_table':
      // The table that Terraform itself locks its state with holds nothing that lasts.
      return wholeText(resource.get('hash_key')) === 'LockID' ? [] : [{ stateful: [table(resource)] }];
    case 'aws_efs_file_system': {
      const policies = stack.naming(resource, ['aws_efs_backup_policy'], 'file_system_id');
      const told = policies.map((policy) => status(policy, 'backup_policy', 'status'));
      const backup = { enabled: either('no', ...told), days: null, multiZone: 'not-offered' } as const;
      return [{ stateful: [stateful(resource, 'files', { removal: 'delete', backup })] }];
    }
    case 'aws_kms_key':
      // A key that is dropped can be taken back for a week at least.
      return [{ stateful: [stateful(resource, 'key', { removal: 'retain' })] }];
    case 'aws_ecr_repository':
      return [{ stateful: [stateful(resource, 'registry', { removal: forced(resource, 'force_delete') })] }];
    case 'aws_backup_selection':
      return [selection(resource, stack)];
    default:
      return [];
  }
};

/** `ENABLED`, `Enabled` or `Suspended` of a resource. */
const status = (resource: Resource, ...keys: readonly string[]): Known => {
  const value = resource.get(...keys);
  if (value === undefined) return 'no';
  const written = wholeText(value);
  return written === null ? 'unknown' : /^enabled$/i.test(written) ? 'yes' : 'no';
};

/** What is emptied before it is deleted only where that is asked for. */
const forced = (resource: Resource, key: string): Removal => {
  const told = flag(resource.get(key), 'no');
  return told === 'unknown' ? 'unknown' : told === 'yes' ? 'delete' : 'retain';
};

interface Facts extends Partial<Pick<Stateful, 'deletionProtection' | 'backup' | 'versions' | 'expiry' | 'forLogs'>> {
  /** What becomes of it unless the source refuses that. */
  readonly removal: Removal;
}

const stateful = (resource: Resource, type: Stateful['type'], facts: Facts): Stateful => {
  const guarded = flag(resource.get('lifecycle', 'prevent_destroy'), 'no') === 'yes';
  const removal = guarded || facts.deletionProtection === 'yes' ? 'retain' : facts.removal;
  return {
    resource: resource.name,
    type,
    removal,
    replacement: removal,
    deletionProtection: facts.deletionProtection ?? 'not-offered',
    // Terraform has no stacks that could refuse to be deleted.
    stackProtection: 'not-offered',
    backup: facts.backup ?? null,
    ...(facts.versions && { versions: facts.versions }),
    expiry: facts.expiry ?? 'not-offered',
    tags: tagsOf(resource.get('tags')),
    forLogs: facts.forLogs ?? 'no',
    at: resource.at,
  };
};

const bucket = (resource: Resource, stack: Stack): Stateful => {
  const absent: Known = stack.complete ? 'no' : 'unknown';
  const versioning = stack.naming(resource, ['aws_s3_bucket_versioning'], 'bucket');
  const versions = [
    flag(resource.get('versioning', 'enabled'), absent),
    ...versioning.map((other) => status(other, 'versioning_configuration', 'status')),
  ];
  const lifecycles = stack.naming(resource, ['aws_s3_bucket_lifecycle_configuration'], 'bucket');
  const rules = [...items(resource.get('lifecycle_rule')), ...lifecycles.flatMap((other) => items(other.get('rule')))];
  const expires = rules.some((rule) => rule.kind === 'object' && Object.hasOwn(rule.entries, 'expiration'));
  return stateful(resource, 'bucket', {
    removal: forced(resource, 'force_destroy'),
    versions: either(...versions),
    expiry: expires ? 'yes' : absent,
    forLogs: takesLogs(resource, stack),
  });
};

/** Where resources leave their logs, by type. */
const logTargets: readonly (readonly [string, ...string[]])[] = [
  ['aws_s3_bucket_logging', 'target_bucket'],
  ['aws_s3_bucket', 'logging', 'target_bucket'],
  ['aws_lb', 'access_logs', 'bucket'],
  ['aws_alb', 'access_logs', 'bucket'],
  ['aws_elb', 'access_logs', 'bucket'],
  ['aws_cloudfront_distribution', 'logging_config', 'bucket'],
  ['aws_cloudtrail', 's3_bucket_name'],
  ['aws_flow_log', 'log_destination'],
  ['aws_config_delivery_channel', 's3_bucket_name'],
];

const takesLogs = (resource: Resource, stack: Stack): Known => {
  if (wholeText(resource.get('acl')) === 'log-delivery-write') return 'yes';
  return logTargets.some(([type, ...keys]) => stack.naming(resource, [type], ...keys).length > 0) ? 'yes' : 'no';
};

const database = (resource: Resource, stack: Stack): Stateful => {
  const single = resource.type === 'aws_db_instance';
  const skips = flag(resource.get('skip_final_snapshot'), 'no');
  const retention = resource.get('backup_retention_period');
  // An instance has no backups unless it is asked for, a cluster keeps a day.
  const days = retention === undefined ? (single ? 0 : 1) : numberOf(retention);
  const backup: Backup = {
    enabled: days === null ? 'unknown' : days > 0 ? 'yes' : 'no',
    days,
    multiZone: single ? flag(resource.get('multi_az'), 'no') : members(resource, stack),
  };
  const replica = single && given(resource.get('replicate_source_db')) !== 'no';
  return stateful(resource, 'database', {
    removal: skips === 'unknown' ? 'unknown' : skips === 'yes' ? 'delete' : 'snapshot',
    deletionProtection: flag(resource.get('deletion_protection'), 'no'),
    backup: replica ? null : backup,
  });
};

/** Storage of a cluster stands in three zones; it goes on without one of them when it has two members. */
const members = (resource: Resource, stack: Stack): Known => {
  if (given(resource.get('db_cluster_instance_class')) === 'yes') return 'yes';
  const types = ['aws_rds_cluster_instance', 'aws_docdb_cluster_instance', 'aws_neptune_cluster_instance'];
  const found = stack.naming(resource, types, 'cluster_identifier');
  if (found.length > 1) return 'yes';
  return found.length === 1 && found.every(({ certain }) => certain) && stack.complete ? 'no' : 'unknown';
};

const table = (resource: Resource): Stateful =>
  stateful(resource, 'table', {
    removal: 'delete',
    deletionProtection: flag(resource.get('deletion_protection_enabled'), 'no'),
    backup: {
      enabled: flag(resource.get('point_in_time_recovery', 'enabled'), 'no'),
      days: numberOf(resource.get('point_in_time_recovery', 'recovery_period_in_days')),
      multiZone: 'not-offered',
    },
    expiry: flag(resource.get('ttl', 'enabled'), 'no'),
  });

const selection = (resource: Resource, stack: Stack): Part => {
  const targets = resource.get('resources');
  const named = items(targets).map((target) => stack.referred(target)?.name ?? text(target));
  const tags = items(resource.get('selection_tag')).flatMap((tag) => {
    const [key, value] = tag.kind === 'object' ? [tag.entries['key'], tag.entries['value']] : [];
    const name = wholeText(key);
    return name === null ? [] : [{ key: name, value: wholeText(value) }];
  });
  const computed = !isWhole(targets) || named.some((target) => target === '${}') || isComputed(targets);
  const known = both(computed ? 'unknown' : 'yes') === 'yes';
  return { backupPlans: [{ name: resource.name, resources: known ? named : null, tags, at: resource.at }] };
};
