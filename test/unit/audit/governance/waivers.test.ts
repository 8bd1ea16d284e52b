import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePreset } from '../../../../src/audit/preset.ts';
import { auditAll, auditOne, lines, today, toyStandard, waiver } from './support.ts';
import { loadSettingsSchemas } from '../../../../src/audit/schema-problems.ts';

// What reads a file of settings has loaded them by then.
await loadSettingsSchemas();

const files = { 'a.txt': 'wrong\nwrong again', 'docs/b.txt': 'wrong', 'c.txt': '' };
const withWaiver = (parts: Readonly<Record<string, unknown>> = {}) => ({
  ...files,
  '.create-service/waivers.yaml': waiver(parts),
});
const preset = (waivers: object) =>
  parsePreset(JSON.stringify({ schemaVersion: 1, name: 'acme', waivers }), 'acme.yaml', toyStandard);
const day = (offset: number): string =>
  new Date(Date.parse(`${today}T00:00:00Z`) + offset * 86_400_000).toISOString().slice(0, 10);

describe('a good waiver', () => {
  it('turns the findings that it covers into waived ones, with its reason', async () => {
    const report = await auditOne(withWaiver());
    expect(report.summary).toMatchObject({ fail: 0, waived: 3 });
    expect(report.findings.find(({ outcome }) => outcome === 'waived')).toMatchObject({
      rule: 'toy-words',
      message: 'a.txt says wrong.',
      locations: [{ path: 'a.txt', line: 1 }],
      waiver: {
        reason: 'The vendor mends it this winter.',
        approver: 'group:default/platform',
        expires: '2027-01-31',
      },
    });
    expect(lines(report, 'std-waivers')).toEqual([
      'pass std-waivers .create-service/waivers.yaml: group:default/platform answers for it until 2027-01-31.',
    ]);
  });

  it.each([
    [{ path: '*.txt' }, ['a.txt:1', 'a.txt:2']],
    [{ path: 'docs/**' }, ['docs/b.txt:1']],
    [{ path: '**/*.txt' }, ['a.txt:1', 'a.txt:2', 'docs/b.txt:1']],
    [{ subject: 'wrong' }, ['a.txt:1', 'docs/b.txt:1']],
    [{ path: 'a.txt', subject: 'wrong again' }, ['a.txt:2']],
  ])('covers what its scope names and no more: %j', async (scope, waived) => {
    const { findings } = await auditOne(withWaiver({ scope }));
    const places = findings
      .filter(({ outcome }) => outcome === 'waived')
      .map(({ locations: [at] }) => `${at?.path}:${at?.line}`);
    expect(places).toEqual(waived);
    expect(findings.filter(({ outcome }) => outcome === 'fail')).toHaveLength(3 - waived.length);
  });

  it('holds on its first and its last day, and is mentioned in the last month', async () => {
    for (const parts of [{ created: day(0) }, { created: day(1) }, { expires: day(0) }])
      expect((await auditOne(withWaiver(parts))).summary).toMatchObject({ waived: 3, fail: 0 });
    expect((await auditOne(withWaiver({ expires: day(31) }))).notes).toEqual([]);
    expect((await auditOne(withWaiver({ expires: day(30) }))).notes).toMatchObject([
      { message: `The waiver of toy-words for everything ends on ${day(30)}: 30 days are left.` },
    ]);
  });
});

describe('a waiver that is wrong excepts nothing, and its finding returns', () => {
  it.each([
    [{ rule: 'toy-wrods' }, 'did you mean toy-words?'],
    [{ rule: 'std-waivers' }, 'Nobody can be excepted from std-waivers.'],
    [{ scope: null }, 'the key "scope" is missing'],
    [{ scope: 'all' }, 'write "*"'],
    [{ scope: {} }, 'name at least one of its keys'],
    [{ scope: { path: '**' } }, 'write scope "*" if the whole rule is meant'],
    [{ scope: { pth: 'a' } }, '"pth" is no key here; did you mean path?'],
    [{ reason: 'later' }, 'gives no reason'],
    [{ reason: '- - - -' }, 'gives no reason'],
    [{ reason: null }, 'the key "reason" is missing'],
    [{ approver: 'none' }, 'nobody who answers for it'],
    [{ approver: ' ' }, 'nobody who answers for it'],
    [{ approver: 'TBD' }, 'nobody who answers for it'],
    [{ created: '2026-02-30' }, '"2026-02-30" is no day'],
    [{ created: day(2) }, 'which has not come yet'],
    [{ expires: 'never' }, '"never" is no day'],
    [{ expires: day(-1) }, `ended on ${day(-1)}`],
    [{ expires: '2026-10-31' }, 'ends before it begins'],
    [{ created: day(0), expires: day(181) }, 'lasts 181 days; at most 180 are allowed'],
    [{ owner: 'x' }, '"owner" is no key here'],
  ])('%j', async (parts, message) => {
    const report = await auditOne(withWaiver(parts));
    expect(report.summary).toMatchObject({ waived: 0 });
    const told = report.findings.filter(({ rule, outcome }) => rule === 'std-waivers' && outcome === 'fail');
    expect(told.map((finding) => finding.message).join()).toContain(message);
    expect(told[0]).toMatchObject({ severity: 'must', locations: [{ path: '.create-service/waivers.yaml', line: 1 }] });
  });

  it('lets a team have a name in any script', async () => {
    expect((await auditOne(withWaiver({ approver: '플랫폼팀', reason: '내년 1월에 고칩니다' }))).summary.waived).toBe(
      3,
    );
  });

  it.each(['a: [', '[]', '{ waivers: {} }', 'waiver: []'])('the whole file: %s', async (text) => {
    const report = await auditOne({ ...files, '.create-service/waivers.yaml': text });
    expect(report.summary).toMatchObject({ waived: 0, fail: expect.any(Number) });
    expect(lines(report, 'std-waivers').join()).toMatch(/^fail /);
  });
});

describe('a waiver that waives nothing', () => {
  it('is an orphan', async () => {
    const report = await auditOne({ 'a.txt': '', '.create-service/waivers.yaml': waiver() });
    expect(lines(report, 'std-waivers')).toEqual([
      'fail std-waivers .create-service/waivers.yaml:1 The waiver of toy-words for everything waives nothing that is wrong today. Remove it.',
    ]);
  });

  it('is one too for a rule of a higher tier', async () => {
    const report = await auditOne(withWaiver({ rule: 'toy-late' }));
    expect(lines(report, 'std-waivers').join()).toContain('the rule holds from tier 3 on, and this is tier 2');
  });

  it('is unknown where what it covers cannot be seen', async () => {
    expect(lines(await auditOne(withWaiver({ rule: 'toy-blind' })), 'std-waivers').join()).toMatch(/^unknown /);
    const unread = { ...withWaiver({ scope: { path: 'x' } }), 'big.txt': 'x'.repeat(6_000_000) };
    expect(lines(await auditOne(unread), 'std-waivers').join()).toMatch(/^unknown /);
  });

  it('is told when only that rule is asked for, and is not when only others are', async () => {
    const orphan = withWaiver({ scope: { path: 'x' } });
    expect(lines(await auditOne(orphan, { rules: ['std-waivers'] })).join()).toMatch(/^fail std-waivers .*nothing/);
    expect(lines(await auditOne(withWaiver(), { rules: ['std-waivers'] })).join()).toMatch(/^pass std-waivers/);
    expect(lines(await auditOne(orphan, { rules: ['toy-blind'] }))).toEqual(['unknown toy-blind : It is dark.']);
  });

  it('is good in a repository where one service of several needs it', async () => {
    const component = 'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: x }\n';
    const reports = await auditAll({
      'one/catalog-info.yaml': component,
      'one/a.txt': 'wrong',
      'two/catalog-info.yaml': component,
      '.create-service/waivers.yaml': waiver(),
    });
    expect(reports.map((report) => [report.summary.waived, lines(report, 'std-waivers')[0]?.slice(0, 4)])).toEqual([
      [1, 'pass'],
      [0, 'pass'],
    ]);
  });
});

describe('an organisation bounds waivers', () => {
  it.each([
    [{ maxDays: 90 }, {}, 'lasts 91 days; at most 90 are allowed'],
    [{ approvers: ['@acme/risk'] }, {}, 'group:default/platform may not approve waivers here: @acme/risk may.'],
    [{ notWaivable: ['toy-words'] }, {}, 'Nobody can be excepted from toy-words.'],
  ])('by %j', async (bounds, parts, message) => {
    const report = await auditOne(withWaiver(parts), { preset: preset(bounds) });
    expect(report.summary.waived).toBe(0);
    expect(lines(report, 'std-waivers').join()).toContain(message);
  });

  it('and accepts what is within them', async () => {
    const bounds = preset({ maxDays: 91, approvers: ['Group:default/Platform'], notWaivable: ['toy-late'] });
    expect((await auditOne(withWaiver(), { preset: bounds })).summary.waived).toBe(3);
  });
});

describe('whatever is written', () => {
  const text = fc.constantFrom(
    'toy-words',
    'toy-late',
    'std-waivers',
    '*',
    '',
    'none',
    'a b c',
    '2026-11-01',
    '2027-01-31',
    '0',
    '**',
    'a/../b',
  );
  const scope = fc.oneof(text, fc.record({ path: text, subject: text }, { requiredKeys: [] }));
  const entry = fc.record(
    { rule: text, scope, reason: text, approver: text, created: text, expires: text },
    { requiredKeys: [] },
  );

  it('a finding is waived or told, never lost; and what is waived has somebody, a reason and an end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(entry, { maxLength: 3 }), async (waivers) => {
        const report = await auditOne({ ...files, '.create-service/waivers.yaml': JSON.stringify({ waivers }) });
        const words = report.findings.filter(({ rule }) => rule === 'toy-words');
        expect(
          words.map(({ outcome }) => outcome).filter((outcome) => outcome !== 'fail' && outcome !== 'waived'),
        ).toEqual([]);
        expect(words).toHaveLength(3);
        for (const { waiver: why } of words.filter(({ outcome }) => outcome === 'waived')) {
          expect(why?.approver).toBeTruthy();
          expect(why?.reason).toBeTruthy();
          expect(why && why.expires >= today && why.expires <= day(181)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('the same waiver one day after its last is the audit without it, but for what is said of it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 180 }), async (length) => {
        const holding = await auditOne(withWaiver({ created: day(-length), expires: day(0) }));
        expect(holding.summary).toMatchObject({ waived: 3, fail: 0 });
        const ended = await auditOne(withWaiver({ created: day(-length - 1), expires: day(-1) }));
        const without = await auditOne(files);
        expect(lines(ended).filter((line) => !line.includes('std-waivers'))).toEqual(
          lines(without).filter((line) => !line.includes('std-waivers')),
        );
      }),
      { numRuns: 30 },
    );
  });
});
