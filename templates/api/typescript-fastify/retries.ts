import { placeOf } from '../../../src/kit/index.ts';
import type { NewExpression, Node } from '@babel/types';
import type { Known, Retry } from '../model.ts';
import { has, numberOf, optionsOf } from './options.ts';
import type { Modules, Options } from './options.ts';
import { calleeOf, literalsIn, nameOf } from './syntax.ts';
import type { Call, Module } from './syntax.ts';

interface Library {
  /** Where its options stand. */
  readonly argument: number;
  readonly key: string;
  /** Tries after the first when nothing is said. */
  readonly usual: number;
  jitter(options: Options): Known;
}

const isTrue = ({ values }: Options, key: string): boolean => {
  const value = values.get(key);
  return value?.type === 'BooleanLiteral' && value.value;
};

const libraries: Readonly<Record<string, Library>> = {
  'p-retry': {
    argument: 1,
    key: 'retries',
    usual: 10,
    jitter: (options) => (isTrue(options, 'randomize') ? 'yes' : has(options, 'randomize')),
  },
  'async-retry': {
    argument: 1,
    key: 'retries',
    usual: 10,
    jitter: ({ values }) => (values.get('randomize')?.type === 'BooleanLiteral' ? 'no' : 'yes'),
  },
  'axios-retry': {
    argument: 1,
    key: 'retries',
    usual: 3,
    // Without a delay it tries again at once; its own exponential delay has jitter.
    jitter: (options) => {
      const delay = options.values.get('retryDelay');
      if (delay === undefined) return has(options, 'retryDelay');
      return /^(?:exponentialDelay)$/.test(nameOf(delay)) ? 'yes' : 'unknown';
    },
  },
};

/** Calls that repeat, of libraries that are told how often. */
export const retriesOf = (module: Module, modules: Modules): readonly Retry[] => [
  ...module.calls.flatMap((call) => byLibrary(call, module, modules)),
  ...[...module.calls, ...module.news].flatMap((node) => byClient(node, module, modules)),
];

const byLibrary = (call: Call, module: Module, modules: Modules): readonly Retry[] => {
  const imported = call.callee.type === 'Identifier' ? module.names.get(call.callee.name) : undefined;
  const library = imported && Object.hasOwn(libraries, imported.module) ? libraries[imported.module] : undefined;
  if (library === undefined || imported?.name === 'AbortError') return [];
  const options = optionsOf(call.arguments[library.argument], module, modules);
  const said = options.values.get(library.key);
  const tries = said === undefined ? (options.complete ? library.usual : null) : numberOf(said, module);
  return [
    {
      library: imported?.module ?? '',
      tries,
      jitter: library.jitter(options),
      unsafe: false,
      at: placeOf(module.path, call),
    },
  ];
};

/** Clients with retries of their own, which wait longer each time: got, the AWS SDK (its attempts count the first). */
const byClient = (node: Call | NewExpression, module: Module, modules: Modules): readonly Retry[] => {
  const root = node.callee.type === 'MemberExpression' ? node.callee.object : node.callee;
  const library = root.type === 'Identifier' ? module.names.get(root.name)?.module : undefined;
  if (library === undefined) return [];
  const at = placeOf(module.path, node);
  if (library.startsWith('@aws-sdk/client-') && node.type === 'NewExpression') {
    const attempts = optionsOf(node.arguments[0], module, modules).values.get('maxAttempts');
    const count = numberOf(attempts, module);
    return attempts === undefined
      ? []
      : [{ library: 'AWS SDK', tries: count === null ? null : count - 1, jitter: 'yes', unsafe: false, at }];
  }
  if (library !== 'got' && library !== 'ky') return [];
  const retry = optionsOf(node.arguments[calleeOf(node).name === 'extend' ? 0 : 1], module, modules).values.get(
    'retry',
  );
  if (retry === undefined) return [];
  const settings = optionsOf(retry, module, modules).values;
  const tries = retry.type === 'NumericLiteral' ? retry.value : numberOf(settings.get('limit'), module);
  return [{ library, tries, jitter: 'yes', unsafe: repeatsPost(settings.get('methods'), module), at }];
};

const repeatsPost = (methods: Node | undefined, module: Module): boolean =>
  methods !== undefined && literalsIn(methods, module).some((method) => /^(?:post|patch)$/i.test(method));
