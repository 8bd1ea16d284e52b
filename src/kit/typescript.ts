import type { Expression, File, Node } from '@babel/types';
import { visitorKeys } from 'virtual:visitor-keys';
import type { At } from './at.ts';
import { linesOf } from './lines.ts';
import type { Lines } from './lines.ts';

/** A parsed TypeScript or JavaScript file. */
export interface Source {
  readonly path: string;
  readonly tree: File;
}

/** Where an imported name comes from. `name` is `*` for a namespace and `default` for a default import. */
export interface Imported {
  readonly module: string;
  readonly name: string;
}

/** Puts the nodes that stand directly in one onto a stack, the first on top. */
const pushChildren = (node: Node, open: Node[]): void => {
  const keys = visitorKeys[node.type] ?? [];
  for (let at = keys.length - 1; at >= 0; at -= 1) {
    const value = (node as unknown as Readonly<Record<string, Node | readonly (Node | null)[] | null | undefined>>)[
      keys[at] ?? ''
    ];
    if (value == null) continue;
    if (!Array.isArray(value)) open.push(value as Node);
    else
      for (let last = value.length - 1; last >= 0; last -= 1) {
        const item: Node | null | undefined = value[last];
        if (item != null) open.push(item);
      }
  }
};

const walked = new WeakMap<Node, readonly Node[]>();

/** Not recursive: hostile nesting must not end the audit. */
const walk = (root: Node, enter?: (node: Node) => boolean): readonly Node[] => {
  const nodes: Node[] = [];
  const open: Node[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    nodes.push(node);
    if (enter === undefined || node === root || enter(node)) pushChildren(node, open);
  }
  return nodes;
};

/**
 * Every node of a tree, outer ones and earlier ones first. Of a whole file they are found once for all who ask.
 *
 * @param enter nodes for which it answers false are given, but not what is inside them
 */
export const nodesOf = (root: Node, enter?: (node: Node) => boolean): readonly Node[] => {
  if (enter !== undefined || root.type !== 'File') return walk(root, enter);
  const known = walked.get(root);
  if (known !== undefined) return known;
  const nodes = walk(root);
  walked.set(root, nodes);
  return nodes;
};

type OfType<Type extends Node['type']> = Extract<Node, { type: Type }>;

const sorted = new WeakMap<Node, ReadonlyMap<string, readonly Node[]>>();

/** The nodes of one type in a file, in order; the file is walked once, whatever is asked for. */
export const nodesOfType = <Type extends Node['type']>(file: File, type: Type): readonly OfType<Type>[] => {
  let types = sorted.get(file);
  if (types === undefined) {
    const groups = new Map<string, Node[]>();
    for (const node of nodesOf(file)) {
      const group = groups.get(node.type);
      if (group === undefined) groups.set(node.type, [node]);
      else group.push(node);
    }
    types = groups;
    sorted.set(file, types);
  }
  return (types.get(type) ?? []) as readonly OfType<Type>[];
};

/**
 * Gives all nodes of a file one way to tell places, instead of a place each.
 *
 * @param text what the file was parsed from
 */
export const shareLines = (file: File, text: string): void => {
  const lines = linesOf(text);
  // Babel's own type has no word for it: nobody but placeOf looks at it.
  for (const node of nodesOf(file)) (node as { loc?: unknown }).loc = lines;
};

/** The place of a node; columns are 1-based. Nodes have no `loc` to look at. */
export const placeOf = (path: string, { loc, start, end }: Node): At => {
  const lines = loc as unknown as Lines | null | undefined;
  return lines && typeof start === 'number' && typeof end === 'number' ? lines.placeOf(path, start, end) : { path };
};

/** Imported names of a file by the name they have in it, type imports included. */
export const importsOf = (tree: File): ReadonlyMap<string, Imported> => {
  const imports = new Map<string, Imported>();
  for (const statement of tree.program.body) {
    if (statement.type !== 'ImportDeclaration') continue;
    const module = statement.source.value;
    for (const specifier of statement.specifiers) {
      const name = specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported) : null;
      const fallback = specifier.type === 'ImportNamespaceSpecifier' ? '*' : 'default';
      imports.set(specifier.local.name, { module, name: name ?? fallback });
    }
  }
  return imports;
};

/**
 * What each name of a file is declared as: the initial value of a `const`, a function or a class. Names that are declared
 * twice, anywhere in the file, are left out: which one is meant would need scopes.
 */
export const declarationsOf = (tree: File): ReadonlyMap<string, Node> => {
  const found = new Map<string, Node | null>();
  const add = (name: string, node: Node | null): void => void found.set(name, found.has(name) ? null : node);
  for (const { declarations, kind } of nodesOfType(tree, 'VariableDeclaration')) {
    for (const { id, init } of declarations) {
      if (id.type === 'Identifier') add(id.name, kind === 'const' ? (init ?? null) : null);
    }
  }
  for (const node of nodesOfType(tree, 'FunctionDeclaration')) if (node.id) add(node.id.name, node);
  for (const node of nodesOfType(tree, 'ClassDeclaration')) if (node.id) add(node.id.name, node);
  return new Map([...found].filter((entry): entry is [string, Node] => entry[1] !== null));
};

/** The name of an identifier, a quoted key or a private name; null for anything that has to be computed. */
export const nameOf = (node: Node): string | null => {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'StringLiteral') return node.value;
  return node.type === 'PrivateName' ? node.id.name : null;
};

/** The names of `a.b.c`, outermost object first; null when a part is computed. */
export const pathOf = (node: Node): readonly string[] | null => {
  const names: string[] = [];
  let current: Node = node;
  while (current.type === 'MemberExpression' && !current.computed) {
    const name = nameOf(current.property);
    if (name === null) return null;
    names.push(name);
    current = current.object;
  }
  if (current.type === 'ThisExpression') names.push('this');
  else if (current.type === 'Identifier') names.push(current.name);
  else return null;
  return names.toReversed();
};

/** The expression without type assertions and parentheses around it. */
export const bare = (node: Node): Node => {
  let current = node;
  while (
    current.type === 'TSAsExpression' ||
    current.type === 'TSSatisfiesExpression' ||
    current.type === 'TSNonNullExpression' ||
    current.type === 'ParenthesizedExpression'
  ) {
    current = (current as { expression: Expression }).expression;
  }
  return current;
};
