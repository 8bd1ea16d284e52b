import { describe, expect, it } from 'vitest';
import type { RepositoryReport } from '../../../src/audit/report-types.ts';
import { renderMarkdown } from '../../../src/report/markdown.ts';
import { renderHtml } from '../../../src/report/html.ts';
import { overviewLines } from '../../../src/report/overview-lines.ts';
import { overviewOf } from '../../../src/report/overview.ts';
import { plain } from '../../../src/report/palette.ts';
import { renderPretty } from '../../../src/report/pretty.ts';
import { finding, none, reportOf, repository, standard } from './toy-report.ts';

const counts = { passed: 0, failed: 0, waived: 0, baselined: 0, unknown: 0, notApplicable: 0, error: 0 };
const open = ['a', 'b', 'c', 'd', 'e'];
const service = (name: string, step: 0 | 1 | 2 | 3 | 4, failed: readonly Parameters<typeof finding>[0][] = []) =>
  repository({
    path: `services/${name}`,
    service: { name, tier: 2, templates: [], root: '' },
    progress: {
      step,
      steps: ([1, 2, 3, 4] as const).map((at) => ({ ...counts, step: at, title: '', open: open.slice(0, at + 1) })),
      areas: [],
    },
    findings: failed.map(finding),
    summary: { ...none, pass: 3, fail: failed.length, unknown: 12 },
  });
const linesOf = (reports: readonly RepositoryReport[], width = 80): readonly string[] => {
  const overview = overviewOf();
  reports.forEach((report) => overview.add(report));
  return overviewLines(overview, { version: '0.1.0', rules: standard.rules }, plain, width);
};

const wrong = [
  { rule: 'doc-readme', severity: 'must' },
  { rule: 'doc-readme', severity: 'must' },
  { rule: 'ci-timeouts', severity: 'should' },
] as const;

describe('the overview of many services', () => {
  it('says nothing of one service, whose report tells all', () => {
    expect(linesOf([service('orders', 4)])).toEqual([]);
    expect(renderPretty(reportOf(service('orders', 4)), { standard })).not.toMatch(/^\d+ services/m);
  });

  it('tells of each service where it stands, and which rules most of them do not meet, heaviest first', () => {
    const incomplete = { files: 9, read: 8, skipped: [{ path: 'a', reason: 'too large', incomplete: true }] };
    const reports = [
      service('orders', 0, wrong),
      service('bills', 1, [{ rule: 'ci-timeouts' }, { rule: 'ci-old', severity: 'must' }]),
      service('stock', 4),
      { ...service('mail', 2), coverage: incomplete },
    ];
    expect(linesOf(reports)).toEqual([
      '4 services: 1 meets standard 0.1.0, 2 do not, 1 could not be judged fully.',
      '',
      '  tier  step  must  should  may  unknown  service',
      '     2     0     2       1    0       12  orders (services/orders)',
      '     2     1     1       1    0       12  bills (services/bills)',
      '     2     2     0       0    0       12  mail (services/mail), in part',
      '     2     4     0       0    0       12  stock (services/stock)',
      '',
      '  services  rule that they do not meet',
      '         1  must    ci-old',
      '         1  must    doc-readme   The standard says doc-readme.',
      '         2  should  ci-timeouts  The standard says ci-timeouts.',
      '',
      'All of 4, with every finding: --output html=FILE',
    ]);
  });

  it('takes none for one that meets the standard that was excepted, or of which only some rules were judged', () => {
    const waived = { ...service('orders', 4), summary: { ...none, pass: 3, waived: 1 } };
    expect(linesOf([waived, { ...service('bills', 4), progress: null }, service('stock', 4)])[0]).toBe(
      '3 services: 1 meets standard 0.1.0, 2 have no open finding by it.',
    );
  });

  it('says how many of those that fail were judged in part, and nothing of what there is none of', () => {
    const coverage = { files: 9, read: 8, skipped: [{ path: 'a', reason: 'too large', incomplete: true }] };
    expect(renderHtml(reportOf({ ...service('orders', 0, wrong), coverage }), standard)).toContain(
      '>3 findings, judged in part</td>',
    );
    expect(linesOf([{ ...service('orders', 0, wrong), coverage }, service('bills', 0, wrong)])[0]).toBe(
      '2 services: none meets standard 0.1.0, 2 do not (1 of them judged in part).',
    );
  });

  it('counts more services than a screen holds by step, and names those with furthest to go', () => {
    const reports = Array.from({ length: 500 }, (_, index) =>
      service(
        `service-${index}`,
        index < 480 ? 1 : 4,
        Array.from({ length: index % 50 === 7 ? index : 1 }, () => wrong[0]),
      ),
    );
    const lines = linesOf(reports, 60);
    expect(lines.slice(2, 6)).toEqual([
      '  reached  open rules  step',
      '      500           2  1. Versioned source, review and',
      '                          continuous integration',
      '       20           3  2. Delivery through stages to',
    ]);
    const at = lines.indexOf('  tier  step  must  should  may  unknown  furthest to go');
    expect(lines.slice(at + 1, at + 3)).toEqual([
      '     2     1   457       0    0       12  …ices/service-457)',
      '     2     1   407       0    0       12  …ices/service-407)',
    ]);
    expect(lines.filter((line) => line.includes('/service-'))).toHaveLength(10);
    expect(lines.filter((line) => line.length > 60)).toEqual([]);
  });

  it('names ten rules, and how many more there are', () => {
    const many = Array.from({ length: 13 }, (_, index) => ({ rule: `rule-${String(index).padStart(2, '0')}` }));
    const lines = linesOf([service('orders', 0, many), service('bills', 0, many)]);
    expect(lines.filter((line) => line.includes('rule-'))).toHaveLength(10);
    expect(lines).toContain('            and 3 more');
  });

  it('stands below the reports of a terminal, and above those of a comment', () => {
    const report = reportOf(service('orders', 0, wrong), service('bills', 4));
    expect(renderPretty(report, { standard })).toMatch(/files read\n\n2 services: 1 meets/);
    expect(renderMarkdown(report)).toContain(
      '**2 services: 1 meets standard 0.1.0, 1 does not.**\n\n| service | tier | step | must | should | may | unknown |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n| orders \\(services/orders\\) | 2 | 0 | 2 | 1 | 0 | 12 |\n| bills \\(services/bills\\) | 2 | 4 | 0 | 0 | 0 | 12 |\n\n| services | severity | rule that they do not meet |\n| ---: | --- | --- |\n| 1 | must | `doc-readme` |\n',
    );
    expect(renderHtml(report, standard)).toMatch(/<main>\s*<p><strong>2 services: 1 meets standard 0.1.0, 1 does not/);
    expect(renderHtml(report, standard)).toContain('Rules that most of them do not meet');
    expect(renderHtml(reportOf(service('orders', 0, wrong)), standard)).not.toMatch(/1 service:|Rules that most/);
  });

  it('prints no name of a repository raw', () => {
    const lines = linesOf([service('or\u001b[31mders', 0), service('a\nb|c', 0)]);
    expect(lines.join('\n')).toContain('or\\u{1b}[31mders');
    expect(lines.join('\n')).toContain('a b|c');
  });
});
