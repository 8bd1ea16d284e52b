import { dump, loadAll } from 'js-yaml';

type Files = Readonly<Record<string, string>>;
/** A number from 0 to 1; the only source of chance here. */
export type Chance = () => number;

const oddValues: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e300,
  Number.MAX_SAFE_INTEGER,
  '',
  ' ',
  '\n',
  '*',
  '!',
  '..',
  '../../../etc/passwd',
  '/',
  '\\',
  '${{',
  '${',
  '#/',
  '#/a/~1/~',
  'null',
  '2026-02-30',
  '\u0000',
  '\uD800',
  '\u202E',
  'x'.repeat(3_000),
  [],
  [[]],
  [null],
  [[[[]]]],
  {},
  { '': '' },
  { a: null },
  { length: 1, 0: 'x' },
  JSON.parse('{"__proto__": {"polluted": true}, "constructor": 1, "toString": null, "hasOwnProperty": 0}'),
  { $ref: '#' },
  { Ref: {} },
  { 'Fn::Sub': [] },
];

const pick = <Item>(items: readonly Item[], chance: Chance): Item => items[Math.floor(chance() * items.length)] as Item;

const isCollection = (value: unknown): value is Record<string, unknown> | unknown[] =>
  typeof value === 'object' && value !== null;

/** A place in a document: a collection and a key of it. */
const placesIn = (document: unknown): readonly (readonly [Record<string, unknown>, string])[] => {
  const places: (readonly [Record<string, unknown>, string])[] = [];
  const open: unknown[] = [document];
  for (let value = open.pop(); value !== undefined && places.length < 5_000; value = open.pop()) {
    if (!isCollection(value)) continue;
    for (const [key, inner] of Object.entries(value)) {
      places.push([value as Record<string, unknown>, key]);
      if (isCollection(inner)) open.push(inner);
    }
  }
  return places;
};

/** Changes one thing of a document: puts something odd in a value's place, takes it away, wraps it, unwraps it, or moves it. */
const changeData = (document: unknown, chance: Chance): unknown => {
  const places = placesIn(document);
  if (places.length === 0) return pick(oddValues, chance);
  const [owner, key] = pick(places, chance);
  const set = (value: unknown): void =>
    void Object.defineProperty(owner, key, { value, enumerable: true, configurable: true, writable: true });
  const value = owner[key];
  switch (Math.floor(chance() * 8)) {
    case 0:
      delete owner[key];
      break;
    case 1:
      set([value]);
      break;
    case 2:
      set({ [pick(places, chance)[1]]: value });
      break;
    case 3:
      set(isCollection(value) ? Object.values(value)[0] : String(value));
      break;
    case 4: {
      const [other, name] = pick(places, chance);
      set(structuredClone(other[name]));
      break;
    }
    case 5:
      set(isCollection(value) && !Array.isArray(value) ? Object.entries(value) : { value });
      break;
    default:
      set(structuredClone(pick(oddValues, chance)));
  }
  return document;
};

const pieces = [
  '',
  '\n',
  ' ',
  '\t',
  '"',
  "'",
  '`',
  '${',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  ':',
  '#',
  '//',
  '/*',
  '<',
  '\\',
  '|',
  '*',
  '&',
  '@',
  '-',
  '\u0000',
  '\uD83D',
  '\r\n',
  '\uFEFF',
];

/** Cuts, doubles, moves or breaks a part of a text; parts are lines more often than not. */
const changeText = (text: string, chance: Chance): string => {
  const lines = text.split('\n');
  const at = Math.floor(chance() * lines.length);
  const position = Math.floor(chance() * text.length);
  const end = Math.min(text.length, position + Math.floor(chance() * 40));
  switch (Math.floor(chance() * 6)) {
    case 0:
      return lines.toSpliced(at, 1).join('\n');
    case 1:
      return lines.toSpliced(at, 0, pick(lines, chance)).join('\n');
    case 2:
      return text.slice(0, position) + text.slice(end);
    case 3:
      return text.slice(0, position) + pick(pieces, chance) + text.slice(position);
    case 4:
      return text.slice(0, position) + text.slice(position, end).repeat(3) + text.slice(end);
    default:
      return text.slice(0, position) + pick(pieces, chance) + text.slice(end);
  }
};

/** The documents of a text when it is made of data; undefined for other texts. */
const documentsOf = (path: string, text: string): unknown[] | undefined => {
  if (!/\.(?:json|ya?ml)$/.test(path)) return undefined;
  try {
    return loadAll(text) as unknown[];
  } catch {
    return undefined;
  }
};

const changeFile = (path: string, text: string, chance: Chance): string => {
  const documents = chance() < 0.8 ? documentsOf(path, text) : undefined;
  if (documents === undefined || documents.length === 0) return changeText(text, chance);
  const at = Math.floor(chance() * documents.length);
  for (let changes = 1 + Math.floor(chance() * 3); changes > 0; changes -= 1)
    documents[at] = changeData(documents[at], chance);
  try {
    if (path.endsWith('.json')) return JSON.stringify(documents[0], undefined, 2);
    return documents.map((document) => dump(document, { skipInvalid: true })).join('---\n');
  } catch {
    return changeText(text, chance);
  }
};

/** A repository with a few things changed, by chance. */
export const mutate = (files: Files, chance: Chance): Files => {
  const changed: Record<string, string> = { ...files };
  const paths = Object.keys(files);
  for (let changes = 1 + Math.floor(chance() * 2); changes > 0 && paths.length > 0; changes -= 1) {
    const path = pick(paths, chance);
    changed[path] = changeFile(path, changed[path] ?? '', chance);
    if (chance() < 0.03) delete changed[path];
  }
  return changed;
};

/** Chance that is the same for the same seed. */
export const chanceOf = (seed: number): Chance => {
  let state = (Math.imul(seed, 2_654_435_761) + 12_345) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};
