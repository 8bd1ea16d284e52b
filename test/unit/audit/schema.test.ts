import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validatorOf } from '../../../src/audit/schema.ts';
import { keywords, silentKeywords } from '../../../src/audit/schema-keywords.ts';
import { tellingError } from '../../../src/audit/select.ts';
import type { Validator } from '../../../src/catalog/types.ts';
import { standard } from '../../support/standard.ts';

/** As strict as a rule's author is meant to be. */
const ajv = () =>
  new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allowMatchingProperties: true });

const key = fc.constantFrom('a', 'b', 'c/d', '~', '__proto__', 'constructor');
const scalar = fc.oneof(
  fc.constantFrom('', 'a', 'ab', '😀', 'A1', null, true, false, 0, 1, -1, 1.5, 10),
  fc.string({ maxLength: 3 }),
);
const value = fc.letrec((tie) => ({
  any: fc.oneof({ depthSize: 'small' }, scalar, tie('list'), tie('object')),
  list: fc.array(tie('any'), { maxLength: 4 }),
  object: fc.dictionary(key, tie('any'), { maxKeys: 4, noNullPrototype: true }),
})).any;

const count = fc.integer({ min: 0, max: 3 });
/** Schemas that hold schemas; `depth` bounds how many are made, not only how many are kept. */
const schemaOf = (depth: number): fc.Arbitrary<object> => {
  const inner: fc.Arbitrary<unknown> =
    depth === 0
      ? fc.constantFrom(true, { type: 'string' }, { const: 1 }, {}, { not: {} })
      : fc.oneof(fc.constant(true), schemaOf(depth - 1));
  const parts: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
    type: fc.constantFrom('string', 'number', 'integer', 'boolean', 'array', 'object', 'null', ['string', 'array']),
    const: scalar,
    enum: fc.uniqueArray(scalar, { minLength: 1, maxLength: 4 }),
    not: inner,
    anyOf: fc.array(inner, { minLength: 1, maxLength: 3 }),
    oneOf: fc.array(inner, { minLength: 1, maxLength: 3 }),
    allOf: fc.array(inner, { minLength: 1, maxLength: 3 }),
    if: inner,
    // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
    then: inner,
    else: inner,
    maximum: count,
    minimum: count,
    exclusiveMaximum: count,
    exclusiveMinimum: count,
    multipleOf: fc.constantFrom(1, 2, 0.5),
    maxLength: count,
    minLength: count,
    pattern: fc.constantFrom('^a', 'b$', '^.$', '[A-Z]\\d'),
    maxItems: count,
    minItems: count,
    uniqueItems: fc.boolean(),
    items: fc.oneof({ weight: 4, arbitrary: inner }, { weight: 1, arbitrary: fc.constant(false) }),
    contains: inner,
    maxProperties: count,
    minProperties: count,
    required: fc.uniqueArray(fc.constantFrom('a', 'b', 'c/d', '~'), { maxLength: 2 }),
    propertyNames: inner,
    additionalProperties: inner,
    properties: fc.dictionary(fc.constantFrom('a', 'b', 'c/d', '~'), inner, { maxKeys: 3 }),
    patternProperties: fc.dictionary(fc.constantFrom('^a', '/', '^_'), inner, { maxKeys: 2 }),
  };
  // Few at a time, or nothing would ever be valid.
  return fc
    .uniqueArray(fc.constantFrom(...Object.keys(parts)), { maxLength: 3 })
    .chain((names) => fc.record(Object.fromEntries(names.map((name) => [name, parts[name] ?? inner]))))
    .map((all: Readonly<Record<string, unknown>>) => {
      const { if: condition, then, else: otherwise, ...rest } = all;
      // `then` means nothing alone, to ajv a mistake.
      return condition === undefined
        ? rest
        : Object.fromEntries([
            ...Object.entries(rest),
            ['if', condition],
            // oxlint-disable-next-line unicorn/no-thenable -- the same
            ['then', then ?? { const: 1 }],
            ['else', otherwise ?? true],
          ]);
    });
};
const schema = schemaOf(2);

/** Where a validator found fault, as a finding will say it. */
const placeOf = ({ errors }: Pick<Validator, 'errors'>): string | undefined => tellingError(errors)?.instancePath;

describe('a schema', () => {
  it('says of any value what ajv says, and finds fault in the same place', { timeout: 120_000 }, () => {
    let [valid, invalid] = [0, 0];
    fc.assert(
      fc.property(schema, fc.array(value, { minLength: 4, maxLength: 8 }), (given, values) => {
        const theirs = ajv().compile(given);
        const ours = validatorOf(given);
        for (const each of values) {
          const expected = theirs(each);
          expect([ours(each), placeOf(ours)]).toEqual([expected, placeOf(theirs as unknown as Validator)]);
          if (expected) valid += 1;
          else invalid += 1;
        }
      }),
      { numRuns: 400 },
    );
    expect(Math.min(valid, invalid)).toBeGreaterThan(300);
  });

  it('may name a part of itself', () => {
    const given = { $defs: { owner: { type: 'string', minLength: 2 } }, items: { $ref: '#/$defs/owner' } };
    const ours = validatorOf(given);
    expect([ours(['ab', 'c']), placeOf(ours)]).toEqual([false, '/1']);
    expect(ours(['ab'])).toBe(true);
  });
});

describe('the schemas of the rules', () => {
  const schemas = standard.rules.flatMap(({ id, schema: judgement }) =>
    judgement === undefined
      ? []
      : [
          [
            id,
            [judgement.where, judgement.unseen?.when, judgement.require].filter((each) => each !== undefined),
          ] as const,
        ],
  );
  const known = new Set([...keywords.map(({ name }) => name), ...silentKeywords]);

  it.each(schemas)('%s is sound and says only what can be judged', (_, parts) => {
    for (const part of parts) {
      ajv().compile(part);
      expect(keywordsIn(part).filter((name) => !known.has(name))).toEqual([]);
    }
  });
});

const maps = new Set(['properties', 'patternProperties', '$defs']);
const lists = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems']);
const values = new Set(['const', 'enum', 'required', 'type']);

/** Every keyword of a schema and of those within it. */
const keywordsIn = (given: unknown): readonly string[] => {
  if (typeof given !== 'object' || given === null) return [];
  return Object.entries(given).flatMap(([name, inner]: [string, unknown]) => {
    if (values.has(name)) return [name];
    if (maps.has(name)) return [name, ...Object.values(inner as object).flatMap(keywordsIn)];
    return [name, ...(lists.has(name) ? (inner as unknown[]).flatMap(keywordsIn) : keywordsIn(inner))];
  });
};
