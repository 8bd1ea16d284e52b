import fc from 'fast-check';
import picomatch from 'picomatch';
import { units } from 'virtual:units';
import { describe, expect, it } from 'vitest';
import { globsOf, matcher } from '../../../src/audit/globs.ts';
import { indexPaths } from '../../../src/audit/path-index.ts';

const globs = [...new Set(units.readers.flatMap(({ reader }) => reader.globs))];

/** Names and folders that the globs of the standard speak of, in any order. */
const words = [
  ...new Set(globs.flatMap((glob) => glob.split(/[/{},*]+/)).filter((word) => /^[^[\]]*\w[^[\]]*$/.test(word))),
];
const segment = fc.oneof(
  fc.constantFrom(...words),
  fc.tuple(fc.constantFrom(...words), fc.constantFrom(...words)).map((parts) => parts.join('')),
  fc.constantFrom('x', '.x', 'a.b', 'x.template', '.env.x'),
);
const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((names) => names.join('/').replace(/\/+/g, '/'));

describe('globs', () => {
  it('of the readers match what picomatch matches', () => {
    const pairs = globs.map((glob) => [matcher([glob]), picomatch(glob, { dot: true }), glob] as const);
    fc.assert(
      fc.property(path, (candidate) => {
        if (/^\/|\/$|\.$/.test(candidate)) return;
        for (const [ours, theirs, glob] of pairs)
          expect(`${glob} ${candidate} ${ours(candidate)}`).toBe(`${glob} ${candidate} ${theirs(candidate)}`);
      }),
      { numRuns: 1500 },
    );
  });

  it('of any make match what picomatch matches', () => {
    const part = fc.constantFrom(
      'a',
      'b',
      '.c',
      '*',
      '?',
      'a*',
      '*b',
      'a*b*',
      '{a,b}',
      '{a,b*}',
      '[ab]',
      '[^a]b',
      '*.b',
    );
    const glob = fc
      .array(fc.oneof(part, fc.constant('**')), { minLength: 1, maxLength: 4 })
      .map((all) => all.join('/'));
    const names = fc.array(fc.constantFrom('a', 'b', 'ab', '.c', 'aab', 'a.b', 'abab'), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(glob, names, (pattern, parts) => {
        const candidate = parts.join('/');
        // To picomatch, `a/**` is sometimes `a` too, which a file cannot be.
        if (pattern.endsWith('/**')) return;
        expect(matcher([pattern])(candidate)).toBe(picomatch.isMatch(candidate, pattern, { dot: true }));
      }),
      { numRuns: 3000 },
    );
  });

  it('tell of a folder whether a path below it may match', () => {
    fc.assert(
      fc.property(path, (candidate) => {
        const names = candidate.split('/');
        for (const glob of globs.flatMap(globsOf).filter(({ matches }) => matches(names)))
          names.forEach((_, end) => expect(glob.reaches(names.slice(0, end))).toBe(true));
      }),
      { numRuns: 300 },
    );
    const reaches = (glob: string, folder: string): boolean =>
      globsOf(glob).some((one) => one.reaches(folder === '' ? [] : folder.split('/')));
    expect(reaches('docs/**/x/*.md', 'docs/a/b')).toBe(true);
    expect(reaches('{a,b}/*/c', 'b/x')).toBe(true);
    expect(reaches('**/a', 'b')).toBe(true);
    expect(reaches('README*', '')).toBe(true);
    expect(reaches('README*', 'README.d')).toBe(false);
    expect(reaches('.github/workflows/*', '.github/x')).toBe(false);
    expect(reaches('docs/*.md', 'docs/a')).toBe(false);
  });

  it('are found by an index as one by one', () => {
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 40 }), fc.subarray(globs), (given, patterns) => {
        const paths = given.toSorted();
        const index = indexPaths(paths);
        const expected = paths.filter(matcher(patterns));
        expect(index.find(patterns)).toEqual(expected);
        expect(index.any(patterns)).toBe(expected.length > 0);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['**/*a*a*a*a*a*a*a*a*a*a*b', `${'a'.repeat(250)}/`.repeat(15)],
    [`${'**/a/'.repeat(100)}b`, 'a/'.repeat(2000)],
    [`${'*'.repeat(900)}b`, 'a'.repeat(4000)],
    ['[a-z]*[a-z]*[a-z]*[a-z]*[a-z]*[a-z]*[a-z]*[0-9]', 'a'.repeat(4000)],
    ['{'.repeat(900), '{'.repeat(4000)],
    ['{a,'.repeat(300), 'a'],
  ])('of strangers end soon: %.30s', (glob, hostile) => {
    const start = performance.now();
    matcher([glob])(hostile);
    globsOf(glob).forEach(({ reaches }) => reaches(hostile.split('/')));
    expect(performance.now() - start).toBeLessThan(200);
  });

  it('of strangers are refused when they stand for too many or are too long', () => {
    expect(() => globsOf('{a,b}'.repeat(9))).toThrow('more than 256 alternatives');
    expect(() => globsOf('a'.repeat(1001))).toThrow('longer than 1000 characters');
  });
});
