import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from '@babel/parser';
import type { Node } from '@babel/types';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Import {
  /** As it is written. */
  readonly specifier: string;
  /** Path from the root of the project, for a relative one. */
  readonly path?: string;
  /** Erased when the code runs. */
  readonly typeOnly: boolean;
  readonly line: number;
}

/** A source file as the laws see it. */
export interface Source {
  /** Path from the root of the project, with forward slashes. */
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly Import[];
  /** Every node of its syntax tree. */
  readonly nodes: readonly Node[];
}

/** Every TypeScript file below the folders. */
export function sourcesBelow(...folders: readonly string[]): readonly Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
      .sort()
      .map(readSource),
  );
}

function readSource(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8');
  return sourceOf(path, text);
}

/** The file with the given text. */
export function sourceOf(path: string, text: string): Source {
  const nodes: Node[] = [];
  collect(parse(text, { sourceType: 'module', plugins: ['typescript'] }).program, nodes);
  return { path, lines: text.split('\n').length - 1, imports: nodes.flatMap((node) => importOf(node, path)), nodes };
}

function collect(value: unknown, nodes: Node[]): void {
  if (Array.isArray(value)) for (const item of value) collect(item, nodes);
  if (typeof value !== 'object' || value === null || !('type' in value) || typeof value.type !== 'string') return;
  nodes.push(value as Node);
  for (const [key, inner] of Object.entries(value))
    if (key !== 'loc' && typeof inner === 'object') collect(inner, nodes);
}

function importOf(node: Node, from: string): Import[] {
  const found = specifierOf(node);
  if (found === undefined) return [];
  const [specifier, typeOnly] = found;
  const path = specifier.startsWith('.')
    ? relative(root, join(root, dirname(from), specifier)).replaceAll('\\', '/')
    : undefined;
  return [{ specifier, typeOnly, line: node.loc?.start.line ?? 0, ...(path === undefined ? {} : { path }) }];
}

/** Of static and dynamic imports, re-exports and types such as `import('./a.ts').A`. */
function specifierOf(node: Node): [specifier: string, typeOnly: boolean] | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
      return [node.source.value, node.importKind === 'type'];
    case 'ExportAllDeclaration':
      return [node.source.value, node.exportKind === 'type'];
    case 'ExportNamedDeclaration':
      return node.source ? [node.source.value, node.exportKind === 'type'] : undefined;
    case 'TSImportType':
      return node.argument.type === 'StringLiteral' ? [node.argument.value, true] : undefined;
    case 'CallExpression': {
      const [first] = node.arguments;
      const called =
        node.callee.type === 'Import' || (node.callee.type === 'Identifier' && node.callee.name === 'require');
      if (!called) return undefined;
      if (first?.type === 'StringLiteral') return [first.value, false];
      return node.callee.type === 'Import' ? ['(computed)', false] : undefined;
    }
    default:
      return undefined;
  }
}
