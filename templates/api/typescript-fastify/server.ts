import { placeOf } from '../../../src/kit/index.ts';
import type { ServerLimits } from '../model.ts';
import { numberOf, optionsOf } from './options.ts';
import type { Modules } from './options.ts';
import { nameOf } from './syntax.ts';
import type { Module } from './syntax.ts';

/** How long a server waits for its callers. Node bounds requests by itself; Fastify turns that off unless it is told a limit. */
export const serverOf = (modules: readonly Module[], framework: string | undefined, byPath: Modules): ServerLimits => {
  const set = modules.flatMap((module) =>
    module.assignments.flatMap(({ left, right }) => {
      const name = left.type === 'MemberExpression' ? nameOf(left.property) : '';
      return /^(?:requestTimeout|headersTimeout|keepAliveTimeout)$/.test(name)
        ? [{ name, value: numberOf(right, module), at: placeOf(module.path, left) }]
        : [];
    }),
  );
  const made = framework === 'fastify' ? fastifyOf(modules, byPath) : undefined;
  const keepAlive = set.find(({ name }) => name === 'keepAliveTimeout') ?? made?.keepAlive;
  const off = set.find(({ name, value }) => name !== 'keepAliveTimeout' && value === 0);
  if (off !== undefined) return { requests: 'no', keepAlive: keepAlive?.value ?? null, at: off.at };
  if (framework !== 'fastify' || set.some(({ name }) => name === 'requestTimeout'))
    return {
      requests: framework === 'hono' ? 'unknown' : 'yes',
      keepAlive: keepAlive?.value ?? null,
      at: keepAlive?.at ?? null,
    };
  return { requests: made?.requests ?? 'unknown', keepAlive: keepAlive?.value ?? null, at: made?.at ?? null };
};

const fastifyOf = (modules: readonly Module[], byPath: Modules) => {
  for (const module of modules) {
    const call = module.calls.find(
      ({ callee }) =>
        callee.type === 'Identifier' &&
        module.names.get(callee.name)?.module === 'fastify' &&
        /^(?:default|fastify)$/.test(module.names.get(callee.name)?.name ?? ''),
    );
    if (call === undefined) continue;
    const { values, complete } = optionsOf(call.arguments[0], module, byPath);
    const limit = values.get('requestTimeout');
    const keepAlive = values.get('keepAliveTimeout');
    const at = placeOf(module.path, call);
    const requests =
      limit === undefined
        ? complete && !values.has('serverFactory')
          ? ('no' as const)
          : ('unknown' as const)
        : numberOf(limit, module) === 0
          ? ('no' as const)
          : ('yes' as const);
    return {
      requests,
      at,
      keepAlive: keepAlive && { value: numberOf(keepAlive, module), at: placeOf(module.path, keepAlive) },
    };
  }
  return undefined;
};
