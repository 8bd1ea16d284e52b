import type { RepositoryReport } from '../audit/report-types.ts';

/**
 * Whether a complete report without a failing finding tells that the standard is met: only when every rule was judged on a whole
 * repository and nobody was excepted. What is waived or stands in a baseline fails all the same.
 */
export const meetsStandard = ({ progress, summary, coverage }: RepositoryReport): boolean =>
  progress !== null && summary.waived + summary.baselined === 0 && around(coverage) === undefined;

/** What such a report says of the standard. */
export const clearVerdict = (report: RepositoryReport, standard: string): string => {
  const { progress, summary } = report;
  if (Object.values(summary).every((number) => number === 0))
    return `is not judged by the rules asked for of ${standard}`;
  if (progress === null) return `has no open finding by the rules asked for of ${standard}`;
  return meetsStandard(report) ? `meets ${standard}` : `has no open finding by ${standard}`;
};

/** The repository that the folder is a part of: the one thing outside of it that a listing names. */
const around = ({ skipped }: RepositoryReport['coverage']): string | undefined =>
  skipped.find(({ path }) => /^\.\.(?:\/\.\.)*$/.test(path))?.path;

/** What is to be known of a report besides its findings. */
export const notesOf = ({ notes, coverage }: RepositoryReport): readonly string[] => {
  const place = around(coverage);
  const nested = coverage.skipped.filter((skip) => skip.nested).map(({ path }) => path);
  return [
    ...notes.map(({ message }) => message),
    ...(nested.length === 0 ? [] : [nestedNote(nested)]),
    ...(place === undefined
      ? []
      : [
          `This folder is a part of the repository at ${place} from it: workflows, code owners and settings there were not read. Audit that one to judge it as hosts see it.`,
        ]),
  ];
};

const mostNested = 3;

/** Repositories within the one that was judged: told, so that nothing is left out behind the reader's back. */
const nestedNote = (paths: readonly string[]): string => {
  const [first = '', ...others] = paths;
  if (others.length === 0) return `${first} is a repository of its own and was left out: audit it by its path.`;
  const shown = paths.slice(0, mostNested);
  const rest = paths.length - shown.length;
  const last = rest > 0 ? `${rest} more` : (shown.pop() ?? '');
  return `${shown.join(', ')} and ${last} are repositories of their own and were left out: audit them by their paths.`;
};

/** Where a service stands, from where the audit was started; empty for the folder itself. */
const placeOf = ({ path, service }: RepositoryReport): string =>
  [path, service.root].filter((part) => part !== '' && part !== '.').join('/');

/** What a service is called, and where it stands, since several may have one name. As the repository wrote it. */
export const nameOf = (report: RepositoryReport): string => {
  const { name } = report.service;
  const place = placeOf(report);
  if (name === null) return place === '' ? 'This folder' : place;
  return place === '' || place === name ? name : `${name} (${place})`;
};

/** How far the step of a report can be trusted: a file that could not be read may hold what keeps a step open. */
export const stepCaveat = (incomplete: boolean): string => (incomplete ? ', as far as could be read' : '');
