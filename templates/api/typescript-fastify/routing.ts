import type { Node } from '@babel/types';
import type { Route } from '../model.ts';
import { callsOf, calleeOf, constantsOf, placeOf, textOf } from './syntax.ts';
import type { Module } from './syntax.ts';

const verbs = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all', 'use', 'route']);

/** Calls that leave the process, by their last name. */
const outgoing = new Set(
  (
    'fetch axios got request query $queryRaw $queryRawUnsafe execute authenticate raw ' +
    'findOne findMany findUnique findFirst ping connect transaction'
  ).split(' '),
);

/** Routes that a module registers by `app.get('/path', ...)` or `app.route({ url })`. */
export const routesOf = ({ path, tree }: Module): readonly Route[] => {
  const constants = constantsOf(tree);
  return callsOf(tree).flatMap((call): readonly Route[] => {
    const { name, object } = calleeOf(call);
    if (!verbs.has(name) || object === '') return [];
    const [first, ...rest] = call.arguments;
    const url = textOf(name === 'route' && first?.type === 'ObjectExpression' ? urlOf(first) : first, constants);
    if (url === undefined || !url.startsWith('/')) return [];
    // A call with a path and nothing else asks somebody; a route has a handler.
    if (rest.length === 0 && first?.type !== 'ObjectExpression') return [];
    const reaches = [...(first?.type === 'ObjectExpression' ? [first] : []), ...rest].flatMap(reachesOf);
    return [{ method: name.toUpperCase(), path: url, reaches: [...new Set(reaches)], at: placeOf(path, call) }];
  });
};

const urlOf = (options: Node & { type: 'ObjectExpression' }): Node | undefined =>
  options.properties.flatMap((property): readonly Node[] =>
    property.type === 'ObjectProperty' && property.key.type === 'Identifier' && /^(?:url|path)$/.test(property.key.name)
      ? [property.value]
      : [],
  )[0];

const reachesOf = (handler: Node): readonly string[] =>
  callsOf(handler)
    .map((call) => calleeOf(call))
    .filter(({ name, object }) => outgoing.has(name) || outgoing.has(object))
    .map(({ name, object }) => (object === '' ? name : `${object}.${name}`));
