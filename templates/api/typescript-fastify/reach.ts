import type { Node } from '@babel/types';
import { folderOf, joinPath, placeOf } from '../../../src/kit/index.ts';
import type { Reach } from '../model.ts';
import { ownerOf } from './packages.ts';
import type { Package } from './packages.ts';
import { calleeOf, nameOf, textOf } from './syntax.ts';
import type { Module } from './syntax.ts';

/** What the modules of a program use of others. */
export const reachOf = (modules: readonly Module[], owner: Package, packages: readonly Package[]): Reach => ({
  foreignImports: modules.flatMap((module) => foreignImportsOf(module, owner, packages)),
  hosts: modules.flatMap(hostsOf),
  computed: modules.reduce((sum, module) => sum + computedOf(module), 0),
});

const isProgram = ({ framework, isFunction }: Package): boolean => framework !== undefined || isFunction;

/** Imports that lead into another program of the repository, by path or by the name of its package. */
const foreignImportsOf = (
  { path, imports, strings }: Module,
  owner: Package,
  packages: readonly Package[],
): Reach['foreignImports'] =>
  [...new Set(imports)].flatMap((specifier) => {
    const target = specifier.startsWith('.') ? joinPath(folderOf(path), specifier) : undefined;
    const other =
      target === undefined
        ? packages.find(({ name }) => name !== null && (specifier === name || specifier.startsWith(`${name}/`)))
        : ownerOf(target, packages);
    if (other === undefined || other === owner || !isProgram(other)) return [];
    if (target === undefined && other.exports) return [];
    // A package around all others holds what they share.
    if (other.folder === '') return [];
    const place = strings.find(({ value }) => value === specifier);
    return [{ text: specifier, program: other.folder, at: place ? placeOf(path, place) : { path } }];
  });

const address =
  /^(?:https?|wss?|grpcs?|amqps?|postgres(?:ql)?|mysql|mongodb(?:\+srv)?|rediss?):\/\/(?:[^/@\s]*@)?([a-z0-9][a-z0-9.-]*)(?::\d+)?(?:[/?#]|$)/i;

/** Calls that go out, and options that say where to. */
const calling =
  /^(?:fetch|request|get|post|put|patch|delete|head|axios|got|ky|create|extend|connect|URL|Client|Pool|createClient)$/;
const bases = /^(?:baseURL|baseUrl|prefixUrl|prefix|url|endpoint|host|hostname|connectionString|uri|origin)$/;

/** Hosts that the code names where something is called. */
const hostsOf = (module: Module): Reach['hosts'] => {
  const spots: readonly (Node | undefined)[] = [
    ...[...module.calls, ...module.news]
      .filter((node) => calling.test(calleeOf(node).name))
      .flatMap((node) => node.arguments.slice(0, 2)),
    ...module.properties.filter(({ key }) => bases.test(nameOf(key))).map(({ value }) => value),
  ];
  const found = new Map<string, Reach['hosts'][number]>();
  for (const spot of spots) {
    if (spot === undefined) continue;
    const text = textOf(spot, module) ?? beginningOf(spot);
    const host = address.exec(text ?? '')?.[1]?.toLowerCase();
    if (host !== undefined && !found.has(host)) found.set(host, { host, at: placeOf(module.path, spot) });
  }
  return [...found.values()];
};

/** The part of a template before what is computed: it often holds the host whole. */
const beginningOf = (node: Node): string | undefined => {
  const first = node.type === 'TemplateLiteral' ? node.quasis[0]?.value.raw : undefined;
  // A host that goes on after the computed part is not known.
  return first !== undefined && /:\/\/[^/]+\//.test(first) ? first : undefined;
};

const computedOf = (module: Module): number =>
  module.calls.filter((call) => {
    const { name, object } = calleeOf(call);
    const outgoing =
      (name === 'fetch' && object === '') || ['axios', 'got', 'ky'].includes(object === '' ? name : object);
    const [first] = call.arguments;
    return outgoing && first !== undefined && textOf(first, module) === undefined && beginningOf(first) === undefined;
  }).length;
