import { pointerKey } from '../kit/index.ts';

export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Record<string, unknown>;
}

/** Whether a value meets a schema; if not, why not is at the end of the errors. */
export type Check = (schema: unknown, value: unknown, path: string, errors: SchemaError[]) => boolean;

export interface Keyword {
  readonly name: string;
  /** Of what it speaks; other values always meet it. */
  readonly type?: (value: unknown) => boolean;
  readonly of: (
    schema: Readonly<Record<string, unknown>>,
    check: Check,
    root: object,
  ) => (value: unknown, path: string, errors: SchemaError[]) => boolean;
}

export type Mapping = Readonly<Record<string, unknown>>;

export const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
export const isText = (value: unknown): value is string => typeof value === 'string';
export const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
export const isObject = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const types: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: isText,
  number: isNumber,
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  array: isList,
  object: isObject,
  null: (value) => value === null,
};

export const own = (value: Mapping, key: string): unknown => (Object.hasOwn(value, key) ? value[key] : undefined);
export const keysOf = (value: unknown): readonly string[] => Object.keys(value as Mapping);
export const step = (path: string, key: string | number): string => `${path}/${pointerKey(key)}`;

export const fail = (errors: SchemaError[], keyword: string, instancePath: string, params = {}): false => {
  errors.push({ instancePath, keyword, params });
  return false;
};

export const equal = (one: unknown, other: unknown): boolean => {
  if (one === other) return true;
  if (isList(one) && isList(other))
    return one.length === other.length && one.every((item, at) => equal(item, other[at]));
  if (!isObject(one) || !isObject(other)) return false;
  const keys = keysOf(one);
  return (
    keys.length === keysOf(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && equal(one[key], other[key]))
  );
};

/** A keyword that a plain condition says. */
export const condition = (
  name: string,
  type: Keyword['type'],
  prepare: (expected: never, schema: Mapping) => (value: never) => boolean,
): Keyword => ({
  name,
  ...(type && { type }),
  of: (schema) => {
    const test = prepare(schema[name] as never, schema);
    return (value, path, errors) => test(value as never) || fail(errors, name, path);
  },
});

export const typeKeyword = condition('type', undefined, (expected: string | readonly string[]) => {
  const tests = [expected].flat().map((name) => types[name] ?? (() => false));
  return (value) => tests.some((test) => test(value));
});

export const numbers: readonly Keyword[] = [
  condition('maximum', isNumber, (limit: number) => (value) => value <= limit),
  condition('minimum', isNumber, (limit: number) => (value) => value >= limit),
  condition('exclusiveMaximum', isNumber, (limit: number) => (value) => value < limit),
  condition('exclusiveMinimum', isNumber, (limit: number) => (value) => value > limit),
  condition('multipleOf', isNumber, (factor: number) => (value) => Number.isInteger(value / factor)),
];

const lengthOf = (text: string): number => {
  let pairs = 0;
  for (let at = 0; at + 1 < text.length; at += 1)
    if ((text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) pairs += 1;
  return text.length - pairs;
};

export const strings: readonly Keyword[] = [
  condition('maxLength', isText, (limit: number) => (value) => lengthOf(value) <= limit),
  condition('minLength', isText, (limit: number) => (value) => lengthOf(value) >= limit),
  condition('pattern', isText, (source: string) => {
    const pattern = new RegExp(source, 'u');
    return (value) => pattern.test(value);
  }),
];
