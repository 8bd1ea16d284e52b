import { placeOf } from '../../../src/kit/index.ts';
import type { Node } from '@babel/types';
import type { Stopping, Use } from '../model.ts';
import { calleeOf } from './syntax.ts';
import type { Call, Module } from './syntax.ts';

/** Libraries that stop a server in order, within a time. */
const stoppers =
  /^(?:close-with-grace|fastify-graceful-shutdown|@godaddy\/terminus|lightship|http-graceful-shutdown|stoppable|http-terminator)$/;
const pools = /^(?:Pool|PrismaClient|Sequelize|DataSource|createPool|knex|MongoClient|Kysely)$/;

/** What a program does when it is told to stop. */
export const stoppingOf = (modules: readonly Module[]): Stopping => {
  const calls = modules.flatMap((module) => module.calls.map((call) => calleeOf(call)));
  const stopper = modules.some(({ imports }) => imports.some((name) => stoppers.test(name)));
  const hooks = modules.flatMap(hooksOf);
  const handlers = modules.filter((module) => signalsOf(module).length > 0);
  const imports = modules.flatMap((module) => module.imports);
  const stopping = {
    signals: [...modules.flatMap(signalsOf), ...modules.flatMap(stopperUses), ...hooks],
    closes: stopper || hooks.length > 0 || calls.some(({ name, object }) => name === 'close' && object !== ''),
    opensPool: modules.some(opensPool),
    closesPool:
      // Modules of NestJS for databases close what they opened, once its hooks are on.
      (hooks.length > 0 && imports.some((name) => nestDatabases.test(name))) ||
      calls.some(
        ({ name, object }) =>
          name === '$disconnect' ||
          (/^(?:end|destroy|close)$/.test(name) &&
            /pool|prisma|database|db|knex|sequelize|source|client|mongoose|connection/i.test(object)),
      ),
    telemetry: imports.some((name) => name.startsWith('@opentelemetry/sdk-')),
    flushes: calls.some(({ name }) => /^(?:shutdown|forceFlush)$/.test(name)),
    bounded: stopper || handlers.some((module) => module.calls.some((call) => calleeOf(call).name === 'setTimeout')),
  };
  return { ...stopping, lacks: lacksOf(stopping) };
};

const nestDatabases = /^(?:@nestjs\/(?:typeorm|mongoose|sequelize)|@mikro-orm\/nestjs)$/;

const lacksOf = (stopping: Omit<Stopping, 'lacks'>): readonly string[] => {
  const { signals, closes, opensPool: opens, closesPool, telemetry, flushes, bounded } = stopping;
  return [
    ...(signals.length > 0 ? [] : ['a handler of SIGTERM']),
    ...(closes ? [] : ['closing the server']),
    ...(opens && !closesPool ? ['closing its pools'] : []),
    ...(telemetry && !flushes ? ['flushing telemetry'] : []),
    ...(bounded ? [] : ['a timer that ends it when closing takes too long']),
  ];
};

/** `process.on('SIGTERM', ...)`, or a list with SIGTERM in a module that listens to signals. */
const signalsOf = ({ path, calls, strings }: Module): readonly Use[] => {
  const listens = calls.some((call) => {
    const { name, object } = calleeOf(call);
    return object === 'process' && /^(?:on|once|addListener)$/.test(name);
  });
  const listeners = calls.flatMap(listenerOf);
  if (!listens || (listeners.length > 0 && listeners.every(doesNothing))) return [];
  return strings
    .filter((node) => node.value === 'SIGTERM')
    .map((node) => ({ text: 'SIGTERM', at: placeOf(path, node) }));
};

/** What a call hears SIGTERM with: `process.on('SIGTERM', listener)`. */
const listenerOf = (call: Call): readonly Node[] => {
  const { name, object } = calleeOf(call);
  const [signal, listener] = call.arguments;
  const hears = object === 'process' && /^(?:on|once|addListener)$/.test(name);
  return hears && signal?.type === 'StringLiteral' && signal.value === 'SIGTERM' && listener ? [listener] : [];
};

/** Whether a listener leaves the program as it is, or ends it in the middle of its work. */
const doesNothing = (listener: Node): boolean => {
  if (listener.type !== 'ArrowFunctionExpression' && listener.type !== 'FunctionExpression') return false;
  const { body } = listener;
  if (body.type !== 'BlockStatement') return isNothing(body);
  return body.body.every((line) => line.type === 'ExpressionStatement' && isNothing(line.expression));
};

const isNothing = (node: Node): boolean =>
  node.type === 'NullLiteral' ||
  (node.type === 'Identifier' && node.name === 'undefined') ||
  (node.type === 'CallExpression' && calleeOf(node).object === 'process' && calleeOf(node).name === 'exit');

/** NestJS listens to signals and closes its server when it is told to. */
const hooksOf = ({ path, calls }: Module): readonly Use[] =>
  calls
    .filter((call) => calleeOf(call).name === 'enableShutdownHooks')
    .map((call) => ({ text: 'enableShutdownHooks', at: placeOf(path, call) }));

const stopperUses = ({ path, imports }: Module): readonly Use[] =>
  imports.filter((name) => stoppers.test(name)).map((name) => ({ text: name, at: { path, line: 1 } }));

const opensPool = ({ news, calls }: Module): boolean =>
  news.some(({ callee }) => callee.type === 'Identifier' && pools.test(callee.name)) ||
  calls.some((call) => {
    const { name, object } = calleeOf(call);
    return pools.test(name) || (name === 'connect' && object === 'mongoose');
  });
