import { describe, expect, it } from 'vitest';
import type { RepositoryReport } from '../../../src/audit/report-types.ts';
import { renderGithub } from '../../../src/report/github.ts';
import { allOutcomes, evil, finding, judged, reportOf } from './toy-report.ts';

const lines = (...repositories: readonly RepositoryReport[]): string[] =>
  renderGithub(reportOf(...repositories))
    .trimEnd()
    .split('\n');

describe('workflow commands', () => {
  it('are one for each failing finding, heaviest first, then the counts', () => {
    const parts = { message: 'Wrong.', remediation: null };
    const findings = [
      finding({ ...parts, severity: 'may', locations: [] }),
      finding({ ...parts, remediation: 'Mend it. Then rest.' }),
      finding({
        ...parts,
        severity: 'must',
        locations: [{ path: 'a.yml', line: 2, column: 5, endLine: 9, endColumn: 1 }],
      }),
      finding({ ...parts, outcome: 'pass' }),
    ];
    expect(lines(judged(findings))).toEqual([
      '::error file=a.yml,line=2,endLine=9,title=ci-timeouts (must)::Wrong.',
      '::warning file=.github/workflows/ci.yml,line=4,endLine=4,col=3,title=ci-timeouts (should)::Wrong.%0AFix: Mend it. Then rest.',
      '::notice title=ci-timeouts (may)::Wrong.',
      'create-service: orders: 3 failed (1 must, 1 should, 1 may), 1 passed; 40 of 58 files read',
    ]);
  });

  it('name files from where the audit started', () => {
    expect(lines(judged([finding({})], { path: 'services/orders' }))[0]).toContain('file=services/orders/.github/');
  });

  it('of all repositories are in one order, since a step shows only the first', () => {
    const [should, must] = [finding({}), finding({ severity: 'must' })];
    const levels = lines(judged([should, must]), judged([must])).map((line) => line.split(/ /)[0]);
    expect(levels).toEqual(['::error', '::error', '::warning', 'create-service:', 'create-service:']);
  });

  it('are errors for what broke or could not be read', () => {
    const skipped = [{ path: 'ci.yml', reason: 'not valid YAML', incomplete: true }];
    const broken = allOutcomes.filter(({ outcome }) => outcome === 'error').map((one) => ({ ...one, message: 'oops' }));
    expect(lines(judged(broken, { coverage: { files: 1, read: 0, skipped } }))).toEqual([
      '::error title=ci-timeouts (incomplete)::oops',
      '::error file=ci.yml,title=audit (incomplete)::Could not be read: not valid YAML',
      'create-service: orders: 1 could not be judged; 0 of 1 file read; incomplete',
    ]);
  });

  it('cannot be forged by text of a repository', () => {
    const failed = finding({ message: evil, remediation: evil, locations: [{ path: evil, line: 1 }] });
    const [command = '', summary = '', ...rest] = lines(
      judged([failed], { service: { name: evil, tier: 1, templates: [], root: '' } }),
    );
    expect(rest).toEqual([]);
    const [, properties = ''] = /^::warning (.*?)::/.exec(command) ?? [];
    expect(properties.split(',').map((property) => property.split('=')[0])).toEqual(['file', 'line', 'title']);
    expect(properties).toContain('100%25%2C%3A%3A');
    expect(summary).toMatch(/^create-service: a/);
    expect(summary).not.toContain('##[');
  });
});
