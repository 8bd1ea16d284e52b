import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import addFormats from 'ajv-formats';
import type { Rule, Validator } from '../catalog/types.ts';

/** The schemas that rules are said in, by the names under which their validators are found: `<rule id>/where`, `<rule id>/require`. */
const ruleSchemas = (rules: readonly Rule[]): Readonly<Record<string, object>> =>
  Object.fromEntries(
    rules.flatMap(({ id, schema }) => [
      ...(schema?.where === undefined ? [] : [[`${id}/where`, schema.where] as const]),
      ...(schema === undefined ? [] : [[`${id}/require`, schema.require] as const]),
    ]),
  );

/** Strict, so that a misspelt keyword is an error and no silent pass; types may be left out where the model fixes them. */
const createAjv = (standalone: boolean): Ajv2020 => {
  const ajv = new Ajv2020({
    strict: true,
    strictTypes: false,
    strictRequired: false,
    validateSchema: true,
    // The first error is enough: a subject has one finding per rule.
    allErrors: false,
    code: standalone ? { source: true, esm: true } : {},
  });
  addFormats.default(ajv);
  return ajv;
};

/** Adds a schema under its name; throws an Error that names the rule when the schema is wrong. */
const compile = (ajv: Ajv2020, name: string, schema: object): Validator => {
  try {
    return ajv.compile({ $id: name, ...schema }) as Validator;
  } catch (error) {
    throw new Error(`rule ${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
};

/** Validators of all schema rules, compiled at run time: for development and tests. Throws when a schema is wrong. */
export const compileRuleSchemas = (rules: readonly Rule[]): Record<string, Validator> => {
  const ajv = createAjv(false);
  return Object.fromEntries(
    Object.entries(ruleSchemas(rules)).map(([name, schema]) => [name, compile(ajv, name, schema)]),
  );
};

/**
 * The same validators as the source of a module: `export const validators = { "<rule id>/require": …, … }`.
 * Ajv leaves `require` calls in it even as ESM, so it must go through a bundler before Node can load it.
 */
export const standaloneRuleSchemas = (rules: readonly Rule[]): string => {
  const ajv = createAjv(true);
  const names = Object.keys(ruleSchemas(rules));
  for (const [name, schema] of Object.entries(ruleSchemas(rules))) compile(ajv, name, schema);
  const exported = Object.fromEntries(names.map((name, index) => [`v${index}`, name]));
  const code = standaloneCode.default(ajv, exported);
  return `${code}\nexport const validators = {\n${names.map((name, index) => `  ${JSON.stringify(name)}: v${index},\n`).join('')}};\n`;
};
