import { get, isMapping, list, record } from '../../../src/kit/index.ts';
import type { Mapping } from '../../../src/kit/index.ts';
import { conditionsOf } from './conditions.ts';
import type { Conditions } from './conditions.ts';
import { said } from './values.ts';

/**
 * Stands for a value that only a deployment knows. A text that has a computed part keeps the rest: `arn:aws:s3:::${Files}/*`.
 * A reference to a resource of the template is `${Id}`, an attribute of it `${Id.Arn}`, and everything else `${}`.
 */
export const computed = '${}';

export interface Resolver {
  /** The plain value of what stands in a template, intrinsic functions replaced as far as the template tells. */
  readonly resolve: (value: unknown) => unknown;
  /** Whether a condition holds; undefined when that hangs on what the template is deployed with. */
  readonly holds: Conditions;
}

// A hostile template may repeat its longest text in every part of a longer one, and nest what it likes.
const maxSteps = 400_000;
const maxText = 20_000;
const maxDepth = 60;

/** @param values what the template is deployed with, such as the parameters of a nested stack */
export const resolverOf = (document: unknown, values: Mapping = {}): Resolver => {
  const parameters = record(get(document, 'Parameters'));
  const resources = record(get(document, 'Resources'));
  const mappings = record(get(document, 'Mappings'));
  let steps = 0;

  const run = (value: unknown, depth: number): unknown => {
    steps += 1;
    if (steps > maxSteps || depth > maxDepth) return computed;
    if (Array.isArray(value)) return value.map((item) => run(item, depth + 1)).filter((item) => item !== undefined);
    if (!isMapping(value)) return value;
    const keys = Object.keys(value);
    const [name = ''] = keys;
    if (keys.length === 1 && (name === 'Ref' || name.startsWith('Fn::')))
      return intrinsic(name, value[name], depth + 1);
    const entries = keys.map((key) => [key, key.startsWith('Fn::') ? computed : run(value[key], depth + 1)] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
  };

  const intrinsic = (name: string, given: unknown, depth: number): unknown => {
    switch (name) {
      case 'Ref':
        return reference(said(given));
      case 'Fn::GetAtt': {
        const path = Array.isArray(given) ? given.map(said).join('.') : said(given);
        return Object.hasOwn(resources, path.split('.')[0] ?? '') ? `\${${path}}` : computed;
      }
      case 'Fn::Sub':
        return substitute(given, depth);
      case 'Fn::If':
        return choose(list(given), depth);
      case 'Fn::Join': {
        const [separator, parts] = list(given);
        const items = run(parts, depth);
        return typeof separator === 'string' && Array.isArray(items)
          ? text(items.map(asText).join(separator))
          : computed;
      }
      case 'Fn::Split': {
        const [separator, source] = list(given);
        const whole = run(source, depth);
        const splits = typeof separator === 'string' && separator !== '' && typeof whole === 'string';
        return splits && !whole.includes(computed) ? whole.split(separator).slice(0, 1000) : computed;
      }
      case 'Fn::Select': {
        const [index, from] = list(given);
        const [at, items] = [Number(said(run(index, depth)) || Number.NaN), run(from, depth)];
        return Array.isArray(items) && Number.isInteger(at) ? (items[at] ?? computed) : computed;
      }
      case 'Fn::FindInMap':
        return find(list(given), depth);
      case 'Fn::Base64':
      case 'Fn::ToJsonString':
        return run(given, depth);
      default:
        return computed;
    }
  };

  const reference = (name: string): unknown => {
    if (name === 'AWS::NoValue') return undefined;
    if (Object.hasOwn(values, name)) return values[name];
    if (Object.hasOwn(parameters, name)) return defaultOf(parameters[name]);
    return Object.hasOwn(resources, name) ? `\${${name}}` : computed;
  };

  const substitute = (given: unknown, depth: number): unknown => {
    const [pattern, own] = Array.isArray(given) ? given : [given];
    if (typeof pattern !== 'string') return computed;
    const variables = record(own);
    const made = pattern.replace(/\$\{([^}]{0,500})\}/g, (_, name: string) => {
      if (name.startsWith('!')) return `\${${name.slice(1)}}`;
      if (Object.hasOwn(variables, name)) return asText(run(variables[name], depth));
      return asText(name.includes('.') ? intrinsic('Fn::GetAtt', name, depth) : reference(name));
    });
    return text(made);
  };

  const choose = ([condition, then, otherwise]: readonly unknown[], depth: number): unknown => {
    const holds = conditions(said(condition));
    if (holds !== undefined) return run(holds ? then : otherwise, depth);
    return common(run(then, depth), run(otherwise, depth));
  };

  const find = ([map, first, second, options]: readonly unknown[], depth: number): unknown => {
    const table = get(mappings, said(run(map, depth)));
    const [outer, inner] = [run(first, depth), run(second, depth)].map(asText);
    const rows = Object.hasOwn(record(table), outer ?? '') ? [get(table, outer ?? '')] : Object.values(record(table));
    const found = rows.flatMap((row) =>
      Object.hasOwn(record(row), inner ?? '')
        ? [get(row, inner ?? '')]
        : inner?.includes('${')
          ? Object.values(record(row))
          : [],
    );
    const fallback = get(options, 'DefaultValue');
    const all = fallback === undefined || (found.length === 1 && rows.length === 1) ? found : [...found, fallback];
    return all.length === 0 ? computed : all.map((item) => run(item, depth)).reduce(common);
  };

  const conditions = conditionsOf(document, (value) => run(value, 0), values);
  return { resolve: (value) => run(value, 0), holds: conditions };
};

/**
 * What a parameter stands for when nobody says otherwise. A switch is there to be turned, a choice to be made and a way to shift
 * traffic to be set by who deploys, so that their defaults say nothing.
 */
const defaultOf = (parameter: unknown): unknown => {
  const allowed = list(get(parameter, 'AllowedValues'));
  if (allowed.length === 1) return allowed[0];
  const value = get(parameter, 'Default');
  const type = said(get(parameter, 'Type'));
  const told =
    value !== undefined &&
    allowed.length === 0 &&
    !type.startsWith('AWS::SSM') &&
    !/^(true|false|AllAtOnce|)$/i.test(said(value));
  if (!told) return computed;
  if (type === 'CommaDelimitedList' || type.startsWith('List<'))
    return said(value)
      .split(',')
      .map((item) => item.trim());
  return type === 'Number' ? Number(value) : value;
};

/** What two values have in common: of mappings each key on its own, `computed` where they differ. */
export const common = (first: unknown, second: unknown, depth = 0): unknown => {
  if (Object.is(first, second)) return first;
  if (depth > maxDepth) return computed;
  if (isMapping(first) && isMapping(second)) {
    const keys = new Set([...Object.keys(first), ...Object.keys(second)]);
    return Object.fromEntries([...keys].map((key) => [key, common(get(first, key), get(second, key), depth + 1)]));
  }
  if (Array.isArray(first) && Array.isArray(second) && first.length === second.length)
    return first.map((item, index) => common(item, second[index], depth + 1));
  return computed;
};

const asText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : computed;

const text = (made: string): string => (made.length > maxText ? computed : made);
