import fc from 'fast-check';
import { units } from 'virtual:units';
import { describe, expect, it } from 'vitest';
import { auditServices } from '../../../src/audit/audit.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import { standard } from '../../support/standard.ts';

/** Values that YAML and JSON can hold and few people think of; some cannot become a text. */
const odd = fc.oneof(
  fc.constantFrom<unknown>(
    { toString: 1 },
    { __proto__: null },
    [],
    [[]],
    null,
    -1,
    1e99,
    '',
    '\u001b[31m',
    '{{ name }}',
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

/** A document with one of its values, at any depth, replaced. */
const withOdd = (document: unknown): fc.Arbitrary<unknown> => {
  if (typeof document !== 'object' || document === null) return odd;
  const replaced = Object.entries(document).map(([key, value]) =>
    withOdd(value).map((other): unknown =>
      Array.isArray(document)
        ? document.map((item: unknown, index) => (String(index) === key ? other : item))
        : { ...document, [key]: other },
    ),
  );
  return fc.oneof({ arbitrary: odd, weight: 1 }, ...replaced.map((arbitrary) => ({ arbitrary, weight: 3 })));
};

const documents = {
  'catalog-info.yaml': {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'orders',
      annotations: { 'create-service/tier': '2' },
      tags: ['go'],
      links: [{ url: 'https://a.example' }],
    },
    spec: {
      type: 'service',
      lifecycle: 'production',
      owner: 'group:default/shop',
      providesApis: ['orders'],
      dependsOn: ['resource:db'],
    },
  },
  '.create-service/config.yaml': {
    schemaVersion: 1,
    tier: 2,
    choices: { 'pipeline.coverage': 80, 'readme.headings': ['run: Start'] },
    rules: { 'doc-adr': { severity: 'must', tier: 1 } },
  },
  '.create-service/waivers.yaml': {
    schemaVersion: 1,
    waivers: [
      {
        rule: 'doc-adr',
        path: 'docs',
        reason: 'The decisions are in the wiki until it is moved.',
        approver: 'group:default/platform',
        created: '2026-11-01',
        expires: '2026-12-24',
      },
    ],
  },
  '.create-service/manifest.json': {
    standard: { version: '0.2.0', digest: 'sha256:00' },
    templates: { 'base/service': '1.0.0' },
    answers: { base: { name: 'orders' } },
    files: { 'README.md': { template: 'base/service', blob: '0'.repeat(40) } },
  },
} as const;

describe('odd values in what describes a service or steers its audit', () => {
  it.each(Object.keys(documents) as (keyof typeof documents)[])('are judged, whatever stands in %s', async (path) => {
    await fc.assert(
      fc.asyncProperty(withOdd(documents[path]), async (document) => {
        const texts = Object.entries({ ...documents, [path]: document }).map(
          ([name, value]) => [name, JSON.stringify(value) ?? 'null'] as const,
        );
        const tree = memoryTree({ ...Object.fromEntries(texts), 'README.md': '# Orders\n' });
        const reports = await auditServices(tree, { standard, units, path: '.', today: '2026-11-25' });
        const broken = reports.flatMap(({ findings }) => findings.filter(({ outcome }) => outcome === 'error'));
        expect(broken.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});
