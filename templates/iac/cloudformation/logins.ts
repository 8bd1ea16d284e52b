import { get, record } from '../../../src/kit/index.ts';
import { databaseAddress } from '../addresses.ts';
import type { DatabaseLogin, ForeignResource, Known, Part } from '../model.ts';
import { dig, flag, isComputed, list, literal, said } from './values.ts';
import type { Resource, Stack } from './values.ts';

/** How programs log in to the databases of a template, and what they use of others. */
export const readLogins = (resource: Resource, stack: Stack): readonly Part[] => {
  switch (resource.type) {
    case 'AWS::RDS::DBInstance':
    case 'AWS::RDS::DBCluster':
    case 'AWS::DocDB::DBCluster':
    case 'AWS::Neptune::DBCluster': {
      const { properties } = resource;
      const member = properties['DBClusterIdentifier'] !== undefined && resource.type === 'AWS::RDS::DBInstance';
      if (member || properties['SourceDBInstanceIdentifier'] !== undefined) return [];
      return [{ databaseLogins: [login(resource, stack)] }];
    }
    case 'AWS::ECS::TaskDefinition':
      return list(resource.properties['ContainerDefinitions']).flatMap((container, index) =>
        list(get(container, 'Environment')).flatMap((item, inner) =>
          addressed(get(item, 'Value'), resource, ['ContainerDefinitions', index, 'Environment', inner]),
        ),
      );
    case 'AWS::Lambda::Function':
    case 'AWS::Serverless::Function': {
      const keys = ['Environment', 'Variables'];
      return Object.entries(record(get(resource.properties, ...keys))).flatMap(([key, value]) =>
        addressed(value, resource, [...keys, key]),
      );
    }
    default:
      return [];
  }
};

const login = (resource: Resource, stack: Stack): DatabaseLogin => {
  const { id, name, type, properties, place } = resource;
  const password = properties['MasterUserPassword'];
  const managed = flag(properties['ManageMasterUserPassword'], 'no');
  const secret = secretBehind(resource, stack);
  const rotated = stack.resources.some(
    (other) =>
      other.type === 'AWS::SecretsManager::RotationSchedule' && stack.referred(other.properties['SecretId']) === secret,
  );
  const written = literal(password);
  const fromStore = written !== null && /\{\{resolve:(?:secretsmanager|ssm-secure):/.test(written);
  const dynamic = typeof password === 'string' && password.includes('{{resolve:');
  const masterPassword: DatabaseLogin['masterPassword'] =
    managed === 'yes'
      ? 'managed'
      : secret || fromStore || dynamic
        ? 'secret'
        : written !== null
          ? 'written'
          : type === 'AWS::Neptune::DBCluster'
            ? 'none'
            : 'unknown';
  const rotation: Known =
    managed === 'yes'
      ? 'yes'
      : managed === 'unknown'
        ? 'unknown'
        : secret && rotated
          ? 'yes'
          : secret
            ? 'no'
            : 'unknown';
  return {
    database: name,
    identity: identityOf(
      type,
      properties['Engine'],
      properties['EnableIAMDatabaseAuthentication'],
      properties['IamAuthEnabled'],
    ),
    masterPassword,
    rotation,
    programsAsMaster: secret ? programsWith(id, secret, stack) : [],
    at: place(password === undefined ? 'ManageMasterUserPassword' : 'MasterUserPassword'),
  };
};

/** Oracle, SQL Server and Db2 take no tokens of IAM. */
const identityOf = (type: string, engine: unknown, switched: unknown, neptune: unknown): DatabaseLogin['identity'] => {
  if (type === 'AWS::DocDB::DBCluster' || /^(oracle|sqlserver|custom|db2)/.test(said(engine))) return 'not-offered';
  return type === 'AWS::Neptune::DBCluster' ? flag(neptune, 'no') : flag(switched, 'no');
};

/** The secret that a password is taken from: by what the password says, or by what is attached to the database. */
const secretBehind = ({ id, properties }: Resource, { resources, referred }: Stack): Resource | undefined => {
  const named = /\$\{(\w+)(?:\.\w+)?\}/.exec(said(properties['MasterUserPassword']))?.[0];
  const direct = referred(named);
  if (direct?.type === 'AWS::SecretsManager::Secret') return direct;
  const attachment = resources.find(
    ({ type, properties: own }) =>
      type === 'AWS::SecretsManager::SecretTargetAttachment' && referred(own['TargetId'])?.id === id,
  );
  return referred(attachment?.properties['SecretId']);
};

/** Programs that are handed the secret itself, or what is attached to it. */
const programsWith = (database: string, secret: Resource, { resources, referred }: Stack): readonly string[] => {
  const attached = resources.filter(
    ({ type, properties }) =>
      type === 'AWS::SecretsManager::SecretTargetAttachment' && referred(properties['TargetId'])?.id === database,
  );
  const is = (value: unknown): boolean => {
    const target = referred(value);
    return target !== undefined && (target === secret || attached.includes(target));
  };
  return resources.flatMap(({ type, name, properties }) => {
    if (type === 'AWS::ECS::TaskDefinition') {
      return list(properties['ContainerDefinitions'])
        .filter((container) => list(get(container, 'Secrets')).some((item) => is(get(item, 'ValueFrom'))))
        .map((container) => literal(get(container, 'Name')) ?? name);
    }
    const variables = record(dig(properties, 'Environment', 'Variables'));
    return /^AWS::(Lambda|Serverless)::Function$/.test(type) && Object.values(variables).some(is) ? [name] : [];
  });
};

const addressed = (value: unknown, { place }: Resource, keys: readonly (string | number)[]): readonly Part[] => {
  if (typeof value !== 'string' || isComputed(value)) return [];
  const name = databaseAddress(value);
  if (name === undefined) return [];
  const type: ForeignResource['type'] = /cache|redis/.test(value) ? 'cache' : 'database';
  return [{ foreignResources: [{ type, name, by: 'address', at: place(...keys) }] }];
};
