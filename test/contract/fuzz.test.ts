import { units } from 'virtual:units';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusOf, faultsOf } from '../support/fuzzed.ts';
import { chanceOf, mutate } from '../support/mutate.ts';
import { standard } from '../support/standard.ts';

// Documents of every dialect with things changed by chance: nothing may break, hang or point at nowhere. `npm run fuzz` goes on
// for as long as one likes, led by what it has not run yet.

describe.each(units.readers.map((unit) => [unit.template ?? unit.kind, unit] as const))('the reader %s', (_, unit) => {
  const corpus = corpusOf(unit, standard);

  it('takes whatever it meets', { timeout: 120_000 }, async () => {
    expect(corpus.length).toBeGreaterThan(0);
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: corpus.length - 1 }), fc.integer(), async (index, seed) => {
        const files = mutate(corpus[index] ?? {}, chanceOf(seed));
        const faults = await faultsOf(files, standard, units);
        expect(faults, JSON.stringify(files).slice(0, 3_000)).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
