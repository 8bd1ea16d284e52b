import type {
  AssignmentExpression,
  CallExpression,
  Expression,
  File,
  MemberExpression,
  NewExpression,
  Node,
  OptionalCallExpression,
  OptionalMemberExpression,
  ObjectExpression,
  ObjectProperty,
  StringLiteral,
} from '@babel/types';
import { nodesOf } from '../../../src/kit/index.ts';
import type { Imported } from '../../../src/kit/index.ts';

/** Also behind `?.`. */
export type Call = CallExpression | OptionalCallExpression;
export type Member = MemberExpression | OptionalMemberExpression;

/** A parsed module of a program, with what rules ask for taken out in one walk. */
export interface Module {
  readonly path: string;
  readonly text: string;
  readonly tree: File;
  /** Modules that it loads, `require` and `import()` included; not those of which it takes types alone. */
  readonly imports: readonly string[];
  /** Where each imported name comes from. */
  readonly names: ReadonlyMap<string, Imported>;
  /** What each name that is declared once is declared as. */
  readonly declarations: ReadonlyMap<string, Node>;
  readonly calls: readonly Call[];
  readonly news: readonly NewExpression[];
  readonly members: readonly Member[];
  readonly properties: readonly ObjectProperty[];
  readonly objects: readonly ObjectExpression[];
  readonly strings: readonly StringLiteral[];
  readonly assignments: readonly AssignmentExpression[];
  readonly conditions: readonly Node[];
  readonly functions: readonly Node[];
}

const taken = new WeakMap<File, Module>();

/** Takes out of a tree what rules ask for, once: services of one standard share many modules. */
export const moduleOf = (path: string, text: string, tree: File): Module => {
  const known = taken.get(tree);
  if (known?.path === path) return known;
  const module = takenOut(path, text, tree);
  taken.set(tree, module);
  return module;
};

const takenOut = (path: string, text: string, tree: File): Module => {
  const imports: string[] = [];
  const names = new Map<string, Imported>();
  const declared = new Map<string, Node | null>();
  const module = {
    calls: [] as Call[],
    news: [] as NewExpression[],
    members: [] as Member[],
    properties: [] as ObjectProperty[],
    objects: [] as ObjectExpression[],
    strings: [] as StringLiteral[],
    assignments: [] as AssignmentExpression[],
    conditions: [] as Node[],
    functions: [] as Node[],
  };
  const declare = (name: string, node: Node | null): void => void declared.set(name, declared.has(name) ? null : node);
  for (const node of nodesOf(tree)) {
    switch (node.type) {
      case 'ImportDeclaration':
        if (node.importKind === 'type') break;
        imports.push(node.source.value);
        for (const { local, ...specifier } of node.specifiers) {
          const imported = specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported) : null;
          const name = imported ?? (specifier.type === 'ImportNamespaceSpecifier' ? '*' : 'default');
          names.set(local.name, { module: node.source.value, name });
        }
        break;
      case 'ExportAllDeclaration':
      case 'ExportNamedDeclaration':
        if (node.source) imports.push(node.source.value);
        break;
      case 'CallExpression':
      case 'OptionalCallExpression':
        module.calls.push(node);
        imports.push(...requiredBy(node));
        break;
      case 'ImportExpression':
        if (node.source.type === 'StringLiteral') imports.push(node.source.value);
        break;
      case 'VariableDeclarator':
        if (node.id.type === 'Identifier') declare(node.id.name, node.init ?? null);
        for (const [name, imported] of requiredNames(node.id, node.init ?? undefined)) names.set(name, imported);
        break;
      case 'FunctionDeclaration':
        if (node.id) declare(node.id.name, node);
        module.functions.push(node);
        break;
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'ClassMethod':
      case 'ObjectMethod':
        module.functions.push(node);
        break;
      case 'NewExpression':
        module.news.push(node);
        break;
      case 'MemberExpression':
      case 'OptionalMemberExpression':
        module.members.push(node);
        break;
      case 'ObjectProperty':
        module.properties.push(node);
        break;
      case 'ObjectExpression':
        module.objects.push(node);
        break;
      case 'StringLiteral':
        module.strings.push(node);
        break;
      case 'AssignmentExpression':
        module.assignments.push(node);
        break;
      case 'ConditionalExpression':
      case 'IfStatement':
      case 'LogicalExpression':
        module.conditions.push(node);
        break;
      default:
    }
  }
  const declarations = new Map([...declared].filter((entry): entry is [string, Node] => entry[1] !== null));
  return { path, text, tree, imports, names, declarations, ...module };
};

const requiredBy = ({ callee, arguments: [source] }: Call): readonly string[] =>
  source?.type === 'StringLiteral' &&
  ((callee.type === 'Identifier' && callee.name === 'require') || callee.type === 'Import')
    ? [source.value]
    : [];

/** Names that `const x = require('y')` and `const { a: b } = require('y')` declare. */
const requiredNames = (id: Node, init: Node | undefined): readonly (readonly [string, Imported])[] => {
  const [module] = init?.type === 'CallExpression' ? requiredBy(init) : [];
  if (module === undefined) return [];
  if (id.type === 'Identifier') return [[id.name, { module, name: 'default' }]];
  if (id.type !== 'ObjectPattern') return [];
  return id.properties.flatMap((property): readonly (readonly [string, Imported])[] =>
    property.type === 'ObjectProperty' && property.value.type === 'Identifier'
      ? [[property.value.name, { module, name: nameOf(property.key) }]]
      : [],
  );
};

/** `a.b` for a call `x.a.b(...)`: the last name of the callee, and the name before it. */
export const calleeOf = ({ callee }: Call | NewExpression): { readonly name: string; readonly object: string } => {
  if (callee.type === 'Identifier') return { name: callee.name, object: '' };
  if (callee.type !== 'MemberExpression' && callee.type !== 'OptionalMemberExpression') return { name: '', object: '' };
  return { name: nameOf(callee.property), object: nameOf(callee.object) };
};

/** The last name of an identifier, a member or a quoted key; empty for anything that has to be computed. */
export const nameOf = (node: Node): string => {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'StringLiteral') return node.value;
  if (node.type === 'MemberExpression') return nameOf(node.property);
  if (node.type === 'ThisExpression') return 'this';
  return node.type === 'PrivateName' ? node.id.name : '';
};

/** Whether the node is `object.property`, also written with brackets. */
export const isMember = (node: Node, object: string, property: string): boolean =>
  node.type === 'MemberExpression' &&
  node.object.type === 'Identifier' &&
  node.object.name === object &&
  nameOf(node.property) === property;

/** Whether the inner node stands within the outer one. */
export const within = ({ start, end }: Node, outer: Node): boolean =>
  Number(outer.start) <= Number(start) && Number(end) <= Number(outer.end);

const depthAtMost = 5;

/** The text that an expression stands for, through constants and templates; undefined when it is computed. */
export const textOf = (node: Node | undefined, module: Module, depth = 0): string | undefined => {
  if (node === undefined || depth > depthAtMost) return undefined;
  if (node.type === 'StringLiteral') return node.value;
  if (node.type === 'Identifier') return textOf(module.declarations.get(node.name), module, depth + 1);
  if (node.type === 'BinaryExpression' && node.operator === '+') {
    const [left, right] = [textOf(node.left, module, depth + 1), textOf(node.right, module, depth + 1)];
    return left === undefined || right === undefined ? undefined : left + right;
  }
  if (node.type !== 'TemplateLiteral') return undefined;
  const parts = node.quasis.flatMap(({ value }, index) => {
    const inner = node.expressions[index];
    return inner === undefined ? [value.raw] : [value.raw, textOf(inner, module, depth + 1)];
  });
  return parts.includes(undefined) ? undefined : parts.join('');
};

/** All texts within an expression, those of the constants that it names included; each constant once. */
export const literalsIn = (root: Node, module: Module, seen = new Set<string>()): readonly string[] =>
  nodesOf(root).flatMap((node) => {
    if (node.type === 'StringLiteral') return [node.value];
    const constant =
      node.type === 'Identifier' && !seen.has(node.name) ? module.declarations.get(node.name) : undefined;
    if (constant === undefined || node.type !== 'Identifier') return [];
    seen.add(node.name);
    return literalsIn(constant, module, seen);
  });

export type { Expression };
