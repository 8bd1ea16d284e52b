import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePreset } from '../../../../src/audit/preset.ts';
import type { Severity } from '../../../../src/catalog/types.ts';
import { auditOne, lines, toyRules, toyStandard } from './support.ts';
import { loadSettingsSchemas } from '../../../../src/audit/schema-problems.ts';

// What reads a file of settings has loaded them by then.
await loadSettingsSchemas();

const withConfig = (text: string) => ({ 'a.txt': 'wrong', '.create-service/config.yaml': text });
const preset = (text: string) => parsePreset(text, 'acme.yaml', toyStandard);
const chosen = async (text: string, options: object = {}): Promise<Record<string, unknown>> => {
  const { findings } = await auditOne(withConfig(text), { tier: 3, ...options });
  return JSON.parse(findings.find(({ rule }) => rule === 'toy-late')?.message ?? '{}') as Record<string, unknown>;
};

describe('the configuration of a repository', () => {
  it('makes choices; lists are joined, the rest replaced', async () => {
    expect(await chosen('')).toEqual({ 'toy.mode': 'loose', 'toy.days': 3, 'toy.words': ['a'], 'toy.hosts': [] });
    expect(await chosen('choices: { toy.mode: tight, toy.days: 9, toy.words: [b] }')).toMatchObject({
      'toy.mode': 'tight',
      'toy.days': 9,
      'toy.words': ['a', 'b'],
    });
  });

  it('raises a severity, brings a rule forward and raises the tier', async () => {
    const report = await auditOne(
      withConfig('schemaVersion: 1\ntier: 2\nrules: { toy-words: { severity: must }, toy-late: { tier: 1 } }'),
      { preset: preset('{ schemaVersion: 1, name: acme, tier: 1 }') },
    );
    expect(report.service.tier).toBe(2);
    expect(report.findings.find(({ rule }) => rule === 'toy-words')?.severity).toBe('must');
    expect(lines(report, 'toy-late')).toHaveLength(1);
    expect(lines(report, 'std-config')).toEqual([
      'pass std-config .create-service/config.yaml: All of .create-service/config.yaml is followed.',
    ]);
  });

  it.each([
    ['rules: { toy-words: { severity: may } }', 'toy-words is a should and cannot be lowered to may here.'],
    ['rules: { toy-words: { tier: 2 } }', 'toy-words holds from tier 1 on and cannot be put off to tier 2 here.'],
    ['tier: 1', 'The service has tier 2, and the configuration cannot lower it to 1.'],
  ])('is told and not followed where it would make the standard weaker: %s', async (text, message) => {
    const report = await auditOne(withConfig(text));
    expect(report.service.tier).toBe(2);
    expect(report.findings.find(({ rule }) => rule === 'toy-words')).toMatchObject({ severity: 'should', tier: 1 });
    expect(lines(report, 'std-config').join()).toContain(`fail std-config .create-service/config.yaml:1 ${message}`);
  });

  it.each([
    ['rules:\n  toy-wrods: { severity: must }', 2, '"toy-wrods" is no rule; did you mean toy-words?'],
    ['choices:\n  toy.mod: tight', 2, '"toy.mod" is no choice; did you mean toy.mode?'],
    ['choices:\n  toy.mode: strict', 2, 'The choice toy.mode has to be one of loose, tight.'],
    ['choices:\n  toy.days: 10', 2, 'The choice toy.days has to be a number from 1 to 9.'],
    ['choices:\n  toy.hosts: [x]', 2, 'toy.hosts is for the organisation to choose'],
    ['rules:\n  toy-words: { sevrity: must }', 2, '"sevrity" is no key here; did you mean severity?'],
    ['rules:\n  toy-words: { severity: high }', 2, 'write one of must, should, may'],
    ['choises: {}', 1, '"choises" is no key here; did you mean choices?'],
    ['- a', 1, 'write keys with values (key: value)'],
    ['schemaVersion: 2', 1, 'write 1'],
    ['extends: https://example.com/preset.yaml', 1, '"extends" is no key here'],
  ])('is told where it has a slip: %s', async (text, line, message) => {
    const found = lines(await auditOne(withConfig(text)), 'std-config').join('\n');
    expect(found).toContain(`fail std-config .create-service/config.yaml:${line} `);
    expect(found).toContain(message);
  });

  it('follows what is right beside what is wrong', async () => {
    expect(await chosen('choices: { toy.mode: tight, toy.days: many }')).toMatchObject({
      'toy.mode': 'tight',
      'toy.days': 3,
    });
  });

  it('is no verdict when it cannot be read, and says what nobody reads', async () => {
    const broken = await auditOne(withConfig('a: [')); // not closed
    expect(broken.coverage.skipped).toMatchObject([{ path: '.create-service/config.yaml', incomplete: true }]);
    expect(lines(broken, 'std-config').join()).toContain('cannot be read as YAML');
    const misnamed = await auditOne({ 'a.txt': '', '.create-service/config.json': '{}' });
    expect(lines(misnamed, 'std-config').join()).toContain('call it config.yaml');
  });

  it('never lowers a severity, whatever it says', async () => {
    const rank: Readonly<Record<Severity, number>> = { may: 1, should: 2, must: 3 };
    const severity = fc.constantFrom<Severity>('must', 'should', 'may');
    const tier = fc.constantFrom(1, 2, 3);
    const setting = fc.record({ severity, tier }, { requiredKeys: [] });
    const config = fc.record(
      { tier, rules: fc.dictionary(fc.constantFrom(...toyRules.map(({ id }) => id)), setting) },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(config, async (said) => {
        const before = await auditOne({ 'a.txt': 'wrong' });
        const after = await auditOne(withConfig(JSON.stringify(said)));
        expect(after.service.tier).toBeGreaterThanOrEqual(before.service.tier);
        for (const { rule, severity: was } of before.findings) {
          const now = after.findings.find((finding) => finding.rule === rule);
          expect(rank[now?.severity ?? 'may']).toBeGreaterThanOrEqual(rank[was]);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('an organisation’s preset', () => {
  it('may be stricter or weaker, and the repository can be stricter again', async () => {
    const acme = preset(
      '{ schemaVersion: 1, name: acme, choices: { toy.mode: tight, toy.hosts: [wiki] }, rules: { toy-words: { severity: may } } }',
    );
    expect(await chosen('', { preset: acme })).toMatchObject({ 'toy.mode': 'tight', 'toy.hosts': ['wiki'] });
    expect(await chosen('choices: { toy.mode: loose }', { preset: acme })).toMatchObject({ 'toy.mode': 'loose' });
    const weaker = await auditOne({ 'a.txt': 'wrong' }, { preset: acme });
    expect(weaker.findings.find(({ rule }) => rule === 'toy-words')?.severity).toBe('may');
    const raised = await auditOne(withConfig('rules: { toy-words: { severity: should } }'), { preset: acme });
    expect(raised.findings.find(({ rule }) => rule === 'toy-words')?.severity).toBe('should');
    expect(raised.summary.fail).toBe(1);
  });

  it.each([
    ['a: [', 'The preset acme.yaml is not valid YAML or JSON'],
    ['', 'The preset acme.yaml at its top: write one document.'],
    ['[]', 'The preset acme.yaml at its top: write keys with values (key: value).'],
    ['name: acme', 'The preset acme.yaml at its top: the key "schemaVersion" is missing.'],
    [
      '{ schemaVersion: 1, name: a, choices: { toy.mod: x } }',
      'at /choices/toy.mod: "toy.mod" is no choice; did you mean toy.mode?',
    ],
    ['{ schemaVersion: 1, name: a, choices: { toy.days: 0 } }', 'at /choices/toy.days: write a number from 1 to 9.'],
    [
      '{ schemaVersion: 1, name: a, rules: { toy-wods: {} } }',
      'at /rules/toy-wods: "toy-wods" is no rule; did you mean toy-words?',
    ],
    ['{ schemaVersion: 1, name: a, waivers: { notWaivable: [x] } }', 'at /waivers/notWaivable/0: "x" is no rule.'],
    ['{ schemaVersion: 1, name: a, waivers: { maxDays: 181 } }', 'at /waivers/maxDays: write at most 180.'],
    ['{ schemaVersion: 1, name: a, extends: https://x.test }', 'at /extends: "extends" is no key here.'],
    ['{ schemaVersion: 1, name: a }\n---\n{}', 'at its top: write one document.'],
  ])('is refused whole where it is wrong: %s', (text, message) => {
    expect(() => preset(text)).toThrow(expect.objectContaining({ name: 'UserError', exitCode: 2 }) as Error);
    expect(() => preset(text)).toThrow(message);
  });
});
