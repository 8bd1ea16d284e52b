import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { RepositoryReport } from '../../../src/audit/report-types.ts';
import { renderSarif } from '../../../src/report/sarif.ts';
import { ruleOf } from '../audit/toy-standard.ts';
import { sarifSubset } from './sarif-schema.ts';
import { allOutcomes, evil, finding, judged, reportOf, repository, standard } from './toy-report.ts';

interface Place {
  readonly physicalLocation: { readonly artifactLocation: { readonly uri: string }; readonly region?: object };
}
interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } & Record<string, unknown> };
  readonly automationDetails?: { readonly id: string };
  readonly invocations: readonly [
    {
      readonly executionSuccessful: boolean;
      readonly toolExecutionNotifications: readonly { readonly message: { readonly text: string } }[];
    },
  ];
  readonly results: readonly ({ readonly locations: readonly [Place]; readonly level: string } & Record<
    string,
    unknown
  >)[];
}

const valid = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false }).compile(sarifSubset);

/** The runs of the document, after it was held to the schema. */
const runsOf = (...repositories: readonly RepositoryReport[]): readonly Run[] => {
  const document = JSON.parse(renderSarif(reportOf(...repositories), standard)) as { readonly runs: readonly Run[] };
  expect(valid(document), JSON.stringify(valid.errors)).toBe(true);
  return document.runs;
};
const runOf = (...repositories: readonly RepositoryReport[]): Run => runsOf(...repositories)[0] as Run;
const urisOf = ({ results }: Run): string[] =>
  results.map(({ locations: [at] }) => at.physicalLocation.artifactLocation.uri);

describe('SARIF', () => {
  it('has a result for each failing finding only, with place and fingerprint', () => {
    const { results } = runOf(judged([finding({}), ...allOutcomes.filter(({ outcome }) => outcome !== 'fail')]));
    expect(results).toEqual([
      {
        ruleId: 'ci-timeouts',
        ruleIndex: 0,
        level: 'warning',
        message: { text: finding({}).message },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: '.github/workflows/ci.yml', uriBaseId: '%SRCROOT%' },
              region: { startLine: 4, startColumn: 3, endLine: 4, endColumn: 8 },
            },
          },
        ],
        partialFingerprints: { 'createServiceFingerprint/v1': '0123456789abcdef' },
      },
    ]);
  });

  it('describes the rules that judged', () => {
    const sources = [
      { document: 'Handbook', section: 'Time', url: 'https://example.org/time' },
      { document: 'D', section: 'S' },
    ];
    const rules = [
      ruleOf('doc-readme', {}),
      ruleOf('ci-timeouts', { kind: 'pipeline', severity: 'may', tier: 2, sources }),
    ];
    const document = JSON.parse(renderSarif(reportOf(judged([finding({})])), { rules }));
    expect(document.runs[0].tool.driver).toEqual({
      name: 'create-service',
      version: '0.1.0',
      rules: [
        {
          id: 'ci-timeouts',
          name: 'CiTimeouts',
          shortDescription: { text: 'The standard says ci-timeouts.' },
          fullDescription: { text: 'Because it is a toy.' },
          help: {
            text: 'Mend ci-timeouts.\n\nSources: Handbook, Time (https://example.org/time); D, S.',
            markdown: 'Mend ci-timeouts.\n\nSources:\n\n- Handbook, Time (https://example.org/time)\n- D, S',
          },
          defaultConfiguration: { level: 'note' },
          properties: { tier: 2, severity: 'may', tags: ['pipeline', 'tier-2'] },
        },
      ],
      properties: { standard: { version: '0.1.0', digest: 'sha256:00' } },
    });
  });

  it('puts what is missing where the same rule or kind looked, else at the root', () => {
    const missing = (rule: string) => finding({ rule, locations: [] });
    const passed = finding({ outcome: 'pass', locations: [{ path: 'a.yml' }] });
    expect(
      urisOf(runOf(judged([missing('ci-timeouts'), missing('sec-actions-pinned'), missing('doc-readme'), passed]))),
    ).toEqual(['a.yml', 'a.yml', '.']);
  });

  it('keeps further places as related ones, not more than are taken', () => {
    const locations = Array.from({ length: 2000 }, (_, line) => ({ path: 'a.yml', line: line + 1 }));
    const [result] = runOf(judged([finding({ locations })])).results;
    expect(result?.locations).toHaveLength(1);
    expect(result?.['relatedLocations']).toHaveLength(99);
  });

  it('encodes paths and keeps what a terminal would obey out of the text', () => {
    const path = 'a b/ü#?%:\uD800.yml';
    expect(urisOf(runOf(judged([finding({ locations: [{ path }] })])))).toEqual([
      'a%20b/%C3%BC%23%3F%25%3A%EF%BF%BD.yml',
    ]);
    const text = renderSarif(reportOf(judged([finding({ message: `${evil}\u009b` })])), standard);
    expect(text).not.toMatch(/[^\P{Cc}\n]/u);
    expect(JSON.parse(text).runs[0].results[0].message.text).toContain('\u009b');
  });

  it('says what broke or could not be read, and that it is no verdict', () => {
    const skipped = [
      { path: 'ci.yml', reason: 'not valid YAML', incomplete: true },
      { path: 'node_modules', reason: 'installed', incomplete: false },
      { path: '(reader api)', reason: 'broke: oops', incomplete: true },
    ];
    const coverage = { files: 2, read: 1, skipped };
    const broken = finding({ outcome: 'error', message: 'oops', locations: [] });
    const [invocation] = runOf(judged([broken], { coverage })).invocations;
    expect(invocation.executionSuccessful).toBe(false);
    expect(invocation.toolExecutionNotifications).toMatchObject([
      { message: { text: 'oops' }, associatedRule: { id: 'ci-timeouts', index: 0 } },
      { message: { text: 'Could not be read: not valid YAML' }, locations: [{}] },
      { message: { text: '(reader api) broke: oops' } },
    ]);
    expect(runOf(judged([finding({})])).invocations[0].executionSuccessful).toBe(true);
    expect(runOf(repository({ coverage: { files: 0, read: 0, skipped: [] } })).invocations[0].executionSuccessful).toBe(
      false,
    );
  });

  it('has a run with an id of its own for each repository, up to twenty', () => {
    const repositories = Array.from({ length: 20 }, (_, index) => judged([finding({})], { path: `r${index}` }));
    const runs = runsOf(...repositories);
    expect(runs).toHaveLength(20);
    expect(new Set(runs.map(({ automationDetails }) => automationDetails?.id)).size).toBe(20);
    expect(runs[0]?.automationDetails).toEqual({ id: 'create-service/r0/' });
    expect(runOf(judged([finding({})])).automationDetails).toBeUndefined();
  });

  it('has an id of its own for each service of one repository, too', () => {
    const serviceAt = (root: string) => judged([], { service: { name: 'a', tier: 2, templates: [], root } });
    const runs = runsOf(serviceAt(''), serviceAt('api'), serviceAt('api'), serviceAt('web'));
    expect(runs.map(({ automationDetails }) => automationDetails?.id)).toEqual([
      'create-service/./',
      'create-service/./api/',
      'create-service/./api/2/',
      'create-service/./web/',
    ]);
  });

  it('has paths from where the audit was started for a folder of that repository, and from the root of another', () => {
    const part = judged([finding({})], { path: 'services/orders' });
    expect(urisOf(runOf(part))).toEqual(['services/orders/.github/workflows/ci.yml']);
    expect(urisOf(runOf(part, part))).toEqual(['services/orders/.github/workflows/ci.yml']);
    for (const other of [{ commit: 'c0ffee' }, { path: '../orders' }, { path: '/srv/orders' }, { path: 'C:/orders' }])
      expect(urisOf(runOf({ ...part, ...other }))).toEqual(['.github/workflows/ci.yml']);
  });

  it('has one run for more repositories, with their paths before the files', () => {
    const repositories = Array.from({ length: 21 }, (_, index) => judged([finding({})], { path: `r${index}` }));
    const runs = runsOf(...repositories);
    expect(runs).toHaveLength(1);
    expect(urisOf(runs[0] as Run).slice(0, 2)).toEqual(['r0/.github/workflows/ci.yml', 'r1/.github/workflows/ci.yml']);
  });

  it('leaves out what weighs least beyond 25,000 results, and says so', () => {
    const findings = [...Array.from({ length: 25_000 }, () => finding({})), finding({ severity: 'must' })];
    const { results, invocations } = runOf(judged(findings));
    expect(results).toHaveLength(25_000);
    expect(results[0]?.level).toBe('error');
    expect(invocations[0].toolExecutionNotifications).toMatchObject([
      { message: { text: '1 result left out: a run has at most 25000. JSON has them all.' } },
    ]);
  });
});
