import type { AST } from 'toml-eslint-parser';
import type { At } from './at.ts';
import { asNesting, checkNesting } from './nesting.ts';
import type { Language } from './reader.ts';
import { record, type Mapping } from './values.ts';

export interface TomlTree {
  /** The document as plain data; dates are texts. */
  readonly value: Mapping;
  /** The place of what keys and 0-based indexes name, or of the nearest thing around it that the file says. */
  at(...keys: readonly (string | number)[]): At;
}

type Span = AST.TOMLNode['loc'];

type Key = string | number;
type Table = Map<string, Node>;
type Node = Table | Node[] | string | number | boolean;

const deepest = 100;

/** TOML 1.0, which package managers of Python and Rust, Gradle's version catalogues and many tools are configured in. */
export const toml: Language<TomlTree> = {
  name: 'TOML',
  limit: 2_000_000,
  async parse(text, path) {
    const { parseTOML } = await import('toml-eslint-parser');
    try {
      const program = parseTOML(text);
      const value = valueOf(program);
      checkNesting(value);
      let spans: ReadonlyMap<string, Span> | undefined;
      const at = (...keys: readonly Key[]): At => {
        spans ??= spansOf(program);
        for (let length = keys.length; length > 0; length -= 1) {
          const span = spans.get(keyOf(keys.slice(0, length)));
          if (span !== undefined) return placed(path, span);
        }
        return { path };
      };
      return { value, at };
    } catch (error) {
      throw asNesting(error);
    }
  },
};

const placed = (path: string, { start, end }: Span): At => ({
  path,
  line: start.line,
  column: start.column + 1,
  endLine: end.line,
  endColumn: end.column + 1,
});

const keyOf = (keys: readonly Key[]): string => keys.map(String).join('\0');

const namesOf = (key: AST.TOMLKey): readonly string[] =>
  key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value));

/**
 * The document as plain data. The parser's own conversion follows a key `__proto__` into the prototype of every object, so
 * tables are maps until they are finished.
 */
function valueOf(program: AST.TOMLProgram): Mapping {
  const root: Table = new Map();
  for (const node of program.body[0].body) {
    if (node.type === 'TOMLKeyValue') assign(root, node, 0);
    else {
      const table = open(root, node.resolvedKey);
      for (const pair of node.body) assign(table, pair, 0);
    }
  }
  return record(plain(root));
}

/** The table at the end of a path; what is missing on the way is made. A number is the next table of a list. */
function open(root: Table, keys: readonly Key[]): Table {
  if (keys.length > deepest) throw new RangeError('deep');
  let at: Node = root;
  keys.forEach((key, index) => {
    const made: Node = typeof keys[index + 1] === 'number' ? [] : new Map();
    if (at instanceof Map) {
      const known: Node = at.get(String(key)) ?? made;
      at.set(String(key), known);
      at = known;
    } else if (Array.isArray(at)) {
      const known: Node = at[Number(key)] ?? made;
      at[Number(key)] = known;
      at = known;
    }
  });
  return at instanceof Map ? at : new Map();
}

function assign(table: Table, { key, value }: AST.TOMLKeyValue, depth: number): void {
  const names = namesOf(key);
  open(table, names.slice(0, -1)).set(names.at(-1) ?? '', content(value, depth + 1));
}

function content(node: AST.TOMLContentNode, depth: number): Node {
  if (depth > deepest) throw new RangeError('deep');
  if (node.type === 'TOMLArray') return node.elements.map((element) => content(element, depth + 1));
  if (node.type === 'TOMLInlineTable') {
    const table: Table = new Map();
    for (const pair of node.body) assign(table, pair, depth + 1);
    return table;
  }
  const { value } = node;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  return value;
}

/** fromEntries defines properties, so a key named __proto__ stays a key. */
function plain(node: Node): unknown {
  if (Array.isArray(node)) return node.map(plain);
  if (!(node instanceof Map)) return node;
  return Object.fromEntries([...node].map(([key, item]) => [key, plain(item)]));
}

/** Where every key of a document stands. */
function spansOf(program: AST.TOMLProgram): ReadonlyMap<string, Span> {
  const spans = new Map<string, Span>();
  const add = (keys: readonly Key[], span: Span): void => {
    const key = keyOf(keys);
    if (!spans.has(key)) spans.set(key, span);
  };
  const inside = (node: AST.TOMLContentNode, keys: readonly Key[]): void => {
    if (node.type === 'TOMLArray') {
      node.elements.forEach((element, index) => {
        add([...keys, index], element.loc);
        inside(element, [...keys, index]);
      });
    } else if (node.type === 'TOMLInlineTable') node.body.forEach((pair) => keyValue(pair, keys));
  };
  const keyValue = (pair: AST.TOMLKeyValue, around: readonly Key[]): void => {
    const own = namesOf(pair.key);
    own.forEach((_, index) => add([...around, ...own.slice(0, index + 1)], pair.loc));
    inside(pair.value, [...around, ...own]);
  };
  for (const node of program.body[0].body) {
    if (node.type === 'TOMLKeyValue') keyValue(node, []);
    else {
      add(node.resolvedKey, node.key.loc);
      node.body.forEach((pair) => keyValue(pair, node.resolvedKey));
    }
  }
  return spans;
}
