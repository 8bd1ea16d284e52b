import { array, assert as check, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byNumbers } from '../../../src/kit/index.ts';

const name = array(constantFrom(...'aBz_019', '10', '007', '__', '20260101'), { maxLength: 6 }).map((all) =>
  all.join(''),
);

describe('names in which numbers count', () => {
  it.each([
    ['V2__b.sql', 'V10__a.sql'],
    ['V1__a.sql', 'V1_1__b.sql'],
    ['0009_x', '0010_a'],
    ['20260101120000_a', '20260101120001_a'],
    ['v1', 'v1beta'],
    ['A', 'b'],
  ])('%s comes before %s', (first, second) => {
    expect([byNumbers(first, second) < 0, byNumbers(second, first) > 0]).toEqual([true, true]);
  });

  it('come in the order of a dictionary that knows numbers', () => {
    const dictionary = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
    check(
      property(name, name, (a, b) => {
        const theirs = Math.sign(dictionary.compare(a, b));
        if (theirs !== 0) expect(Math.sign(byNumbers(a, b))).toBe(theirs);
      }),
      { numRuns: 2000 },
    );
  });

  it('have one order only', () => {
    check(
      property(name, name, name, (a, b, c) => {
        expect(Math.sign(byNumbers(a, b)) + Math.sign(byNumbers(b, a))).toBe(0);
        expect(byNumbers(a, b) === 0).toBe(a === b);
        if (byNumbers(a, b) < 0 && byNumbers(b, c) < 0) expect(byNumbers(a, c)).toBeLessThan(0);
      }),
      { numRuns: 2000 },
    );
  });
});
