import { describe, expect, it } from 'vitest';
import type { RepositoryReport } from '../../../src/audit/report-types.ts';
import { renderJson } from '../../../src/report/json.ts';
import { renderPretty } from '../../../src/report/pretty.ts';
import { finding, none, reportOf, repository, standard, whole } from './toy-report.ts';

const pretty = (...repositories: readonly RepositoryReport[]): string =>
  renderPretty(reportOf(...repositories), { standard });

describe('the report for people', () => {
  it('is one line when all is well', () => {
    const report = repository({ progress: whole, summary: { ...none, pass: 45, notApplicable: 3, unknown: 2 } });
    expect(pretty(report)).toBe(
      '✓ orders meets standard 0.1.0 at tier 2: 45 passed, 2 unknown, 3 not applicable; 40 of 58 files read\n',
    );
    expect(pretty(report, report).split('\n\n')[0]?.split('\n')).toHaveLength(2);
  });

  it('shows by area what to mend, where and how, then the counts', () => {
    const findings = [
      finding({}),
      finding({
        locations: [{ path: '.github/workflows/cd.yml', line: 9, column: 3 }],
        message: 'Job deploy has no time limit.',
      }),
      finding({
        rule: 'sec-actions-pinned',
        severity: 'must',
        message: 'Action a/b is not pinned.',
        remediation: 'Pin it.',
      }),
      finding({
        rule: 'doc-readme',
        severity: 'must',
        message: 'There is no README.',
        remediation: 'Write a README.',
        locations: [],
      }),
      finding({
        rule: 'ci-branch',
        outcome: 'unknown',
        message: 'Branch protection is kept by the host.',
        remediation: null,
        locations: [],
      }),
      finding({ rule: 'ci-pass', outcome: 'pass', message: 'Fine.', remediation: null }),
    ];
    const summary = { ...none, pass: 1, fail: 4, unknown: 1 };
    const skipped = [{ path: 'node_modules', reason: 'installed packages', incomplete: false }];
    expect(pretty(repository({ findings, summary, coverage: { files: 58, read: 40, skipped } }))).toBe(`\
orders at tier 2 of standard 0.1.0

Pipeline
  must sec-actions-pinned
    .github/workflows/ci.yml:4:3
    Action a/b is not pinned.
    fix: Pin it.
    create-service explain sec-actions-pinned

  should ci-timeouts
    .github/workflows/ci.yml:4:3
    Job build on ubuntu-24.04 has no time limit, so a hung step holds a runner
    for six hours and nobody is told.
    .github/workflows/cd.yml:9:3
    Job deploy has no time limit.
    fix: Add timeout-minutes: 15 to the job. Then measure how long it really
    takes.
    create-service explain ci-timeouts

Ownership and documents
  must doc-readme
    There is no README.
    fix: Write a README.
    create-service explain doc-readme

Cannot be seen from files
  ci-branch: Branch protection is kept by the host.

4 failed (2 must, 2 should), 1 passed, 1 unknown
40 of 58 files read, 1 left out on purpose
`);
  });

  it('says when it is no verdict, and why', () => {
    const skipped = [{ path: 'ci.yml', reason: 'not valid YAML: bad indentation (3:1)', incomplete: true }];
    const broken = finding({
      outcome: 'error',
      message: 'The rule could not judge: oops',
      remediation: null,
      locations: [],
    });
    expect(
      pretty(
        repository({
          findings: [broken],
          summary: { ...none, pass: 9, error: 1 },
          coverage: { files: 2, read: 1, skipped },
        }),
      ),
    ).toBe(`\
orders at tier 2 of standard 0.1.0

Could not be judged
  ci-timeouts: The rule could not judge: oops

1 could not be judged, 9 passed
1 of 2 files read
Incomplete, since these could not be read:
  ci.yml  not valid YAML: bad indentation (3:1)
`);
    expect(pretty(repository({ coverage: { files: 0, read: 0, skipped: [] } }))).toContain(
      'There was nothing to audit.',
    );
  });

  it('fits in 80 columns but for words that must stay whole', () => {
    const lines = pretty(
      repository({ findings: [finding({ message: 'word '.repeat(60) })], summary: { ...none, fail: 1 } }),
    ).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('names a place once, also where it is reached in two ways', () => {
    const text = pretty(repository({ findings: [finding({}), finding({})], summary: { ...none, fail: 2 } }));
    expect(text.match(/ci\.yml:4:3/g)).toHaveLength(1);
    expect(text).toContain('2 failed');
  });

  it('cuts a long list of places of one rule', () => {
    const findings = Array.from({ length: 14 }, () => finding({}));
    expect(pretty(repository({ findings, summary: { ...none, fail: 14 } }))).toContain('    and 4 more places\n');
  });

  it('sends nothing from a repository to the terminal that the terminal would obey', () => {
    const evil = 'a\u001b]0;owned\u0007\u009b31m\u202Etxt\nb';
    const text = pretty(
      repository({
        service: { name: evil, tier: 2, templates: [], root: '' },
        findings: [
          finding({ message: evil, locations: [{ path: evil, line: 1 }] }),
          finding({ outcome: 'error', message: evil }),
        ],
        summary: { ...none, fail: 1, error: 1 },
        coverage: { files: 1, read: 0, skipped: [{ path: evil, reason: evil, incomplete: true }] },
      }),
    );
    expect(text).toContain('a\\u{1b}]0;owned\\u{7}\\u{9b}31m\\u{202e}txt b:1');
    expect(text).not.toMatch(/[^\P{C}\n]/u);
  });

  it('tells how to mend it in as many sentences as fit in three lines, and never in half of one', () => {
    const long = `Write ${'very '.repeat(50)}much.`;
    const fixOf = (remediation: string): string =>
      /fix: ([^]*?)\n {4}create-service/
        .exec(pretty(repository({ findings: [finding({ remediation })], summary: { ...none, fail: 1 } })))?.[1]
        ?.replace(/\s+/g, ' ') ?? '';
    expect(fixOf('Keep docs/orr.md with front matter. Before the first traffic: status and due.')).toBe(
      'Keep docs/orr.md with front matter. Before the first traffic: status and due.',
    );
    expect(fixOf(`Do this first, please. ${long}`)).toBe('Do this first, please.');
    expect(fixOf(`${long} Do this then.`)).toBe(long);
  });

  it('uses the colours that it is given', () => {
    const tag = (name: string) => (text: string) => `<${name}>${text}</${name}>`;
    const colors = { bold: tag('b'), dim: tag('d'), red: tag('r'), yellow: tag('y'), green: tag('g'), cyan: tag('c') };
    const text = renderPretty(reportOf(repository({ findings: [finding({})], summary: { ...none, fail: 1 } })), {
      standard,
      colors,
    });
    expect(text).toContain('<y>should</y> <b>ci-timeouts</b>');
    expect(text).toContain('<c>.github/workflows/ci.yml:4:3</c>');
  });
});

describe('the report for programs', () => {
  it('has the keys of the contract in their order, and ends with a newline', () => {
    const shuffled = {
      ...repository({
        findings: [finding({})],
        coverage: { skipped: [{ reason: 'r', path: 'p', incomplete: true }], read: 1, files: 2 },
      }),
    };
    expect(renderJson(reportOf(shuffled))).toBe(`{
  "schemaVersion": 1,
  "tool": {
    "name": "create-service",
    "version": "0.1.0"
  },
  "standard": {
    "version": "0.1.0",
    "digest": "sha256:00"
  },
  "repositories": [
    {
      "path": ".",
      "commit": null,
      "service": {
        "name": "orders",
        "tier": 2,
        "templates": [],
        "root": ""
      },
      "summary": {
        "pass": 0,
        "fail": 0,
        "notApplicable": 0,
        "unknown": 0,
        "waived": 0,
        "baselined": 0,
        "error": 0
      },
      "progress": null,
      "findings": [
        {
          "rule": "ci-timeouts",
          "outcome": "fail",
          "severity": "should",
          "tier": 1,
          "message": "Job build on ubuntu-24.04 has no time limit, so a hung step holds a runner for six hours and nobody is told.",
          "remediation": "Add timeout-minutes: 15 to the job. Then measure how long it really takes.",
          "locations": [
            {
              "path": ".github/workflows/ci.yml",
              "line": 4,
              "column": 3,
              "endLine": 4,
              "endColumn": 8,
              "pointer": "/jobs/build"
            }
          ],
          "fingerprint": "0123456789abcdef"
        }
      ],
      "notes": [],
      "coverage": {
        "files": 2,
        "read": 1,
        "skipped": [
          {
            "path": "p",
            "reason": "r",
            "incomplete": true
          }
        ]
      }
    }
  ]
}
`);
  });

  it('escapes what a terminal would obey, and means the same', () => {
    const text = renderJson(reportOf(repository({ path: 'a\u009b\u202E\u001b' })));
    expect(text).toContain('"a\\u009b\\u202e\\u001b"');
    expect(JSON.parse(text).repositories[0].path).toBe('a\u009b\u202E\u001b');
  });
});
