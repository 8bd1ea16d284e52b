import type { RepositoryView } from '../../src/kit/index.ts';
import type { Unread } from './model.ts';

const tools: readonly (readonly [string, RegExp])[] = [
  ['Jenkins', /^(?:[\w.-]+\/)?Jenkinsfile(?:\.[\w.-]+)?$/],
  ['CircleCI', /^\.circleci\/config\.ya?ml$/],
  ['Azure Pipelines', /^azure-pipelines(?:[\w.-]*)\.ya?ml$/],
  ['Bitbucket Pipelines', /^bitbucket-pipelines\.ya?ml$/],
  ['Travis CI', /^\.travis\.ya?ml$/],
  ['Drone', /^\.drone\.ya?ml$/],
  ['Buildkite', /^\.buildkite\/.+\.ya?ml$/],
  ['Tekton', /^\.?tekton\/.+\.ya?ml$/],
];

/** Pipelines of tools that are not read. */
export const readUnread = (view: RepositoryView): readonly Unread[] =>
  tools.flatMap(([tool, pattern]) => {
    const path = view.paths.find((candidate) => pattern.test(candidate));
    return path === undefined ? [] : [{ at: { path }, tool }];
  });
