import type { At } from './at.ts';
import type { Value } from './evaluate.ts';
import type { HclBlock } from './hcl-tree.ts';
import { bodyValue, policyDocument } from './terraform-bodies.ts';
import { expressionsOf, pairsOf } from './terraform-expressions.ts';
import type { Scope, Steps } from './terraform-expressions.ts';
import { argumentOf, localSource } from './terraform-folders.ts';
import type { Folder } from './terraform-folders.ts';
import { documentOf, literalOf, numberOf, objectOf, unknownAt } from './terraform-values.ts';
import { withDefaults } from './terraform-variables.ts';

/** A folder as it is called from one place, or entered from outside. */
export interface Instance {
  readonly folder: Folder;
  /** What its names begin with: empty, or `module.a.module.b.`. */
  readonly prefix: string;
  /** What a variable is given; undefined leaves it to its default. */
  input(name: string): Value | undefined;
  /** Providers of the caller under the names that they have here. */
  readonly providers: Readonly<Record<string, string>>;
  readonly depth: number;
}

/** Names of one instance of a block, and whether that instance is known to be there. */
export interface Repetition {
  readonly names: Scope['names'];
  readonly certain: boolean;
}

const maxDepth = 8;
const maxItems = 30;
// Modules that call modules multiply: a call counts as much as a hundred expressions.
const callSteps = 100;

/** Evaluates what stands in modules and follows references from one to another. */
export const modulesOf = (folders: ReadonlyMap<string, Folder>, steps: Steps) => {
  const { evaluate } = expressionsOf(steps);
  const known = new Map<Instance, Map<string, Value | null>>();
  const children = new Map<Instance, Map<HclBlock, readonly Instance[] | undefined>>();

  /** Computes a name once; what leads back to itself is unknown. */
  const once = (instance: Instance, name: string, at: At, compute: () => Value): Value => {
    const values = known.get(instance) ?? new Map<string, Value | null>();
    known.set(instance, values);
    const found = values.get(name);
    if (found !== undefined) return found ?? unknownAt(at);
    values.set(name, null);
    const value = compute();
    values.set(name, value);
    return value;
  };

  const scopeOf = (instance: Instance, names: Scope['names'] = {}): Scope => ({
    names,
    resolve: (path, at) => resolve(instance, path, at),
  });

  const resolve = (instance: Instance, path: readonly string[], at: At): { value: Value; taken: number } => {
    const [first = '', second = '', third = '', fourth] = path;
    const { folder, prefix } = instance;
    const named = (name: string): Value => ({ kind: 'name', name: `${prefix}${name}`, at });
    switch (first) {
      case 'var':
        return { value: once(instance, `var.${second}`, at, () => variable(instance, second, at)), taken: 2 };
      case 'local': {
        const node = folder.local(second);
        const compute = (): Value => (node === undefined ? unknownAt(at) : evaluate(node, scopeOf(instance)));
        return { value: once(instance, `local.${second}`, at, compute), taken: 2 };
      }
      case 'path':
      case 'each':
      case 'count':
      case 'self':
        return { value: unknownAt(at), taken: 2 };
      case 'terraform':
        return { value: { kind: 'name', name: `terraform.${second}`, at }, taken: 2 };
      case 'module': {
        const block = folder.block('module', second);
        const [child, ...more] = block === undefined ? [] : (childrenOf(instance, block) ?? []);
        if (child === undefined || more.length > 0 || third === '')
          return { value: named(`module.${second}`), taken: 2 };
        return { value: output(child, third, at), taken: 3 };
      }
      case 'data': {
        const block = folder.block('data', `${second}.${third}`);
        if (block !== undefined && second === 'aws_iam_policy_document' && fourth === 'json') {
          return { value: once(instance, `data.${third}.json`, at, () => policy(instance, block, at)), taken: 4 };
        }
        return { value: named(`data.${second}.${third}`), taken: 3 };
      }
      default: {
        const block = folder.block('resource', `${first}.${second}`);
        if (second === '') return { value: unknownAt(at), taken: 1 };
        const argument = block && third !== '' ? argumentOf(block, third) : undefined;
        if (argument === undefined) return { value: named(`${first}.${second}`), taken: 2 };
        const compute = (): Value => evaluate(argument, scopeOf(instance));
        const value = once(instance, `${first}.${second}.${third}`, at, compute);
        return value.kind === 'literal' && value.value !== null
          ? { value, taken: 3 }
          : { value: named(`${first}.${second}`), taken: 2 };
      }
    }
  };

  const variable = (instance: Instance, name: string, at: At): Value => {
    const block = instance.folder.block('variable', name);
    const type = block && argumentOf(block, 'type');
    const given = instance.input(name);
    const fallback = block && argumentOf(block, 'default');
    const constant = scopeOf(instance);
    const value = given ?? (fallback && evaluate(fallback, constant));
    if (value === undefined) return { kind: 'name', name: `var.${name}`, at };
    return withDefaults(value, type, (node) => evaluate(node, constant));
  };

  const output = (child: Instance, name: string, at: At): Value => {
    const block = child.folder.block('output', name);
    const node = block && argumentOf(block, 'value');
    return once(child, `output.${name}`, at, () => (node ? evaluate(node, scopeOf(child)) : unknownAt(at)));
  };

  const policy = (instance: Instance, block: HclBlock, at: At): Value => {
    const [first] = repetitionsOf(instance, block);
    if (first === undefined) return unknownAt(at);
    const body = bodyValue(block.body, scopeOf(instance, first.names), evaluate);
    return { kind: 'call', name: 'jsonencode', args: [policyDocument(body, documentOf)], at };
  };

  /** The instances of a block by its `count` and `for_each`. */
  const repetitionsOf = (instance: Instance, block: HclBlock): readonly Repetition[] => {
    const { at } = block;
    const count = argumentOf(block, 'count');
    const each = argumentOf(block, 'for_each');
    const counted = (index: Value): Scope['names'] => ({ count: objectOf([['index', index]], true, at) });
    const keyed = (key: Value, value: Value): Scope['names'] => ({
      each: objectOf(
        [
          ['key', key],
          ['value', value],
        ],
        true,
        at,
      ),
    });
    if (count !== undefined) {
      const number = numberOf(evaluate(count, scopeOf(instance)));
      if (number === null) return [{ names: counted(unknownAt(at)), certain: false }];
      const indexes = Array.from({ length: Math.min(Math.max(0, Math.floor(number)), maxItems) }, (_, index) => index);
      return indexes.map((index) => ({ names: counted(literalOf(index, at)), certain: true }));
    }
    if (each === undefined) return [{ names: {}, certain: true }];
    const over = evaluate(each, scopeOf(instance));
    const pairs = pairsOf(over);
    const complete = (over.kind === 'list' || over.kind === 'object') && over.complete;
    if (pairs === undefined || (pairs.length === 0 && !complete)) {
      return [{ names: keyed(unknownAt(at), unknownAt(at)), certain: false }];
    }
    return pairs.slice(0, maxItems).map(([key, value]) => ({
      names: keyed(over.kind === 'list' ? value : key, value),
      certain: complete,
    }));
  };

  /** What a call of a module makes; undefined when its source is not in the repository. */
  const childrenOf = (instance: Instance, block: HclBlock): readonly Instance[] | undefined => {
    const found = children.get(instance) ?? new Map<HclBlock, readonly Instance[] | undefined>();
    children.set(instance, found);
    if (found.has(block)) return found.get(block);
    // A call whose number depends on itself would never end.
    found.set(block, undefined);
    const target = localSource(instance.folder.directory, block);
    const folder = target === undefined ? undefined : folders.get(target);
    steps.left -= callSteps;
    if (folder === undefined || instance.depth >= maxDepth || steps.left < 0) return undefined;
    const [name = ''] = block.labels;
    const made = repetitionsOf(instance, block).map(({ names }): Instance => {
      steps.left -= callSteps;
      const scope = scopeOf(instance, names);
      return {
        folder,
        prefix: `${instance.prefix}module.${name}.`,
        input: (variableName) => {
          const node = argumentOf(block, variableName);
          return node && evaluate(node, scope);
        },
        providers: providersOf(instance, block),
        depth: instance.depth + 1,
      };
    });
    found.set(block, made);
    return made;
  };

  return { evaluate, scopeOf, repetitionsOf, childrenOf };
};

/** `providers = { aws = aws.europe }`; without it a module has those of its caller, but for the ones with an alias. */
const providersOf = (instance: Instance, block: HclBlock): Readonly<Record<string, string>> => {
  const given = argumentOf(block, 'providers');
  if (given?.kind !== 'object') return instance.providers;
  const entries = given.entries.flatMap(({ key, value }) => {
    const name = key.kind === 'literal' ? String(key.value) : nameOfProvider(key);
    const caller = nameOfProvider(value);
    return name === null || caller === null ? [] : [[name, providerIn(instance, caller)] as const];
  });
  return Object.fromEntries(entries);
};

/** `aws` or `aws.europe` as it is written; null for anything else. */
export const nameOfProvider = (node: HclBlock['body']['attributes'][number]['value']): string | null => {
  if (node.kind === 'name') return node.name;
  if (node.kind === 'literal' && typeof node.value === 'string') return node.value;
  return node.kind === 'attribute' && node.of.kind === 'name' ? `${node.of.name}.${node.name}` : null;
};

/** The provider of the folder that was entered that a name in this one means. */
export const providerIn = ({ providers }: Instance, name: string): string =>
  (Object.hasOwn(providers, name) ? providers[name] : undefined) ?? name;
