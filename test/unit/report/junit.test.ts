import { describe, expect, it } from 'vitest';
import type { RepositoryReport } from '../../../src/audit/report-types.ts';
import { renderJunit } from '../../../src/report/junit.ts';
import { allOutcomes, evil, finding, judged, reportOf, standard } from './toy-report.ts';
import { parseXml } from './xml.ts';

const junit = (...repositories: readonly RepositoryReport[]): string =>
  renderJunit(reportOf(...repositories), standard);
const parse = (...repositories: readonly RepositoryReport[]) => parseXml(junit(...repositories));

describe('JUnit XML', () => {
  it('has a case for each finding', () => {
    const passed = finding({ rule: 'doc-readme', outcome: 'pass', message: 'Fine.', locations: [] });
    expect(junit(judged([finding({ message: 'No limit.' }), passed]))).toBe(`\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="create-service" tests="2" failures="1" errors="0" skipped="0">
  <testsuite name="orders" tests="2" failures="1" errors="0" skipped="0">
    <testcase classname="pipeline" name="ci-timeouts: No limit." file=".github/workflows/ci.yml" line="4">
      <failure type="should" message="No limit.">.github/workflows/ci.yml:4:3
Fix: Add timeout-minutes: 15 to the job. Then measure how long it really takes.</failure>
    </testcase>
    <testcase classname="base" name="doc-readme: Fine."/>
  </testsuite>
</testsuites>
`);
  });

  it('only lets a pass look like one', () => {
    const { attributes, children } = parse(judged(allOutcomes), judged([finding({})]));
    expect(attributes).toMatchObject({ tests: '8', failures: '2', errors: '1', skipped: '4' });
    const [suite] = children;
    expect(suite?.attributes).toMatchObject({ tests: '7', failures: '1', errors: '1', skipped: '4' });
    const results = suite?.children.map(({ children: [result] }) => `${result?.name} ${result?.attributes['type']}`);
    expect(results).toEqual([
      'undefined undefined',
      'failure should',
      'skipped not-applicable',
      'skipped unknown',
      'skipped waived',
      'skipped baselined',
      'error error',
    ]);
  });

  it('has an error for what could not be read', () => {
    const skipped = [{ path: 'ci.yml', reason: 'not valid YAML', incomplete: true }];
    const [suite] = parse(judged([], { coverage: { files: 1, read: 0, skipped } })).children;
    expect(suite?.children[0]?.attributes).toEqual({ classname: 'audit', name: 'ci.yml', file: 'ci.yml' });
    expect(suite?.children[0]?.children[0]?.attributes['message']).toBe('Could not be read: not valid YAML');
    expect(parse(judged([], { coverage: { files: 0, read: 0, skipped: [] } })).attributes['errors']).toBe('1');
  });

  it('is well-formed whatever a repository holds, and shortens names only', () => {
    const service = { name: evil, tier: 1, templates: [], root: '' };
    const failed = finding({ message: evil.repeat(9), remediation: evil, locations: [{ path: evil }] });
    const [suite] = parse(judged([failed], { service })).children;
    const [test] = suite?.children ?? [];
    expect(suite?.attributes['name']).toContain('a\\u{1b}]0;x\\u{7}\\u{0}\\u{d800}\\u{fffe} ]]>--> <script>&amp;"\' |');
    expect(test?.attributes['name']).toHaveLength(160);
    expect(test?.children[0]?.attributes['message']?.length).toBeGreaterThan(1000);
    expect(test?.children[0]?.text).toContain('Fix: a\\u{1b}');
  });
});

it.each([
  '<a>',
  '<a></b>',
  '<a b="1" b="2"/>',
  '<a>&x;</a>',
  '<a>]]></a>',
  '<a/><b/>',
  '<a>\u0001</a>',
  '<a b="<"/>',
  '<a>&</a>',
])('the check itself refuses %j', (body) =>
  expect(() => parseXml(`<?xml version="1.0" encoding="UTF-8"?>${body}`)).toThrow(),
);
