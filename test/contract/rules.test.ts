import { fileURLToPath } from 'node:url';
import { units } from 'virtual:units';
import { describe, expect, it } from 'vitest';
import { auditRepository } from '../../src/audit/audit.ts';
import type { RepositoryReport } from '../../src/audit/report-types.ts';
import { memoryTree } from '../../src/audit/tree.ts';
import { standardOf } from '../../src/build/plugin.ts';
import type { Example, Rule } from '../../src/catalog/types.ts';

const { standard } = standardOf(fileURLToPath(new URL('../..', import.meta.url)));

/** The report of one rule on one of its examples, at the tier that the example declares, or else the lowest at which the rule applies. */
const judge = async (rule: Rule, { files }: Example): Promise<RepositoryReport> => {
  const options = { standard, units, rules: [rule.id], path: '.', today: '2026-11-25' };
  const report = await auditRepository(memoryTree(files), options);
  return report.findings.length > 0 ? report : auditRepository(memoryTree(files), { ...options, tier: rule.tier });
};

const seen = ({ findings }: RepositoryReport): readonly string[] =>
  findings.map(({ outcome, message, locations: [at] }) => `${outcome} ${at?.path ?? ''}:${at?.line ?? ''} ${message}`);

/** An example must be read whole, or it proves nothing. */
const unread = ({ coverage }: RepositoryReport): readonly unknown[] =>
  coverage.skipped.filter(({ incomplete }) => incomplete);

describe('the rules of the standard', () => {
  it('have names of their own', () => {
    const ids = standard.rules.map(({ id }) => id);
    expect(ids.filter((id) => !/^[a-z]+(-[a-z0-9]+)+$/.test(id))).toEqual([]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('are said as JSON Schema, one in three or more', () => {
    const bySchema = standard.rules.filter(({ schema }) => schema !== undefined).length;
    expect(bySchema).toBeGreaterThanOrEqual(standard.rules.length / 3);
  });

  it('can all be judged: each has a model, and a judge or a schema', () => {
    const lacking = standard.rules.filter(
      ({ id, kind, schema }) => !units.models[kind] || !(schema ?? units.judges[id]),
    );
    expect(lacking.map(({ id }) => id)).toEqual([]);
  });
});

describe.each(
  standard.kinds.flatMap(({ id, dialects }) =>
    standard.rules.filter(({ kind }) => kind === id).map((rule) => [rule.id, rule, dialects] as const),
  ),
)('%s', (_, rule, dialects) => {
  it('has two examples of each kind in every dialect of its kind, or says why it has nothing to judge there', () => {
    const lacking = dialects
      .filter((dialect) => rule.notRead[dialect] === undefined)
      .flatMap((dialect) =>
        (['pass', 'fail'] as const).map((key) => {
          const number = rule.examples[key].filter((example) => example.dialect === dialect).length;
          return number < 2 ? `${dialect}: ${number} that ${key}` : undefined;
        }),
      );
    expect(lacking.filter((line) => line !== undefined)).toEqual([]);
  });
});

describe.each(standard.rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  it.each(rule.examples.pass)('passes: $dialect, $title', async (example) => {
    const report = await judge(rule, example);
    expect(unread(report)).toEqual([]);
    expect(seen(report).filter((line) => /^(fail|error)/.test(line))).toEqual([]);
    expect(seen(report)).toContainEqual(expect.stringMatching(/^pass /));
  });

  it.each(rule.examples.fail)('fails: $dialect, $title', async (example) => {
    const report = await judge(rule, example);
    expect(unread(report)).toEqual([]);
    expect(seen(report).filter((line) => line.startsWith('error'))).toEqual([]);
    const failed = report.findings.find(({ outcome }) => outcome === 'fail');
    expect(failed, `nothing failed: ${seen(report).join('; ')}`).toBeDefined();
    expect(failed?.remediation).toBeTruthy();
    expect(failed?.message).toContain(example.message ?? '');
    if (example.line !== undefined) expect(failed?.locations[0]?.line).toBe(example.line);
    // What is pointed at must be there to be looked at.
    const pointedAt = report.findings.flatMap(({ locations }) => locations.map(({ path }) => path));
    expect(pointedAt.filter((path) => !Object.hasOwn(example.files, path))).toEqual([]);
  });
});
