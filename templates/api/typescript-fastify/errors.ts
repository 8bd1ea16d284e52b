import type { Node } from '@babel/types';
import { nodesOf, placeOf } from '../../../src/kit/index.ts';
import type { ErrorHandler, ErrorHandling, Use } from '../model.ts';
import { calleeOf, nameOf, within } from './syntax.ts';
import type { Module } from './syntax.ts';

const problemLibraries = /problem-(?:details|json)|http-problem|hono-problem-details|express-problem/;

/** What the modules of a program make of errors before they answer. */
export const errorHandlingOf = (modules: readonly Module[], dependencies: readonly string[]): ErrorHandling => ({
  handlers: modules.flatMap(handlersOf),
  problems:
    dependencies.some((name) => problemLibraries.test(name)) ||
    modules.some(({ text }) => text.includes('application/problem+json')),
});

/** `setErrorHandler` of Fastify, `app.use((error, request, response, next) => ...)` of Express, `app.onError` of Hono, filters of Nest. */
const handlersOf = (module: Module): readonly ErrorHandler[] => {
  const functions = module.calls.flatMap((call): readonly (readonly [string, Node])[] => {
    const { name, object } = calleeOf(call);
    const last = call.arguments.at(-1);
    if (last === undefined || object === '') return [];
    const handler = last.type === 'Identifier' ? module.declarations.get(last.name) : last;
    if (handler === undefined || !/Function/.test(handler.type)) return [];
    if (/^(?:setErrorHandler|onError)$/.test(name)) return [[name, handler]];
    return name === 'use' && 'params' in handler && Array.isArray(handler.params) && handler.params.length === 4
      ? [[name, handler]]
      : [];
  });
  const named = module.functions.filter(handlesErrors);
  const filters = module.text.includes('@Catch')
    ? nodesOf(module.tree).filter((node) => node.type === 'ClassMethod' && nameOf(node.key) === 'catch')
    : [];
  const registered = new Set(functions.map(([, node]) => node));
  const elsewhere = named.filter((node) => !registered.has(node)).map((node) => ['a function of four', node] as const);
  return [...functions, ...elsewhere, ...filters.map((node) => ['catch', node] as const)].map(([text, node]) => ({
    text,
    leaks: leaksOf(node, module),
    at: placeOf(module.path, node),
  }));
};

/** `(error, request, response, next) => ...`, which another module registers, where it answers. */
const handlesErrors = (node: Node): boolean => {
  if (!('params' in node) || !Array.isArray(node.params) || node.params.length !== 4) return false;
  const [first, , , last] = node.params.map((parameter) => nameOf(parameter));
  return (
    /^_?err(?:or)?$/.test(first ?? '') &&
    /^_?next$/.test(last ?? '') &&
    nodesOf(node).some((inner) => inner.type === 'CallExpression' && /^(?:send|json|end)$/.test(calleeOf(inner).name))
  );
};

/** `error.stack` within what is sent, where no condition keeps it away from production. */
const leaksOf = (handler: Node, { path, conditions }: Module): readonly Use[] => {
  const inner = nodesOf(handler);
  const sends = inner.filter(
    (node) =>
      node.type === 'CallExpression' &&
      /^(?:send|json|end|write|body|text)$/.test(calleeOf(node).name) &&
      !/^(?:log|logger|console|JSON)$/.test(calleeOf(node).object),
  );
  return inner
    .filter((node) => node.type === 'MemberExpression' && nameOf(node.property) === 'stack')
    .filter(
      (node) =>
        sends.some((send) => within(node, send)) &&
        !conditions.some((condition) => within(node, condition) && within(condition, handler)),
    )
    .map((node) => ({ text: 'stack', at: placeOf(path, node) }));
};
