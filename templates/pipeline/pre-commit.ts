import { get, list, type RepositoryView } from '../../src/kit/index.ts';
import type { Act } from './acts.ts';
import type { NxTask } from './nx.ts';
import { text, texts } from './values.ts';

export const preCommitFile = '.pre-commit-config.yaml';

const most = 200;

// Hooks of well-known repositories, by their ids.
const hooks: readonly (readonly [RegExp, readonly Act[]])[] = [
  [/^(?:biome-check|biome-ci|rubocop|standardrb|ktlint|terraform-lint)$/, ['lint', 'format']],
  [/^(?:mypy|pyright|basedpyright|ty|pyrefly)$/, ['analyse']],
  [/^tsc$/, ['typecheck']],
  [
    /^(?:black|prettier|ruff-format|isort|gofmt|go-fmt|gofumpt|goimports|terraform_fmt|biome-format|yapf|clang-format|shfmt|fmt|cargo-fmt|dprint|spotless|end-of-file-fixer)$/,
    ['format'],
  ],
  [
    /^(?:eslint|ruff|ruff-check|flake8|pylint|golangci-lint(?:-full)?|shellcheck|hadolint(?:-docker)?|terraform_tflint|clippy|biome-lint|oxlint|stylelint|yamllint|markdownlint(?:-cli2?)?|actionlint|cfn-lint)$/,
    ['lint'],
  ],
  [/^(?:gitleaks|detect-secrets|trufflehog)$/, ['scan-secrets']],
  [/^(?:bandit|semgrep)$/, ['sast']],
  [/^(?:terraform_validate)$/, ['validate-infrastructure', 'synth']],
  [/^(?:checkov|terraform_checkov|terraform_tfsec|terraform_trivy)$/, ['scan-infrastructure']],
];

/** What `pre-commit run` does, hook by hook; undefined where nothing says which there are. */
export function preCommitTasks(view: RepositoryView, words: readonly string[]): readonly NxTask[] | undefined {
  if (!/^(?:pre-commit|prek)$/.test(words[0] ?? '') || words[1] !== 'run') return undefined;
  const config = view.yaml(preCommitFile)?.[0];
  const found = list(get(config, 'repos')).flatMap((repository) => list(get(repository, 'hooks')));
  if (found.length === 0) return undefined;
  const only = words
    .slice(2)
    .find(
      (word, index, all) =>
        !word.startsWith('-') && !/^--(?:from-ref|to-ref|hook-stage|files|config|color)$/.test(all[index - 1] ?? ''),
    );
  return found.slice(0, most).flatMap((hook): readonly NxTask[] => {
    const id = text(get(hook, 'id')) ?? '';
    const stages = texts(get(hook, 'stages'));
    if ((only !== undefined && only !== id) || (stages.length > 0 && !stages.some((stage) => /commit/.test(stage))))
      return [];
    const entry = text(get(hook, 'entry'));
    if (entry !== undefined)
      return [{ program: [entry, ...texts(get(hook, 'args'))].join(' '), directory: '', guarded: true }];
    const acts = hooks.find(([pattern]) => pattern.test(id))?.[1];
    return acts === undefined
      ? []
      : [{ program: '', directory: '', acts, deep: /eslint|biome|prettier|oxlint|dprint|standard/.test(id) }];
  });
}
