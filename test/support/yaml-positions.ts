// The positions of YAML by another parser, to compare ours with.

import type { Document, Node, Pair, ParsedNode, YAMLMap } from 'yaml';
import { longForm } from '../../src/audit/yaml.ts';

type Yaml = typeof import('yaml');
type Span = readonly [start: number, end: number];

/** Parses a YAML stream for its positions only; what is odd in it is no error here. */
export const parseForPositions = (yaml: Yaml, text: string): readonly Document.Parsed[] => {
  const documents = yaml.parseAllDocuments(text, {
    uniqueKeys: false,
    prettyErrors: false,
    strict: false,
    logLevel: 'silent',
  });
  return Array.isArray(documents) ? documents : [];
};

const spanOf = (node: unknown): Span | undefined => {
  const range = (node as ParsedNode | null | undefined)?.range;
  return range ? [range[0], range[1]] : undefined;
};

/** The span of what a pointer names: from the key to the end of a scalar, the key alone of a collection, or the nearest parent there is. */
export const spanInYaml = (yaml: Yaml, document: Document.Parsed, keys: readonly string[]): Span => {
  const resolve = (node: unknown): unknown => (yaml.isAlias(node) ? node.resolve(document) : node);

  const pairOf = (map: YAMLMap, key: string, depth = 0): Pair | undefined => {
    const named = (pair: Pair): string => (yaml.isScalar(pair.key) ? String(pair.key.value) : String(pair.key));
    const own = map.items.find((pair) => named(pair) === key);
    if (own !== undefined || depth > 10) return own;
    for (const pair of map.items.filter((candidate) => named(candidate) === '<<')) {
      const merged = resolve(pair.value);
      for (const source of yaml.isSeq(merged) ? merged.items.map(resolve) : [merged]) {
        const found = yaml.isMap(source) ? pairOf(source, key, depth + 1) : undefined;
        if (found !== undefined) return found;
      }
    }
    return undefined;
  };

  let node: unknown = document.contents;
  let span: Span = spanOf(node) ?? [document.range[0], document.range[1]];
  for (const key of keys) {
    node = resolve(node);
    const tag = (node as Node | null)?.tag;
    // `!Sub x` is read as { "Fn::Sub": x }: the step into the long form stays where it is.
    if (tag?.startsWith('!') && longForm(tag) === key) continue;
    if (yaml.isSeq(node)) {
      const item: unknown = /^\d+$/.test(key) ? node.items[Number(key)] : undefined;
      if (item === undefined) break;
      node = item;
      span = spanOf(item) ?? span;
    } else if (yaml.isMap(node)) {
      const pair = pairOf(node, key);
      if (pair === undefined) break;
      const keySpan = spanOf(pair.key) ?? span;
      const valueSpan = yaml.isCollection(pair.value) ? undefined : spanOf(pair.value);
      node = pair.value;
      span = [keySpan[0], Math.max(keySpan[1], valueSpan?.[1] ?? 0)];
    } else break;
  }
  return span;
};
