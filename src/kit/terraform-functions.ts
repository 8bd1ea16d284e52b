import type { At } from './at.ts';
import { entryOf } from './evaluate.ts';
import type { Value } from './evaluate.ts';
import {
  documentOf,
  isNull,
  listOf,
  literalOf,
  numberOf,
  objectOf,
  partlyOf,
  sameValue,
  textOf,
  unknownAt,
  wholeText,
} from './terraform-values.ts';

type Implementation = (args: readonly Value[], at: At) => Value | undefined;

/** The longest list that is looked through for values that are there twice, and the most parts of a text. */
const most = 500;

const items = (value: Value | undefined): readonly Value[] | undefined =>
  value?.kind === 'list' && value.complete ? value.items : undefined;

const onTexts =
  (compute: (...texts: readonly string[]) => string | number | boolean): Implementation =>
  (args, at) => {
    const texts = args.map(wholeText);
    return texts.every((text) => text !== null) ? literalOf(compute(...texts), at) : undefined;
  };

const onNumbers =
  (compute: (...numbers: readonly number[]) => number): Implementation =>
  (args, at) => {
    const numbers = args.map(numberOf);
    return numbers.every((number) => number !== null) ? literalOf(compute(...numbers), at) : undefined;
  };

const distinct: Implementation = ([list], at) => {
  if (list?.kind !== 'list' || list.items.length > most) return undefined;
  const found: Value[] = [];
  for (const value of list.items) if (!found.some((other) => sameValue(other, value) === true)) found.push(value);
  return listOf(found, list.complete, at);
};

const concat: Implementation = (args, at) =>
  listOf(
    args.flatMap((arg) => (arg.kind === 'list' ? arg.items : [])),
    args.every((arg) => arg.kind === 'list' && arg.complete),
    at,
  );

const flatten = (value: Value, depth = 0): readonly Value[] =>
  value.kind === 'list' && depth < 10 ? value.items.flatMap((item) => flatten(item, depth + 1)) : [value];

const isWhole = (value: Value): boolean => value.kind !== 'list' || (value.complete && value.items.every(isWhole));

/** Fills `%s` and the like; computed arguments leave `${}`. */
const format: Implementation = ([pattern, ...args], at) => {
  const text = wholeText(pattern);
  if (text === null) return undefined;
  let index = 0;
  let computed = false;
  const filled = text.replaceAll(/%(?:%|[-+ #0-9.]*[a-zA-Z])/g, (verb) => {
    if (verb === '%%') return '%';
    const arg = args[index++];
    const given = textOf(arg);
    if (given === null || arg?.kind !== 'literal') computed = true;
    return verb === '%s' || verb === '%d' || verb === '%v' ? (given ?? '${}') : ((computed = true), '${}');
  });
  return computed ? partlyOf(filled, at) : literalOf(filled, at);
};

const join: Implementation = ([separator, ...lists], at) => {
  const between = wholeText(separator);
  const parts = lists.flatMap((list) => items(list) ?? []);
  if (between === null || lists.some((list) => items(list) === undefined)) return undefined;
  const value = parts.map((part) => textOf(part) ?? '${}').join(between);
  return parts.every(({ kind }) => kind === 'literal') ? literalOf(value, at) : partlyOf(value, at);
};

/** The first argument that is known to be there. */
const coalesce: Implementation = (args) => {
  for (const arg of args) {
    if (isNull(arg) || wholeText(arg) === '') continue;
    return arg.kind === 'unknown' ? undefined : arg;
  }
  return undefined;
};

const element: Implementation = ([list, index]) => {
  const [all, at] = [items(list), numberOf(index)];
  return all === undefined || at === null || all.length === 0 ? undefined : all[Math.floor(at) % all.length];
};

const lookup: Implementation = ([map, key, fallback]) => {
  const name = wholeText(key);
  if (map?.kind !== 'object' || name === null) return undefined;
  return entryOf(map, name) ?? (map.complete ? fallback : undefined);
};

const same: Implementation = ([value]) => value;

const functions: Readonly<Record<string, Implementation>> = {
  abs: onNumbers(Math.abs),
  ceil: onNumbers(Math.ceil),
  coalesce,
  compact: ([list], at) => {
    const all = items(list);
    return all?.every(({ kind }) => kind === 'literal')
      ? listOf(
          all.filter((item) => !isNull(item) && wholeText(item) !== ''),
          true,
          at,
        )
      : undefined;
  },
  concat,
  contains: ([list, value], at) => {
    if (value === undefined || list?.kind !== 'list') return undefined;
    const answers = list.items.map((item) => sameValue(item, value));
    if (answers.includes(true)) return literalOf(true, at);
    return list.complete && !answers.includes(undefined) ? literalOf(false, at) : undefined;
  },
  distinct,
  element,
  endswith: onTexts((text, end = '') => (text ?? '').endsWith(end)),
  flatten: ([list], at) => (list?.kind === 'list' ? listOf(flatten(list), isWhole(list), at) : undefined),
  floor: onNumbers(Math.floor),
  format,
  join,
  jsondecode: ([text]) => documentOf(text),
  jsonencode: (args, at) => ({ kind: 'call', name: 'jsonencode', args, at }),
  keys: ([map], at) =>
    map?.kind === 'object'
      ? listOf(
          Object.keys(map.entries)
            .sort()
            .map((key) => literalOf(key, at)),
          map.complete,
          at,
        )
      : undefined,
  length: ([value], at) => {
    if (value?.kind === 'list' && value.complete) return literalOf(value.items.length, at);
    if (value?.kind === 'object' && value.complete) return literalOf(Object.keys(value.entries).length, at);
    const text = value?.kind === 'literal' && typeof value.value === 'string' ? value.value : null;
    return text === null ? undefined : literalOf([...text].length, at);
  },
  lookup,
  lower: onTexts((text = '') => text.toLowerCase()),
  max: onNumbers(Math.max),
  merge: (args, at) => {
    const given = args.filter((arg) => !isNull(arg));
    const entries = given.flatMap((arg) => (arg.kind === 'object' ? Object.entries(arg.entries) : []));
    return objectOf(
      entries,
      given.every((arg) => arg.kind === 'object' && arg.complete),
      at,
    );
  },
  min: onNumbers(Math.min),
  nonsensitive: same,
  one: ([list], at) => {
    const all = items(list);
    return all === undefined ? undefined : (all[0] ?? literalOf(null, at));
  },
  replace: ([text, search, replacement], at) => {
    const [given, from, to] = [wholeText(text), wholeText(search), wholeText(replacement)];
    // A regular expression of a stranger is not run.
    if (
      given === null ||
      from === null ||
      to === null ||
      given.length * to.length > 1_000_000 ||
      /^\/.*\/$/s.test(from)
    )
      return undefined;
    return literalOf(
      given.replaceAll(from, () => to),
      at,
    );
  },
  sensitive: same,
  setunion: (args, at) => {
    const all = concat(args, at);
    return all && distinct([all], at);
  },
  split: ([separator, text], at) => {
    const [between, given] = [wholeText(separator), wholeText(text)];
    return between === null || given === null
      ? undefined
      : listOf(
          given
            .split(between)
            .slice(0, most)
            .map((part) => literalOf(part, at)),
          true,
          at,
        );
  },
  startswith: onTexts((text, start = '') => (text ?? '').startsWith(start)),
  strcontains: onTexts((text, part = '') => (text ?? '').includes(part)),
  title: onTexts((text = '') => text.replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase())),
  tobool: ([value]) => value,
  tolist: same,
  tomap: same,
  tonumber: ([value], at) => {
    const number = numberOf(value);
    return number === null ? undefined : literalOf(number, at);
  },
  toset: distinct,
  tostring: same,
  trimspace: onTexts((text = '') => text.trim()),
  upper: onTexts((text = '') => text.toUpperCase()),
  values: ([map], at) =>
    map?.kind === 'object'
      ? listOf(
          Object.keys(map.entries)
            .sort()
            .map((key) => entryOf(map, key) ?? unknownAt(at)),
          map.complete,
          at,
        )
      : undefined,
};

/** What a function of Terraform gives; unknown for one that is not known here, or that needs what only a run knows. */
export const callFunction = (name: string, args: readonly Value[], at: At): Value => {
  const implementation = Object.hasOwn(functions, name) ? functions[name] : undefined;
  return implementation?.(args, at) ?? unknownAt(at);
};
