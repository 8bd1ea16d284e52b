import { documentOf, wholeText } from '../../../src/kit/index.ts';
import type { Encryption, Known, Part } from '../model.ts';
import type { Resource, Stack } from './stack.ts';
import { dig, either, flag, given, isComputed, items } from './values.ts';

/** How resources encrypt what they keep and what they send. */
export const readEncryption = (resource: Resource, stack: Stack): readonly Part[] => {
  const one = (type: string, where: Encryption['where'], encrypted: Known, ...keys: readonly string[]): Encryption => ({
    resource: resource.name,
    type,
    where,
    encrypted,
    at: resource.place(...keys),
  });
  const stored = (type: string, key: string, absent: Known = 'no'): readonly Part[] => [
    { encryption: [one(type, 'at rest', flag(resource.get(key), absent), key)] },
  ];
  const unless = (key: string): Known => (resource.get(key) === undefined ? 'no' : 'unknown');
  switch (resource.type) {
    case 'aws_s3_bucket':
      // S3 encrypts every object by itself.
      return [
        {
          encryption: [
            one('bucket', 'at rest', 'yes'),
            one('bucket', 'in transit', refusesPlain(resource, stack, 'aws_s3_bucket_policy', 'bucket')),
          ],
        },
      ];
    case 'aws_sns_topic':
      return [
        {
          encryption: [
            one('topic', 'at rest', given(resource.get('kms_master_key_id')), 'kms_master_key_id'),
            one('topic', 'in transit', refusesPlain(resource, stack, 'aws_sns_topic_policy', 'arn')),
          ],
        },
      ];
    case 'aws_sqs_queue': {
      // SQS encrypts with a key of its own unless it is told not to.
      const managed = flag(resource.get('sqs_managed_sse_enabled'), 'yes');
      const encrypted = either(given(resource.get('kms_master_key_id')), managed);
      return [
        {
          encryption: [
            one('queue', 'at rest', encrypted, 'sqs_managed_sse_enabled'),
            one('queue', 'in transit', refusesPlain(resource, stack, 'aws_sqs_queue_policy', 'queue_url')),
          ],
        },
      ];
    }
    case 'aws_db_instance':
      // The storage of a replica is encrypted as the one that it copies.
      return given(resource.get('replicate_source_db')) !== 'no'
        ? []
        : stored('database', 'storage_encrypted', unless('snapshot_identifier'));
    case 'aws_rds_cluster':
      return wholeText(resource.get('engine_mode')) === 'serverless'
        ? []
        : stored('database', 'storage_encrypted', unless('snapshot_identifier'));
    case 'aws_docdb_cluster':
    case 'aws_neptune_cluster':
      return stored('database', 'storage_encrypted', unless('snapshot_identifier'));
    case 'aws_redshift_cluster':
      return stored('database', 'encrypted', 'unknown');
    case 'aws_efs_file_system':
      return stored('files', 'encrypted', either('no', given(resource.get('kms_key_id'))));
    case 'aws_ebs_volume':
      return stored('volume', 'encrypted', unless('snapshot_id'));
    case 'aws_instance':
      return volumes(resource, [['root_block_device'], ['ebs_block_device']], one);
    case 'aws_launch_template':
      return volumes(resource, [['block_device_mappings', 'ebs']], one);
    case 'aws_elasticache_replication_group':
      return [
        {
          encryption: [
            one(
              'cache',
              'at rest',
              flag(resource.get('at_rest_encryption_enabled'), 'no'),
              'at_rest_encryption_enabled',
            ),
            one(
              'cache',
              'in transit',
              flag(resource.get('transit_encryption_enabled'), 'no'),
              'transit_encryption_enabled',
            ),
          ],
        },
      ];
    case 'aws_kinesis_stream': {
      const type = resource.get('encryption_type');
      const encrypted: Known =
        type === undefined ? 'no' : isComputed(type) ? 'unknown' : wholeText(type) === 'KMS' ? 'yes' : 'no';
      return [{ encryption: [one('stream', 'at rest', encrypted, 'encryption_type')] }];
    }
    case 'aws_opensearch_domain':
    case 'aws_elasticsearch_domain':
      return [
        {
          encryption: [
            one('search domain', 'at rest', flag(resource.get('encrypt_at_rest', 'enabled'), 'no'), 'encrypt_at_rest'),
            one(
              'search domain',
              'in transit',
              flag(resource.get('domain_endpoint_options', 'enforce_https'), 'no'),
              'domain_endpoint_options',
            ),
          ],
        },
      ];
    default:
      return [];
  }
};

type One = (type: string, where: Encryption['where'], encrypted: Known, ...keys: readonly string[]) => Encryption;

const volumes = (resource: Resource, ways: readonly (readonly string[])[], one: One): readonly Part[] =>
  ways.flatMap(([block = '', inner]) =>
    items(resource.get(block)).flatMap((mapping): readonly Part[] => {
      const volume = inner === undefined ? mapping : dig(mapping, inner);
      if (volume === undefined) return [];
      const absent: Known = dig(volume, 'snapshot_id') === undefined ? 'no' : 'unknown';
      const encrypted = flag(dig(volume, 'encrypted'), absent);
      const at = dig(volume, 'encrypted')?.at ?? mapping.at;
      return [{ encryption: [{ ...one('volume', 'at rest', encrypted), at }] }];
    }),
  );

/** Whether a policy of the bucket, topic or queue refuses requests without TLS. */
const refusesPlain = (resource: Resource, stack: Stack, type: string, key: string): Known => {
  const beside = stack.naming(resource, [type], key).map((other) => other.get('policy'));
  const written = [...beside, ...items(resource.get('policy'))].filter((policy) => policy !== undefined);
  const documents = written.map(documentOf);
  const refusing = documents.some((document) =>
    items(dig(document, 'Statement')).some((statement) => isRefusal(statement)),
  );
  if (refusing) return 'yes';
  const unseen = documents.some((document) => document === undefined || hasUnseen(document));
  // A policy whose bucket is computed may be the one of this bucket.
  const elsewhere = stack.ofType(type).some((other) => {
    const target = other.get(key);
    return isComputed(target) && stack.referred(target) === undefined;
  });
  return unseen || elsewhere || !stack.complete ? 'unknown' : 'no';
};

const hasUnseen = (document: NonNullable<ReturnType<typeof documentOf>>): boolean => {
  const statements = dig(document, 'Statement');
  return statements === undefined || isComputed(statements) || (statements.kind === 'list' && !statements.complete);
};

const isRefusal = (statement: NonNullable<ReturnType<typeof documentOf>>): boolean =>
  wholeText(dig(statement, 'Effect')) === 'Deny' &&
  /"aws:SecureTransport"/i.test(JSON.stringify(dig(statement, 'Condition') ?? null));
