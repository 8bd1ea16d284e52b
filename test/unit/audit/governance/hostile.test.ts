import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditAll, auditOne } from './support.ts';

const config = '.create-service/config.yaml';
const waivers = '.create-service/waivers.yaml';

describe('files of settings that mean harm', () => {
  it.each([
    ['__proto__ as a rule', { [config]: 'rules: { __proto__: { severity: may }, constructor: { severity: may } }' }],
    ['__proto__ as a choice', { [config]: 'choices: { __proto__: { toy.mode: tight }, toString: x }' }],
    [
      'a waiver of __proto__',
      {
        [waivers]:
          '{ waivers: [{ rule: __proto__, scope: "*", reason: a b c, approver: x, created: 2026-11-01, expires: 2026-12-01 }] }',
      },
    ],
    ['everything nested', { [config]: `${'['.repeat(5000)}`, [waivers]: `waivers: ${'{a: '.repeat(500)}` }],
    ['aliases', { [waivers]: 'a: &a [x, x]\nb: &b [*a, *a]\nwaivers: [*b, *b, *b]' }],
    [
      'very many names',
      { [config]: `rules:\n${Array.from({ length: 20_000 }, (_, i) => `  toy-${i}: {}`).join('\n')}` },
    ],
    ['very many', { [waivers]: `waivers:\n${'- {}\n'.repeat(20_000)}` }],
  ])('%s: change nothing and break nothing', async (_, files) => {
    const before = await auditOne({ 'a.txt': 'wrong' });
    const after = await auditOne({ 'a.txt': 'wrong', ...files });
    const words = (report: typeof after): unknown => report.findings.filter(({ rule }) => rule.startsWith('toy-'));
    expect(words(after)).toEqual(words(before));
    expect(after.summary.error).toBe(0);
    expect(after.summary.fail).toBeGreaterThan(before.summary.fail);
  });

  it('of any content: there is a report, and nothing throws', async () => {
    const text = fc.oneof(fc.string({ maxLength: 60 }), fc.json({ maxDepth: 3 }));
    await fc.assert(
      fc.asyncProperty(text, text, text, async (one, two, three) => {
        const reports = await auditAll({ 'a.txt': 'wrong', [config]: one, [waivers]: two, 'catalog-info.yaml': three });
        expect(reports.length).toBeGreaterThan(0);
        for (const { summary } of reports) expect(summary.error).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});
