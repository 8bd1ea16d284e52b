import type { Node } from '@babel/types';
import type { Value } from '../../../src/kit/index.ts';
import { entryOf, nodesOf, pathOf, placeOf } from '../../../src/kit/index.ts';
import { databaseAddress } from '../addresses.ts';
import type { DatabaseLogin, ForeignResource, Known, Part } from '../model.ts';
import type { Call, Construct, Program } from './construct.ts';
import { flag, propsOf, textOf } from './props.ts';

/** How programs log in to the databases of a program, and which of others it looks up. */
export const readLogins = (program: Program): readonly Part[] => {
  const rotations = program.calls.filter(({ name }) => /^addRotation(SingleUser|MultiUser)$/.test(name));
  const containers = program.calls.filter(({ name }) => name === 'addContainer');
  return [
    {
      databaseLogins: program.constructs
        .filter(({ type }) => /^Database(Instance|Cluster|InstanceFromSnapshot|ClusterFromSnapshot)$/.test(type ?? ''))
        .map((construct) => login(construct, program, rotations, containers)),
    },
    { foreignResources: program.calls.flatMap((call) => [...lookedUp(call, program), ...addressed(call, program)]) },
    { foreignResources: program.constructs.flatMap((construct) => inEnvironment(construct.props.get('environment'))) },
  ];
};

const login = (
  construct: Construct,
  program: Program,
  rotations: readonly Call[],
  containers: readonly Call[],
): DatabaseLogin => {
  const { name, props, at } = construct;
  const engine = props.get('engine');
  const unable = /oracle|sqlServer|db2/i.test(engine?.kind === 'call' || engine?.kind === 'name' ? engine.name : '');
  const credentials = props.get('credentials');
  const managed = flag(props, 'manageMasterUserPassword', 'no');
  const rotates = rotations.some(
    ({ node, path }) =>
      node.callee.type === 'MemberExpression' &&
      isOf(program.evaluator.evaluate(path, node.callee.object), construct, program),
  );
  const rotation: Known = managed === 'yes' || rotates ? 'yes' : managed === 'unknown' ? 'unknown' : 'no';
  return {
    database: name,
    identity: unable ? 'not-offered' : flag(props, 'iamAuthentication', 'no'),
    masterPassword: managed === 'yes' ? 'managed' : passwordOf(credentials, props.complete),
    rotation,
    programsAsMaster: containers.flatMap((call) => asMaster(call, construct, program)),
    at: credentials?.at ?? at,
  };
};

const passwordOf = (credentials: Value | undefined, complete: boolean): DatabaseLogin['masterPassword'] => {
  // Without credentials the CDK makes a secret.
  if (credentials === undefined) return complete ? 'secret' : 'unknown';
  if (credentials.kind !== 'call') return 'unknown';
  const method = credentials.name.split('.').at(-1) ?? '';
  if (/^(fromGeneratedSecret|fromSecret|fromUsername)$/.test(method)) {
    const password = entryOf(credentials.args[1], 'password');
    return password === undefined ? 'secret' : writtenIn(password);
  }
  return method === 'fromPassword' ? writtenIn(credentials.args[1]) : 'unknown';
};

const writtenIn = (password: Value | undefined): DatabaseLogin['masterPassword'] => {
  const plain = password?.kind === 'call' && /\.(unsafePlainText|plainText)$/.test(password.name);
  if (plain && password.args[0]?.kind === 'literal') return 'written';
  return password?.kind === 'call' && /\.(secretsManager|ssmSecure)$/.test(password.name) ? 'secret' : 'unknown';
};

const isOf = (value: Value, construct: Construct, program: Program): boolean => {
  const found = program.constructOf(value);
  return found !== undefined && found.at.path === construct.at.path && found.at.line === construct.at.line;
};

/** `addContainer(id, { secrets: { PASSWORD: Secret.fromSecretsManager(database.secret) } })`. */
const asMaster = ({ node, path, owner }: Call, construct: Construct, program: Program): readonly string[] => {
  const taken = node.arguments.some((argument) =>
    [...nodesOf(argument)].some(
      (inner) =>
        inner.type === 'CallExpression' &&
        pathOf(inner.callee)?.at(-1) === 'fromSecretsManager' &&
        isSecretOf(inner.arguments[0], path, construct, program),
    ),
  );
  const [id] = node.arguments;
  const container = id && textOf(program.evaluator.evaluate(path, id));
  return taken ? [`${owner ? `${owner.name}/` : ''}${container ?? 'container'}`] : [];
};

const isSecretOf = (node: Node | undefined, path: string, construct: Construct, program: Program): boolean => {
  const value = node && program.evaluator.evaluate(path, node);
  return value?.kind === 'member' && value.name === 'secret' && isOf(value.receiver, construct, program);
};

const classes: Readonly<Record<string, ForeignResource['type']>> = {
  DatabaseInstance: 'database',
  DatabaseCluster: 'database',
  DatabaseProxy: 'database',
  ServerlessCluster: 'database',
  Table: 'table',
  TableV2: 'table',
  Bucket: 'bucket',
  Queue: 'queue',
  Topic: 'topic',
};

const names = /(Identifier|Address|Name|Arn|Url)$/;

/** `Table.fromTableName(this, 'Orders', 'orders')` and its like; `Fn.importValue('...')`. */
const lookedUp = ({ node, path, name: method }: Call, program: Program): readonly ForeignResource[] => {
  if (!/^from[A-Z]|^importValue$/.test(method)) return [];
  const value = program.evaluator.evaluate(path, node);
  if (value.kind !== 'call') return [];
  const at = placeOf(path, node);
  if (value.name === 'Fn.importValue') return [{ type: 'export', name: textIn(value.args[0]), by: 'look-up', at }];
  const owner = value.name.split('.').at(-2) ?? '';
  const type = Object.hasOwn(classes, owner) ? classes[owner] : undefined;
  if (type === undefined) return [];
  const [, , third] = value.args;
  const props = propsOf(third);
  const named = Object.entries(props.entries)
    .filter(([key]) => names.test(key))
    .map(([, item]) => textIn(item));
  const name = third?.kind === 'object' ? (named.find((item) => item !== null) ?? null) : textIn(third);
  return [{ type, name: name?.split(/[:/]/).at(-1) ?? null, by: 'look-up', at }];
};

/** A text without computed parts; null for anything else. */
const textIn = (value: Value | undefined): string | null => (value?.kind === 'literal' ? textOf(value) : null);

const addressed = ({ node, path, name }: Call, program: Program): readonly ForeignResource[] => {
  if (name !== 'addContainer' && name !== 'addEnvironment') return [];
  const value = node.arguments[1] && program.evaluator.evaluate(path, node.arguments[1]);
  return name === 'addContainer' ? inEnvironment(entryOf(value, 'environment')) : value ? address(value) : [];
};

const inEnvironment = (environment: Value | undefined): readonly ForeignResource[] =>
  environment?.kind === 'object' ? Object.values(environment.entries).flatMap(address) : [];

const address = (value: Value): readonly ForeignResource[] => {
  const name = databaseAddress(textIn(value) ?? '');
  return name === undefined ? [] : [{ type: 'database', name, by: 'address', at: value.at }];
};
