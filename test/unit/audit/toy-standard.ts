import type { Rule, Standard, Units } from '../../../src/catalog/types.ts';
import { compileRuleSchemas } from '../../../src/audit/compile.ts';
import type { Judge, Reader } from '../../../src/kit/index.ts';

/** A rule with everything that a test does not care about. */
export const ruleOf = (id: string, parts: Partial<Rule>): Rule => ({
  id,
  kind: 'toy',
  title: `The standard says ${id}.`,
  severity: 'must',
  tier: 1,
  since: '0.1.0',
  why: 'Because it is a toy.',
  fix: `Mend ${id}.`,
  sources: [],
  falsePositives: [],
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

/** The code of a standard with one kind, `toy`, and those readers and judges. */
export const unitsOf = (
  rules: readonly Rule[],
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
  validators: compileRuleSchemas(rules),
});
