import type { Mapping } from '../../../src/kit/index.ts';
import type { Act } from '../model.ts';
import { text } from '../values.ts';

type Judged = readonly Act[] | ((inputs: Mapping) => readonly Act[]);

const has = (value: unknown, word: string): boolean => (text(value) ?? '').includes(word);

const imageBuild = (inputs: Mapping): readonly Act[] => {
  const pushes =
    // An expression such as `github.event_name != 'pull_request'` pushes in the runs that deliver.
    !/^(?:false)?$/.test(text(inputs['push']) ?? '') ||
    has(inputs['outputs'], 'push=true') ||
    has(inputs['outputs'], 'type=registry');
  return [
    'build-image',
    ...(pushes ? (['push-image'] as const) : []),
    ...(text(inputs['sbom']) === 'true' ? (['sbom'] as const) : []),
  ];
};

const reporters: Readonly<Record<string, readonly Act[]>> = Object.fromEntries(
  [
    'dorny/test-reporter',
    'mikepenz/action-junit-report',
    'enricomi/publish-unit-test-result-action',
    'codecov/codecov-action',
    'codecov/test-results-action',
    'coverallsapp/github-action',
  ].map((name) => [name, ['report']]),
);

const trivy = (inputs: Mapping): readonly Act[] => {
  const scanners = text(inputs['scanners']) ?? (text(inputs['scan-type']) === 'fs' ? 'vuln,secret' : 'vuln');
  const format = text(inputs['format']) ?? 'table';
  if (/^(?:cyclonedx|spdx)/.test(format)) return ['sbom'];
  const type = text(inputs['scan-type']) ?? 'image';
  if (type === 'config') return ['scan-infrastructure'];
  const image = type === 'image';
  return [
    ...(scanners.includes('vuln') ? ([image ? 'scan-image' : 'scan-dependencies'] as const) : []),
    ...(scanners.includes('secret') ? (['scan-secrets'] as const) : []),
    ...(/misconfig|config/.test(scanners) ? (['scan-infrastructure'] as const) : []),
  ];
};

// What well-known actions are there for. One that is not here does something unknown, which is not the same as nothing.
const actions: Readonly<Record<string, Judged>> = {
  'actions/checkout': ['checkout'],
  'actions/setup-node': ['setup-runtime'],
  'actions/setup-python': ['setup-runtime'],
  'actions/setup-java': ['setup-runtime'],
  'actions/setup-go': ['setup-runtime'],
  'actions/setup-dotnet': ['setup-runtime'],
  'actions/setup-ruby': ['setup-runtime'],
  'ruby/setup-ruby': ['setup-runtime'],
  'shivammathur/setup-php': ['setup-runtime'],
  'jdx/mise-action': ['setup-runtime'],
  'astral-sh/setup-uv': [],
  'pnpm/action-setup': [],
  'actions/cache': [],
  'actions/download-artifact': [],
  'actions/upload-artifact': ['report'],
  'actions/github-script': (inputs) =>
    /issues\.(?:create|createComment)\b/.test(text(inputs['script']) ?? '') ? ['notify'] : [],
  'actions/dependency-review-action': (inputs) =>
    text(inputs['vulnerability-check']) === 'false' ? [] : ['scan-dependencies'],
  'actions/attest': ['attest'],
  'actions/attest-build-provenance': ['attest'],
  'actions/attest-sbom': ['attest'],
  'aws-actions/configure-aws-credentials': ['assume-role'],
  'google-github-actions/auth': ['assume-role'],
  'azure/login': ['assume-role'],
  'aws-actions/amazon-ecr-login': [],
  'docker/login-action': [],
  'docker/setup-buildx-action': [],
  'docker/setup-qemu-action': [],
  'docker/metadata-action': [],
  'docker/build-push-action': imageBuild,
  'docker/bake-action': imageBuild,
  'aws-actions/amazon-ecs-deploy-task-definition': ['deploy'],
  'aws-actions/aws-cloudformation-github-deploy': ['deploy'],
  'github/codeql-action/init': [],
  'github/codeql-action/autobuild': [],
  'github/codeql-action/upload-sarif': [],
  'github/codeql-action/analyze': ['sast'],
  'returntocorp/semgrep-action': ['sast'],
  'sonarsource/sonarqube-scan-action': ['sast'],
  'anchore/sbom-action': ['sbom'],
  'anchore/scan-action': ['scan-image'],
  'aquasecurity/trivy-action': trivy,
  'google/osv-scanner-action/osv-scanner-action': ['scan-dependencies'],
  'gitleaks/gitleaks-action': ['scan-secrets'],
  'trufflesecurity/trufflehog': ['scan-secrets'],
  'oasdiff/oasdiff-action/breaking': (inputs) =>
    // A contract agrees with itself.
    inputs['base'] !== undefined && text(inputs['base']) === text(inputs['revision']) ? [] : ['compare-contract'],
  'bufbuild/buf-breaking-action': ['compare-contract'],
  'bufbuild/buf-lint-action': ['lint-contract'],
  'bufbuild/buf-action': (inputs) => [
    ...(text(inputs['lint']) === 'false' ? [] : (['lint-contract'] as const)),
    ...(text(inputs['breaking']) === 'false' ? [] : (['compare-contract'] as const)),
  ],
  'schemathesis/action': ['contract-test'],
  'grafana/run-k6-action': ['load-test', 'smoke'],
  'grafana/setup-k6-action': [],
  'grafana/k6-action': ['load-test', 'smoke'],
  'artilleryio/action-cli': ['load-test', 'smoke'],
  'bridgecrewio/checkov-action': ['scan-infrastructure'],
  'aquasecurity/tfsec-action': ['scan-infrastructure'],
  'aquasecurity/tfsec-pr-commenter-action': ['scan-infrastructure'],
  'checkmarx/kics-github-action': ['scan-infrastructure'],
  'stelligent/cfn_nag': ['scan-infrastructure'],
  'aws-cloudformation/cloudformation-guard': ['scan-infrastructure'],
  'instrumenta/conftest-action': ['scan-infrastructure'],
  'scottbrenner/cfn-lint-action': ['lint', 'validate-infrastructure'],
  'terraform-linters/setup-tflint': [],
  'slsa-framework/slsa-verifier/actions/installer': [],
  'datadog/datadog-ci-action': ['record-deployment'],
  'chrnorm/deployment-status': ['record-deployment'],
  'bobheadxi/deployments': ['record-deployment'],
  'newrelic/deployment-marker-action': ['record-deployment'],
  'getsentry/action-release': ['record-deployment'],
  'sleuth-io/sleuth-github-action': ['record-deployment'],
  'zizmorcore/zizmor-action': ['lint-workflows'],
  'slackapi/slack-github-action': ['notify'],
  'sigstore/cosign-installer': [],
  'sonatype-nexus-community/nancy-github-action': ['scan-dependencies'],
  'cypress-io/github-action': ['smoke'],
  'dorny/paths-filter': [],
  'tj-actions/changed-files': [],
  're-actors/alls-green': [],
  'oven-sh/setup-bun': [],
  'actions/configure-pages': [],
  'actions/deploy-pages': [],
  'actions/upload-pages-artifact': [],
  'nrwl/nx-set-shas': [],
  'helm/kind-action': [],
  'hashicorp/setup-terraform': [],
  'hadolint/hadolint-action': ['lint'],
  'ossf/scorecard-action': [],
  'golangci/golangci-lint-action': ['lint'],
  'astral-sh/ruff-action': ['lint'],
  'psf/black': ['format'],
  'pre-commit/action': ['lint', 'format'],
  'super-linter/super-linter': ['lint'],
  'autofix-ci/action': ['format'],
  'docker/scout-action': ['scan-image'],
  'snyk/actions/node': ['scan-dependencies'],
  'snyk/actions/docker': ['scan-image'],
  'pypa/gh-action-pip-audit': ['scan-dependencies'],
  'cyclonedx/gh-node-module-generatebom': ['sbom'],
  'aws-actions/aws-lambda-deploy': ['deploy'],
  'aws-actions/amazon-ecs-render-task-definition': [],
  'google-github-actions/deploy-cloudrun': ['deploy'],
  'azure/webapps-deploy': ['deploy'],
  'azure/k8s-deploy': ['deploy'],
  'azure/setup-helm': [],
  'azure/setup-kubectl': [],
  'pulumi/actions': (inputs) =>
    text(inputs['command']) === 'up' ? ['deploy'] : text(inputs['command']) === 'preview' ? ['synth', 'plan'] : [],
  'gradle/actions/setup-gradle': [],
  'actions/labeler': [],
  'actions/stale': [],
  'softprops/action-gh-release': [],
  'googleapis/release-please-action': [],
  'google-github-actions/release-please-action': [],
  'release-drafter/release-drafter': [],
  'actions/create-release': [],
  'ncipollo/release-action': [],
  'peter-evans/create-pull-request': [],
  ...reporters,
};

// What an action that is not known is there for, where its name says it.
const messengers =
  /slack|discord|msteams|ms-teams|microsoft-teams|teams-(?:channel|notif|message|webhook)|(?:send|post|notify)-(?:to-)?(?:teams|chat|zulip|webex|e?mail)|telegram|mattermost|pagerduty|opsgenie|google-chat/;
const lister = /(?:^|[/-])sbom(?:[/-]|$)/;

/** Whether an action is known by nothing but its name, so that nobody can tell where its list of contents goes. */
export const isStranger = (uses: string): boolean => !Object.hasOwn(actions, (uses.split('@')[0] ?? '').toLowerCase());

const carriers = /deploy|release|publish|\bship\b|repository-dispatch|workflow-dispatch|trigger-workflow/;

/** Whether an action that is not known may bring something out, by its name. */
export const mayDeliver = (uses: string): boolean =>
  carriers.test((uses.split('@')[0] ?? '').toLowerCase()) && !/pages|docs|drafter|notes|preview/.test(uses);

// What a job is called that brings something out, and actions in it that only help.
const carrying = /(?:^|[^a-z])(?:deploy|release|publish)(?:$|[^a-z])/i;
const aside = /check|test|draft|notes|prepare|preview|docs|pages|plan|verify|lint/i;
const helpers =
  /setup|install|cache|checkout|login|auth|credential|notif|comment|label|changelog|version|token|secret|report|artifact|config|cleanup|free-disk|wait|get-|-info|metadata|status|\bgit|commit|tag\b|qemu|buildx|sign|pages|docs|storybook/;

/** Whether an action that is not known may bring something out, by what its job is called. */
export const mayDeliverIn = (job: string, uses: string): boolean =>
  carrying.test(job) &&
  !aside.test(job) &&
  !helpers.test((uses.split('@')[0] ?? '').toLowerCase().split('/').slice(1).join('/'));

const checkers = /lint|tests?(?![a-z])|check(?!out)|format|quality|analy[sz]|verify|\bnx\b|turbo/;
const trifles =
  /markdown|links?\b|spell|typo|yaml|shell|commit|title|licen[cs]e|label|semantic|docker|hadolint|helm|chart|report|setup|cache|upload|wait|status|comment|conflict|change/;

/** Whether an action that is not known may check the code of a change, by its name. */
export const mayCheckCode = (uses: string): boolean => {
  const name = (uses.split('@')[0] ?? '').toLowerCase();
  return checkers.test(name) && !trifles.test(name);
};

/** What an action is there for; undefined when it is not known. */
export function actsOfAction(uses: string, inputs: Mapping): readonly Act[] | undefined {
  const name = (uses.split('@')[0] ?? '').toLowerCase();
  if (!Object.hasOwn(actions, name)) {
    if (lister.test(name)) return ['sbom'];
    return messengers.test(name) ? ['notify'] : undefined;
  }
  const judged = actions[name];
  return typeof judged === 'function' ? judged(inputs) : judged;
}

// Workflows of others that a job calls as a whole.
const workflows: readonly (readonly [RegExp, readonly Act[]])[] = [
  [/^slsa-framework\/slsa-github-generator\/\.github\/workflows\/generator_/, ['attest']],
  [/^google\/osv-scanner-action\/\.github\/workflows\/osv-scanner-reusable/, ['scan-dependencies']],
];

/** What a called workflow of others is there for; nothing when it is not known. */
export const actsOfWorkflow = (uses: string): readonly Act[] =>
  workflows.find(([pattern]) => pattern.test(uses))?.[1] ?? [];
