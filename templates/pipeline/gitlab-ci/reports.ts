import { get, pointerKey, record, type Mapping } from '../../../src/kit/index.ts';
import type { Act, Kept } from '../model.ts';
import { keptAs } from '../scripts.ts';
import { text, texts } from '../values.ts';
import type { RawJob } from './jobs.ts';

/** What a job is there for, by the reports that it hands to the host. */
const acts: Readonly<Record<string, Act>> = {
  sast: 'sast',
  secret_detection: 'scan-secrets',
  dependency_scanning: 'scan-dependencies',
  container_scanning: 'scan-image',
  infrastructure_scanning: 'scan-infrastructure',
  cyclonedx: 'sbom',
  codequality: 'lint',
  load_performance: 'load-test',
  terraform: 'plan',
};

const reportsOf = (data: Mapping): Mapping => record(get(data, 'artifacts', 'reports'));

export const actsOfReports = (data: Mapping): readonly Act[] => [
  ...new Set(Object.keys(reportsOf(data)).flatMap((name) => (Object.hasOwn(acts, name) ? [acts[name] as Act] : []))),
];

/** What a job keeps: artifacts and reports. Reports reach the host also when the job fails; artifacts only when it is told so. */
export function keptBy({ data, place }: RawJob): readonly Kept[] {
  const onFailure = /^(?:always|on_failure)$/.test(text(get(data, 'artifacts', 'when')) ?? '');
  const reports = Object.entries(reportsOf(data)).flatMap(([name, value]): readonly Kept[] => {
    const path = text(value) ?? text(get(value, 'path')) ?? texts(value)[0];
    const what =
      name === 'junit'
        ? 'test-results'
        : name === 'coverage_report'
          ? 'coverage'
          : name === 'cyclonedx'
            ? 'contents'
            : undefined;
    return path === undefined || what === undefined
      ? []
      : [{ at: place('artifacts', 'reports', name), what, path, onFailure: true }];
  });
  const at = place('artifacts', 'paths');
  const paths = texts(get(data, 'artifacts', 'paths')).slice(0, 100);
  return [
    ...reports,
    ...paths.map((path, index): Kept => ({
      at:
        at.path === place().path || at.pointer?.endsWith('/paths')
          ? { ...at, pointer: `${at.pointer ?? ''}/${pointerKey(index)}` }
          : at,
      what: keptAs(path),
      path,
      onFailure,
    })),
    ...(data['coverage'] === undefined || data['coverage'] === null
      ? []
      : [{ at: place('coverage'), what: 'coverage' as const, path: 'the log of the job', onFailure: true }]),
  ];
}
