import { units } from 'virtual:units';
import { describe, expect, it } from 'vitest';
import { auditServices } from '../../../src/audit/audit.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import { standard } from '../../support/standard.ts';

/** Values that YAML and JSON can hold and few people think of; the first cannot become a text. */
const odd: readonly unknown[] = [{ toString: 1 }, [[]], null, -1, '', '\u001b[31m', '{{ name }}', 'x'.repeat(5000)];

/** The document with each of its values, at any depth, replaced by each of the odd ones. */
const variants = (document: unknown): readonly unknown[] => {
  if (typeof document !== 'object' || document === null) return odd;
  const inner = Object.entries(document).flatMap(([key, value]) =>
    variants(value).map((other): unknown =>
      Array.isArray(document)
        ? document.map((item: unknown, index) => (String(index) === key ? other : item))
        : { ...document, [key]: other },
    ),
  );
  return [...odd, ...inner];
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
    for (const document of variants(documents[path])) {
      const texts = Object.entries({ ...documents, [path]: document }).map(
        ([name, value]) => [name, JSON.stringify(value)] as const,
      );
      const tree = memoryTree({ ...Object.fromEntries(texts), 'README.md': '# Orders\n' });
      const reports = await auditServices(tree, { standard, units, path: '.', today: '2026-11-25' });
      const broken = reports.flatMap(({ findings }) => findings.filter(({ outcome }) => outcome === 'error'));
      expect(broken.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
    }
  });
});
