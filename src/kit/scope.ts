import type { ClassDeclaration, Node } from '@babel/types';
import { nameOf, nodesOf, pathOf } from './typescript.ts';

/** What each field of a class is first given: where it is declared, or by an assignment to `this`. */
export const fieldsOf = (body: Node): ReadonlyMap<string, Node> => {
  const found = new Map<string, Node>();
  const add = (name: string | null | undefined, node: Node): void => {
    if (typeof name === 'string' && !found.has(name)) found.set(name, node);
  };
  for (const node of nodesOf(body)) {
    if (node.type === 'ClassProperty' && node.value) add(nameOf(node.key), node.value);
    if (node.type !== 'AssignmentExpression') continue;
    const [target, name, ...more] = pathOf(node.left) ?? [];
    if (target === 'this' && more.length === 0) add(name, node.right);
  }
  return found;
};

/** Outer classes before those within them. */
export const classesOf = (tree: Node): readonly ClassDeclaration[] =>
  [...nodesOf(tree)].filter((node): node is ClassDeclaration => node.type === 'ClassDeclaration');

/** What a function gives back when it has a single way out. */
export const returnedBy = (node: Node): Node | undefined => {
  if (node.type === 'ArrowFunctionExpression' && node.body.type !== 'BlockStatement') return node.body;
  if (node.type !== 'FunctionDeclaration' && node.type !== 'ArrowFunctionExpression') return undefined;
  const own = nodesOf(node.body, ({ type }) => !/Function|Class/.test(type));
  const returns = [...own].filter((inner) => inner.type === 'ReturnStatement');
  return returns.length === 1 ? (returns[0]?.argument ?? undefined) : undefined;
};

/** The file among `files` that a relative import names, with or without an extension. */
export const relative = (from: string, module: string, files: ReadonlyMap<string, unknown>): string | undefined => {
  if (!module.startsWith('.')) return undefined;
  const parts = from.split('/').slice(0, -1);
  for (const part of module.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  const base = parts.join('/');
  const typed = base.replace(/\.([cm]?)js$/, '.$1ts');
  return [base, typed, `${base}.ts`, `${base}.mts`, `${base}/index.ts`].find((candidate) => files.has(candidate));
};
