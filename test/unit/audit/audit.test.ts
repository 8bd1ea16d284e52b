import { describe, expect, it } from 'vitest';
import { auditRepository } from '../../../src/audit/audit.ts';
import type { AuditOptions } from '../../../src/audit/audit.ts';
import type { RepositoryReport } from '../../../src/audit/report-types.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import type { Rule, Units } from '../../../src/catalog/types.ts';
import { defineReader } from '../../../src/kit/index.ts';
import type { At, Judge } from '../../../src/kit/index.ts';
import { ruleOf, standardOf, unitsOf } from './toy-standard.ts';

interface Toy {
  readonly jobs: readonly {
    readonly name: string;
    readonly at: At;
    readonly minutes: unknown;
    readonly runner: unknown;
  }[];
}

/** Reads the jobs of `*.yml`, as a pipeline reader would. */
const reader = defineReader<Toy>({
  globs: ['*.yml'],
  read: (view) => ({
    jobs: view.glob('*.yml').flatMap((path) => {
      const [document] = view.yaml(path) ?? [];
      const jobs = (document as { jobs?: Record<string, Record<string, unknown>> } | null | undefined)?.jobs ?? {};
      return Object.entries(jobs).map(([name, job]) => ({
        name,
        at: { path, pointer: `/jobs/${name}` },
        minutes: job['timeout-minutes'] ?? null,
        runner: job['runs-on'] ?? null,
      }));
    }),
  }),
});

const timeouts = ruleOf('ci-timeouts', {
  title: 'Every job ends in time.',
  schema: {
    subjects: '/jobs/*',
    where: { type: 'object', properties: { runner: { type: 'string' } } },
    require: { type: 'object', properties: { minutes: { type: 'integer' } } },
    message: 'Job {name} on {runner} has no time limit.',
    subject: 'job {name}',
  },
});

const repository = {
  'ci.yml':
    'jobs:\n  build:\n    runs-on: linux\n  lint:\n    runs-on: linux\n    timeout-minutes: 5\n  call: { uses: x }\n',
  'README.md': '# orders',
};

const audit = (
  files: Readonly<Record<string, string>>,
  rules: readonly Rule[],
  { units, ...options }: Partial<AuditOptions> & { units?: Units } = {},
): Promise<RepositoryReport> =>
  auditRepository(memoryTree(files), {
    standard: standardOf(rules),
    units: units ?? unitsOf(rules, [reader], {}, { jobs: [] }),
    path: '.',
    today: '2026-11-25',
    ...options,
  });

const withJudge = (judge: Judge<never>, rules = [ruleOf('toy-code', {})]): Units =>
  unitsOf(rules, [reader], Object.fromEntries(rules.map(({ id }) => [id, judge])), { jobs: [] });

describe('the report of an audit', () => {
  it('says of everything that a rule judged what became of it, and where', async () => {
    const report = await audit(repository, [timeouts], { path: 'services/orders', commit: 'c0ffee' });
    expect(report).toEqual({
      path: 'services/orders',
      commit: 'c0ffee',
      service: { name: null, tier: 2, templates: [], root: '' },
      summary: { pass: 1, fail: 1, notApplicable: 0, unknown: 0, waived: 0, baselined: 0, error: 0 },
      findings: [
        {
          rule: 'ci-timeouts',
          outcome: 'fail',
          severity: 'must',
          tier: 1,
          message: 'Job build on linux has no time limit.',
          remediation: 'Mend ci-timeouts.',
          locations: [{ path: 'ci.yml', line: 2, column: 3, endLine: 2, endColumn: 8, pointer: '/jobs/build' }],
          fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
          subject: 'job build',
          evidence: expect.stringMatching(/^[0-9a-f]{16}$/),
        },
        {
          rule: 'ci-timeouts',
          outcome: 'pass',
          severity: 'must',
          tier: 1,
          message: 'Every job ends in time.',
          remediation: null,
          locations: [{ path: 'ci.yml', pointer: '/jobs/lint' }],
          fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
          subject: 'job lint',
        },
      ],
      coverage: { files: 2, read: 1, skipped: [] },
      progress: expect.objectContaining({ step: 0 }),
      notes: [],
    });
  });

  it('takes what cannot be seen for unknown, never for good or bad', async () => {
    const unseen = {
      when: { required: ['minutes'], properties: { minutes: { type: 'null' } } },
      message: '{name}: unseen.',
    };
    const rule = { ...timeouts, schema: { ...(timeouts.schema ?? { require: {}, message: '' }), unseen } };
    const { findings } = await audit(repository, [rule]);
    expect(findings.map(({ outcome, message }) => [outcome, message])).toEqual([
      ['unknown', 'build: unseen.'],
      ['pass', 'Every job ends in time.'],
    ]);
  });

  it('takes what is lacking for unknown where it may stand in something that cannot be seen', async () => {
    const unless = { given: '/jobs/*', message: 'It may stand elsewhere.' };
    const none = { outcome: 'fail', message: 'No job has a runner.', unless } as const;
    const rule = { ...timeouts, schema: { require: {}, message: '', ...timeouts.schema, none } };
    const outcomes = async (text: string): Promise<unknown> =>
      (await audit({ 'ci.yml': text }, [rule])).findings.map(({ outcome, locations }) => [outcome, locations.length]);
    expect(await outcomes('jobs: {}')).toEqual([['fail', 0]]);
    expect(await outcomes('jobs: { call: { uses: x } }')).toEqual([['unknown', 1]]);
  });

  it('is the same for the same tree, whatever the order of its files', async () => {
    const reversed = Object.fromEntries(Object.entries(repository).reverse());
    expect(await audit(reversed, [timeouts])).toEqual(await audit(repository, [timeouts]));
  });

  it('has what is wrong twice only once per place, with fingerprints of their own', async () => {
    const twice = withJudge(() => [
      { outcome: 'fail', message: 'twice' },
      { outcome: 'fail', message: 'twice' },
    ]);
    const { findings } = await audit({ 'a.txt': '' }, [ruleOf('toy-code', {})], { units: twice });
    expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });

  it('judges nothing in an empty folder: that is no verdict, not a service that lacks everything', async () => {
    const { findings, coverage } = await audit({}, [timeouts]);
    expect([findings, coverage.files]).toEqual([[], 0]);
  });

  it('says so when a rule had nothing to judge', async () => {
    const missing = ruleOf('ci-missing', {
      schema: { ...timeouts.schema!, none: { outcome: 'fail', message: 'There is no pipeline.' } },
    });
    const { findings } = await audit({ 'README.md': '' }, [timeouts, missing]);
    expect(findings.map(({ outcome, message, locations }) => [outcome, message, locations])).toEqual([
      ['not-applicable', 'The repository has nothing that this rule judges.', []],
      ['fail', 'There is no pipeline.', []],
    ]);
    const empty = await audit({ 'a.txt': '' }, [ruleOf('toy-code', {})], { units: withJudge(() => []) });
    expect(empty.summary).toMatchObject({ notApplicable: 1, pass: 0 });
  });

  it('judges a whole model without subjects', async () => {
    const rule = ruleOf('ci-exists', {
      schema: { require: { type: 'object', properties: { jobs: { type: 'array', minItems: 1 } } }, message: 'No job.' },
    });
    expect((await audit({ a: '' }, [rule])).summary).toMatchObject({ fail: 1 });
    expect((await audit(repository, [rule])).summary).toMatchObject({ pass: 1 });
  });
});

describe('which rules are judged', () => {
  const rules = ([1, 2, 3] as const).map((tier) => ruleOf(`tier-${tier}`, { tier }));
  const judged = async (base: object, options: Partial<AuditOptions> = {}): Promise<string> => {
    const toy = withJudge((_, { tier }) => ({ outcome: 'pass', message: `tier ${tier}` }), rules);
    const units = { ...toy, models: { ...toy.models, base: base } };
    const { findings, service } = await audit({ a: '' }, rules, { ...options, units });
    return `${service.name} ${findings.map(({ rule, message }) => `${rule} at ${message}`).join(', ')}`;
  };

  it('follows the tier: demanded, else declared, else production', async () => {
    expect(await judged({})).toBe('null tier-1 at tier 2, tier-2 at tier 2');
    expect(await judged({ service: { name: 'orders', tier: 1 } })).toBe('orders tier-1 at tier 1');
    expect(await judged({ service: { name: 7, tier: 'high' } })).toBe('null tier-1 at tier 2, tier-2 at tier 2');
    expect(await judged({ service: { name: 'orders', tier: 1 } }, { tier: 3 })).toMatch(/tier-3 at tier 3$/);
  });

  it('can be named, and a wrong name is the user’s to mend', async () => {
    expect(await judged({}, { rules: ['tier-2'] })).toBe('null tier-2 at tier 2');
    await expect(judged({}, { rules: ['tier-9'] })).rejects.toMatchObject({ name: 'UserError', exitCode: 2 });
  });
});

describe('a rule or reader that breaks', () => {
  const rules = [ruleOf('toy-broken', {}), timeouts];

  it.each<[string, Judge<never>]>([
    [
      'throws',
      () => {
        throw new Error('oops');
      },
    ],
    ['says nothing', () => undefined as never],
    ['says nonsense', () => [{ outcome: 'maybe', message: 'x' }] as never],
    ['has no words', () => ({ outcome: 'pass' }) as never],
  ])('%s: an error of that rule alone, never a pass', async (_, judge) => {
    const { findings, summary } = await audit(repository, rules, {
      units: unitsOf(rules, [reader], { 'toy-broken': judge }, { jobs: [] }),
    });
    expect(summary).toMatchObject({ error: 1, pass: 1, fail: 1 });
    expect(findings[0]).toMatchObject({
      rule: 'toy-broken',
      outcome: 'error',
      message: expect.stringMatching(/^The rule could not judge: /),
    });
  });

  it('has neither schema nor code: an error', async () => {
    const units = unitsOf([], [reader], {}, { jobs: [] });
    expect((await audit(repository, rules, { units })).summary).toMatchObject({ error: 1 });
  });

  it('leaves no verdict on its kind when it is a reader, and other kinds do not see that model', async () => {
    const broken = {
      globs: [],
      read: () => {
        throw new Error('cannot');
      },
    };
    const other = ruleOf('other-kind', { kind: 'other' });
    const toy = unitsOf([...rules, other], [broken], {}, { jobs: [] });
    const judge: Judge<never> = (_, { models }) => ({ outcome: 'unknown', message: Object.keys(models).join() });
    const units = { ...toy, models: { ...toy.models, other: {} }, judges: { 'other-kind': judge } };
    const report = await audit(repository, [...rules, other], { units });
    expect(report.findings.map(({ rule, outcome, message }) => [rule, outcome, message])).toEqual([
      ['toy-broken', 'error', 'The rule could not judge: the reader toy/reader-0 broke: cannot'],
      ['ci-timeouts', 'error', 'The rule could not judge: the reader toy/reader-0 broke: cannot'],
      ['other-kind', 'unknown', 'other'],
    ]);
    expect(report.coverage.skipped).toEqual([
      { path: '(reader toy/reader-0)', reason: 'broke: cannot', incomplete: true },
    ]);
  });
});

describe('a fingerprint', () => {
  const printOf = async (text: string, rule = timeouts): Promise<string | undefined> => {
    const { findings } = await audit({ 'ci.yml': text }, [rule]);
    return findings.find(({ outcome }) => outcome === 'fail')?.fingerprint;
  };
  const text = 'jobs:\n  build:\n    runs-on: linux\n';

  it('stays when lines move and words of the standard change', async () => {
    const print = await printOf(text);
    expect(await printOf(`# moved\n\n${text}  other: { runs-on: x, timeout-minutes: 1 }\n`)).toBe(print);
    const reworded = { ...timeouts, schema: { ...timeouts.schema!, message: '{name} ({runner}) may run for ever.' } };
    expect(await printOf(text, reworded)).toBe(print);
  });

  it('changes with the thing, with what is wrong in it, and with the rule', async () => {
    const prints = [
      await printOf(text),
      await printOf(text.replace('build', 'test')),
      await printOf(text.replace('linux', 'windows')),
      await printOf(text, { ...timeouts, id: 'ci-other' }),
    ];
    expect(new Set(prints).size).toBe(4);
  });
});
