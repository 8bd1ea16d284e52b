import type { Judgement, RepositoryView } from '../../src/kit/index.ts';
import type { Unread } from './model.ts';

const tools: readonly (readonly [string, RegExp])[] = [
  ['Jenkins', /^(?:[\w.-]+\/)?Jenkinsfile(?:\.[\w.-]+)?$/],
  ['CircleCI', /^\.circleci\/config\.ya?ml$/],
  ['Azure Pipelines', /^(?:azure-pipelines(?:[\w.-]*)|\.(?:azuredevops|azure-pipelines|pipelines)\/[\w./-]+)\.ya?ml$/],
  ['Bitbucket Pipelines', /^bitbucket-pipelines\.ya?ml$/],
  ['Travis CI', /^\.travis\.ya?ml$/],
  ['Drone', /^\.drone\.ya?ml$/],
  ['Buildkite', /^\.buildkite\/.+\.ya?ml$/],
  ['CodeCatalyst', /^\.codecatalyst\/workflows\/.+\.ya?ml$/],
  ['Cloud Build', /^cloudbuild\.ya?ml$/],
  ['AppVeyor', /^\.?appveyor\.ya?ml$/],
  ['Semaphore', /^\.semaphore\/.+\.ya?ml$/],
  ['Woodpecker', /^\.woodpecker(?:\/.+)?\.ya?ml$/],
  ['Tekton', /^\.?tekton\/.+\.ya?ml$/],
];

/** What is said of deliveries where none is seen, and parts of the pipeline stand elsewhere. */
export const unseenDelivery = (unread: readonly Unread[], subject?: string): Judgement => ({
  outcome: 'unknown',
  message: 'What is deployed, and how, may stand in a part of the pipeline that cannot be seen.',
  at: unread.map(({ at }) => at).slice(0, 3),
  ...(subject !== undefined && { subject }),
});

/** Pipelines of tools that are not read. */
export const readUnread = (view: RepositoryView): readonly Unread[] => [
  ...tools.flatMap(([tool, pattern]) => {
    const path = view.paths.find((candidate) => pattern.test(candidate));
    return path === undefined ? [] : [{ at: { path }, tool }];
  }),
  ...inTerraform(view),
];

/** Pipelines that Terraform makes: what they run and what starts them is not read from there. */
const inTerraform = (view: RepositoryView): readonly Unread[] =>
  view.glob('**/*.tf').flatMap((path) => {
    const lines = (view.text(path) ?? '').split('\n', 5000);
    const line = lines.findIndex((text) =>
      /^\s{0,20}resource\s{1,20}"(?:aws_codepipeline|aws_codebuild_project|google_cloudbuild_trigger)"/.test(text),
    );
    return line < 0 ? [] : [{ at: { path, line: line + 1 }, tool: 'Terraform' }];
  });
