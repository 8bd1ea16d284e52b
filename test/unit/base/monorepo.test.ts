import { units } from 'virtual:units';
import { describe, expect, it } from 'vitest';
import { auditServices } from '../../../src/audit/audit.ts';
import type { RepositoryReport } from '../../../src/audit/report-types.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import { standard } from '../../support/standard.ts';

const readme = (command: string): string =>
  `# Orders\n\nTakes orders and prices them.\n\n## Run\n\n\`\`\`sh\n${command}\n\`\`\`\n\n## Test\n## Deploy\n## Owner\n## Links\n`;
const component = (name: string, tier: number): string =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: ${name}, labels: { tier: "${tier}" } }\nspec: { type: service, lifecycle: production, owner: ${name}, system: shop }\n`;

const files = {
  'README.md': readme('npm run all'),
  'package.json': '{ "scripts": { "all": "true" } }',
  CODEOWNERS: '* @acme/platform\n/services/orders/ @acme/orders\n/services/stock/ @acme/stock\n',
  'services/orders/catalog-info.yaml': component('orders', 1),
  'services/orders/README.md': readme('npm run serve'),
  'services/orders/package.json': '{ "scripts": { "serve": "node ." } }',
  'services/orders/service.yaml': 'name: orders\nrecovery: { rto: 4h, rpo: 1h, lastRestoreTest: 2026-11-01 }\n',
  'services/stock/catalog-info.yaml': component('stock', 2),
  'services/stock/package.json': '{}',
};

const audit = (rules: readonly string[]): Promise<readonly RepositoryReport[]> =>
  auditServices(memoryTree(files), { standard, units, path: '.', today: '2026-11-25', rules });

const outcomes = (reports: readonly RepositoryReport[]): readonly string[] =>
  reports.flatMap(({ service, findings }) =>
    findings.map(
      ({ outcome, subject, locations: [at] }) => `${service.name} ${outcome} ${subject ?? ''} ${at?.path ?? ''}`,
    ),
  );

describe('a service among others in one repository', () => {
  it('has its own README, or else that of the repository, with commands from its folder', async () => {
    expect(outcomes(await audit(['doc-readme']))).toEqual([
      'orders pass headings services/orders/README.md',
      'orders pass command npm run serve services/orders/README.md',
      'stock pass headings README.md',
      'stock pass command npm run all README.md',
    ]);
  });

  it('is owned by the team of its folder, whoever owns the rest', async () => {
    const reports = await audit(['own-codeowners']);
    expect(outcomes(reports).filter((line) => line.includes('default owners'))).toEqual([
      'orders pass default owners CODEOWNERS',
      'stock pass default owners CODEOWNERS',
    ]);
  });

  it('has its own descriptor, and nobody else’s service.yaml', async () => {
    expect(outcomes(await audit(['own-service-descriptor']))).toEqual([
      'orders pass component orders services/orders/catalog-info.yaml',
      'stock pass component stock services/stock/catalog-info.yaml',
    ]);
    const recovery = await auditServices(memoryTree(files), {
      standard,
      units,
      path: '.',
      today: '2026-11-25',
      rules: ['data-recovery'],
      tier: 2,
    });
    expect(outcomes(recovery)).toEqual([
      'orders pass recovery objectives services/orders/service.yaml',
      'orders pass restore test services/orders/service.yaml',
      'stock not-applicable  ',
    ]);
  });
});
