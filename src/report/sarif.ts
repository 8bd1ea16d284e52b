import type { Finding, Report, RepositoryReport } from '../audit/report-types.ts';
import { isIncomplete } from '../audit/verdict.ts';
import type { Standard } from '../catalog/types.ts';
import { failures, gaps, severities } from './findings.ts';
import { jsonText } from './json.ts';
import { sarifLocation, standIn } from './sarif-places.ts';
import { descriptorOf, levels } from './sarif-rules.ts';
import { count } from './text.ts';

// What GitHub's code scanning takes; a file beyond these is refused as a whole.
const mostRuns = 20;
const mostResults = 25_000;
const mostRelated = 99;

/** Repositories that share one run, and what comes before their paths there. */
interface Group {
  readonly repositories: readonly RepositoryReport[];
  readonly id?: string;
  readonly prefixOf: (repository: RepositoryReport) => string;
}

/**
 * Code scanning knows files by their path from the root of the repository that it scans: the folder that the audit was started in.
 * A folder below it without a commit of its own is a part of that; any other repository is scanned by itself.
 */
const partPrefix = ({ path, commit }: RepositoryReport): string =>
  path === '.' || commit !== null || /^(?:\.\.(?:\/|$)|\/|[A-Za-z]:)/.test(path) ? '' : `${path}/`;

/** An id for each run of one file: repositories may have several services, and be named twice. */
const idsOf = (repositories: readonly RepositoryReport[]): readonly string[] => {
  const seen = new Map<string, number>();
  return repositories.map(({ path, service }) => {
    const id = `create-service/${path}/${service.root === '' ? '' : `${service.root}/`}`;
    const times = (seen.get(id) ?? 0) + 1;
    seen.set(id, times);
    return times === 1 ? id : `${id}${times}/`;
  });
};

/** One run for each repository; all in one, under their own paths, when there are too many. Runs of one file need an id each. */
const groupsOf = (repositories: readonly RepositoryReport[]): readonly Group[] => {
  if (repositories.length <= 1) return [{ repositories, prefixOf: partPrefix }];
  if (repositories.length > mostRuns) {
    return [{ repositories, prefixOf: ({ path }) => (path === '.' ? '' : `${path}/`) }];
  }
  const ids = idsOf(repositories);
  return repositories.map((repository, index) => ({
    repositories: [repository],
    id: ids[index] ?? '',
    prefixOf: partPrefix,
  }));
};

type Indexes = ReadonlyMap<string, number>;
type Kinds = ReadonlyMap<string, string>;

const resultOf = (
  finding: Finding,
  prefix: string,
  missing: (finding: Finding) => object,
  indexes: Indexes,
): object => {
  const [at, ...related] = finding.locations.map((location) => sarifLocation(location, prefix));
  return {
    ruleId: finding.rule,
    ruleIndex: indexes.get(finding.rule),
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [at ?? missing(finding)],
    ...(related.length > 0 ? { relatedLocations: related.slice(0, mostRelated) } : {}),
    partialFingerprints: { 'createServiceFingerprint/v1': finding.fingerprint },
  };
};

const resultsOf = ({ repositories, prefixOf }: Group, indexes: Indexes, kindOf: Kinds): readonly object[] => {
  const all = repositories.flatMap((repository) => {
    const prefix = prefixOf(repository);
    const placeOf = standIn(repository, kindOf);
    const missing = (finding: Finding): object => sarifLocation(placeOf(finding), prefix);
    return failures(repository).map((finding) => ({ finding, prefix, missing }));
  });
  // Heaviest first over all repositories of the run too, so that the limit cuts what weighs least.
  const ordered = severities.flatMap((severity) => all.filter(({ finding }) => finding.severity === severity));
  return ordered.map(({ finding, prefix, missing }) => resultOf(finding, prefix, missing, indexes));
};

const notificationsOf = ({ repositories, prefixOf }: Group, indexes: Indexes): readonly object[] =>
  repositories.flatMap((repository) =>
    gaps(repository).map(({ path, rule, message }) => ({
      level: 'error',
      message: { text: message },
      ...(rule === undefined ? {} : { associatedRule: { id: rule, index: indexes.get(rule) } }),
      ...(path === undefined ? {} : { locations: [sarifLocation({ path }, prefixOf(repository))] }),
    })),
  );

const cutNotice = (cut: number): readonly object[] =>
  cut <= 0
    ? []
    : [
        {
          level: 'warning',
          message: { text: `${count(cut, 'result')} left out: a run has at most ${mostResults}. JSON has them all.` },
        },
      ];

const runOf = (group: Group, { tool, standard }: Report, rules: Standard['rules']): object => {
  const judged = new Set(group.repositories.flatMap(({ findings }) => findings.map(({ rule }) => rule)));
  const described = rules.filter(({ id }) => judged.has(id));
  const indexes = new Map(described.map(({ id }, index) => [id, index]));
  const results = resultsOf(group, indexes, new Map(rules.map(({ id, kind }) => [id, kind])));
  const { repositories, id } = group;
  return {
    tool: {
      driver: {
        name: tool.name,
        version: tool.version,
        rules: described.map(descriptorOf),
        properties: { standard: { version: standard.version, digest: standard.digest } },
      },
    },
    ...(id === undefined ? {} : { automationDetails: { id } }),
    invocations: [
      {
        executionSuccessful: repositories.length > 0 && !repositories.some(isIncomplete),
        toolExecutionNotifications: [...notificationsOf(group, indexes), ...cutNotice(results.length - mostResults)],
      },
    ],
    columnKind: 'utf16CodeUnits',
    results: results.slice(0, mostResults),
    properties: {
      repositories: repositories.map(({ path, commit, service }) => ({ path, commit, service: service.name })),
    },
  };
};

/** The report as SARIF 2.1.0 within the limits of code scanning: failing findings as results, what broke as notifications. */
export const renderSarif = (report: Report, { rules }: Pick<Standard, 'rules'>): string =>
  jsonText({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: groupsOf(report.repositories).map((group) => runOf(group, report, rules)),
  });
