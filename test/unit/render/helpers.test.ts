import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/render/compile.ts';
import { helpers, isHelper, isWriter } from '../../../src/render/helpers.ts';
import { run } from '../../../src/render/run.ts';
import { evaluateText } from '../../../src/render/text.ts';

const value = (expression: string, context: object = {}): unknown =>
  evaluateText({ program: compile(`{{${expression}}}`, 'it') }, context, 'it');

describe('names', () => {
  it.each([
    ['camel', 'lineItem'],
    ['pascal', 'LineItem'],
    ['kebab', 'line-item'],
    ['snake', 'line_item'],
    ['constant', 'LINE_ITEM'],
    ['title', 'Line Item'],
    ['words', 'line item'],
  ])('{{%s}} gives the same from every way of writing a name', (helper, expected) => {
    for (const name of ['lineItem', 'LineItem', 'line-item', 'line_item', 'Line item', 'LINE_ITEM'])
      expect(value(`${helper} name`, { name }), name).toBe(expected);
  });

  it('of one kind stay as they are when they are written again', () => {
    for (const helper of ['camel', 'pascal', 'kebab', 'snake', 'constant', 'title', 'words', 'sentence']) {
      fc.assert(
        fc.property(
          fc.stringMatching(/^[a-z]{2,6}(-[a-z]{2,6}){0,3}$/),
          (name) => void expect(value(`${helper} (${helper} name)`, { name })).toBe(value(`${helper} name`, { name })),
        ),
        { numRuns: 30 },
      );
    }
  });
});

describe('figures', () => {
  it('carry no noise of doubles', () => {
    expect([value('add 0.1 0.2'), value('multiply 0.1 3'), value('subtract 0.3 0.1'), value('divide 1 3')]).toEqual([
      0.3, 0.3, 0.2, 0.333333333333,
    ]);
  });

  it('that are whole stay exact', () => {
    fc.assert(fc.property(fc.maxSafeInteger(), (a) => void expect(value('add a 0', { a })).toBe(a)));
    expect(value('multiply 1700000000123 1')).toBe(1700000000123);
  });

  it('are rounded to digits', () =>
    expect([value('round 1.005 1'), value('round 0.999 2'), value('round 5 0')]).toEqual([1, 1, 5]));

  it.each([
    'divide 1 0',
    'add "1" 2',
    'gt none 1',
    'round 1 none',
    'join "a" ","',
    'join list none',
    'concat none',
    'lookup list none',
  ])('refuses %s', (expression) => {
    expect(() => value(expression, { none: null, list: [] })).toThrow(/^it: \{\{[a-z]+\}\}: /);
  });
});

describe('conditions', () => {
  it.each([
    ['and 1 "a" true', true],
    ['and 1 ""', false],
    ['or 0 none empty', false],
    ['or 0 list', true],
    ['not empty', true],
    ['eq 1 "1"', false],
    ['eq none null', true],
    ['ne "a" "b"', true],
    ['gt 2 1', true],
    ['includes list "a"', true],
    ['includes none "a"', false],
  ])('%s is %s', (expression, expected) => {
    expect(value(expression, { none: null, empty: [], list: ['a'] })).toBe(expected);
  });
});

it('lists are joined and looked up', () => {
  const context = { list: ['a', 2], table: { 'a-b': 1 } };
  expect([
    value('join list ", "', context),
    value('lookup table "a-b"', context),
    value('lookup list 1', context),
    value('concat "a" 1 true', context),
  ]).toEqual(['a, 2', 1, 2, 'a1true']);
});

it('a helper either writes a value for a language or computes one, and only own names are helpers', () => {
  expect(Object.keys(helpers).every(isHelper)).toBe(true);
  expect(['json', 'slug', 'camel'].every(isWriter)).toBe(true);
  expect(['concat', 'eq', 'lookup'].some(isWriter)).toBe(false);
  expect(['toString', '__proto__', 'hasOwnProperty'].some(isHelper)).toBe(false);
});

it('a name is a value even when a helper is called so', () => {
  expect(run(compile('{{title}} {{title title}}', 'it'), { title: 'a-b' }, 'it')).toBe('a-b A B');
});
