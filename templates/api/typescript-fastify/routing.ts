import type { Node } from '@babel/types';
import { nodesOf, placeOf } from '../../../src/kit/index.ts';
import type { Route } from '../model.ts';
import { calleeOf, textOf } from './syntax.ts';
import type { Module } from './syntax.ts';

const verbs = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'all', 'use', 'route']);

/** Calls that leave the process, by their last name. */
const outgoing = new Set(
  (
    'fetch axios got request query $queryRaw $queryRawUnsafe execute authenticate raw ' +
    'findOne findMany findUnique findFirst ping connect transaction'
  ).split(' '),
);

/** Names that say that a call looks at something outside, whatever function it is. */
const asksDependency =
  /^(?:is|check|ping)(?:Database|Db|Postgres|Mysql|Mongo|Redis|Cache|Queue|Broker|Kafka)(?:[A-Z]|$)/;

/** Routes that a module registers by `app.get('/path', ...)`, `app.route({ url })`, or decorators of Nest. */
export const routesOf = (module: Module): readonly Route[] => [
  ...calledIn(module),
  ...(module.text.includes('@Controller') ? decoratedIn(module) : []),
  ...(isRouteTable.test(module.text) ? describedIn(module) : []),
];

const isRouteTable = /\bmethod: ?\[?['"](?:GET|POST|PUT|PATCH|DELETE|\*)['"]/i;

/** Routes of hapi that a module exports for another to register: objects with a method, a path and a handler. */
const describedIn = (module: Module): readonly Route[] =>
  module.calls.some((call) => calleeOf(call).name === 'route' && call.arguments[0]?.type !== 'Identifier')
    ? []
    : nodesOf(module.tree).flatMap((node): readonly Route[] => {
        if (node.type !== 'ObjectExpression') return [];
        const names = node.properties.flatMap((property) =>
          'key' in property && property.key.type === 'Identifier' ? [property.key.name] : [],
        );
        const handled = names.some((name) => /^(?:handler|options|config)$/.test(name));
        if (!names.includes('method') || !handled || names.some((name) => name.startsWith('host'))) return [];
        const path = textOf(urlOf(node), module);
        if (path === undefined || !path.startsWith('/')) return [];
        return [{ method: 'ROUTE', path, reaches: [...new Set(reachesOf(node))], at: placeOf(module.path, node) }];
      });

const calledIn = (module: Module): readonly Route[] => {
  const { path } = module;
  return module.calls.flatMap((call): readonly Route[] => {
    const { name, object } = calleeOf(call);
    if (!verbs.has(name) || object === '') return [];
    const [first, ...rest] = call.arguments;
    // hapi takes a list of routes as well.
    if (name === 'route' && first?.type === 'ArrayExpression') {
      return first.elements.flatMap((element): readonly Route[] => {
        const listed = element?.type === 'ObjectExpression' ? textOf(urlOf(element), module) : undefined;
        if (element === null || listed === undefined) return [];
        return [
          { method: 'ROUTE', path: listed, reaches: [...new Set(reachesOf(element))], at: placeOf(path, element) },
        ];
      });
    }
    const url = textOf(name === 'route' && first?.type === 'ObjectExpression' ? urlOf(first) : first, module);
    if (url === undefined || !url.startsWith('/')) return [];
    // A call with a path and nothing else asks somebody; a route has a handler.
    if (rest.length === 0 && first?.type !== 'ObjectExpression') return [];
    const reaches = [...(first?.type === 'ObjectExpression' ? [first] : []), ...rest].flatMap(reachesOf);
    return [{ method: name.toUpperCase(), path: url, reaches: [...new Set(reaches)], at: placeOf(path, call) }];
  });
};

/** `@Controller('health')` with `@Get('live')` at its methods. */
const decoratedIn = (module: Module): readonly Route[] =>
  nodesOf(module.tree).flatMap((node): readonly Route[] => {
    if (node.type !== 'ClassDeclaration') return [];
    const base = decoratorOf(node, /^Controller$/, module);
    if (base === undefined) return [];
    return node.body.body.flatMap((method): readonly Route[] => {
      if (method.type !== 'ClassMethod') return [];
      const own = decoratorOf(method, /^(?:Get|Post|Put|Patch|Delete|Head|Options|All)$/, module);
      if (own === undefined) return [];
      const segments = [base.text, own.text].flatMap((text) => text.split('/')).filter((segment) => segment !== '');
      const reaches = [...new Set(reachesOf(method))];
      const at = placeOf(module.path, method);
      return [{ method: own.name.toUpperCase(), path: `/${segments.join('/')}`, reaches, at }];
    });
  });

/** The decorator of that name and the text that it is given, as such or as the path of an object. */
const decoratorOf = (
  node: Node & { type: 'ClassDeclaration' | 'ClassMethod' },
  name: RegExp,
  module: Module,
): { readonly name: string; readonly text: string } | undefined => {
  for (const { expression } of node.decorators ?? []) {
    if (expression.type !== 'CallExpression' || !name.test(calleeOf(expression).name)) continue;
    const [first] = expression.arguments;
    const text = textOf(first?.type === 'ObjectExpression' ? urlOf(first) : first, module);
    return { name: calleeOf(expression).name, text: text ?? '' };
  }
  return undefined;
};

const urlOf = (options: Node & { type: 'ObjectExpression' }): Node | undefined =>
  options.properties.flatMap((property): readonly Node[] =>
    property.type === 'ObjectProperty' && property.key.type === 'Identifier' && /^(?:url|path)$/.test(property.key.name)
      ? [property.value]
      : [],
  )[0];

const reachesOf = (handler: Node): readonly string[] =>
  nodesOf(handler)
    .flatMap((node) => (node.type === 'CallExpression' ? [calleeOf(node)] : []))
    .filter(({ name, object }) => outgoing.has(name) || outgoing.has(object) || asksDependency.test(name))
    .map(({ name, object }) => (object === '' ? name : `${object}.${name}`));
