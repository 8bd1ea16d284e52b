import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDocuments } from '../../../../src/audit/documents.ts';
import { ownerOf, scopesOf, sees } from '../../../../src/audit/scopes.ts';
import { memoryTree } from '../../../../src/audit/tree.ts';
import type { AuditTree } from '../../../../src/audit/tree.ts';
import type { RepositoryReport } from '../../../../src/audit/report-types.ts';
import { auditAll, lines, toyUnits, waiver } from './support.ts';

const component = (name: string, tier = 2): string =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: ${name}, tier: ${tier} }\n`;
const location = (...targets: readonly string[]): string =>
  `apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: { name: all }\nspec: { targets: ${JSON.stringify(targets)} }\n`;

const seenBy = (files: Readonly<Record<string, string>>): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    scopesOf(createDocuments(memoryTree(files), ['**/*'])).map(({ view }) => [view.service.root, view.paths]),
  );

const shop = {
  'README.md': '',
  '.github/workflows/ci.yml': '',
  'libs/money/a.txt': '',
  'services/orders/catalog-info.yaml': component('orders', 3),
  'services/orders/src/a.txt': 'wrong',
  'services/stock/catalog-info.yaml': component('stock', 1),
  'services/stock/b.txt': 'wrong',
};

describe('the services of a repository', () => {
  it('see their own folder and what belongs to none, not each other', () => {
    const shared = ['.github/workflows/ci.yml', 'README.md', 'libs/money/a.txt'];
    expect(seenBy(shop)).toEqual({
      'services/orders': [...shared, 'services/orders/catalog-info.yaml', 'services/orders/src/a.txt'],
      'services/stock': [...shared, 'services/stock/b.txt', 'services/stock/catalog-info.yaml'],
    });
  });

  it('are judged each by its own tier, with paths from the root of the repository', async () => {
    const reports = await auditAll({ ...shop, 'notes.txt': 'wrong' });
    expect(reports.map(({ path, service }) => [path, service.root, service.name, service.tier])).toEqual([
      ['.', 'services/orders', 'orders', 3],
      ['.', 'services/stock', 'stock', 1],
    ]);
    const places = reports.map(({ findings }) =>
      findings.filter(({ rule }) => rule === 'toy-words').map(({ locations: [at] }) => at?.path),
    );
    expect(places).toEqual([
      ['notes.txt', 'services/orders/src/a.txt'],
      ['notes.txt', 'services/stock/b.txt'],
    ]);
    expect(reports.map(({ findings }) => findings.some(({ rule }) => rule === 'toy-late'))).toEqual([true, false]);
    // What is shared is the same finding for each of them.
    const [one, two] = reports.map(({ findings }) => findings[0]?.fingerprint);
    expect(one).toBe(two);
    expect(reports.map(({ coverage }) => coverage.files)).toEqual([6, 6]);
  });

  it('have at least the tier that the repository asks for, and settings of their own beside those of all', async () => {
    const reports = await auditAll({
      ...shop,
      '.create-service/config.yaml': 'tier: 2\nchoices: { toy.mode: tight }',
      'services/orders/.create-service/config.yaml': 'choices: { toy.days: 7 }',
      'services/orders/.create-service/waivers.yaml': waiver(),
    });
    expect(reports.map(({ service, summary }) => [service.tier, summary.waived, summary.fail])).toEqual([
      [3, 1, 0],
      [2, 0, 1],
    ]);
    expect(lines(reports[0] as RepositoryReport, 'toy-late').join()).toContain('"toy.mode":"tight","toy.days":7');
    const lower = await auditAll({ ...shop, 'services/orders/.create-service/config.yaml': 'tier: 2' });
    expect(lines(lower[0] as RepositoryReport, 'std-config').join()).toContain('cannot lower it to 2');
  });

  it('of two in one file are both judged', async () => {
    const reports = await auditAll({
      'catalog-info.yaml': `${component('a', 1)}---\n${component('b', 3)}`,
      'x.txt': '',
    });
    expect(reports.map(({ service }) => [service.name, service.tier, service.root])).toEqual([
      ['a', 1, ''],
      ['b', 3, ''],
    ]);
  });

  it('at the root owns what no other one owns, and shares what hosts look for at the root', () => {
    const files = {
      ...shop,
      'catalog-info.yaml': component('shop'),
      'openapi.yaml': '',
      'src/c.txt': '',
      CODEOWNERS: '',
    };
    const seen = seenBy(files);
    expect(seen['']).toEqual([
      '.github/workflows/ci.yml',
      'CODEOWNERS',
      'README.md',
      'catalog-info.yaml',
      'libs/money/a.txt',
      'openapi.yaml',
      'src/c.txt',
    ]);
    expect(seen['services/stock']).toEqual([
      '.github/workflows/ci.yml',
      'CODEOWNERS',
      'README.md',
      'services/stock/b.txt',
      'services/stock/catalog-info.yaml',
    ]);
  });

  it('are found through a Location, with wildcards, never outside and never in a circle', () => {
    const seen = seenBy({
      'catalog-info.yaml': location(
        './services/*/backstage.yaml',
        '../outside.yaml',
        'more/all.yaml',
        'https://x.test/a.yaml',
      ),
      'more/all.yaml': location('../catalog-info.yaml', './all.yaml', '../billing/service.yaml'),
      'services/orders/backstage.yaml': component('orders'),
      'services/stock/backstage.yaml': component('stock'),
      'billing/service.yaml': component('billing'),
    });
    expect(Object.keys(seen)).toEqual(['billing', 'services/orders', 'services/stock']);
  });

  it('stand in the folder around one that holds only entries', () => {
    expect(
      Object.keys(seenBy({ '.backstage/a.yaml': component('a'), 'x/backstage/catalog-info.yaml': component('b') })),
    ).toEqual(['', 'x']);
  });

  it('are none for skeletons, fixtures and other kinds', () => {
    const files = {
      'skeleton/catalog-info.yaml': component("'${{ values.name }}'"),
      'test/fixtures/catalog-info.yaml': component('fixture'),
      'catalog-info.yaml': 'apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata: { name: s }\n',
    };
    expect(seenBy(files)).toEqual({ '': Object.keys(files).sort() });
  });

  it('share documents: each file is read once', async () => {
    const reads: string[] = [];
    const tree = memoryTree({ ...shop, 'notes.txt': 'wrong' });
    const counted: AuditTree = {
      ...tree,
      read: (path) => {
        reads.push(path);
        return tree.read(path);
      },
    };
    const { auditServices } = await import('../../../../src/audit/audit.ts');
    const { toyStandard, today } = await import('./support.ts');
    await auditServices(counted, { standard: toyStandard, units: toyUnits, path: '.', today });
    expect(reads.length).toBe(new Set(reads).size);
    expect(reads).toContain('notes.txt');
  });
});

describe('whatever folders services stand in', () => {
  const name = fc.constantFrom('a', 'b', 'c');
  const folder = fc.array(name, { maxLength: 3 }).map((names) => names.join('/'));
  const path = fc.tuple(folder, name).map(([where, file]) => (where === '' ? `${file}.txt` : `${where}/${file}.txt`));

  it('a file belongs to at most one, the deepest around it, and nobody else below the root sees it', () => {
    fc.assert(
      fc.property(fc.uniqueArray(folder, { minLength: 1 }), path, (folders, file) => {
        const roots = new Set(folders);
        const owner = ownerOf(file, roots);
        const around = folders.filter((root) => root === '' || file.startsWith(`${root}/`));
        expect(owner).toBe(around.toSorted((a, b) => b.length - a.length)[0]);
        const seeing = folders.filter((root) => sees(root, roots, new Map())(file));
        if (owner === undefined) expect(seeing).toEqual(folders);
        else if (owner !== '') expect(seeing).toEqual([owner]);
        else expect(seeing).toContain('');
      }),
    );
  });
});
