import type { Finding, Report, RepositoryReport } from '../audit/report-types.ts';
import type { Standard } from '../catalog/types.ts';
import { nameOf } from './clear.ts';
import { gaps, placeText, shorten } from './findings.ts';
import { oneLine } from './text.ts';

/** What a case came to: nothing for a pass, else the name of the element inside it. */
type Result = 'failure' | 'error' | 'skipped' | undefined;

interface Case {
  readonly result: Result;
  readonly xml: string;
}

const results: Readonly<Record<Finding['outcome'], Result>> = {
  pass: undefined,
  fail: 'failure',
  error: 'error',
  unknown: 'skipped',
  'not-applicable': 'skipped',
  waived: 'skipped',
  baselined: 'skipped',
};

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** XML has no way to write most control characters, so they are shown in words before the rest is escaped. */
const xml = (text: string): string => oneLine(text).replace(/[&<>"']/g, (character) => entities[character] ?? '');

const attributes = (values: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : [` ${name}="${xml(String(value))}"`]))
    .join('');

const caseOf = (
  result: Result,
  identity: Readonly<Record<string, string | number | undefined>>,
  type: string,
  message: string,
  body: readonly string[] = [],
): Case => {
  const head = `    <testcase${attributes(identity)}`;
  if (result === undefined) return { result, xml: `${head}/>` };
  const inner = `      <${result}${attributes({ type, message })}`;
  const text = body.map(xml).join('\n');
  return { result, xml: `${head}>\n${inner}${text === '' ? '/>' : `>${text}</${result}>`}\n    </testcase>` };
};

const findingCase = (finding: Finding, kind: string): Case => {
  const { rule, outcome, severity, message, remediation, locations } = finding;
  const [at] = locations;
  const identity = {
    classname: kind,
    name: shorten(`${rule}: ${oneLine(message)}`, 160),
    file: at?.path,
    line: at?.line,
  };
  const body =
    outcome === 'fail' ? [...locations.map(placeText), ...(remediation === null ? [] : [`Fix: ${remediation}`])] : [];
  const type = outcome === 'fail' ? severity : outcome;
  return caseOf(results[outcome], identity, type, outcome === 'fail' ? message : `${outcome}: ${message}`, body);
};

/** What could not be read has no finding, but must not look like a pass. */
const gapCases = (repository: RepositoryReport): readonly Case[] =>
  gaps(repository)
    .filter(({ rule }) => rule === undefined)
    .map(({ path, message }) =>
      caseOf(
        'error',
        { classname: 'audit', name: shorten(path ?? 'repository', 160), file: path },
        'incomplete',
        message,
      ),
    );

const counts = (cases: readonly Case[]): Readonly<Record<string, number>> => {
  const number = (wanted: Result): number => cases.filter(({ result }) => result === wanted).length;
  return { tests: cases.length, failures: number('failure'), errors: number('error'), skipped: number('skipped') };
};

/** The report as JUnit XML: a suite for each repository, a case for each finding. */
export const renderJunit = ({ tool, repositories }: Report, { rules }: Pick<Standard, 'rules'>): string => {
  const kindOf = new Map(rules.map(({ id, kind }) => [id, kind]));
  const suites = repositories.map((repository) => ({
    name: nameOf(repository),
    cases: [
      ...gapCases(repository),
      ...repository.findings.map((finding) => findingCase(finding, kindOf.get(finding.rule) ?? 'audit')),
    ],
  }));
  const lines = suites.flatMap(({ name, cases }) => [
    `  <testsuite${attributes({ name, ...counts(cases) })}>`,
    ...cases.map((each) => each.xml),
    '  </testsuite>',
  ]);
  const total = counts(suites.flatMap(({ cases }) => cases));
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: tool.name, ...total })}>`,
    ...lines,
    '</testsuites>',
    '',
  ].join('\n');
};
