import { get, numeric } from '../../../src/kit/index.ts';
import type { Backup, Encryption, Known, Part, Removal, Stateful } from '../model.ts';
import { dig, flag, list, literal, tagsOf, text } from './values.ts';
import type { Resource, Stack } from './values.ts';

/** What holds data, by type of resource. */
export const readData = (resource: Resource, stack: Stack): readonly Part[] => {
  switch (resource.type) {
    case 'AWS::S3::Bucket':
      return [{ stateful: [bucket(resource, stack)] }];
    case 'AWS::RDS::DBInstance':
    case 'AWS::RDS::DBCluster':
    case 'AWS::DocDB::DBCluster':
    case 'AWS::Neptune::DBCluster':
    case 'AWS::RDS::GlobalCluster':
      return database(resource, stack);
    case 'AWS::DynamoDB::Table':
    case 'AWS::DynamoDB::GlobalTable':
    case 'AWS::Serverless::SimpleTable':
      return [{ stateful: [table(resource, stack)] }];
    case 'AWS::EFS::FileSystem': {
      const enabled = flag(status(dig(resource.properties, 'BackupPolicy', 'Status')), 'no');
      const backup = { enabled, days: null, multiZone: 'not-offered' } as const;
      return [{ stateful: [stateful(resource, stack, 'files', { backup })] }];
    }
    case 'AWS::KMS::Key':
      return [{ stateful: [stateful(resource, stack, 'key', {})] }];
    case 'AWS::ECR::Repository':
      return [{ stateful: [stateful(resource, stack, 'registry', {})] }];
    case 'AWS::Backup::BackupSelection':
      return [backupSelection(resource, stack)];
    default:
      return [];
  }
};

/** `ENABLED` as true, `DISABLED` as false. */
const status = (value: unknown): unknown =>
  value === 'ENABLED' || value === 'Enabled' ? true : value === 'DISABLED' || value === 'Suspended' ? false : value;

const removals: Readonly<Record<string, Removal>> = {
  Retain: 'retain',
  RetainExceptOnCreate: 'retain',
  Snapshot: 'snapshot',
  Delete: 'delete',
};

const removalOf = (body: unknown, key: string, absent: Removal): Removal => {
  const policy = get(body, key);
  if (policy === undefined) return absent;
  return typeof policy === 'string' && Object.hasOwn(removals, policy) ? (removals[policy] ?? 'unknown') : 'unknown';
};

const stateful = (
  { name, body, properties, at }: Resource,
  { protection }: Stack,
  type: Stateful['type'],
  own: Partial<Pick<Stateful, 'deletionProtection' | 'backup' | 'versions' | 'expiry' | 'forLogs'>> & {
    absent?: Removal;
  },
): Stateful => ({
  resource: name,
  type,
  removal: removalOf(body, 'DeletionPolicy', own.absent ?? 'delete'),
  replacement: removalOf(body, 'UpdateReplacePolicy', 'delete'),
  deletionProtection: own.deletionProtection ?? 'not-offered',
  stackProtection: protection,
  backup: own.backup ?? null,
  ...(own.versions && { versions: own.versions }),
  expiry: own.expiry ?? 'not-offered',
  tags: tagsOf(properties['Tags'] ?? properties['RepositoryTags']),
  forLogs: own.forLogs ?? 'no',
  at,
});

const bucket = (resource: Resource, stack: Stack): Stateful => {
  const { properties } = resource;
  const rules = dig(properties, 'LifecycleConfiguration', 'Rules');
  const expires = list(rules).some(
    (rule) => get(rule, 'ExpirationInDays') !== undefined || get(rule, 'ExpirationDate') !== undefined,
  );
  const versions = flag(status(dig(properties, 'VersioningConfiguration', 'Status')), 'no');
  return stateful(resource, stack, 'bucket', {
    ...(isSite(resource, stack) ? {} : { versions }),
    expiry: expires ? 'yes' : rules === undefined || Array.isArray(rules) ? 'no' : 'unknown',
    forLogs: takesLogs(resource, stack),
  });
};

/** What a website shows is made from its source, and can be made again. */
const isSite = (resource: Resource, { usersOf, referred }: Stack): boolean =>
  resource.properties['WebsiteConfiguration'] !== undefined ||
  usersOf(resource).some(
    (other) =>
      other.type === 'AWS::CloudFront::Distribution' &&
      list(dig(other.properties, 'DistributionConfig', 'Origins')).some(
        (origin) => referred(get(origin, 'DomainName')) === resource,
      ),
  );

/** Logs go to a bucket by the name of it, or because its access list or its policy lets a service of logs write. */
const takesLogs = (resource: Resource, { usersOf, referred }: Stack): Known => {
  const { id, properties } = resource;
  if (get(properties, 'AccessControl') === 'LogDeliveryWrite') return 'yes';
  const writers = /logging\.s3|delivery\.logs|cloudtrail|logdelivery|config\.amazonaws/;
  const names = usersOf(resource).some((other) => {
    if (other.id === id) return false;
    if (other.type === 'AWS::S3::BucketPolicy') {
      return referred(other.properties['Bucket'])?.id === id && writers.test(JSON.stringify(other.properties));
    }
    const logging = dig(other.properties, 'LoggingConfiguration', 'DestinationBucketName');
    const attributes = list(other.properties['LoadBalancerAttributes']).filter(
      (attribute) => get(attribute, 'Key') === 'access_logs.s3.bucket',
    );
    const targets = [
      logging,
      ...attributes.map((attribute) => get(attribute, 'Value')),
      /^AWS::(CloudTrail::Trail|Config::DeliveryChannel)$/.test(other.type)
        ? other.properties['S3BucketName']
        : undefined,
      dig(other.properties, 'DistributionConfig', 'Logging', 'Bucket'),
      other.type === 'AWS::EC2::FlowLog' ? other.properties['LogDestination'] : undefined,
    ];
    return targets.some((target) => referred(target)?.id === id);
  });
  return names ? 'yes' : 'no';
};

const database = (resource: Resource, stack: Stack): readonly Part[] => {
  const { type, properties, body } = resource;
  // The members of a cluster share its storage, and are judged by the cluster.
  if (type === 'AWS::RDS::DBInstance' && properties['DBClusterIdentifier'] !== undefined) return [];
  if (type === 'AWS::RDS::GlobalCluster') return [];
  const replica = properties['SourceDBInstanceIdentifier'] !== undefined;
  const cluster = type !== 'AWS::RDS::DBInstance';
  const days = numeric(properties['BackupRetentionPeriod'] ?? 1);
  const enabled: Known = days === null ? 'unknown' : days > 0 ? 'yes' : 'no';
  const multiZone = cluster ? members(resource, stack) : flag(properties['MultiAZ'], 'no');
  const backup: Backup | null = replica ? null : { enabled, days, multiZone };
  const absent = cluster || properties['DBClusterIdentifier'] === undefined ? 'snapshot' : 'delete';
  const deletionProtection = flag(properties['DeletionProtection'], 'no');
  const told = { ...body, UpdateReplacePolicy: get(body, 'UpdateReplacePolicy') ?? 'Snapshot' };
  return [
    { stateful: [stateful({ ...resource, body: told }, stack, 'database', { deletionProtection, backup, absent })] },
  ];
};

/** Storage of a cluster stands in three zones; it goes on without one of them when it has two members. */
const members = ({ id, properties }: Resource, { resources, referred }: Stack): Known => {
  if (properties['DBClusterInstanceClass'] !== undefined) return 'yes';
  const count = resources.filter((other) => referred(other.properties['DBClusterIdentifier'])?.id === id).length;
  return count > 1 ? 'yes' : count === 1 ? 'no' : 'unknown';
};

const table = (resource: Resource, stack: Stack): Stateful => {
  const { properties, type } = resource;
  const replicas = list(properties['Replicas']);
  const owner = type === 'AWS::DynamoDB::GlobalTable' ? (replicas[0] ?? properties) : properties;
  const recovery = dig(owner, 'PointInTimeRecoverySpecification', 'PointInTimeRecoveryEnabled');
  const days = numeric(dig(owner, 'PointInTimeRecoverySpecification', 'RecoveryPeriodInDays'));
  return stateful(resource, stack, 'table', {
    deletionProtection: flag(get(owner, 'DeletionProtectionEnabled'), 'no'),
    backup: { enabled: flag(recovery, 'no'), days, multiZone: 'not-offered' },
    expiry: flag(dig(properties, 'TimeToLiveSpecification', 'Enabled'), 'no'),
  });
};

const backupSelection = ({ name, properties, at }: Resource, { referred }: Stack): Part => {
  const selection = properties['BackupSelection'];
  const resources = list(dig(selection, 'Resources')).map((target) => referred(target)?.name ?? text(target));
  const named = list(dig(selection, 'ListOfTags')).flatMap((tag) => {
    const key = literal(get(tag, 'ConditionKey'));
    return key === null ? [] : [{ key, value: literal(get(tag, 'ConditionValue')) }];
  });
  const computed = resources.some((target) => target === '${}');
  return { backupPlans: [{ name, resources: computed ? null : resources, tags: named, at }] };
};

export const encryptionOf = (
  { name, at }: Resource,
  type: string,
  where: Encryption['where'],
  encrypted: Known,
  place: Encryption['at'] = at,
): Encryption => ({ resource: name, type, where, encrypted, at: place });
