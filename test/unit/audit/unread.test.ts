import { units } from 'virtual:units';
import { describe, expect, it } from 'vitest';
import { auditServices } from '../../../src/audit/audit.ts';
import type { AuditOptions } from '../../../src/audit/audit.ts';
import { entryOf } from '../../../src/audit/baseline.ts';
import type { RepositoryReport } from '../../../src/audit/report-types.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import type { Skip } from '../../../src/audit/tree.ts';
import { verdictOf } from '../../../src/audit/verdict.ts';
import { renderService, standard } from '../../support/standard.ts';

const utf16 = 'UTF-16 text; only UTF-8 is read';
const code = { 'src/index.ts': 'export const answer = 42;\n' };

interface Unread {
  /** Path to why it cannot be read. */
  readonly files?: Readonly<Record<string, string>>;
  readonly folders?: readonly string[];
}

const audit = async (
  texts: Readonly<Record<string, string>>,
  { files = {}, folders = [] }: Unread,
  more: Pick<AuditOptions, 'baseline'> = {},
): Promise<RepositoryReport> => {
  const tree = memoryTree(texts);
  const unlisted = folders.map((path): Skip => ({
    path,
    reason: 'cannot be listed: no permission',
    incomplete: true,
    unlisted: true,
  }));
  const options = { standard, units, path: '.', today: '2026-11-25', ...more };
  const [report] = await auditServices(
    {
      paths: [...tree.paths, ...Object.keys(files)].toSorted(),
      skipped: unlisted,
      read: (path) => (files[path] === undefined ? tree.read(path) : { skipped: files[path] }),
    },
    options,
  );
  if (report === undefined) throw new Error('a repository has a report');
  return report;
};

const of = ({ findings }: RepositoryReport, rule: string): readonly string[] =>
  findings.filter((one) => one.rule === rule).map(({ outcome, message }) => `${outcome} ${message}`);

const missing = 'No README says what this repository is.';

describe('what is said to be missing', () => {
  it('is missing where everything was read', async () => {
    expect(of(await audit(code, {}), 'doc-readme')).toEqual([`fail ${missing}`]);
  });

  it('cannot be told where a file of its name or place could not be read', async () => {
    const report = await audit(code, { files: { 'README.md': utf16, '.github/CODEOWNERS': utf16 } });
    expect(of(report, 'doc-readme')).toEqual([`unknown Cannot be told, since README.md could not be read: ${missing}`]);
    expect(of(report, 'own-codeowners')[0]).toMatch(/^unknown Cannot be told, since \.github\/CODEOWNERS could not/);
    expect(of(report, 'own-service-descriptor')[0]).toMatch(/^fail /);
  });

  it('is missing where what could not be read can be nothing of the kind', async () => {
    const report = await audit(code, {
      files: { 'src/messages_de.properties': 'not valid UTF-8', 'config/app.yaml': utf16 },
    });
    for (const rule of ['doc-readme', 'own-codeowners', 'own-service-descriptor', 'own-oncall', 'doc-adr'])
      expect(of(report, rule)[0]).toMatch(/^fail /);
  });

  it('cannot be told where a folder could not be listed in which it may stand', async () => {
    const report = await audit(code, { folders: ['.github'] });
    expect(of(report, 'own-codeowners')[0]).toMatch(/^unknown Cannot be told, since \.github could not be read: /);
    expect(of(report, 'ci-trigger-on-change')[0]).toMatch(/^unknown /);
    const runbooks = await audit(code, { folders: ['docs/runbooks', 'ops'] });
    expect(of(runbooks, 'ops-runbooks')[0]).toContain('since docs/runbooks and 1 more could not be read: ');
    for (const rule of ['doc-readme', 'own-responsibility-map']) expect(of(runbooks, rule)[0]).toMatch(/^fail /);
  });

  it('is looked for in the folder of a service, too', async () => {
    const component =
      'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: orders }\nspec: { owner: checkout }\n';
    const texts = { 'services/orders/catalog-info.yaml': component, 'services/stock/catalog-info.yaml': component };
    const options = { standard, units, path: '.', today: '2026-11-25' };
    const tree = memoryTree(texts);
    const paths = [...tree.paths, 'services/orders/README.md'].toSorted();
    const reports = await auditServices({ ...tree, paths }, options);
    expect(reports.map((report) => [report.service.root, of(report, 'doc-readme')[0]?.split(' ')[0]])).toEqual([
      ['services/orders', 'unknown'],
      ['services/stock', 'fail'],
    ]);
  });

  it('cannot be told where the rest was not listed', async () => {
    const report = await audit(code, { folders: ['.'] });
    expect(of(report, 'doc-readme')[0]).toContain('since the rest of the repository could not be read: ');
    expect(report.findings.filter(({ outcome, locations }) => outcome === 'fail' && locations.length === 0)).toEqual(
      [],
    );
  });

  it('is not hidden by a large file that only might be the thing', async () => {
    const large = 'larger than 5000000 bytes';
    const report = await audit(code, { files: { 'junk.yaml': large, 'infra/junk.template': large } });
    expect(of(report, 'obs-core-alarms')[0]).toMatch(/^fail /);
    expect(of(await audit(code, { files: { 'stack.yaml': utf16 } }), 'obs-core-alarms')[0]).toMatch(/^unknown /);
    expect(of(await audit(code, { files: { 'README.md': large } }), 'doc-readme')[0]).toMatch(/^unknown /);
  });

  it('is no verdict then, and never a pass', async () => {
    const { texts } = renderService({});
    const rest = Object.fromEntries(Object.entries(texts).filter(([path]) => path !== 'README.md'));
    const whole = await audit(rest, {});
    const broken = await audit(rest, { files: { 'README.md': utf16 } });
    expect(verdictOf([whole], 'must')).toBe(1);
    expect(verdictOf([broken], 'must')).toBe(3);
    const found = (report: RepositoryReport) => report.findings.find(({ rule }) => rule === 'doc-readme');
    expect(found(broken)).toMatchObject({
      outcome: 'unknown',
      remediation: null,
      fingerprint: found(whole)?.fingerprint,
    });
    expect(broken.progress?.steps.flatMap(({ open }) => open)).not.toContain('doc-readme');
  });

  it('is neither waived nor mended then', async () => {
    const baseline = { '': (await audit(code, {}, { baseline: 'everything' })).findings.map(entryOf) };
    const waivers = `waivers:
  - rule: doc-readme
    scope: '*'
    reason: The pages of the department tell it until we move.
    approver: group:default/platform
    created: 2026-11-01
    expires: 2027-02-28
`;
    const texts = { ...code, '.create-service/waivers.yaml': waivers };
    const report = await audit(texts, { files: { 'README.md': utf16 } }, { baseline });
    expect(of(report, 'doc-readme')[0]).toMatch(/^unknown /);
    expect(of(report, 'std-waivers')[0]).toMatch(/^unknown Whether the waiver of doc-readme/);
    expect(report.baseline?.stale).toEqual([]);
    expect(report.baseline?.kept.map(({ rule }) => rule)).toContain('doc-readme');
  });
});
