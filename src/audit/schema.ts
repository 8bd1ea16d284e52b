import type { Validator } from '../catalog/types.ts';
import { keywords } from './schema-keywords.ts';
import type { Check, SchemaError } from './schema-keywords.ts';

type Step = (value: unknown, path: string, errors: SchemaError[]) => boolean;

const steps = new WeakMap<object, readonly Step[]>();

/**
 * What a schema asks, in the order in which ajv asks it, so that the first error is the same. Code that ajv writes says the same
 * in fifty times the bytes, all of which a start of the tool would have to read.
 */
const stepsOf = (schema: object, root: object): readonly Step[] => {
  const known = steps.get(schema);
  if (known !== undefined) return known;
  const check: Check = (inner, value, path, errors) => holds(inner, root, value, path, errors);
  const found = keywords.flatMap(({ name, type, of }): readonly Step[] => {
    if (!Object.hasOwn(schema, name)) return [];
    const step = of(schema as Readonly<Record<string, unknown>>, check, root);
    return [type === undefined ? step : (value, path, errors) => !type(value) || step(value, path, errors)];
  });
  steps.set(schema, found);
  return found;
};

const holds = (schema: unknown, root: object, value: unknown, path: string, errors: SchemaError[]): boolean => {
  if (typeof schema !== 'object' || schema === null) {
    if (schema !== false) return true;
    errors.push({ instancePath: path, keyword: 'false schema', params: {} });
    return false;
  }
  for (const step of stepsOf(schema, root)) if (!step(value, path, errors)) return false;
  return true;
};

const validators = new WeakMap<object, Validator>();

/** A validator of a JSON Schema (2020-12, as far as rules need it): true, or false with the errors up to the first that decides. */
export const validatorOf = (schema: object): Validator => {
  const known = validators.get(schema);
  if (known !== undefined) return known;
  const validator: Validator = (value) => {
    const errors: SchemaError[] = [];
    const valid = holds(schema, schema, value, '', errors);
    validator.errors = valid ? null : errors;
    return valid;
  };
  validators.set(schema, validator);
  return validator;
};
