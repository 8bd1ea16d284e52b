import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { manifestText } from '../../../src/plan/manifest.ts';
import type { Manifest } from '../../../src/plan/manifest.ts';
import { parseManifest } from '../../../src/plan/parse-manifest.ts';
import { UserError } from '../../../src/errors.ts';
import { refusal } from '../../support/fixture.ts';

const good: Manifest = {
  schemaVersion: 1,
  standard: { version: '1.2.3', digest: 'sha256:0' },
  templates: { 'api/hello': '2.1.0' },
  archetype: 'hello',
  answers: { name: 'orders', port: 80, secured: true },
  files: {
    a: { blob: '0'.repeat(40), template: 'api/hello' },
    b: { blob: 'f'.repeat(40), template: 'api/hello', seeded: true },
  },
};

const parse = (value: unknown): Manifest => parseManifest(JSON.stringify(value), '/x/manifest.json');

describe('a manifest', () => {
  it('is read as it was written', () => {
    expect(parseManifest(manifestText(good), 'it')).toEqual(good);
    const { archetype: _, ...without } = good;
    expect(parse(without)).toEqual(without);
  });

  it.each<[string, object]>([
    ['/standard', { standard: '1.2.3' }],
    ['/standard', { standard: { version: 1, digest: 'a' } }],
    ['/standard', { standard: { version: '1.2.3' } }],
    ['/standard', { standard: { version: '1; rm -rf ~', digest: 'a' } }],
    ['/standard', { standard: { version: '\u001b[2J', digest: 'a' } }],
    ['/standard', { standard: { version: '1'.repeat(100), digest: 'a' } }],
    ['/templates', { templates: ['api/hello'] }],
    ['/templates', { templates: { 'api/hello': 2 } }],
    ['/templates', { templates: null }],
    ['/archetype', { archetype: { id: 'hello' } }],
    ['/answers', { answers: { name: ['a'] } }],
    ['/answers', { answers: { name: null } }],
    ['/answers', { answers: { name: { toString: 'a' } } }],
    ['/files', { files: { a: 'b' } }],
    ['/files', { files: { a: { blob: 'xyz', template: 'a' } } }],
    ['/files', { files: { a: { blob: ['0'.repeat(40)], template: 'a' } } }],
    ['/files', { files: { a: { blob: '0'.repeat(40) } } }],
    ['/files', { files: { a: { blob: '0'.repeat(40), template: 'a', seeded: 'no' } } }],
    ['/files', { files: [] }],
  ])('is refused at %s: %j', (where, change) => {
    expect(refusal(() => parse({ ...good, ...change })).message).toBe(
      `/x/manifest.json does not have the expected shape at ${where}.`,
    );
  });

  it('of another schema version says so', () => {
    expect(refusal(() => parse({ ...good, schemaVersion: 2 })).message).toBe(
      '/x/manifest.json has the schema version 2; this version reads 1.',
    );
    for (const odd of [undefined, '1', null, {}, [[1]]])
      expect(refusal(() => parse({ ...good, schemaVersion: odd })).message).toContain('has no known schema version');
  });

  it('that is no manifest at all is refused, never believed and never a crash', () => {
    for (const text of [
      '',
      '{',
      'null',
      '[]',
      '"a"',
      '1',
      '['.repeat(100_000),
      `{"schemaVersion":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    ]) {
      expect(refusal(() => parseManifest(text, 'it')).hint).not.toBe('');
    }
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(...Object.keys(good)), (text, key) => {
        try {
          parse({ ...good, [key]: JSON.parse(text) as unknown });
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
    );
  });
});
