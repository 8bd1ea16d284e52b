import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { entryOf } from '../../../../src/audit/baseline.ts';
import { baselineText, parseBaseline } from '../../../../src/audit/baseline-file.ts';
import type { BaselineEntry } from '../../../../src/audit/baseline-file.ts';
import type { RepositoryReport } from '../../../../src/audit/report-types.ts';
import { auditAll, auditOne, lines, toyStandard, waiver } from './support.ts';
import { loadSettingsSchemas } from '../../../../src/audit/schema-problems.ts';

// What reads a file of settings has loaded them by then.
await loadSettingsSchemas();

type Files = Readonly<Record<string, string>>;

/** The baseline that --write-baseline makes of a repository. */
const baselineOf = async (files: Files): Promise<Readonly<Record<string, readonly BaselineEntry[]>>> => {
  const reports = await auditAll(files, { baseline: 'everything' });
  const having = (report: RepositoryReport): readonly BaselineEntry[] =>
    report.findings.filter(({ outcome }) => outcome === 'baselined').map(entryOf);
  return Object.fromEntries(reports.map((report) => [report.service.root, having(report)]));
};

const after = async (before: Files, now: Files): Promise<RepositoryReport> =>
  auditOne(now, { baseline: await baselineOf(before) });

const words = (report: RepositoryReport): readonly string[] =>
  lines(report, 'toy-words').map((line) => line.replace(/ toy-words| .*says/g, ''));

describe('a baseline', () => {
  it('takes every finding that stood, and none of those about exceptions', async () => {
    const files = {
      'a.txt': 'wrong',
      '.create-service/config.yaml': 'rulse: {}',
      '.create-service/waivers.yaml': '[]',
    };
    const report = await auditOne(files, { baseline: 'everything' });
    expect(report.summary).toMatchObject({ baselined: 1, fail: 2 });
    expect(
      lines(report)
        .filter((line) => line.startsWith('fail'))
        .map((line) => line.split(' ')[1]),
    ).toEqual(['std-config', 'std-waivers']);
  });

  it('finds them again where lines moved', async () => {
    const report = await after({ 'a.txt': 'wrong one\nwrong two' }, { 'a.txt': 'new\n\nwrong two\nright\nwrong one' });
    expect(report.summary).toMatchObject({ baselined: 2, fail: 0 });
    expect(report.baseline).toEqual({ stale: [], kept: [] });
  });

  it('finds them again in a file that was renamed', async () => {
    const report = await after({ 'a.txt': 'wrong one\nwrong two' }, { 'docs/b.txt': 'wrong one\nwrong two' });
    expect(report.summary).toMatchObject({ baselined: 2, fail: 0 });
    expect(report.baseline?.stale).toEqual([]);
  });

  it('takes no copy, and no finding of another file, for the one that stood', async () => {
    const copied = await after({ 'a.txt': 'wrong' }, { 'a.txt': 'wrong', 'b.txt': 'wrong' });
    expect(words(copied)).toEqual(['baselined wrong.', 'fail wrong.']);
    const moved = await after({ 'a.txt': 'wrong' }, { 'a.txt': '', 'b.txt': 'wrong' });
    expect(moved.summary).toMatchObject({ baselined: 0, fail: 1 });
    expect(moved.baseline?.stale).toHaveLength(1);
  });

  it('does not guess between several files that went or came', async () => {
    const one = await after({ 'a.txt': 'wrong', 'b.txt': 'wrong' }, { 'c.txt': 'wrong' });
    expect(one.summary).toMatchObject({ baselined: 0, fail: 1 });
    const two = await after({ 'a.txt': 'wrong' }, { 'c.txt': 'wrong', 'd.txt': 'wrong' });
    expect(two.summary).toMatchObject({ baselined: 0, fail: 2 });
  });

  it('sees one finding that is mended and another that is new: it counts nothing', async () => {
    const report = await after({ 'a.txt': 'wrong one' }, { 'a.txt': 'wrong two' });
    expect(report.summary).toMatchObject({ baselined: 0, fail: 1 });
    expect(report.baseline?.stale).toMatchObject([{ place: 'wrong one' }]);
  });

  it('keeps what it cannot tell to be mended', async () => {
    const baseline = await baselineOf({ 'a.txt': 'wrong' });
    const other = await auditOne({ 'a.txt': '' }, { baseline, rules: ['toy-blind'] });
    expect(other.baseline).toMatchObject({ stale: [], kept: [{ rule: 'toy-words' }] });
    const unread = await auditOne({ 'a.txt': '', 'b.txt': 'x'.repeat(6_000_000) }, { baseline });
    expect(unread.baseline).toMatchObject({ stale: [], kept: [{ rule: 'toy-words' }] });
  });

  it('does not keep a waived finding: when the waiver ends, it returns', async () => {
    const files = { 'a.txt': 'wrong', '.create-service/waivers.yaml': waiver() };
    const baseline = await baselineOf(files);
    expect(baseline['']).toEqual([]);
    expect((await auditOne(files, { baseline, today: '2027-02-01' })).summary).toMatchObject({ waived: 0, fail: 2 });
  });

  it('is kept for each service, and one that is no more is mended', async () => {
    const component = 'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: x }\n';
    const one = { 'one/catalog-info.yaml': component, 'one/a.txt': 'wrong' };
    const two = { 'two/catalog-info.yaml': component, 'two/a.txt': 'wrong two' };
    const baseline = await baselineOf({ ...one, ...two });
    expect(Object.keys(baseline)).toEqual(['one', 'two']);
    const [left] = await auditAll(one, { baseline });
    expect(left?.summary).toMatchObject({ baselined: 1, fail: 0 });
    expect(left?.baseline?.stale).toMatchObject([{ path: 'two/a.txt' }]);
  });

  it('of two services in one folder is mended when neither has the finding', async () => {
    const document = 'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: x }\n';
    const files = { 'catalog-info.yaml': `${document}---\n${document}`, 'a.txt': 'wrong one\nwrong two' };
    const baseline = await baselineOf(files);
    const reports = await auditAll({ ...files, 'a.txt': 'wrong two' }, { baseline });
    expect(reports.map((report) => [report.summary.baselined, report.baseline?.stale.length])).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });
});

describe('the file of a baseline', () => {
  const entry = { rule: 'toy-words', path: 'a.txt', place: 'x', evidence: '0'.repeat(16), fingerprint: '1'.repeat(16) };

  it('is the same for the same findings, in any order and however often', () => {
    const other = { ...entry, path: 'b.txt', fingerprint: '2'.repeat(16) };
    const text = baselineText(toyStandard, [{ repository: '.', root: '', findings: [entry, other] }]);
    const split = [
      { repository: '.', root: 'empty', findings: [] },
      { repository: '.', root: '', findings: [other, entry] },
      { repository: '.', root: '', findings: [entry] },
    ];
    expect(baselineText(toyStandard, split)).toBe(text);
    expect(parseBaseline(text, 'b.json').services[0]?.findings).toEqual([entry, other]);
  });

  it.each([
    ['', 'is not valid JSON'],
    ['[]', 'at its top: write keys with values (key: value).'],
    ['{"schemaVersion":2,"standard":{"version":"1","digest":"d"},"services":[]}', 'at /schemaVersion: write 1.'],
    ['{"schemaVersion":1,"standard":{"version":"1","digest":"d"},"services":[{}]}', 'is missing.'],
  ])('is refused when it is none: %s', (text, message) => {
    expect(() => parseBaseline(text, 'b.json')).toThrow(message);
  });
});

describe('whatever changes in a repository', () => {
  const line = fc.constantFrom('right', 'wrong one', 'wrong two', 'wrong three', 'wrong three ');
  const files = fc
    .dictionary(fc.constantFrom('a.txt', 'b.txt', 'c/d.txt'), fc.array(line, { maxLength: 4 }), { minKeys: 1 })
    .map((texts) => Object.fromEntries(Object.entries(texts).map(([path, list]) => [path, list.join('\n')])));

  it('the baseline of the same files leaves nothing failing and nothing stale', async () => {
    await fc.assert(
      fc.asyncProperty(files, async (before) => {
        const report = await after(before, before);
        expect([report.summary.fail, report.baseline]).toEqual([0, { stale: [], kept: [] }]);
      }),
      { numRuns: 60 },
    );
  });

  it('a baseline never covers more findings than it has entries, and every entry is found or stale', async () => {
    await fc.assert(
      fc.asyncProperty(files, files, async (before, now) => {
        const baseline = await baselineOf(before);
        const report = await auditOne(now, { baseline });
        const entries = baseline['']?.length ?? 0;
        expect(report.summary.baselined + (report.baseline?.stale.length ?? 0)).toBe(entries);
        const plain = await auditOne(now);
        expect(report.summary.baselined + report.summary.fail).toBe(plain.summary.fail);
      }),
      { numRuns: 100 },
    );
  });

  it('what is baselined stays so when it is baselined again: the file only shrinks', async () => {
    await fc.assert(
      fc.asyncProperty(files, files, async (before, now) => {
        const first = await after(before, now);
        const kept = first.findings.filter(({ outcome }) => outcome === 'baselined').map(entryOf);
        const second = await auditOne(now, { baseline: { '': kept } });
        expect(lines(second)).toEqual(lines(first));
      }),
      { numRuns: 60 },
    );
  });
});
