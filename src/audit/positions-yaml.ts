import type { Place } from './places-yaml.ts';
import { longForm } from './yaml.ts';

type Span = readonly [start: number, end: number];

interface Pair {
  readonly key: Place;
  readonly value: Place | undefined;
}

const behind = /\s*:/y;

const known = new WeakMap<Place, ReadonlyMap<string, Pair>>();

/** The pairs of a mapping by the name of their key; of one that stands there twice, the first. A key is what a colon stands behind. */
const pairsOf = (map: Place, text: string): ReadonlyMap<string, Pair> => {
  const found = known.get(map);
  if (found !== undefined) return found;
  const pairs = new Map<string, Pair>();
  const isKey = ({ end }: Place): boolean => {
    behind.lastIndex = end;
    return behind.test(text);
  };
  for (const [index, key] of map.inner.entries()) {
    const next = map.inner[index + 1];
    // A collection as a key has no name that a pointer could tell.
    const name = typeof key.value === 'object' && key.value !== null ? undefined : String(key.value);
    if (name === undefined || !isKey(key) || pairs.has(name)) continue;
    pairs.set(name, { key, value: next !== undefined && !isKey(next) ? next : undefined });
  }
  known.set(map, pairs);
  return pairs;
};

/** An item of a list. Empty items have no place, so that with these in it only the collections among the others can be told. */
const itemOf = ({ inner, value }: Place, key: string): Place | undefined => {
  if (!/^\d+$/.test(key)) return undefined;
  // Of a list with a tag, such as `!If [a, b, c]`, the value is something else.
  if (!Array.isArray(value) || inner.length === value.length) return inner[Number(key)];
  const item: unknown = value[Number(key)];
  return typeof item === 'object' && item !== null ? inner.find((place) => place.value === item) : undefined;
};

const resolve = (place: Place): Place => place.alias ?? place;

const mostMerges = 10;

/** The pair of a key, or that which the mapping takes over from others (`<<`). */
const pairOf = (map: Place, key: string, text: string, depth = 0): Pair | undefined => {
  const pairs = pairsOf(map, text);
  const own = pairs.get(key);
  const merged = pairs.get('<<')?.value;
  if (own !== undefined || merged === undefined || depth > mostMerges) return own;
  const sources = merged.kind === 'sequence' ? merged.inner : [merged];
  for (const source of sources.map(resolve)) {
    const found = source.kind === 'mapping' ? pairOf(source, key, text, depth + 1) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
};

/** The span of what a pointer names: from the key to the end of a scalar, the key alone of a collection, or the nearest parent there is. */
export const spanInYaml = (document: Place, keys: readonly string[], text: string): Span => {
  let place = document;
  let span: Span = [place.start, place.end];
  for (const key of keys) {
    place = resolve(place);
    // `!Sub x` is read as { "Fn::Sub": x }: the step into the long form stays where it is.
    if (place.tag?.startsWith('!') && longForm(place.tag) === key) continue;
    if (place.kind === 'sequence') {
      const item = itemOf(place, key);
      if (item === undefined) break;
      place = item;
      span = [item.start, item.end];
    } else {
      const pair = place.kind === 'mapping' ? pairOf(place, key, text) : undefined;
      if (pair === undefined) break;
      const { key: name, value } = pair;
      // Of an empty value there is the colon.
      const end = value === undefined ? name.end + 1 : isCollection(value) ? name.end : value.end;
      span = [name.start, end];
      if (value === undefined) break;
      place = value;
    }
  }
  return span;
};

const isCollection = ({ kind, alias }: Place): boolean =>
  alias === undefined && (kind === 'mapping' || kind === 'sequence');
