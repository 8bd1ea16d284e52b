import { get, isMapping, record, type At, type Mapping } from '../../../src/kit/index.ts';
import { text, texts } from '../values.ts';
import { type Config, layersWith, placeOf } from './layers.ts';
import { isReference, mergeDeep, referencedKeys } from './merge.ts';

/** One line of a script, from wherever it was written. */
export interface Line {
  readonly text: string;
  readonly at: At;
}

/** A job with all that it extends, refers to and inherits. */
export interface RawJob {
  readonly config: Config;
  readonly name: string;
  readonly at: At;
  readonly data: Mapping;
  /** Variables of the pipeline and the job together, as texts. */
  readonly variables: Readonly<Record<string, string>>;
  /** Names of those that the job itself sets. */
  readonly ownVariables: readonly string[];
  /** Whether the host brings it. */
  readonly fromHost: boolean;
  /** Where a key was written. */
  place(...keys: readonly string[]): At;
  lines(key: 'before_script' | 'script' | 'after_script'): readonly Line[];
}

const notJobs: ReadonlySet<string> = new Set(
  'default include stages variables workflow spec image services cache before_script after_script'.split(' '),
);
const older: ReadonlySet<string> = new Set(['image', 'services', 'cache', 'before_script', 'after_script']);
// `default:timeout` has no effect in GitLab.
const inheritable =
  'after_script artifacts before_script cache hooks id_tokens image interruptible retry services tags'.split(' ');

const most = 500;
const deepest = 20;
const longest = 500;

/** The jobs of a configuration that can run; hidden ones are there for others. */
export function jobsOf(config: Config): readonly RawJob[] {
  const resolver = resolverOf(config);
  return Object.entries(config.merged)
    .filter(([name, data]) => !name.startsWith('.') && !notJobs.has(name) && isMapping(data))
    .slice(0, most)
    .map(([name]) => rawJob(config, name, resolver))
    .filter(({ data }) => ['script', 'run', 'trigger'].some((key) => data[key] !== undefined && data[key] !== null));
}

interface Resolver {
  /** A job with what it extends. */
  extended(name: string): Mapping;
  /** The job's own name and those of all that it extends, the closest first. */
  chain(name: string): readonly string[];
  /** A value with its references in place. */
  resolved(value: unknown): unknown;
  /** What keys of the configuration lead to. */
  at(keys: readonly string[]): unknown;
}

function resolverOf(config: Config): Resolver {
  const known = new Map<string, Mapping>();
  const bases = (name: string): readonly string[] => texts(get(config.merged, name, 'extends')).slice(0, 50);
  const extended = (name: string, trail: readonly string[] = []): Mapping => {
    const done = known.get(name);
    if (done !== undefined) return done;
    const own = record(get(config.merged, name));
    const inherited =
      trail.length > deepest ? [] : bases(name).filter((base) => base !== name && !trail.includes(base));
    const merged = inherited.reduce<Mapping>((sum, base) => mergeDeep(sum, extended(base, [...trail, name])), {});
    const all = inherited.length === 0 ? own : mergeDeep(merged, own);
    known.set(name, all);
    return all;
  };
  const chain = (name: string): readonly string[] => {
    const seen = new Set([name]);
    // A set grows while it is walked, so each name is met once.
    for (const each of seen) {
      if (seen.size > 50) break;
      for (const base of bases(each).toReversed()) seen.add(base);
    }
    return [...seen];
  };
  const at = ([first, ...rest]: readonly string[]): unknown =>
    first === undefined
      ? undefined
      : get(isMapping(config.merged[first]) ? extended(first) : config.merged[first], ...rest);
  let budget = 0;
  const resolved = (value: unknown, depth = 0): unknown => {
    budget = depth === 0 ? 20_000 : budget - 1;
    if (budget < 0 || depth > 60) return undefined;
    if (isReference(value)) return resolved(at(referencedKeys(value)), depth + 10);
    if (Array.isArray(value)) return value.map((item) => resolved(item, depth + 1));
    if (!isMapping(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolved(inner, depth + 1)]));
  };
  return { extended, chain, resolved, at };
}

function rawJob(config: Config, name: string, resolver: Resolver): RawJob {
  const written = withDefaults(config, resolver.extended(name));
  const chain = resolver.chain(name);
  const at = placeOf(config, name) ?? { path: config.path };
  // Whoever writes the script makes the job; what a project changes of a template's job leaves it the template's.
  const maker = chain.find((each) => layersWith(config, each, 'script').length > 0) ?? name;
  const fromHost = layersWith(config, maker, 'script').at(-1)?.from !== undefined;
  const placeOfKeys = (names: readonly string[], keys: readonly string[]): At | undefined => {
    for (const each of names) {
      const found = placeOf(config, each, ...keys);
      if (found !== undefined) return found;
    }
    return placeOf(config, 'default', ...keys) ?? placeOf(config, ...keys);
  };
  const lines = (value: unknown, place: At, depth: number, found: Line[]): Line[] => {
    if (found.length >= longest || depth > 12) return found;
    if (isReference(value)) {
      const keys = referencedKeys(value);
      const [first = '', ...rest] = keys;
      lines(resolver.at(keys), placeOfKeys(resolver.chain(first), rest) ?? place, depth + 1, found);
    } else if (Array.isArray(value)) {
      value.forEach((item, index) => lines(item, fromHost ? place : below(place, index), depth + 1, found));
    } else if (typeof value === 'string') found.push({ text: value, at: place });
    return found;
  };
  const { variables, own } = variablesOf(config, written, resolver);
  return {
    config,
    name,
    at,
    data: record(resolver.resolved(written)),
    variables,
    ownVariables: own,
    fromHost,
    place: (...keys) => placeOfKeys(chain, keys) ?? at,
    lines: (key) => lines(written[key], placeOfKeys(chain, [key]) ?? at, 0, []),
  };
}

const below = (at: At, index: number): At => ({ ...at, pointer: `${at.pointer ?? ''}/${index}` });

/** The keys that `default` gives to a job that does not say them itself; they are replaced, never merged. */
function withDefaults(config: Config, data: Mapping): Mapping {
  const inherit = get(data, 'inherit', 'default');
  const defaults = inheritable.flatMap((key): (readonly [string, unknown])[] => {
    if (Object.hasOwn(data, key) || inherit === false) return [];
    if (Array.isArray(inherit) && !inherit.includes(key)) return [];
    const value = get(config.merged, 'default', key) ?? (older.has(key) ? config.merged[key] : undefined);
    return value === undefined ? [] : [[key, value]];
  });
  return defaults.length === 0 ? data : Object.fromEntries([...defaults, ...Object.entries(data)]);
}

function variablesOf(
  config: Config,
  data: Mapping,
  resolver: Resolver,
): { readonly variables: Readonly<Record<string, string>>; readonly own: readonly string[] } {
  const inherit = get(data, 'inherit', 'variables');
  const outer = inherit === false ? {} : textsOf(resolver.resolved(config.merged['variables']));
  const chosen = Array.isArray(inherit)
    ? Object.fromEntries(Object.entries(outer).filter(([name]) => inherit.includes(name)))
    : outer;
  const own = textsOf(resolver.resolved(data['variables']));
  return { variables: { ...chosen, ...own }, own: Object.keys(own) };
}

/** Values of variables, which are texts or say theirs under `value`. */
const textsOf = (variables: unknown): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(record(variables)).flatMap(([name, value]) => {
      const said = text(value) ?? text(get(value, 'value'));
      return said === undefined ? [] : [[name, said] as const];
    }),
  );

/** Rules as a list, with those of `!reference` in their place. */
export function rulesOf(value: unknown, at: At): readonly { readonly data: unknown; readonly at: At }[] {
  const found: { data: unknown; at: At }[] = [];
  const add = (item: unknown, place: At, depth: number): void => {
    if (found.length > 200 || depth > 12) return;
    if (Array.isArray(item))
      item.forEach((inner, index) => add(inner, depth > 0 ? place : below(place, index), depth + 1));
    else if (isMapping(item)) found.push({ data: item, at: place });
  };
  add(value, at, 0);
  return found;
}
