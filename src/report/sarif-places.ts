import type { Finding, Location, RepositoryReport } from '../audit/report-types.ts';

/** A path as a relative URI reference. Half a character cannot be encoded; it is replaced. */
const uriOf = (path: string): string =>
  path
    .replace(/\p{Cs}/gu, '\uFFFD')
    .split('/')
    .map(encodeURIComponent)
    .join('/');

/** Region of a place; SARIF too counts from 1 and has the end column behind the last character. */
const regionOf = ({ line, column, endLine, endColumn }: Location): object =>
  line === undefined
    ? {}
    : {
        region: {
          startLine: line,
          startColumn: column,
          endLine,
          endColumn: column === undefined ? undefined : endColumn,
        },
      };

/** The place as a SARIF location; `prefix` comes before the path, for runs that hold several repositories. */
export const sarifLocation = (location: Location, prefix = ''): object => ({
  physicalLocation: {
    artifactLocation: { uri: uriOf(prefix + location.path), uriBaseId: '%SRCROOT%' },
    ...regionOf(location),
  },
});

/**
 * Where to show findings about something that is missing, since code scanning refuses results without a place: a file that
 * the same rule looked at, else one that a rule of the same kind looked at, else the root.
 */
export const standIn = (
  { findings }: RepositoryReport,
  kindOf: ReadonlyMap<string, string>,
): ((finding: Finding) => Location) => {
  const byRule = new Map<string, string>();
  const byKind = new Map<string | undefined, string>();
  for (const { rule, locations } of findings) {
    const [at] = locations;
    if (at === undefined) continue;
    if (!byRule.has(rule)) byRule.set(rule, at.path);
    if (!byKind.has(kindOf.get(rule))) byKind.set(kindOf.get(rule), at.path);
  }
  return ({ rule }) => ({ path: byRule.get(rule) ?? byKind.get(kindOf.get(rule)) ?? '.' });
};
