import type { Backup, Encryption, Exposure, Known, Part, Stateful } from '../model.ts';
import { keyOf } from './construct.ts';
import { driverOf, logGroup } from './logs.ts';
import { flag, memberOf, minutesOf, removalNamed } from './props.ts';
import { reachOf } from './public-databases.ts';
import type { Construct, Program } from './construct.ts';

/** What the constructs that keep, send or log data mean. */
export const readResource = (construct: Construct, program: Program): readonly Part[] => {
  switch (construct.type) {
    case 'LogGroup':
      return [{ logGroups: [logGroup(construct, 'retention')] }];
    case 'Function':
    case 'NodejsFunction':
    case 'PythonFunction':
    case 'DockerImageFunction':
      // A group of its own is counted where it is made.
      return construct.props.get('logGroup') ? [] : [{ logGroups: [logGroup(construct, 'logRetention')] }];
    case 'AwsLogDriver':
      return [{ logGroups: driverOf(construct) }];
    case 'Bucket':
      return [bucket(construct, program)];
    case 'Topic':
      return [topic(construct)];
    case 'DatabaseInstance':
    case 'DatabaseInstanceFromSnapshot':
    case 'DatabaseCluster':
      return [database(construct, program)];
    case 'DatabaseInstanceReadReplica':
      return [{ exposures: [reachOf(construct)] }];
    case 'Table':
    case 'TableV2':
      return [{ stateful: [table(construct, program)] }];
    case 'FileSystem':
      return [
        {
          encryption: [encryption(construct, 'files', 'at rest', flag(construct.props, 'encrypted', 'yes'))],
          stateful: [stateful(construct, program, 'files', 'retain', 'not-offered', null)],
        },
      ];
    case 'Key':
      return [{ stateful: [stateful(construct, program, 'key', 'retain', 'not-offered', null)] }];
    case 'Repository':
      // CodeCommit and CodeArtifact call theirs the same.
      if (/code(?:commit|artifact)/.test(construct.module)) return [];
      return [{ stateful: [stateful(construct, program, 'registry', 'retain', 'not-offered', null)] }];
    default:
      return [];
  }
};

const encryption = (
  { name, props, at }: Construct,
  type: string,
  where: Encryption['where'],
  encrypted: Known,
  key?: string,
): Encryption => ({ resource: name, type, where, encrypted, at: (key && props.get(key)?.at) || at });

const bucket = (construct: Construct, program: Program): Part => {
  const { name, props, at } = construct;
  const isPublic = flag(props, 'publicReadAccess', 'no');
  const blocks = props.get('blockPublicAccess');
  const weak = blocks !== undefined && memberOf(blocks) !== 'BLOCK_ALL';
  const open: Exposure['open'] = isPublic === 'no' && weak ? 'unknown' : isPublic;
  return {
    encryption: [
      encryption(construct, 'bucket', 'at rest', 'yes'),
      encryption(construct, 'bucket', 'in transit', flag(props, 'enforceSSL', 'no'), 'enforceSSL'),
    ],
    exposures: [
      {
        resource: name,
        type: 'bucket',
        open,
        port: null,
        loadBalancer: 'no',
        at: props.get('publicReadAccess')?.at ?? at,
      },
    ],
    stateful: [
      {
        ...stateful(construct, program, 'bucket', 'retain', 'not-offered', null),
        // What a website shows is made from its source, and can be made again.
        ...(isSite(construct, program) ? {} : { versions: flag(props, 'versioned', 'no') }),
        expiry: expires(props.get('lifecycleRules'), props.complete),
        forLogs: takesLogs(construct, program),
      },
    ],
  };
};

const isSite = ({ at, props }: Construct, { sites }: Program): boolean =>
  props.get('websiteIndexDocument') !== undefined || sites.has(keyOf(at));

const expires = (rules: ReturnType<Construct['props']['get']>, complete: boolean): Known => {
  if (rules === undefined) return complete ? 'no' : 'unknown';
  if (rules.kind !== 'list') return 'unknown';
  const some = rules.items.some((rule) => propOf(rule, 'expiration') ?? propOf(rule, 'expirationDate'));
  return some ? 'yes' : rules.complete && rules.items.every(({ kind }) => kind === 'object') ? 'no' : 'unknown';
};

/** Buckets of logs are told by what is given them, and by their name where they are handed on. */
const takesLogs = ({ name, at }: Construct, { constructs, constructOf }: Program): Known => {
  if (/logs?$/i.test(name)) return 'yes';
  const keys = ['serverAccessLogsBucket', 'logBucket', 'accessLogsBucket'];
  const named = constructs.some(({ props }) => keys.some((key) => constructOf(props.get(key))?.at === at));
  return named ? 'yes' : 'no';
};

const topic = (construct: Construct): Part => {
  const { props } = construct;
  const encrypted: Known = props.get('masterKey') ? 'yes' : props.complete ? 'no' : 'unknown';
  return {
    encryption: [
      encryption(construct, 'topic', 'at rest', encrypted),
      encryption(construct, 'topic', 'in transit', flag(props, 'enforceSSL', 'no'), 'enforceSSL'),
    ],
  };
};

const database = (construct: Construct, program: Program): Part => {
  const { props, type } = construct;
  const keyed: Known = props.get('storageEncryptionKey') ? 'yes' : 'no';
  const stored = flag(props, 'storageEncrypted', keyed);
  const clustered = type === 'DatabaseCluster';
  const retention = clustered ? propOf(props.get('backup'), 'retention') : props.get('backupRetention');
  const minutes = minutesOf(retention);
  const days = retention === undefined ? (props.complete ? 1 : null) : minutes === null ? null : minutes / 1440;
  const backup: Backup = {
    enabled: days === null ? 'unknown' : days > 0 ? 'yes' : 'no',
    days,
    multiZone: clustered ? 'unknown' : flag(props, 'multiAz', 'no'),
  };
  const removal = memberOf(props.get('removalPolicy'));
  const deletion = flag(props, 'deletionProtection', removal === 'RETAIN' ? 'yes' : 'no');
  return {
    encryption: [encryption(construct, 'database', 'at rest', stored, 'storageEncrypted')],
    exposures: [reachOf(construct)],
    stateful: [stateful(construct, program, 'database', 'snapshot', deletion, backup)],
  };
};

const propOf = (value: ReturnType<Construct['props']['get']>, key: string) =>
  value?.kind === 'object' && Object.hasOwn(value.entries, key) ? value.entries[key] : undefined;

const table = (construct: Construct, program: Program): Stateful => {
  const { props } = construct;
  const specified = props.get('pointInTimeRecoverySpecification');
  const recovery = specified ? propOf(specified, 'pointInTimeRecoveryEnabled') : props.get('pointInTimeRecovery');
  const enabled: Known =
    recovery === undefined
      ? props.complete && !specified
        ? 'no'
        : 'unknown'
      : recovery.kind === 'literal'
        ? recovery.value === true
          ? 'yes'
          : 'no'
        : 'unknown';
  const backup: Backup = { enabled, days: null, multiZone: 'not-offered' };
  const expiry: Known = props.get('timeToLiveAttribute') ? 'yes' : props.complete ? 'no' : 'unknown';
  return {
    ...stateful(construct, program, 'table', 'retain', flag(props, 'deletionProtection', 'no'), backup),
    expiry,
  };
};

const stateful = (
  construct: Construct,
  program: Program,
  type: Stateful['type'],
  absent: Stateful['removal'],
  deletionProtection: Stateful['deletionProtection'],
  backup: Backup | null,
): Stateful => {
  const { name, props, at } = construct;
  const policy = props.get('removalPolicy');
  const own = policy && removalNamed(policy);
  const told = program.removalOf(construct) ?? own ?? (props.complete ? absent : 'unknown');
  return {
    resource: name,
    type,
    removal: told,
    replacement: told,
    deletionProtection,
    stackProtection: program.protectionOf(construct),
    backup,
    expiry: 'not-offered',
    tags: [],
    forLogs: 'no',
    at,
  };
};
