import type { Finding, Location, RepositoryReport } from '../audit/report-types.ts';
import type { Severity } from '../catalog/types.ts';
import { oneLine } from './text.ts';

/** A reason why a report is no verdict. */
export interface Gap {
  /** The file that could not be read; none when it is about a rule or about the repository as a whole. */
  readonly path?: string;
  readonly rule?: string;
  readonly message: string;
}

/** Heaviest first. */
export const severities = ['must', 'should', 'may'] as const satisfies readonly Severity[];
export const rank: Readonly<Record<Severity, number>> = { must: 0, should: 1, may: 2 };

/** The failing findings, heaviest first: what a limit cuts off weighs least. */
export const failures = ({ findings }: RepositoryReport): readonly Finding[] =>
  findings
    .filter(({ outcome }) => outcome === 'fail')
    .toSorted(({ severity: one }, { severity: other }) => rank[one] - rank[other]);

/** The coverage lists a reader that broke among the files that could not be read. */
const broken = /^\(reader [^)]*\)$/;

/** Everything that makes a report incomplete, so that no format shows a report without findings as a pass by mistake. */
export const gaps = ({ coverage, findings }: RepositoryReport): readonly Gap[] => [
  ...(coverage.files === 0 ? [{ message: 'There was nothing to audit.' }] : []),
  ...findings.filter(({ outcome }) => outcome === 'error').map(({ rule, message }) => ({ rule, message })),
  ...coverage.skipped
    .filter(({ incomplete }) => incomplete)
    .map(({ path, reason }) =>
      broken.test(path) ? { message: `${path} ${reason}` } : { path, message: `Could not be read: ${reason}` },
    ),
];

/** `path:line:column` on one line, as editors open it. */
export const placeText = ({ path, line, column }: Location): string =>
  [oneLine(path), ...(line === undefined ? [] : [line, ...(column === undefined ? [] : [column])])].join(':');

/** The path from the folder that the audit was started in. */
export const pathFrom = (repository: RepositoryReport, path: string): string =>
  repository.path === '.' ? path : `${repository.path}/${path}`;

/** At most `length` characters, never half of one that takes two. */
export const shorten = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
