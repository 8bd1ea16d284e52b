import { get } from '../../../src/kit/index.ts';
import type { Mapping } from '../../../src/kit/index.ts';
import type { Encryption, Known, Part } from '../model.ts';
import { encryptionOf } from './data.ts';
import { dig, flag, isComputed, list, said } from './values.ts';
import type { Resource, Stack } from './values.ts';

/** How resources encrypt what they keep and what they send. */
export const readEncryption = (resource: Resource, stack: Stack): readonly Part[] => {
  const { type, properties } = resource;
  const rest = (what: string, encrypted: Known, key: string): Encryption =>
    encryptionOf(resource, what, 'at rest', encrypted, resource.place(key));
  const transit = (what: string, encrypted: Known, ...keys: readonly string[]): Encryption =>
    encryptionOf(resource, what, 'in transit', encrypted, resource.place(...keys));
  const stored = (what: string, key: string, absent: Known = 'no'): readonly Part[] => [
    { encryption: [rest(what, flag(properties[key], absent), key)] },
  ];
  switch (type) {
    case 'AWS::S3::Bucket':
      // S3 encrypts every object by itself.
      return [
        { encryption: [rest('bucket', 'yes', 'BucketEncryption'), transit('bucket', refusesPlain(resource, stack))] },
      ];
    case 'AWS::SNS::Topic':
      return [
        {
          encryption: [
            rest('topic', properties['KmsMasterKeyId'] === undefined ? 'no' : 'yes', 'KmsMasterKeyId'),
            transit('topic', refusesPlain(resource, stack)),
          ],
        },
      ];
    case 'AWS::SQS::Queue': {
      // SQS encrypts with a key of its own unless it is told not to.
      const keyed: Known = properties['KmsMasterKeyId'] === undefined ? 'no' : 'yes';
      const managed = keyed === 'yes' ? 'yes' : flag(properties['SqsManagedSseEnabled'], 'yes');
      return [
        {
          encryption: [rest('queue', managed, 'SqsManagedSseEnabled'), transit('queue', refusesPlain(resource, stack))],
        },
      ];
    }
    case 'AWS::RDS::DBInstance':
      // The storage of a cluster's member, and that of a replica, is the one that it comes from.
      return properties['DBClusterIdentifier'] !== undefined || properties['SourceDBInstanceIdentifier'] !== undefined
        ? []
        : stored('database', 'StorageEncrypted', properties['DBSnapshotIdentifier'] === undefined ? 'no' : 'unknown');
    case 'AWS::RDS::DBCluster':
    case 'AWS::DocDB::DBCluster':
    case 'AWS::Neptune::DBCluster':
      return stored('database', 'StorageEncrypted', properties['SnapshotIdentifier'] === undefined ? 'no' : 'unknown');
    case 'AWS::Redshift::Cluster':
      return stored('database', 'Encrypted', 'unknown');
    case 'AWS::EFS::FileSystem':
      return stored('files', 'Encrypted');
    case 'AWS::EC2::Volume':
      // An account can encrypt every new volume by default, which nothing here shows; what is written counts.
      return stored('volume', 'Encrypted');
    case 'AWS::EC2::Instance':
      return volumes(resource, properties['BlockDeviceMappings'], ['BlockDeviceMappings']);
    case 'AWS::EC2::LaunchTemplate':
      return volumes(resource, dig(properties, 'LaunchTemplateData', 'BlockDeviceMappings'), [
        'LaunchTemplateData',
        'BlockDeviceMappings',
      ]);
    case 'AWS::ElastiCache::ReplicationGroup':
      return [
        {
          encryption: [
            rest('cache', flag(properties['AtRestEncryptionEnabled'], 'no'), 'AtRestEncryptionEnabled'),
            transit('cache', flag(properties['TransitEncryptionEnabled'], 'no'), 'TransitEncryptionEnabled'),
          ],
        },
      ];
    case 'AWS::Kinesis::Stream': {
      const encrypted: Known = properties['StreamEncryption'] === undefined ? 'no' : 'yes';
      return [{ encryption: [rest('stream', encrypted, 'StreamEncryption')] }];
    }
    case 'AWS::OpenSearchService::Domain':
    case 'AWS::Elasticsearch::Domain':
      return [
        {
          encryption: [
            rest(
              'search domain',
              flag(dig(properties, 'EncryptionAtRestOptions', 'Enabled'), 'no'),
              'EncryptionAtRestOptions',
            ),
            transit(
              'search domain',
              flag(dig(properties, 'DomainEndpointOptions', 'EnforceHTTPS'), 'no'),
              'DomainEndpointOptions',
            ),
          ],
        },
      ];
    default:
      return listeners(resource, transit);
  }
};

type Transit = (what: string, encrypted: Known, ...keys: readonly string[]) => Encryption;

/** What speaks to clients: TLS 1.2 or newer, or a redirect to it. */
const listeners = ({ type, properties }: Resource, transit: Transit): readonly Part[] => {
  switch (type) {
    case 'AWS::ElasticLoadBalancingV2::Listener': {
      const protocol = properties['Protocol'];
      const redirects = list(properties['DefaultActions']).every((action) => get(action, 'Type') === 'redirect');
      const policy = properties['SslPolicy'];
      const old = typeof policy === 'string' && !isComputed(policy) && !/TLS13|TLS-1-2|FS-1-2/.test(policy);
      // A network load balancer hands TCP through; what is spoken inside cannot be seen here.
      if (typeof protocol !== 'string' || isComputed(protocol) || /^(TCP|UDP|TCP_UDP|GENEVE)$/.test(protocol)) {
        return [{ encryption: [transit('listener', 'unknown', 'Protocol')] }];
      }
      const plain = protocol === 'HTTP' && !redirects;
      const encrypted: Known = plain || (protocol !== 'HTTP' && old) ? 'no' : 'yes';
      return [{ encryption: [transit('listener', encrypted, old ? 'SslPolicy' : 'Protocol')] }];
    }
    case 'AWS::ElasticLoadBalancing::LoadBalancer': {
      const plain = list(properties['Listeners']).some((item) => /^http$/i.test(said(get(item, 'Protocol'))));
      return [{ encryption: [transit('listener', plain ? 'no' : 'unknown', 'Listeners')] }];
    }
    case 'AWS::CloudFront::Distribution': {
      const config = properties['DistributionConfig'];
      const behaviours = [dig(config, 'DefaultCacheBehavior'), ...list(dig(config, 'CacheBehaviors'))];
      const policies = behaviours.map((behaviour) => dig(behaviour, 'ViewerProtocolPolicy'));
      const version = dig(config, 'ViewerCertificate', 'MinimumProtocolVersion');
      const old = typeof version === 'string' && /^(SSLv3|TLSv1(_2016|\.1_2016)?)$/.test(version);
      const plain = policies.includes('allow-all');
      const unseen = policies.some((policy) => policy === undefined || isComputed(policy)) || isComputed(version);
      const encrypted: Known = plain || old ? 'no' : unseen ? 'unknown' : 'yes';
      return [{ encryption: [transit('distribution', encrypted, 'DistributionConfig')] }];
    }
    case 'AWS::ApiGateway::DomainName': {
      const policy = properties['SecurityPolicy'];
      const encrypted: Known =
        policy === 'TLS_1_0' ? 'no' : isComputed(policy) || policy === undefined ? 'unknown' : 'yes';
      return [{ encryption: [transit('api domain', encrypted, 'SecurityPolicy')] }];
    }
    default:
      return [];
  }
};

const volumes = (resource: Resource, mappings: unknown, way: readonly string[]): readonly Part[] =>
  list(mappings).flatMap((mapping, index): readonly Part[] => {
    const volume = dig(mapping, 'Ebs');
    if (volume === undefined) return [];
    const absent: Known = get(volume, 'SnapshotId') === undefined ? 'no' : 'unknown';
    const at = resource.place(...way, index);
    const encrypted = isComputed(volume) ? 'unknown' : flag(get(volume, 'Encrypted'), absent);
    return [{ encryption: [encryptionOf(resource, 'volume', 'at rest', encrypted, at)] }];
  });

/** Whether a policy of the bucket, topic or queue refuses requests without TLS. */
const refusesPlain = (resource: Resource, { usersOf, referred }: Stack): Known => {
  const policies = usersOf(resource).filter(
    ({ type, properties }) =>
      /^AWS::(S3::BucketPolicy|SNS::TopicPolicy|SQS::QueuePolicy)$/.test(type) &&
      [properties['Bucket'], ...list(properties['Topics']), ...list(properties['Queues'])].some(
        (target) => referred(target) === resource,
      ),
  );
  if (policies.some(({ properties }) => mentions(properties, 'aws:SecureTransport'))) return 'yes';
  return policies.some(({ properties }) => isComputed(properties['PolicyDocument'])) ? 'unknown' : 'no';
};

const texts = new WeakMap<Mapping, string>();

/** Whether a word stands anywhere in some properties; these are turned into a text once. */
const mentions = (properties: Mapping, word: string): boolean => {
  const known = texts.get(properties) ?? JSON.stringify(properties);
  texts.set(properties, known);
  return known.includes(word);
};
