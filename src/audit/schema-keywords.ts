import {
  condition,
  equal,
  fail,
  isList,
  isObject,
  keysOf,
  numbers,
  own,
  step,
  strings,
  typeKeyword,
} from './schema-values.ts';
import type { Check, Keyword, Mapping, SchemaError } from './schema-values.ts';

export type { Check, SchemaError } from './schema-values.ts';

/** Tries a schema without leaving errors behind. */
const tries = (check: Check, schema: unknown, value: unknown, path: string, errors: SchemaError[]): boolean => {
  const before = errors.length;
  const valid = check(schema, value, path, errors);
  errors.length = before;
  return valid;
};

const anyType: readonly Keyword[] = [
  {
    name: '$ref',
    of: ({ $ref: reference }, check, root) => {
      const name = /^#\/\$defs\/([\w-]+)$/.exec(String(reference))?.[1] ?? '';
      return (value, path, errors) => check(own(own(root as Mapping, '$defs') as Mapping, name), value, path, errors);
    },
  },
  condition('const', undefined, (expected) => (value) => equal(value, expected)),
  condition(
    'enum',
    undefined,
    (expected: readonly unknown[]) => (value) => expected.some((each) => equal(value, each)),
  ),
  {
    name: 'not',
    of:
      ({ not }, check) =>
      (value, path, errors) =>
        !tries(check, not, value, path, errors) || fail(errors, 'not', path),
  },
  {
    name: 'anyOf',
    of:
      ({ anyOf }, check) =>
      (value, path, errors) => {
        const before = errors.length;
        const valid = (anyOf as readonly unknown[]).some((schema) => check(schema, value, path, errors));
        if (!valid) return fail(errors, 'anyOf', path);
        errors.length = before;
        return true;
      },
  },
  {
    name: 'oneOf',
    of:
      ({ oneOf }, check) =>
      (value, path, errors) => {
        const before = errors.length;
        let passing = 0;
        for (const schema of oneOf as readonly unknown[]) {
          if (check(schema, value, path, errors)) passing += 1;
          if (passing > 1) break;
        }
        if (passing !== 1) return fail(errors, 'oneOf', path);
        errors.length = before;
        return true;
      },
  },
  {
    name: 'allOf',
    of:
      ({ allOf }, check) =>
      (value, path, errors) =>
        (allOf as readonly unknown[]).every((schema) => check(schema, value, path, errors)),
  },
  {
    name: 'if',
    of: (schema, check) => (value, path, errors) => {
      const branch = tries(check, schema['if'], value, path, errors) ? 'then' : 'else';
      if (!Object.hasOwn(schema, branch) || check(schema[branch], value, path, errors)) return true;
      return fail(errors, 'if', path, { failingKeyword: branch });
    },
  },
];

const lists: readonly Keyword[] = [
  condition('maxItems', isList, (limit: number) => (value: readonly unknown[]) => value.length <= limit),
  condition('minItems', isList, (limit: number) => (value: readonly unknown[]) => value.length >= limit),
  condition(
    'uniqueItems',
    isList,
    (unique: boolean) => (value: readonly unknown[]) =>
      !unique || value.every((item, at) => !value.slice(0, at).some((other) => equal(item, other))),
  ),
  {
    name: 'prefixItems',
    type: isList,
    of:
      ({ prefixItems }, check) =>
      (value, path, errors) =>
        (prefixItems as readonly unknown[])
          .slice(0, (value as readonly unknown[]).length)
          .every((schema, at) => check(schema, (value as readonly unknown[])[at], step(path, at), errors)),
  },
  {
    name: 'items',
    type: isList,
    of: ({ items, prefixItems }, check) => {
      const first = isList(prefixItems) ? prefixItems.length : 0;
      return (value, path, errors) => {
        const list = value as readonly unknown[];
        // ajv blames the list only where some of its items had schemas of their own.
        if (items === false && isList(prefixItems) && list.length > first)
          return fail(errors, 'items', path, { limit: first });
        return list.every((item, at) => at < first || check(items, item, step(path, at), errors));
      };
    },
  },
  {
    name: 'contains',
    type: isList,
    of: ({ contains, minContains = 1, maxContains = Number.POSITIVE_INFINITY }, check) => {
      const [least, most] = [Number(minContains), Number(maxContains)];
      return (value, path, errors) => {
        const before = errors.length;
        let found = 0;
        for (const [at, item] of (value as readonly unknown[]).entries())
          if (check(contains, item, step(path, at), errors)) found += 1;
        if (found < least || found > most) return fail(errors, 'contains', path);
        errors.length = before;
        return true;
      };
    },
  },
];

const objects: readonly Keyword[] = [
  condition('maxProperties', isObject, (limit: number) => (value) => keysOf(value).length <= limit),
  condition('minProperties', isObject, (limit: number) => (value) => keysOf(value).length >= limit),
  {
    name: 'required',
    type: isObject,
    of:
      ({ required }) =>
      (value, path, errors) => {
        const missing = (required as readonly string[]).find((key) => own(value as Mapping, key) === undefined);
        return missing === undefined || fail(errors, 'required', path, { missingProperty: missing });
      },
  },
  {
    name: 'propertyNames',
    type: isObject,
    of:
      ({ propertyNames }, check) =>
      (value, path, errors) =>
        keysOf(value).every((key) => check(propertyNames, key, path, errors) || fail(errors, 'propertyNames', path)),
  },
  {
    name: 'additionalProperties',
    type: isObject,
    of: ({ additionalProperties, properties, patternProperties }, check) => {
      const patterns = keysOf(patternProperties ?? {}).map((source) => new RegExp(source, 'u'));
      const named = (key: string): boolean =>
        Object.hasOwn(properties ?? {}, key) || patterns.some((pattern) => pattern.test(key));
      return (value, path, errors) =>
        keysOf(value).every((key) => {
          if (named(key)) return true;
          if (additionalProperties === false) return fail(errors, 'additionalProperties', path);
          return check(additionalProperties, (value as Mapping)[key], step(path, key), errors);
        });
    },
  },
  {
    name: 'properties',
    type: isObject,
    of: ({ properties }, check) => {
      const entries = Object.entries(properties as Mapping);
      return (value, path, errors) =>
        entries.every(([key, schema]) => {
          const inner = own(value as Mapping, key);
          return inner === undefined || check(schema, inner, step(path, key), errors);
        });
    },
  },
  {
    name: 'patternProperties',
    type: isObject,
    of: ({ patternProperties }, check) => {
      const entries = Object.entries(patternProperties as Mapping).map(
        ([source, schema]) => [new RegExp(source, 'u'), schema] as const,
      );
      return (value, path, errors) =>
        entries.every(([pattern, schema]) =>
          Object.entries(value as Mapping).every(
            ([key, inner]) => !pattern.test(key) || check(schema, inner, step(path, key), errors),
          ),
        );
    },
  },
];

/** Every keyword that a rule may use, in the order in which ajv asks. */
export const keywords: readonly Keyword[] = [typeKeyword, ...anyType, ...numbers, ...strings, ...lists, ...objects];

/** Keywords that another one reads, or that say nothing of a value. */
export const silentKeywords: readonly string[] = [
  'then',
  'else',
  'minContains',
  'maxContains',
  '$defs',
  '$comment',
  'description',
  'title',
];
