import { placeOf } from '../../../src/kit/index.ts';
import type { NewExpression } from '@babel/types';
import type { Client, Known } from '../model.ts';
import { every, has, optionsOf } from './options.ts';
import type { Modules, Options } from './options.ts';
import { calleeOf, nameOf } from './syntax.ts';
import type { Call, Module } from './syntax.ts';

/** Calls to other systems, and clients that make them, by libraries that wait without an end unless they are told otherwise. */
export const clientsOf = (module: Module, modules: Modules): readonly Client[] => {
  const found: Client[] = [];
  const add = (node: Call | NewExpression, library: string, bounded: Known, needs: string): void => {
    const { name, object } = calleeOf(node);
    found.push({
      library,
      text: object === '' ? name : `${object}.${name}`,
      bounded,
      needs,
      at: placeOf(module.path, node),
    });
  };
  const given = (node: Call | NewExpression, index: number): Options => {
    const argument = node.arguments[index];
    // What follows a spread may stand anywhere.
    if (node.arguments.slice(0, index + 1).some(({ type }) => type === 'SpreadElement'))
      return { values: new Map(), complete: false };
    return optionsOf(argument, module, modules);
  };
  for (const call of module.calls) {
    const { name, library } = originOf(call, module);
    if (library === 'fetch') {
      const asked = call.arguments[0];
      const request =
        asked?.type === 'NewExpression' || (asked?.type === 'Identifier' && /^req(?:uest)?$/i.test(asked.name));
      const bounded = has(given(call, 1), 'signal', 'dispatcher', 'timeout');
      add(
        call,
        'fetch',
        bounded === 'no' && (request || dispatched(modules)) ? 'unknown' : bounded,
        'a signal, such as AbortSignal.timeout(2000)',
      );
    } else if (library === 'undici' && /^(?:request|stream)$/.test(name)) {
      const bounded = has(given(call, 1), 'signal', 'headersTimeout', 'bodyTimeout', 'dispatcher');
      add(
        call,
        'undici',
        bounded === 'no' && dispatched(modules) ? 'unknown' : bounded,
        'a signal, or headersTimeout and bodyTimeout',
      );
    } else if (library === 'axios') {
      const index = axiosConfig(name);
      if (index === undefined || hasAxiosDefault(modules)) continue;
      add(call, 'axios', has(given(call, index), 'timeout', 'signal'), 'a timeout');
    } else if (library === 'got' && /^(?:got|default|extend|get|post|put|patch|delete|head|stream)$/.test(name)) {
      add(call, 'got', has(given(call, name === 'extend' ? 0 : 1), 'timeout', 'signal'), 'a timeout');
    } else if (library === 'node:http' && /^(?:request|get)$/.test(name)) {
      const options = call.arguments.slice(0, 2).map((_, index) => given(call, index));
      const told = options.some((each) => has(each, 'timeout', 'signal') === 'yes');
      const later = module.calls.some(
        ({ callee }) => callee.type === 'MemberExpression' && nameOf(callee.property) === 'setTimeout',
      );
      const literal = options.some((each) => each.values.size > 0 && each.complete) || call.arguments.length < 2;
      add(call, 'node:http', told || later ? 'yes' : literal ? 'no' : 'unknown', 'a timeout');
    }
  }
  for (const made of module.news) {
    const { name, library } = originOf(made, module);
    if (library === 'pg' && /^(?:Pool|Client)$/.test(name)) {
      const options = given(made, 0);
      const connects = has(options, 'connectionTimeoutMillis');
      // A step of a migration may take its time.
      const migrates = /migrat/i.test(module.path);
      const bounded = migrates ? connects : every(connects, has(options, 'statement_timeout', 'query_timeout'));
      add(made, 'pg', bounded, 'connectionTimeoutMillis, and statement_timeout or query_timeout');
    } else if (library.startsWith('@aws-sdk/client-') && !/Command$|Exception$/.test(name) && !onlySigns(module)) {
      add(
        made,
        'AWS SDK',
        awsBounded(given(made, 0), module, modules),
        'a requestHandler with connectionTimeout, and requestTimeout with throwOnRequestTimeout',
      );
    }
  }
  return found;
};

/** Addresses are signed without a call. */
const onlySigns = ({ imports, calls }: Module): boolean =>
  imports.includes('@aws-sdk/s3-request-presigner') && !calls.some((call) => calleeOf(call).name === 'send');

/** The library that a call goes to, and the name that it has there. */
const originOf = (node: Call | NewExpression, { names, declarations }: Module): { name: string; library: string } => {
  const { callee } = node;
  const root = callee.type === 'MemberExpression' ? callee.object : callee;
  const last = calleeOf(node).name;
  if (root.type !== 'Identifier') return { name: last, library: '' };
  const imported = names.get(root.name);
  if (imported === undefined) {
    const global = root.name === 'fetch' && callee.type === 'Identifier' && !declarations.has('fetch');
    return { name: last, library: global || (last === 'fetch' && root.name === 'globalThis') ? 'fetch' : '' };
  }
  const name = callee.type === 'MemberExpression' ? last : imported.name;
  const { module } = imported;
  if (
    /^(?:node-fetch|cross-fetch|undici)$/.test(module) &&
    (name === 'fetch' || (module !== 'undici' && name === 'default'))
  )
    return { name, library: 'fetch' };
  if (/^(?:node:)?https?$/.test(module)) return { name, library: 'node:http' };
  return { name, library: module };
};

/** Where the settings of a call of axios stand. */
const axiosConfig = (name: string): number | undefined => {
  if (/^(?:post|put|patch|postForm|putForm|patchForm)$/.test(name)) return 2;
  if (/^(?:get|delete|head|options)$/.test(name)) return 1;
  if (/^(?:create|request)$/.test(name)) return 0;
  return /^(?:default|axios)$/.test(name) ? 0 : undefined;
};

const remembered = new WeakMap<Modules, { axios: boolean; dispatcher: boolean }>();

const ofAll = (modules: Modules): { axios: boolean; dispatcher: boolean } => {
  const known = remembered.get(modules);
  if (known !== undefined) return known;
  const all = [...modules.values()];
  const found = {
    axios: all.some(({ assignments }) =>
      assignments.some(
        ({ left }) =>
          left.type === 'MemberExpression' && nameOf(left.property) === 'timeout' && nameOf(left.object) === 'defaults',
      ),
    ),
    dispatcher: all.some(({ calls }) => calls.some((call) => calleeOf(call).name === 'setGlobalDispatcher')),
  };
  remembered.set(modules, found);
  return found;
};

/** `axios.defaults.timeout = ...` anywhere. */
const hasAxiosDefault = (modules: Modules): boolean => ofAll(modules).axios;

/** A dispatcher for all calls may bound them; how it does is another matter. */
const dispatched = (modules: Modules): boolean => ofAll(modules).dispatcher;

/** Newer handlers of the SDK only warn when `requestTimeout` has passed, unless they are told to throw. */
const awsBounded = (options: Options, module: Module, modules: Modules): Known => {
  const handler = options.values.get('requestHandler');
  if (handler === undefined) return options.complete ? 'no' : 'unknown';
  const [settings] = handler.type === 'NewExpression' ? handler.arguments : [handler];
  const inner = optionsOf(settings, module, modules);
  const ends = has(inner, 'throwOnRequestTimeout', 'socketTimeout');
  const requests = every(has(inner, 'requestTimeout', 'socketTimeout'), ends === 'no' ? 'unknown' : ends);
  return every(has(inner, 'connectionTimeout'), requests);
};
