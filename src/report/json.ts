import type { Location, Report, RepositoryReport } from '../audit/report-types.ts';

const place = (at: Location): object => ({
  path: at.path,
  line: at.line,
  column: at.column,
  endLine: at.endLine,
  endColumn: at.endColumn,
  pointer: at.pointer,
});

/** The document of one repository in the order of the contract, whatever the order in memory. */
export const repositoryDocument = ({
  path,
  commit,
  service,
  summary,
  findings,
  coverage,
  progress,
  notes,
  baseline,
}: RepositoryReport): object => ({
  path,
  commit,
  service: { name: service.name, tier: service.tier, templates: service.templates, root: service.root },
  summary: {
    pass: summary.pass,
    fail: summary.fail,
    notApplicable: summary.notApplicable,
    unknown: summary.unknown,
    waived: summary.waived,
    baselined: summary.baselined,
    error: summary.error,
  },
  progress,
  findings: findings.map((finding) => ({
    rule: finding.rule,
    outcome: finding.outcome,
    severity: finding.severity,
    tier: finding.tier,
    message: finding.message,
    remediation: finding.remediation,
    subject: finding.subject,
    locations: finding.locations.map(place),
    fingerprint: finding.fingerprint,
    evidence: finding.evidence,
    waiver: finding.waiver,
  })),
  notes: notes.map(({ message, locations }) => ({ message, locations: locations.map(place) })),
  baseline,
  coverage: {
    files: coverage.files,
    read: coverage.read,
    skipped: coverage.skipped.map(({ path: skipped, reason, incomplete }) => ({ path: skipped, reason, incomplete })),
  },
});

/** Characters that JSON allows and a terminal obeys or shows in another order. */
const unsafe = /[\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/** A document as JSON text, readable when it lands in a terminal. */
export const jsonText = (document: object | string): string => {
  const text = JSON.stringify(document, undefined, 2);
  return `${text.replace(unsafe, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
};

/** The report as JSON: the same bytes for the same report. */
export const renderJson = ({ schemaVersion, tool, standard, preset, repositories }: Report): string =>
  jsonText({
    schemaVersion,
    tool: { name: tool.name, version: tool.version },
    standard: { version: standard.version, digest: standard.digest },
    preset,
    repositories: repositories.map(repositoryDocument),
  });

/** The document of one repository as it stands in the whole. */
export const repositoryText = (repository: RepositoryReport): string =>
  jsonText(repositoryDocument(repository)).trimEnd().replaceAll('\n', '\n    ');

const firstAfterName = '\n      "service": ';

/** Of such a text all but what names the repository: its path and its commit. */
export const withoutName = (text: Buffer): Buffer => text.subarray(text.indexOf(firstAfterName));

/** What comes before the rest of such a text. */
export const nameText = ({ path, commit }: Pick<RepositoryReport, 'path' | 'commit'>): string =>
  `{\n      "path": ${jsonText(path).trimEnd()},\n      "commit": ${JSON.stringify(commit)},`;

/** The parts of `renderJson` around those of repositories and between them, so that many repositories need not be kept. */
export const jsonParts = (report: Report): { readonly head: string; before(): string; tail(): string } => {
  const whole = renderJson({ ...report, repositories: [] });
  const empty = '"repositories": []';
  const at = whole.lastIndexOf(empty);
  let begun = 0;
  return {
    head: whole.slice(0, at + empty.length - 1),
    before: () => {
      begun += 1;
      return `${begun === 1 ? '' : ','}\n    `;
    },
    tail: () => `${begun === 0 ? '' : '\n  '}]${whole.slice(at + empty.length)}`,
  };
};
