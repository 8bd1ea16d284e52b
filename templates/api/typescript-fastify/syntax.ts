import type { CallExpression, Expression, File, Node } from '@babel/types';
import { nodesOf, nodesOfType } from '../../../src/kit/index.ts';
import type { At } from '../../../src/kit/index.ts';

export { nodesOf };

/** A parsed module of a program. */
export interface Module {
  readonly path: string;
  readonly tree: File;
  readonly imports: readonly string[];
}

export const callsOf = (root: Node): readonly CallExpression[] =>
  root.type === 'File'
    ? nodesOfType(root, 'CallExpression')
    : nodesOf(root).filter((node) => node.type === 'CallExpression');

/** Modules that a file imports, `require` included. */
export const importsOf = (tree: File): readonly string[] =>
  nodesOf(tree).flatMap((node) => {
    if (node.type === 'ImportDeclaration') return node.importKind === 'type' ? [] : [node.source.value];
    if (node.type === 'ExportAllDeclaration') return [node.source.value];
    if (node.type !== 'CallExpression' || !(node.callee.type === 'Identifier' && node.callee.name === 'require'))
      return [];
    const [source] = node.arguments;
    return source?.type === 'StringLiteral' ? [source.value] : [];
  });

/** `a.b` for a call `x.a.b(...)`: the last name of the callee, and the name before it. */
export const calleeOf = ({ callee }: CallExpression): { readonly name: string; readonly object: string } => {
  if (callee.type === 'Identifier') return { name: callee.name, object: '' };
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') return { name: '', object: '' };
  return { name: nameOf(callee.property), object: nameOf(callee.object) };
};

const nameOf = (node: Node): string => {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'StringLiteral') return node.value;
  if (node.type === 'MemberExpression') return nameOf(node.property);
  return node.type === 'PrivateName' ? node.id.name : '';
};

/** Whether the node is `object.property`, also written with brackets. */
export const isMember = (node: Node, object: string, property: string): boolean =>
  node.type === 'MemberExpression' &&
  node.object.type === 'Identifier' &&
  node.object.name === object &&
  nameOf(node.property) === property;

/** Values of the constants that a module declares at its top, by name. */
export const constantsOf = (tree: File): ReadonlyMap<string, Expression> => {
  const constants = new Map<string, Expression>();
  for (const statement of tree.program.body) {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declaration?.type !== 'VariableDeclaration') continue;
    for (const { id, init } of declaration.declarations)
      if (id.type === 'Identifier' && init) constants.set(id.name, init);
  }
  return constants;
};

const depthAtMost = 5;

/** The text that an expression stands for, through constants and templates; undefined when it is computed. */
export const textOf = (
  node: Node | undefined,
  constants: ReadonlyMap<string, Expression>,
  depth = 0,
): string | undefined => {
  if (node === undefined || depth > depthAtMost) return undefined;
  if (node.type === 'StringLiteral') return node.value;
  if (node.type === 'Identifier') return textOf(constants.get(node.name), constants, depth + 1);
  if (node.type !== 'TemplateLiteral') return undefined;
  const parts = node.quasis.flatMap(({ value }, index) => {
    const inner = node.expressions[index];
    return inner === undefined ? [value.raw] : [value.raw, textOf(inner, constants, depth + 1)];
  });
  return parts.includes(undefined) ? undefined : parts.join('');
};

/** All texts within an expression, those of the constants that it names included; each constant once. */
export const literalsIn = (
  root: Node,
  constants: ReadonlyMap<string, Expression>,
  seen = new Set<string>(),
): readonly string[] =>
  nodesOf(root).flatMap((node) => {
    if (node.type === 'StringLiteral') return [node.value];
    const constant = node.type === 'Identifier' && !seen.has(node.name) ? constants.get(node.name) : undefined;
    if (constant === undefined || node.type !== 'Identifier') return [];
    seen.add(node.name);
    return literalsIn(constant, constants, seen);
  });

export const placeOf = (path: string, node: Node): At => ({
  path,
  ...(node.loc && {
    line: node.loc.start.line,
    column: node.loc.start.column + 1,
    endLine: node.loc.end.line,
    endColumn: node.loc.end.column + 1,
  }),
});
