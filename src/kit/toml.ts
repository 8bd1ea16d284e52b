import type { AST } from 'toml-eslint-parser';
import type { At } from './at.ts';
import { asNesting, checkNesting } from './nesting.ts';
import type { Language } from './reader.ts';
import { isMapping, record, type Mapping } from './values.ts';

export interface TomlTree {
  /** The document as plain data; dates are texts. */
  readonly value: Mapping;
  /** The place of what keys and 0-based indexes name, or of the nearest thing around it that the file says. */
  at(...keys: readonly (string | number)[]): At;
}

type Span = AST.TOMLNode['loc'];

/** TOML 1.0, which package managers of Python and Rust, Gradle's version catalogues and many tools are configured in. */
export const toml: Language<TomlTree> = {
  name: 'TOML',
  limit: 2_000_000,
  async parse(text, path) {
    const { parseTOML, getStaticTOMLValue } = await import('toml-eslint-parser');
    try {
      const program = parseTOML(text);
      const value = plain(getStaticTOMLValue(program));
      checkNesting(value);
      let spans: ReadonlyMap<string, Span> | undefined;
      const at = (...keys: readonly (string | number)[]): At => {
        spans ??= spansOf(program);
        for (let length = keys.length; length > 0; length -= 1) {
          const span = spans.get(keyOf(keys.slice(0, length)));
          if (span !== undefined) return placed(path, span);
        }
        return { path };
      };
      return { value: record(value), at };
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

const keyOf = (keys: readonly (string | number)[]): string => keys.map(String).join('\0');

/** Dates become texts, so that a document is what JSON can say. Iterative where files are long, recursive where they are deep. */
function plain(value: unknown, depth = 0): unknown {
  if (depth > 200) throw new RangeError('deep');
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1));
  if (!isMapping(value)) return value;
  // fromEntries defines properties, so a key named __proto__ stays a key.
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, depth + 1)]));
}

/** Where every key of a document stands. */
function spansOf(program: AST.TOMLProgram): ReadonlyMap<string, Span> {
  const spans = new Map<string, Span>();
  const add = (keys: readonly (string | number)[], span: Span): void => {
    const key = keyOf(keys);
    if (!spans.has(key)) spans.set(key, span);
  };
  const names = (key: AST.TOMLKey): readonly string[] =>
    key.keys.map((part) => (part.type === 'TOMLBare' ? part.name : part.value));
  const content = (node: AST.TOMLContentNode, keys: readonly (string | number)[], depth: number): void => {
    if (depth > 100) return;
    if (node.type === 'TOMLArray') {
      node.elements.forEach((element, index) => {
        add([...keys, index], element.loc);
        content(element, [...keys, index], depth + 1);
      });
    } else if (node.type === 'TOMLInlineTable') node.body.forEach((pair) => keyValue(pair, keys, depth + 1));
  };
  const keyValue = (pair: AST.TOMLKeyValue, around: readonly (string | number)[], depth: number): void => {
    const own = names(pair.key);
    own.forEach((_, index) => add([...around, ...own.slice(0, index + 1)], pair.loc));
    content(pair.value, [...around, ...own], depth);
  };
  for (const node of program.body[0].body) {
    if (node.type === 'TOMLKeyValue') keyValue(node, [], 0);
    else {
      add(node.resolvedKey, node.key.loc);
      node.body.forEach((pair) => keyValue(pair, node.resolvedKey, 0));
    }
  }
  return spans;
}
