import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shown } from '../../../src/kit/index.ts';

test('whatever stands in a document can be shown in a line of text, a mapping without a prototype too', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true }), (value) => {
      expect(typeof shown(value)).toBe('string');
    }),
  );
});

test.each([
  ['main', 'main'],
  [18, '18'],
  [undefined, 'undefined'],
  [['a', true, null], 'a, true, null'],
  [{ a: 1 }, '…'],
])('%j is shown as %s', (value, text) => {
  expect(shown(value)).toBe(text);
});
