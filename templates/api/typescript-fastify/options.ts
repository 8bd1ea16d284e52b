import type { Node } from '@babel/types';
import { bare, joinPath, folderOf } from '../../../src/kit/index.ts';
import type { Known } from '../model.ts';
import { nameOf } from './syntax.ts';
import type { Module } from './syntax.ts';

/** The members of an object that is given as options. */
export interface Options {
  readonly values: ReadonlyMap<string, Node>;
  /** Whether there can be no others. */
  readonly complete: boolean;
}

const nothing: Options = { values: new Map(), complete: true };
const unseen: Options = { values: new Map(), complete: false };

/** Modules of a program by path, to follow what they import from each other. */
export type Modules = ReadonlyMap<string, Module>;

const depthAtMost = 6;

/** What is given as options; without an argument there are none, and what is computed is not complete. */
export const optionsOf = (given: Node | undefined, module: Module, modules: Modules, depth = 0): Options => {
  if (given === undefined) return nothing;
  if (depth > depthAtMost) return unseen;
  const node = bare(given);
  const inner = (next: Node): Options => optionsOf(next, module, modules, depth + 1);
  switch (node.type) {
    case 'ObjectExpression': {
      const values = new Map<string, Node>();
      let complete = true;
      for (const property of node.properties) {
        if (property.type === 'SpreadElement') {
          const spread = inner(property.argument);
          spread.values.forEach((value, key) => values.set(key, value));
          complete &&= spread.complete;
        } else if (property.computed) complete = false;
        else values.set(nameOf(property.key), property.type === 'ObjectProperty' ? property.value : property);
      }
      return { values, complete };
    }
    // Either side may be taken: what both may have counts, and nothing is certain to be absent.
    case 'ConditionalExpression':
      return { values: new Map([...inner(node.consequent).values, ...inner(node.alternate).values]), complete: false };
    case 'LogicalExpression':
      return { values: new Map([...inner(node.left).values, ...inner(node.right).values]), complete: false };
    case 'Identifier': {
      if (node.name === 'undefined') return nothing;
      const found = declared(node.name, module, modules);
      return found === undefined || isFunction(found.node)
        ? unseen
        : optionsOf(found.node, found.module, modules, depth + 1);
    }
    case 'CallExpression': {
      const found = node.callee.type === 'Identifier' ? declared(node.callee.name, module, modules) : undefined;
      if (found?.node.type !== 'ArrowFunctionExpression' || found.node.body.type === 'BlockStatement') return unseen;
      return optionsOf(found.node.body, found.module, modules, depth + 1);
    }
    default:
      return unseen;
  }
};

/** Whether one of the members is there. */
export const has = ({ values, complete }: Options, ...keys: readonly string[]): Known => {
  if (keys.some((key) => values.has(key))) return 'yes';
  return complete ? 'no' : 'unknown';
};

/** `yes` when all are, `no` when one is not. */
export const every = (...known: readonly Known[]): Known => {
  if (known.includes('no')) return 'no';
  return known.includes('unknown') ? 'unknown' : 'yes';
};

/** The number that an expression stands for: `30_000`, `30 * 1000`; null when it is computed. */
export const numberOf = (node: Node | undefined, module: Module, depth = 0): number | null => {
  if (node === undefined || depth > depthAtMost) return null;
  const value = bare(node);
  if (value.type === 'NumericLiteral') return value.value;
  if (value.type === 'Identifier') return numberOf(module.declarations.get(value.name), module, depth + 1);
  if (value.type !== 'BinaryExpression' || value.left.type === 'PrivateName') return null;
  const [left, right] = [numberOf(value.left, module, depth + 1), numberOf(value.right, module, depth + 1)];
  if (left === null || right === null) return null;
  if (value.operator === '*') return left * right;
  return value.operator === '+' ? left + right : null;
};

const isFunction = ({ type }: Node): boolean => /Function|Class/.test(type);

/** What a name is declared as, in the module or in the one that it imports it from. */
const declared = (name: string, module: Module, modules: Modules): { module: Module; node: Node } | undefined => {
  const imported = module.names.get(name);
  const origin = imported === undefined ? module : moduleAt(imported.module, module, modules);
  const node = origin?.declarations.get(imported?.name ?? name);
  return origin === undefined || node === undefined ? undefined : { module: origin, node };
};

/** The module of the same program that a relative import names. */
export const moduleAt = (specifier: string, { path }: Module, modules: Modules): Module | undefined => {
  if (!specifier.startsWith('.')) return undefined;
  const target = joinPath(folderOf(path), specifier);
  if (target === undefined) return undefined;
  const bareTarget = target.replace(/\.[cm]?[jt]s$/, '');
  const names = extensions.flatMap((extension) => [`${bareTarget}${extension}`, `${target}/index${extension}`]);
  return modules.get(target) ?? names.map((candidate) => modules.get(candidate)).find((found) => found !== undefined);
};

const extensions = ['.ts', '.mts', '.cts', '.js', '.mjs', '.cjs'];
