import type { Mapping } from '../../../src/kit/index.ts';
import type { Layer, Unseen } from './layers.ts';

// What GitLab's own templates and components bring, as far as rules can tell it apart: the names of their jobs, what they report,
// and when they run. Their scans report to the host and never fail by what they find.

const branchOrMergeRequest = [
  { if: '$CI_PIPELINE_SOURCE == "merge_request_event"' },
  { if: '$CI_OPEN_MERGE_REQUESTS', when: 'never' },
  { if: '$CI_COMMIT_BRANCH' },
];

const scan = (reports: Mapping, more: Mapping = {}): Mapping => ({
  stage: 'test',
  allow_failure: true,
  script: ['/analyzer run'],
  artifacts: { reports },
  ...more,
});

const enabled = (switches: string, edition: string): readonly Mapping[] => [
  { if: `$${switches} == "true" || $${switches} == "1"`, when: 'never' },
  ...(edition === 'latest' ? branchOrMergeRequest : [{ if: '$CI_COMMIT_BRANCH' }]),
];

type Brings = (edition: string) => Mapping;

const sast: Brings = (edition) => ({
  sast: {
    stage: 'test',
    artifacts: { reports: { sast: 'gl-sast-report.json' } },
    script: ['exit 1'],
    rules: [{ when: 'never' }],
  },
  '.sast-analyzer': { extends: 'sast', allow_failure: true, script: ['/analyzer run'] },
  'semgrep-sast': { extends: '.sast-analyzer', rules: enabled('SAST_DISABLED', edition) },
});

const dependencies: Brings = (edition) => {
  const reports = { dependency_scanning: 'gl-dependency-scanning-report.json', cyclonedx: '**/gl-sbom-*.cdx.json' };
  const rules = enabled('DEPENDENCY_SCANNING_DISABLED', edition);
  if (edition === 'v2') return { 'dependency-scanning': scan(reports, { rules: branchOrMergeRequest }) };
  return {
    dependency_scanning: { stage: 'test', artifacts: { reports }, script: ['exit 1'], rules: [{ when: 'never' }] },
    '.ds-analyzer': { extends: 'dependency_scanning', allow_failure: true, script: ['/analyzer run'] },
    'gemnasium-dependency_scanning': { extends: '.ds-analyzer', rules },
  };
};

const secrets: Brings = (edition) => ({
  '.secret-analyzer': scan({ secret_detection: 'gl-secret-detection-report.json' }),
  secret_detection: { extends: '.secret-analyzer', rules: enabled('SECRET_DETECTION_DISABLED', edition) },
});

const containers: Brings = (edition) => ({
  container_scanning: scan(
    { container_scanning: 'gl-container-scanning-report.json', cyclonedx: '**/gl-sbom-*.cdx.json' },
    { rules: enabled('CONTAINER_SCANNING_DISABLED', edition) },
  ),
});

const infrastructure: Brings = (edition) => ({
  'iac-sast': { stage: 'test', script: ['exit 1'], rules: [{ when: 'never' }] },
  'kics-iac-sast': {
    stage: 'test',
    allow_failure: true,
    script: ['/analyzer run'],
    artifacts: { reports: { infrastructure_scanning: 'gl-sast-report.json' } },
    rules: enabled('SAST_DISABLED', edition),
  },
});

const quality: Brings = () => ({
  code_quality: scan(
    { codequality: 'gl-code-quality-report.json' },
    {
      rules: [{ if: '$CODE_QUALITY_DISABLED == "true"', when: 'never' }, { if: '$CI_COMMIT_TAG || $CI_COMMIT_BRANCH' }],
    },
  ),
});

const autoDevOps: Brings = (edition) => ({
  stages: ['build', 'test', 'deploy', 'review', 'dast', 'staging', 'canary', 'production', 'performance', 'cleanup'],
  ...sast(edition),
  ...dependencies(edition),
  ...secrets(edition),
  ...containers(edition),
  ...quality(edition),
});

const brought: Readonly<Record<string, Brings>> = {
  sast: sast,
  'dependency-scanning': dependencies,
  'secret-detection': secrets,
  'container-scanning': containers,
  'sast-iac': infrastructure,
  'code-quality': quality,
  'auto-devops': autoDevOps,
  'branch-pipelines': () => ({ workflow: { rules: [{ if: '$CI_COMMIT_TAG' }, { if: '$CI_COMMIT_BRANCH' }] } }),
  'mergerequest-pipelines': () => ({
    workflow: {
      rules: [
        { if: '$CI_MERGE_REQUEST_IID' },
        { if: '$CI_COMMIT_TAG' },
        { if: '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH' },
      ],
    },
  }),
};

// Scans and measurements of the host that no rule asks for.
const others =
  /^(?:license-(?:scanning|management)|dast(?:-[\w-]+)?|api-(?:fuzzing|security|discovery)|coverage-fuzzing|cluster-image-scanning|(?:browser|load)-performance(?:-testing)?|accessibility|code-intelligence|bas)$/;

/** What a template or component of GitLab itself brings; undefined for one that is not known here. */
export function hostLayer(
  { kind, name, at }: Omit<Unseen, 'known'>,
  scenarios: ReadonlySet<string> | undefined,
): Layer | undefined {
  const [, own = '', edition = 'stable'] =
    kind === 'template'
      ? (/^(?:[\w-]+\/)?([\w-]+?)(?:\.(latest|v2))?\.gitlab-ci\.yml$/.exec(name) ?? [])
      : kind === 'component'
        ? (/^(?:\$\{?CI_SERVER_(?:FQDN|HOST)\}?|gitlab\.com)\/components\/[\w-]+\/([\w-]+)$/.exec(name) ?? [])
        : [];
  const id = own.toLowerCase();
  const brings = Object.hasOwn(brought, id) ? brought[id] : others.test(id) ? () => ({}) : undefined;
  if (brings === undefined) return undefined;
  // Components run for merge requests too.
  return { path: at.path, document: 0, data: brings(kind === 'component' ? 'latest' : edition), from: at, scenarios };
}
