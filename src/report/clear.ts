import type { RepositoryReport } from '../audit/report-types.ts';

/**
 * What a complete report without a failing finding says of the standard. It is met only when every rule was judged and nobody was
 * excepted: what is waived or stands in a baseline fails all the same.
 */
export const clearVerdict = ({ progress, summary }: RepositoryReport, standard: string): string => {
  if (Object.values(summary).every((number) => number === 0))
    return `is not judged by the rules asked for of ${standard}`;
  if (progress === null) return `has no open finding by the rules asked for of ${standard}`;
  return summary.waived + summary.baselined > 0 ? `has no open finding by ${standard}` : `meets ${standard}`;
};

/** Where a service stands, from where the audit was started; empty for the folder itself. */
const placeOf = ({ path, service }: RepositoryReport): string =>
  [path, service.root].filter((part) => part !== '' && part !== '.').join('/');

/** What a service is called, and where it stands, since several may have one name. As the repository wrote it. */
export const nameOf = (report: RepositoryReport): string => {
  const { name } = report.service;
  const place = placeOf(report);
  if (name === null) return place === '' ? 'This folder' : place;
  return place === '' ? name : `${name} (${place})`;
};

/** How far the step of a report can be trusted: a file that could not be read may hold what keeps a step open. */
export const stepCaveat = (incomplete: boolean): string => (incomplete ? ', as far as could be read' : '');
