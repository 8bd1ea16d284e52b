import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Rule, Standard, Units, Validator } from '../../../src/catalog/types.ts';
import type { Judge, Reader } from '../../../src/kit/index.ts';

/** A rule with everything that a test does not care about. */
export const ruleOf = (id: string, parts: Partial<Rule>): Rule => ({
  id,
  kind: 'toy',
  title: `The standard says ${id}.`,
  severity: 'must',
  tier: 1,
  step: 1,
  choices: [],
  since: '0.1.0',
  why: 'Because it is a toy.',
  fix: `Mend ${id}.`,
  sources: [],
  falsePositives: [],
  notRead: {},
  examples: { pass: [], fail: [] },
  mutations: [],
  ...parts,
});

export const standardOf = (rules: readonly Rule[]): Standard => ({
  version: '0.1.0',
  digest: 'sha256:00',
  kinds: [],
  archetypes: [],
  rules,
});

/** The schemas of rules by the names of their validators, as the build names them. */
export const schemasOf = (rules: readonly Rule[]): Readonly<Record<string, object>> =>
  Object.fromEntries(
    rules.flatMap(({ id, schema }) => [
      ...(schema?.where === undefined ? [] : [[`${id}/where`, schema.where] as const]),
      ...(schema?.unseen === undefined ? [] : [[`${id}/unseen`, schema.unseen.when] as const]),
      ...(schema === undefined ? [] : [[`${id}/require`, schema.require] as const]),
    ]),
  );

/** Compiles schemas at run time, as strictly as the build does. */
export const compile = (schemas: Readonly<Record<string, object>>): Readonly<Record<string, Validator>> => {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false });
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, ajv.compile(schema) as Validator]));
};

/** The code of a standard with one kind, `toy`, and those readers and judges. */
export const unitsOf = (
  _rules: readonly Rule[],
  readers: readonly Reader<object>[],
  judges: Readonly<Record<string, Judge<never>>> = {},
  emptyModel: object = {},
): Units => ({
  models: { toy: emptyModel },
  readers: readers.map((reader, index) => ({
    kind: 'toy',
    template: `toy/reader-${index}`,
    reader,
  })),
  judges,
});
