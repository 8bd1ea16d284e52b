import fc from 'fast-check';
import picomatch from 'picomatch';
import { describe, expect, it } from 'vitest';
import { pathMatches } from '../../../src/kit/index.ts';

describe('a path with wildcards', () => {
  it.each([
    ['docs/**', 'docs/a/b.md', true],
    ['docs/**', 'docs', true],
    ['**/*.md', 'a.md', true],
    ['*.md', 'docs/a.md', false],
    ['docs/?.md', 'docs/a.md', true],
    ['docs/?.md', 'docs/ab.md', false],
    ['**', 'a/b/c', true],
    ['a/**/c', 'a/c', true],
    ['.github/*', '.github/CODEOWNERS', true],
  ])('%s: %s is %s', (pattern, path, matches) => {
    expect(pathMatches(pattern, path)).toBe(matches);
  });

  it('means what it means to other tools', () => {
    const segment = fc
      .array(fc.constantFrom('a', 'b', '*', '?'), { minLength: 1, maxLength: 4 })
      .map((list) => list.join(''));
    const wanted = fc.array(
      fc.oneof(
        segment.filter((text) => !text.includes('**')),
        fc.constant('**'),
      ),
      { minLength: 1, maxLength: 4 },
    );
    const name = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 4 }).map((list) => list.join(''));
    const path = fc.array(name, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(wanted, path, (pattern, names) => {
        // Whether `x/**` is `x` too depends there on whether x has wildcards.
        const [glob, text] = [[...pattern, 'c'].join('/'), [...names, 'c'].join('/')];
        expect(pathMatches(glob, text), `${glob} of ${text}`).toBe(picomatch(glob, { dot: true })(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('takes no longer for one that is made to', () => {
    const start = process.cpuUsage().user;
    expect(pathMatches(`${'*a'.repeat(200)}b/${'**/'.repeat(50)}x`, `${'a'.repeat(400)}/${'y/'.repeat(100)}z`)).toBe(
      false,
    );
    expect(process.cpuUsage().user - start).toBeLessThan(1_000_000);
  });
});
