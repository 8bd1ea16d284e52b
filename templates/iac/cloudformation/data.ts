import { get } from '../../../src/kit/index.ts';
import { list, number, text } from './values.ts';
import type { Part } from '../model.ts';
import type { Resource } from './values.ts';
import { known } from '../model.ts';

const removalOf = (body: unknown, fallback: 'delete' | 'snapshot') => {
  const policy = get(body, 'DeletionPolicy');
  if (policy === undefined) return fallback;
  if (policy === 'Retain' || policy === 'RetainExceptOnCreate') return 'retain';
  if (policy === 'Snapshot') return 'snapshot';
  return policy === 'Delete' ? 'delete' : 'unknown';
};

const unread = { expiry: 'unknown', tags: null, forLogs: 'unknown' } as const;

/** What a bucket keeps, encrypts and shows. */
export const bucket = ({ id, body, properties, at }: Resource, tls: boolean): Part => {
  const block = get(properties, 'PublicAccessBlockConfiguration');
  const acl = text(get(properties, 'AccessControl'));
  const switches = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];
  const opened = switches.some((name) => get(block, name) === false) || acl.startsWith('PublicRead');
  return {
    encryption: [
      // S3 encrypts every object by itself.
      { resource: id, type: 'bucket', where: 'at rest', encrypted: 'yes', at },
      { resource: id, type: 'bucket', where: 'in transit', encrypted: tls ? 'yes' : 'no', at },
    ],
    exposures: [{ resource: id, type: 'bucket', open: opened ? 'yes' : 'no', port: null, loadBalancer: 'no', at }],
    stateful: [
      {
        resource: id,
        type: 'bucket',
        removal: removalOf(body, 'delete'),
        replacement: removalOf(body, 'delete'),
        deletionProtection: 'not-offered',
        stackProtection: 'unknown',
        backup: null,
        ...unread,
        at,
      },
    ],
  };
};

/** What a database or a cluster of them keeps, encrypts and shows. */
export const database = ({ id, body, properties, at }: Resource): Part => {
  const days = get(properties, 'BackupRetentionPeriod') ?? 1;
  const isPublic = get(properties, 'PubliclyAccessible') ?? false;
  const cluster = get(body, 'Type') === 'AWS::RDS::DBCluster';
  return {
    encryption: [
      {
        resource: id,
        type: 'database',
        where: 'at rest',
        encrypted: known(get(properties, 'StorageEncrypted') ?? false),
        at,
      },
    ],
    exposures: [{ resource: id, type: 'database', open: known(isPublic), port: null, loadBalancer: 'no', at }],
    stateful: [
      {
        resource: id,
        type: 'database',
        removal: removalOf(body, 'snapshot'),
        replacement: removalOf(body, 'snapshot'),
        deletionProtection: known(get(properties, 'DeletionProtection') ?? false),
        // Whether the stack refuses its deletion is said when it is deployed, not in its template.
        stackProtection: 'unknown',
        backup: {
          enabled: number(days) === null ? 'unknown' : number(days) === 0 ? 'no' : 'yes',
          days: number(days),
          multiZone: cluster ? 'unknown' : known(get(properties, 'MultiAZ') ?? false),
        },
        ...unread,
        at,
      },
    ],
  };
};

/** What a DynamoDB table keeps. */
export const table = ({ id, body, properties, at }: Resource): Part => {
  const replica = list(get(properties, 'Replicas'))[0];
  const owner = replica === undefined ? properties : replica;
  const recovery = get(owner, 'PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled') ?? false;
  return {
    stateful: [
      {
        resource: id,
        type: 'table',
        removal: removalOf(body, 'delete'),
        replacement: removalOf(body, 'delete'),
        deletionProtection: known(get(owner, 'DeletionProtectionEnabled') ?? false),
        stackProtection: 'unknown',
        backup: { enabled: known(recovery), days: null, multiZone: 'not-offered' },
        ...unread,
        at,
      },
    ],
  };
};
