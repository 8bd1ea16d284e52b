import { describe, expect, it } from 'vitest';
import { progressOf } from '../../../../src/audit/steps.ts';
import { ruleOf } from '../toy-standard.ts';
import { auditOne, toyStandard } from './support.ts';

type Findings = Parameters<typeof progressOf>[2];

const rules = [
  ruleOf('one-must', { kind: 'base', step: 1 }),
  ruleOf('one-should', { kind: 'base', step: 1, severity: 'should' }),
  ruleOf('two-must', { kind: 'base', step: 2 }),
  ruleOf('three-must', { kind: 'base', step: 3 }),
  ruleOf('four-must', { kind: 'base', step: 4 }),
];
const all = (outcomes: Readonly<Record<string, Findings[number]['outcome']>>): Findings =>
  rules.map(({ id }) => ({ rule: id, outcome: outcomes[id] ?? 'pass' }));
const reached = (outcomes: Readonly<Record<string, Findings[number]['outcome']>>): number =>
  progressOf(rules, toyStandard.kinds, all(outcomes)).step;

describe('the step that a service has reached', () => {
  it('is the last one of which, and of all before, no must failed or broke', () => {
    expect(reached({})).toBe(4);
    expect(reached({ 'three-must': 'fail' })).toBe(2);
    expect(reached({ 'three-must': 'fail', 'one-must': 'error' })).toBe(0);
    expect(reached({ 'one-should': 'fail' })).toBe(4);
    expect(reached({ 'two-must': 'unknown', 'four-must': 'not-applicable' })).toBe(4);
    expect(reached({ 'two-must': 'waived', 'four-must': 'baselined' })).toBe(4);
  });

  it('is none where nothing was judged', () => {
    expect(progressOf(rules, toyStandard.kinds, []).step).toBe(0);
  });
});

describe('the counts of a step and of an area', () => {
  it('take each rule once, by the worst that it found', () => {
    const findings: Findings = [
      ...all({ 'one-should': 'unknown', 'two-must': 'baselined' }),
      { rule: 'one-must', outcome: 'fail' },
      { rule: 'one-must', outcome: 'waived' },
      { rule: 'two-must', outcome: 'unknown' },
    ];
    const { steps, areas } = progressOf(rules, toyStandard.kinds, findings);
    const none = { passed: 0, failed: 0, waived: 0, baselined: 0, unknown: 0, notApplicable: 0, error: 0 };
    expect(steps[0]).toEqual({ step: 1, title: steps[0]?.title, ...none, failed: 1, unknown: 1, open: ['one-must'] });
    expect(steps[1]).toMatchObject({ ...none, baselined: 1, open: [] });
    expect(areas).toEqual([{ kind: 'base', title: 'Base', ...none, failed: 1, unknown: 1, baselined: 1, passed: 2 }]);
  });

  it('stand in the report of all rules, and not in that of some', async () => {
    expect((await auditOne({ 'a.txt': 'wrong' })).progress).toMatchObject({
      step: 4,
      steps: [{ failed: 1 }, { unknown: 1 }, {}, {}],
    });
    expect((await auditOne({ 'a.txt': 'wrong' }, { rules: ['toy-words'] })).progress).toBeNull();
  });
});
