import type { Finding, Report, RepositoryReport } from '../../../src/audit/report-types.ts';
import { summarise } from '../../../src/audit/findings.ts';
import { ruleOf } from '../audit/toy-standard.ts';

export const finding = (parts: Partial<Finding>): Finding => ({
  rule: 'ci-timeouts',
  outcome: 'fail',
  severity: 'should',
  tier: 1,
  message:
    'Job build on ubuntu-24.04 has no time limit, so a hung step holds a runner for six hours and nobody is told.',
  remediation: 'Add timeout-minutes: 15 to the job. Then measure how long it really takes.',
  locations: [
    { path: '.github/workflows/ci.yml', line: 4, column: 3, endLine: 4, endColumn: 8, pointer: '/jobs/build' },
  ],
  fingerprint: '0123456789abcdef',
  ...parts,
});

export const none = { pass: 0, fail: 0, notApplicable: 0, unknown: 0, waived: 0, baselined: 0, error: 0 };

export const repository = (parts: Partial<RepositoryReport>): RepositoryReport => ({
  path: '.',
  commit: null,
  service: { name: 'orders', tier: 2, templates: [], root: '' },
  summary: none,
  findings: [],
  coverage: { files: 58, read: 40, skipped: [] },
  progress: null,
  notes: [],
  ...parts,
});

export const reportOf = (...repositories: readonly RepositoryReport[]): Report => ({
  schemaVersion: 1,
  tool: { name: 'create-service', version: '0.1.0' },
  standard: { version: '0.1.0', digest: 'sha256:00' },
  repositories,
});

/** What an audit of all rules says of the steps, without any of them. */
export const whole: NonNullable<RepositoryReport['progress']> = { step: 4, steps: [], areas: [] };

const kind = (id: string, title: string) => ({
  id,
  title,
  description: '',
  order: 1,
  required: true,
  questions: [],
  contract: {},
  dialects: [],
  choices: {},
  templates: [],
});
export const standard = {
  kinds: [kind('pipeline', 'Pipeline'), kind('base', 'Ownership and documents')],
  rules: [
    ruleOf('ci-timeouts', { kind: 'pipeline' }),
    ruleOf('sec-actions-pinned', { kind: 'pipeline' }),
    ruleOf('doc-readme', { kind: 'base' }),
  ],
};

/** A repository with those findings, counted. */
export const judged = (findings: readonly Finding[], parts: Partial<RepositoryReport> = {}): RepositoryReport =>
  repository({ path: '.', findings, summary: summarise(findings), ...parts });

/** Text of a repository that tries to break out of whatever it is put in. */
export const evil =
  'a\u001b]0;x\u0007\u0000\uD800\uFFFE ]]>--> <script>&amp;"\' | `b` [c](d) @octo/team #12 https://e.test www.e.test *x* $y$ 100%,:: \r\n::error::pwned ##[add-mask]x';

/** A finding in each way that it can come out. */
export const allOutcomes: readonly Finding[] = (
  ['pass', 'fail', 'not-applicable', 'unknown', 'waived', 'baselined', 'error'] as const
).map((outcome) => finding({ outcome, remediation: null, fingerprint: outcome, locations: [] }));
