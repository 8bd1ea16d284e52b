import { describe, expect, it } from 'vitest';
import { wording } from '../../../src/audit/interpolate.ts';
import { placeOfError, select } from '../../../src/audit/select.ts';

const at = (pointer: string) => ({ path: 'ci.yml', pointer });
const model = {
  workflows: [
    {
      name: 'ci',
      at: at(''),
      jobs: { build: { at: at('/jobs/build'), steps: [{ run: 'x' }, { run: 'y', at: at('/1') }] } },
    },
    { name: 'cd', at: at(''), jobs: {} },
  ],
};

describe('subjects of a rule', () => {
  it('are the whole model without a pointer', () => {
    expect(select(model, '')).toEqual([{ value: model, at: undefined }]);
  });

  it('are every element of lists and members of objects, each with the nearest place', () => {
    expect(select(model, '/workflows/*/jobs/*/steps/*')).toEqual([
      { value: { run: 'x' }, at: at('/jobs/build') },
      { value: { run: 'y', at: at('/1') }, at: at('/1') },
    ]);
    expect(select(model, '/workflows/1/name')).toEqual([{ value: 'cd', at: at('') }]);
  });

  it('are none where nothing stands, and never what objects inherit', () => {
    expect(select(model, '/pipelines/*')).toEqual([]);
    expect(select(model, '/workflows/0/name/*')).toEqual([]);
    expect(select(model, '/constructor')).toEqual([]);
  });

  it('fail at the deepest place on the way to the error', () => {
    const [subject] = select(model, '/workflows/*');
    const error = (instancePath: string, keyword = 'pattern') => ({ instancePath, keyword, params: {} });
    expect(placeOfError(subject!, [error('/jobs/build/steps/1/run')])).toEqual(at('/1'));
    expect(placeOfError(subject!, [error('/jobs/build/steps/0/run')])).toEqual(at('/jobs/build'));
    expect(placeOfError(subject!, [error('/jobs/build/steps/1/run'), error('', 'if')])).toEqual(at('/1'));
    expect(placeOfError(subject!, [error('/jobs/build'), error('', 'anyOf')])).toEqual(at(''));
    expect(placeOfError(subject!, [error('/jobs/build/steps/1/run'), error('/name')])).toEqual(at('/1'));
    expect(placeOfError(subject!, null)).toEqual(at(''));
  });
});

describe('messages', () => {
  const subject = { name: 'build', action: { ref: 'v4', tags: ['a', 'b'], none: [], text: '' }, deep: { a: { b: 1 } } };

  it.each([
    ['job {name} uses {action.ref}', 'job build uses v4'],
    ['{action.tags}; {action.none}; {action.text}; {missing}', 'a, b; nothing; nothing; nothing'],
    ['{deep.a} {deep.a.b}', '{"b":1} 1'],
    ['${{ github.ref }} and ${{github.ref}} and {} stay', '${{ github.ref }} and ${{github.ref}} and {} stay'],
    ['{constructor} {name.length}', 'nothing nothing'],
  ])('%s', (text, expected) => {
    expect(wording(text).text(subject)).toBe(expected);
  });

  it('shorten long values', () => {
    expect(wording('{x}').text({ x: 'y'.repeat(1_000) })).toHaveLength(121);
  });

  it('yield the values that they show', () => {
    expect(wording('job {name} uses {action.ref}').values(subject)).toEqual(['build', 'v4']);
  });
});
