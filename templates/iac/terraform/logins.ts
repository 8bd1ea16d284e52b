import { documentOf, wholeText } from '../../../src/kit/index.ts';
import type { Value } from '../../../src/kit/index.ts';
import type { DatabaseLogin, ForeignResource, Known, Part } from '../model.ts';
import { containersOf } from './programs.ts';
import { headOf } from './stack.ts';
import type { Resource, Stack } from './stack.ts';
import { dig, flag, given, isComputed, items, pairsIn } from './values.ts';

/** How programs log in to the databases, and what they use of others. */
export const readLogins = (resource: Resource, stack: Stack): readonly Part[] => {
  switch (resource.type) {
    case 'aws_db_instance':
    case 'aws_rds_cluster':
    case 'aws_docdb_cluster':
    case 'aws_neptune_cluster':
      return given(resource.get('replicate_source_db')) === 'no' ? [{ databaseLogins: [login(resource, stack)] }] : [];
    case 'aws_ecs_task_definition':
      return containersOf(resource).flatMap((container) =>
        items(dig(container, 'environment')).flatMap((item) => addressed(dig(item, 'value'), resource)),
      );
    case 'aws_lambda_function':
      return pairsIn(resource.get('environment', 'variables')).flatMap(([, value]) => addressed(value, resource));
    default:
      return [];
  }
};

const login = (resource: Resource, stack: Stack): DatabaseLogin => {
  const password =
    resource.get('password') ??
    resource.get('master_password') ??
    resource.get('password_wo') ??
    resource.get('master_password_wo');
  const managed = flag(resource.get('manage_master_user_password'), 'no');
  const secret = secretBehind(password, stack);
  const kept = secret !== undefined || isLookedUp(password);
  const rotated =
    secret !== undefined && stack.naming(secret, ['aws_secretsmanager_secret_rotation'], 'secret_id').length > 0;
  const masterPassword: DatabaseLogin['masterPassword'] =
    managed === 'yes'
      ? 'managed'
      : kept
        ? 'secret'
        : wholeText(password) !== null
          ? 'written'
          : resource.type === 'aws_neptune_cluster'
            ? 'none'
            : 'unknown';
  const owned: Known = rotated ? 'yes' : 'no';
  const rotation: Known = managed === 'no' && secret !== undefined ? owned : managed === 'yes' ? 'yes' : 'unknown';
  const key = ['manage_master_user_password', 'password', 'master_password'].find(
    (name) => resource.get(name) !== undefined,
  );
  return {
    database: resource.name,
    identity: identityOf(resource),
    masterPassword,
    rotation,
    programsAsMaster: programsWith(resource, secret, stack),
    at: key === undefined ? resource.at : resource.place(key),
  };
};

/** Oracle, SQL Server and Db2 take no tokens of IAM. */
const identityOf = (resource: Resource): DatabaseLogin['identity'] => {
  const engine = wholeText(resource.get('engine')) ?? '';
  if (resource.type === 'aws_docdb_cluster' || /^(?:oracle|sqlserver|custom|db2)/.test(engine)) return 'not-offered';
  return flag(resource.get('iam_database_authentication_enabled'), 'no');
};

const isLookedUp = (password: Value | undefined): boolean =>
  password?.kind === 'name' &&
  /(?:^|\.)data\.aws_(?:secretsmanager_secret_version|ssm_parameter)\./.test(password.name);

/** The secret whose version holds the password: `random_password` that is written into one, or a version of one. */
const secretBehind = (password: Value | undefined, stack: Stack): Resource | undefined => {
  if (password?.kind !== 'name') return undefined;
  const direct = stack.referred(password);
  if (direct?.type === 'aws_secretsmanager_secret_version') return stack.referred(direct.get('secret_id'));
  if (direct?.type !== 'random_password') return undefined;
  const version = stack.ofType('aws_secretsmanager_secret_version').find((candidate) => {
    const written = candidate.get('secret_string');
    const document = documentOf(written);
    const values = [written, ...pairsIn(document).map(([, value]) => value)];
    return values.some((value) => stack.referred(value)?.name === direct.name);
  });
  return version && stack.referred(version.get('secret_id'));
};

/** Programs that are handed the secret of the master user itself. */
const programsWith = (database: Resource, secret: Resource | undefined, stack: Stack): readonly string[] => {
  const is = (value: Value | undefined): boolean => {
    if (secret !== undefined && stack.referred(value)?.name === secret.name) return true;
    return value?.kind === 'name' && value.name.startsWith(`${database.name}.master_user_secret`);
  };
  const containers = stack.ofType('aws_ecs_task_definition').flatMap((definition) =>
    containersOf(definition)
      .filter((container) => items(dig(container, 'secrets')).some((item) => is(dig(item, 'valueFrom'))))
      .map((container) => wholeText(dig(container, 'name')) ?? definition.name),
  );
  const functions = stack
    .ofType('aws_lambda_function')
    .filter((program) => pairsIn(program.get('environment', 'variables')).some(([, value]) => is(value)))
    .map(({ name }) => name);
  return [...containers, ...functions];
};

// `postgres://orders:…@billing.cluster-abc.eu-west-1.rds.amazonaws.com/billing`, or the host name alone.
const host =
  /(?:^|[@/=])((?:[a-z0-9-]{1,63}\.){1,6}(?:rds|docdb|neptune|cache|redshift)(?:\.[a-z0-9-]{1,63})?\.amazonaws\.com)\b/;
const connection =
  /^(?:jdbc:)?(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|redis|rediss|sqlserver|oracle):\/\/(?:[^@/\s]{0,200}@)?([a-z0-9.-]{1,200})/i;

const addressed = (value: Value | undefined, resource: Resource): readonly Part[] => {
  const written = wholeText(value)?.slice(0, 500);
  if (value === undefined || written === undefined) return [];
  const name = (host.exec(written)?.[1] ?? connection.exec(written)?.[1])?.toLowerCase();
  if (name === undefined || /^(?:localhost|127\.|db$|postgres$|mysql$|redis$)/.test(name)) return [];
  const type = /cache|redis/.test(written) ? 'cache' : 'database';
  const at = value.at.line === undefined && value.at.pointer === undefined ? resource.at : headOf(value.at);
  return [{ foreignResources: [{ type, name, by: 'address', at }] }];
};

/** What a data source looks up, and the arguments that name it. */
const lookups: Readonly<Record<string, readonly [ForeignResource['type'], ...string[]]>> = {
  aws_db_instance: ['database', 'db_instance_identifier'],
  aws_rds_cluster: ['database', 'cluster_identifier'],
  aws_dynamodb_table: ['table', 'name'],
  aws_elasticache_cluster: ['cache', 'cluster_id'],
  aws_elasticache_replication_group: ['cache', 'replication_group_id'],
  aws_s3_bucket: ['bucket', 'bucket'],
  aws_sqs_queue: ['queue', 'name'],
  aws_sns_topic: ['topic', 'name'],
  aws_secretsmanager_secret: ['secret', 'name', 'arn'],
  terraform_remote_state: ['export', 'backend'],
};

/**
 * What exists already and is looked up.
 *
 * @param made names of what the repository makes somewhere
 */
export const readLookup = (resource: Resource, stack: Stack, made: ReadonlySet<string>): readonly Part[] => {
  const [type, ...keys] = (Object.hasOwn(lookups, resource.type) ? lookups[resource.type] : undefined) ?? [];
  if (type === undefined) return [];
  const written = keys.map((key) => resource.get(key)).find((value) => value !== undefined);
  // What the repository makes is its own, even when it is looked up.
  if (stack.referred(written) !== undefined || made.has(wholeText(written) ?? '')) return [];
  const name = type === 'export' ? remoteName(resource) : isComputed(written) ? null : wholeText(written);
  return [{ foreignResources: [{ type, name, by: 'look-up', at: resource.at }] }];
};

const remoteName = (resource: Resource): string | null => {
  const key =
    resource.get('config', 'key') ?? resource.get('config', 'workspaces', 'name') ?? resource.get('config', 'path');
  return wholeText(key);
};
