import type { Expression, File, Node } from '@babel/types';
import type { At } from './at.ts';

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

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

const notProgram = new Set(['errors', 'tokens', 'comments', 'loc', 'extra']);

const childrenOf = (node: Node): readonly Node[] =>
  Object.entries(node).flatMap(([key, value]: [string, unknown]) => {
    if (notProgram.has(key)) return [];
    return Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [];
  });

/**
 * Every node of a tree, outer ones and earlier ones first.
 *
 * @param enter nodes for which it answers false are given, but not what is inside them
 */
export function* nodesOf(root: Node, enter: (node: Node) => boolean = () => true): Generator<Node> {
  // Not recursive: hostile nesting must not end the audit.
  const open: Node[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node;
    if (node === root || enter(node)) open.push(...childrenOf(node).toReversed());
  }
}

/** The place of a node; columns are 1-based. */
export const placeOf = (path: string, { loc }: Node): At =>
  loc
    ? { path, line: loc.start.line, column: loc.start.column + 1, endLine: loc.end.line, endColumn: loc.end.column + 1 }
    : { path };

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
  for (const node of nodesOf(tree)) {
    if (node.type === 'VariableDeclaration') {
      for (const { id, init } of node.declarations) {
        if (id.type === 'Identifier') add(id.name, node.kind === 'const' ? (init ?? null) : null);
      }
    } else if ((node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') && node.id) {
      add(node.id.name, node);
    }
  }
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
