import { describe, expect, it } from 'vitest';
import type { Finding, RepositoryReport } from '../../../src/audit/report-types.ts';
import { verdictOf } from '../../../src/audit/verdict.ts';

const finding = (outcome: Finding['outcome'], severity: Finding['severity']): Finding => ({
  rule: 'toy',
  outcome,
  severity,
  tier: 1,
  message: '',
  remediation: null,
  locations: [],
  fingerprint: '',
});

const reportOf = (
  findings: readonly Finding[],
  coverage: Partial<RepositoryReport['coverage']> = {},
): RepositoryReport => ({
  path: '.',
  commit: null,
  service: { name: null, tier: 2, templates: [], root: '' },
  summary: {
    pass: 0,
    fail: 0,
    notApplicable: 0,
    unknown: 0,
    waived: 0,
    baselined: 0,
    error: findings.filter(({ outcome }) => outcome === 'error').length,
  },
  findings,
  coverage: { files: 1, read: 1, skipped: [], ...coverage },
  progress: null,
  notes: [],
});

const fine = reportOf([finding('pass', 'must')]);
const unreadable = reportOf([], { skipped: [{ path: 'ci.yml', reason: 'not valid YAML', incomplete: true }] });

describe('the exit code of an audit', () => {
  it('is 1 for a failing finding at or above --fail-on', () => {
    expect(verdictOf([fine, reportOf([finding('fail', 'should')])], 'should')).toBe(1);
    expect(verdictOf([reportOf([finding('fail', 'must')])], 'may')).toBe(1);
  });

  it('is 0 for findings below it, and for all with `never`', () => {
    expect(verdictOf([reportOf([finding('fail', 'should')])], 'must')).toBe(0);
    expect(verdictOf([reportOf([finding('fail', 'must')])], 'never')).toBe(0);
  });

  it.each(['pass', 'unknown', 'not-applicable', 'waived', 'baselined'] as const)('is 0 for %s', (outcome) => {
    expect(verdictOf([reportOf([finding(outcome, 'must')])], 'may')).toBe(0);
  });

  it('is 3 when there was nothing to audit, something could not be read, or a rule broke', () => {
    expect(verdictOf([], 'must')).toBe(3);
    expect(verdictOf([reportOf([], { files: 0, read: 0 })], 'must')).toBe(3);
    expect(verdictOf([fine, unreadable], 'must')).toBe(3);
    expect(verdictOf([reportOf([finding('error', 'may')])], 'never')).toBe(3);
  });

  it('is 0 when something was left out on purpose', () => {
    expect(
      verdictOf(
        [reportOf([], { skipped: [{ path: 'node_modules', reason: 'installed packages', incomplete: false }] })],
        'must',
      ),
    ).toBe(0);
  });

  it('is 1 when findings are certain although something else could not be read', () => {
    expect(verdictOf([unreadable, reportOf([finding('fail', 'must')])], 'must')).toBe(1);
  });
});
