import type { Act } from './model.ts';

// What well-known commands are there for. The first that matches wins; a command is its words joined by spaces, without
// the runner in front (npx, pnpm exec, python -m).
const tools: readonly (readonly [RegExp, readonly Act[]])[] = [
  [/^(?:vitest|jest|mocha|ava|tap|c8|nyc)\b(?!.* --version)/, ['test']],
  [/^node (?:.* )?--test\b/, ['test']],
  [/^(?:pytest|tox|nox|unittest)\b/, ['test']],
  [/^(?:go|cargo|dotnet|bun|deno) test\b/, ['test']],
  [
    /^(?:\.\/)?(?:mvnw?|gradlew?) (?:.* )?(?:test|verify|check|build|package|install)\b/,
    ['test', 'build', 'typecheck'],
  ],
  [/^(?:eslint|oxlint|golangci-lint|flake8|pylint|checkstyle|ktlint|detekt)\b/, ['lint']],
  [/^biome (?:check|ci)\b/, ['lint', 'format']],
  [/^(?:biome lint|ruff check|go vet)\b/, ['lint']],
  [
    /^(?:prettier|oxfmt|dprint|biome format|ruff format|black|gofmt|spotless)\b.*(?:--check|--list-different| -c\b| -l\b| check\b)/,
    ['format'],
  ],
  [/^(?:tsc|tsgo|vue-tsc|mypy|pyright)\b/, ['typecheck']],
  [/^go build\b/, ['build', 'typecheck']],
  [/^(?:vite|rollup|rolldown|tsdown|tsup|esbuild|webpack|next|nest) ?(?:build\b|$)/, ['build']],
  [/^docker (?:buildx )?build\b.*--push\b/, ['build-image', 'push-image']],
  [/^(?:docker (?:buildx )?build|buildah (?:bud|build)|podman build|pack build)\b/, ['build-image']],
  [/^(?:docker|podman|crane|skopeo) (?:push|copy)\b/, ['push-image']],
  [/^(?:redocly lint|spectral lint|vacuum lint|buf lint)\b/, ['lint-contract']],
  [/^(?:oasdiff|buf breaking|openapi-diff)\b/, ['compare-contract']],
  [/^(?:gitleaks|trufflehog|secretlint|ggshield|detect-secrets)\b/, ['scan-secrets']],
  [
    /^(?:npm audit|pnpm audit|yarn npm audit|pip-audit|osv-scanner|govulncheck|snyk test|dependency-check)\b/,
    ['scan-dependencies'],
  ],
  [/^(?:trivy|grype|snyk) (?:.* )?(?:image|container)\b/, ['scan-image']],
  [/^trivy (?:fs|filesystem|repo|repository)\b/, ['scan-dependencies']],
  [/^(?:semgrep|sonar-scanner|bandit|gosec)\b/, ['sast']],
  [/^(?:syft|cyclonedx|cyclonedx-npm|cdxgen|npm sbom|docker sbom)\b/, ['sbom']],
  [/^(?:cosign (?:attest|sign)|gh attestation sign)\b/, ['attest']],
  [/^(?:gh attestation verify|cosign verify(?:-attestation)?|slsa-verifier)\b/, ['verify-provenance']],
  [/^cdk synth\b/, ['synth']],
  [/^cdk diff\b/, ['plan']],
  [/^cdk deploy\b/, ['deploy']],
  [/^(?:terraform|tofu|terragrunt) validate\b/, ['synth']],
  [/^(?:terraform|tofu|terragrunt) fmt\b.*-check/, ['lint', 'format']],
  [/^(?:terraform|tofu|terragrunt) plan\b/, ['synth', 'plan']],
  [/^(?:terraform|tofu|terragrunt) test\b/, ['test']],
  [/^(?:terraform|tofu|terragrunt|pulumi) (?:apply|up)\b/, ['deploy']],
  [/^(?:cfn-lint|tflint)\b/, ['lint']],
  [/^aws cloudformation validate-template\b/, ['synth']],
  [
    /^aws (?:cloudformation (?:deploy|update-stack|create-stack)|ecs update-service|lambda update-function-code|deploy create-deployment)\b/,
    ['deploy'],
  ],
  [/^(?:sam|serverless|sls|copilot|flyctl|fly|gcloud run|helm|eb) (?:.* )?(?:deploy|upgrade)\b/, ['deploy']],
  [/^kubectl (?:apply|set image|rollout restart)\b/, ['deploy']],
  [/^(?:newman|k6|playwright test|cypress run|artillery)\b/, ['smoke']],
  [/^curl\b.*hooks\.slack\.com/, ['notify']],
  [/^(?:gh issue (?:create|comment)|aws sns publish)\b/, ['notify']],
  [/^aws events put-events\b/, ['record-deployment']],
  [/^create-service(?:@\S+)? audit\b/, ['audit-standard']],
  [/^(?:actionlint|zizmor)\b/, ['lint-workflows']],
];

// What a script is called when it cannot be read: by the names that most packages use.
const names: readonly (readonly [RegExp, readonly Act[]])[] = [
  [/^(?:lint|eslint)$/, ['lint']],
  [/^(?:format:check|fmt:check|check:format|prettier:check)$/, ['format']],
  [/^(?:typecheck|type-check|types|check:types|tsc)$/, ['typecheck']],
  [/^(?:test|t|tst|test:unit|test:ci|unit)$/, ['test']],
  [/^(?:smoke|e2e|acceptance|test:smoke|test:e2e|test:acceptance|test:integration)$/, ['smoke']],
  [/^build$/, ['build']],
  [/^synth$/, ['synth']],
  [/^deploy$/, ['deploy']],
];

const search = (table: typeof tools, value: string): readonly Act[] =>
  table.find(([pattern]) => pattern.test(value))?.[1] ?? [];

/** What a command does, by the tool that it starts. */
export const actsOfTool = (words: readonly string[]): readonly Act[] => search(tools, words.join(' ').slice(0, 500));

const taskRunners = /^(?:make|task|just|nx|turbo|moon|lerna|rake|bazel|pants)$/;

/** What the targets of a task runner are for, by their names; none for any other command. */
export function actsOfTargets(words: readonly string[]): readonly Act[] {
  const [runner = '', ...targets] = words;
  return taskRunners.test(runner) ? [...new Set(targets.flatMap(actsOfScriptName))] : [];
}

/** What a script of a package is for, by its name. */
export const actsOfScriptName = (name: string): readonly Act[] => search(names, name);
