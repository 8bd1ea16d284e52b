import type { Act } from './acts.ts';

// What well-known commands are there for. The first that matches wins; a command is its words joined by spaces, without
// the runner in front (npx, pnpm exec, python -m).
const tools: readonly (readonly [RegExp, readonly Act[]])[] = [
  [/^(?:vitest|jest|mocha|ava|tap|c8|nyc)\b(?!.* --version)/, ['test']],
  [/^node (?:.* )?--test\b/, ['test']],
  [/^(?:pytest|py\.test|tox|nox|unittest)\b/, ['test']],
  [/^(?:go|cargo|dotnet|bun|deno|mix|sbt|swift|lein|ng) (?:\S+ )*?test\b/, ['test']],
  [
    /^(?:rails|rake) (?:(?:test|spec)(?::(?!prepare|load)[\w-]+)*|(?:knapsack|knapsack_pro|parallel|turbo_tests)[\w:]*)(?:\[|\s|$)/,
    ['test'],
  ],
  [/^(?:rspec|cucumber|minitest|phpunit|pest|behat|codecept run|bats|ctest|karma start)\b/, ['test']],
  [/^(?:rails|rake|composer|composer run|php artisan) (?:test|spec)\b/, ['test']],
  [/^(?:python3? )?(?:\.\/)?manage\.py test\b/, ['test']],
  [/^coverage run\b.*\b(?:pytest|py\.test|unittest|manage\.py test)\b/, ['test']],
  // RuboCop's layout cops are the format check of Ruby.
  [/^rubocop\b(?!.* (?:-[aA]|--auto(?:correct|-correct)))/, ['lint', 'format']],
  [
    /^(?:\.\/)?(?:mvnw?|gradlew?) .*(?:-DskipTests\b(?!=false)|-Dmaven\.test\.skip\b(?!=false)|(?:-x|--exclude-task) (?:test|check)\b)/,
    ['build'],
  ],
  [/^(?:\.\/)?(?:mvnw?|gradlew?) (?:.* )?(?<!-x )(?:test|verify|check|build|package|install)\b/, ['test', 'build']],
  [/^(?:xo|standard|ts-standard|semistandard)\b/, ['lint', 'format']],
  [/^(?:next|expo|vue-cli-service|wp-scripts|react-app-rewired) lint\b/, ['lint']],
  [
    /^(?:react-scripts|craco|react-app-rewired|vue-cli-service|ember|adonis|wtr|web-test-runner|uvu|japa) ?(?:test(?::unit)?\b|$)/,
    ['test'],
  ],
  [/^(?:eslint|oxlint|golangci-lint|flake8|pylint|checkstyle|ktlint|detekt)\b/, ['lint']],
  [/^(?:(?:pre-commit|lefthook|prek) run|standardrb)\b/, ['lint', 'format']],
  [/^(?:cargo clippy|mix credo|phpcs|phpmd|swiftlint|ng lint)\b/, ['lint']],
  [/^(?:phpstan|psalm)\b/, ['lint', 'analyse']],
  [
    /^(?:php-cs-fixer\b.*--dry-run|pint\b.*--test|mix format\b.*--check|cargo fmt\b.*--check|isort\b.*(?:--check| -c\b)|dotnet format\b.*--verify-no-changes)/,
    ['format'],
  ],
  // What it can mend it mends, and tells of the rest.
  [/^biome check\b.* --(?:write|fix|apply)\b/, ['lint']],
  [/^biome (?:check|ci)\b/, ['lint', 'format']],
  [/^(?:biome lint|ruff check|go vet)\b/, ['lint']],
  [
    /^(?:prettier|oxfmt|dprint|biome format|ruff format|black|gofmt|spotless)\b.*(?:--check|--exit-non-zero-on-format|--diff|--list-different| -c\b| -l\b| check\b)/,
    ['format'],
  ],
  [/^(?:tsc|tsgo|vue-tsc)\b.* --(?:noCheck(?! false)|init|clean)\b/, []],
  [/^(?:tsc|tsgo|vue-tsc|svelte-check)\b/, ['typecheck']],
  [/^(?:mypy|dmypy run|(?:based)?pyright|ty check|pyrefly check|pyre check|sorbet|srb tc)\b/, ['analyse']],
  [/^go build\b/, ['build']],
  // These type check what they compile, unless they are told otherwise.
  [/^(?:nest build(?!.* (?:-b|--builder)[= ]?swc)|next build|ng build|tsup\b.* --dts)\b/, ['build', 'typecheck']],
  [/^(?:nuxi|nuxt) typecheck\b/, ['typecheck']],
  [/^(?:vite|rollup|rolldown|tsdown|tsup|esbuild|webpack|next|nest) ?(?:build\b|$)/, ['build']],
  [
    /^(?:docker (?:buildx )?(?:build|bake)|depot (?:build|bake))\b.*(?:--push\b|push=true|type=registry)/,
    ['build-image', 'push-image'],
  ],
  [
    /^(?:docker (?:buildx )?(?:build|bake)|depot (?:build|bake)|docker(?: |-)compose (?:\S+ )*?build|buildah (?:bud|build)|podman build|pack build)\b/,
    ['build-image'],
  ],
  [/^(?:\/kaniko\/)?executor\b.*--no-push\b/, ['build-image']],
  [/^\/kaniko\/executor\b/, ['build-image', 'push-image']],
  [/^(?:docker|podman|buildah|crane|skopeo) (?:push|copy)\b/, ['push-image']],
  [/^(?:redocly lint|spectral lint|vacuum lint|buf lint)\b/, ['lint-contract']],
  [
    /^(?:oasdiff (?:breaking|changelog)|buf breaking|openapi-diff|openapi-changes|optic diff|graphql-inspector diff|rover subgraph check)\b/,
    ['compare-contract'],
  ],
  [/^(?:schemathesis|st) run\b/, ['contract-test']],
  [
    /^(?:dredd|portman|prism (?:proxy|mock)|pact-broker can-i-deploy|pact-provider-verifier|specmatic test)\b/,
    ['contract-test'],
  ],
  [/^(?:gitleaks|trufflehog|secretlint|ggshield|detect-secrets)\b/, ['scan-secrets']],
  // It looks at signatures of packages, not for holes.
  [/^npm audit signatures\b/, []],
  [
    /^(?:npm audit|pnpm audit|yarn (?:npm )?audit|pip-audit|osv-scanner|govulncheck|snyk test|dependency-check|cargo audit|bundle(?:r-|-| )audit|composer audit|safety (?:check|scan))\b/,
    ['scan-dependencies'],
  ],
  [/^(?:trivy|snyk) (?:\S+ )*?(?:image|container)\b/, ['scan-image']],
  [/^(?:grype|docker scout cves|aws ecr (?:describe-image-scan-findings|start-image-scan))\b/, ['scan-image']],
  [/^trivy (?:fs|filesystem|repo|repository)\b/, ['scan-dependencies']],
  [
    /^(?:checkov|tfsec|trivy (?:config|conf)|terrascan|kics|snyk iac|cfn-guard|cfn_nag(?:_scan)?|conftest test|regula run|opa (?:test|eval)|kube-linter|kubesec)\b/,
    ['scan-infrastructure'],
  ],
  [/^(?:semgrep|sonar-scanner|bandit|gosec|njsscan|brakeman|snyk code)\b/, ['sast']],
  [/^(?:syft|cyclonedx|cyclonedx-\w+|cdxgen|npm sbom|docker sbom|trivy sbom)\b/, ['sbom']],
  [/^(?:cosign (?:attest|sign)|gh attestation sign|notation sign|aws signer (?:sign|start)|in-toto-run)\b/, ['attest']],
  [
    /^(?:gh attestation verify|cosign verify(?:-attestation|-blob)?|slsa-verifier|notation verify)\b/,
    ['verify-provenance'],
  ],
  [/^cdk synth\b/, ['synth', 'validate-infrastructure']],
  [/^cdk diff\b/, ['plan', 'validate-infrastructure']],
  [/^cdk deploy\b/, ['deploy']],
  [/^(?:terraform|tofu|terragrunt) (?:\S+ )*?validate\b/, ['synth', 'validate-infrastructure']],
  [/^(?:terraform|tofu|terragrunt) (?:\S+ )*?fmt\b.*-check/, ['lint', 'format', 'validate-infrastructure']],
  [/^(?:terraform|tofu|terragrunt) (?:\S+ )*?plan\b/, ['synth', 'plan', 'validate-infrastructure']],
  [/^(?:terraform|tofu|terragrunt) (?:\S+ )*?test\b/, ['test', 'validate-infrastructure']],
  [/^terratest\b/, ['test', 'validate-infrastructure']],
  [/^pulumi preview\b/, ['synth', 'plan', 'validate-infrastructure']],
  [/^(?:terraform|tofu|terragrunt|pulumi) (?:\S+ )*?(?:apply|up)\b/, ['deploy']],
  [/^(?:cfn-lint|tflint|sam validate)\b/, ['lint', 'validate-infrastructure']],
  [/^aws cloudformation validate-template\b/, ['synth', 'validate-infrastructure']],
  [/^(?:sam (?:build|package)|aws cloudformation package|serverless package|sls package)\b/, ['package']],
  [
    /^aws (?:cloudformation (?:deploy|update-stack|create-stack|execute-change-set)|ecs update-service|lambda update-function-code|deploy create-deployment|s3 sync|elasticbeanstalk update-environment|apprunner start-deployment)\b/,
    ['deploy'],
  ],
  [/^(?:helm|kubectl|argo|argocd|kubectl-argo-rollouts) (?:\S+ )*?(?:rollback|undo)\b/, ['deploy', 'rollback']],
  [/^(?:sam|serverless|sls|jets|copilot|flyctl|fly|gcloud run|helm|eb) (?:\S+ )*?(?:deploy|upgrade)\b/, ['deploy']],
  [/^(?:kubectl|oc) (?:\S+ )*?(?:apply|set image|rollout restart)\b/, ['deploy']],
  [
    /^(?:(?:netlify|fastapi|firebase|kamal|railway|wrangler|wrangler pages|modal|dokku) deploy|wrangler publish|railway up|cf (?:v3-)?push|cap \S+ deploy|skaffold (?:run|deploy)|helmfile (?:\S+ )*?(?:apply|sync)|docker stack deploy|heroku container:release|gcloud (?:beta )?(?:app|functions) deploy|az (?:webapp (?:deploy|up)|functionapp deployment|containerapp (?:update|up)))\b/,
    ['deploy'],
  ],
  [/^vercel\b(?!.* (?:env|pull|link|build|dev|login|whoami)\b)/, ['deploy']],
  [/^argocd app (?:sync|set)\b/, ['deploy']],
  [/^(?:k6|artillery|gatling|jmeter|locust|wrk|vegeta|autocannon|hey)\b/, ['load-test', 'smoke']],
  [/^(?:newman|bru run|playwright test|cypress run|hurl)\b/, ['smoke']],
  [
    /^(?:(?:rails|rake|jets) db:migrate|flyway migrate|liquibase update|prisma migrate deploy|alembic upgrade|knex migrate:latest|node-pg-migrate up|typeorm migration:run|dbmate (?:up|migrate)|atlas migrate apply)\b/,
    ['migrate'],
  ],
  [
    /^(?:datadog-ci (?:dora )?deployment|sleuth deploy|sentry-cli (?:releases )?deploys|newrelic entity deployment|honeymarker)\b/,
    ['record-deployment'],
  ],
  [/^curl\b.*(?:hooks\.slack\.com|discord\.com\/api\/webhooks|webhook\.office\.com|SLACK|TEAMS|WEBHOOK)/, ['notify']],
  [/^curl\b.*\b(?:deployments?|change-events|dora)\b/i, ['record-deployment']],
  [/^(?:gh issue (?:create|comment)|aws sns publish|slack|apprise)\b/, ['notify']],
  [/^(?:codecov|coveralls)\b|^bash <\(?curl\b.*codecov\.io/, ['report']],
  [/^aws events put-events\b/, ['record-deployment']],
  [/^(?:create-service|@[\w.-]+\/create-service)(?:@\S+)? audit\b/, ['audit-standard']],
  [/^(?:actionlint|zizmor)\b/, ['lint-workflows']],
];

// What a script is called when it cannot be read: by the names that most packages use.
const names: readonly (readonly [RegExp, readonly Act[]])[] = [
  [/^(?:lint|eslint)$/, ['lint']],
  [/^(?:format:check|fmt:check|check:format|prettier:check)$/, ['format']],
  [/^(?:typecheck|type-check|types|check:types|tsc)$/, ['typecheck']],
  [/^(?:tests?|t|tst|unit)(?:[:_-](?:unit|ci|run|cov|coverage|all)){0,3}$|^unit[:_-]?tests?$/, ['test']],
  [
    /^(?:(?:tests?[:_-])?(?:smoke|e2e|acceptance)|tests?[:_-]integ(?:ration)?|(?:smoke|e2e|acceptance|integration)[:_-]tests?)$/,
    ['smoke'],
  ],
  [/^build$/, ['build']],
  [/^synth$/, ['synth', 'validate-infrastructure']],
  [/^(?:load|test:load|loadtest|test:performance)$/, ['load-test']],
  [/^(?:test:contract|contract:test|test:pact)$/, ['contract-test']],
  [/^(?:contract:diff|contract:breaking|check:breaking)$/, ['compare-contract']],
  [/^deploy$/, ['deploy']],
  [/^(?:notify|alert|slack|tell)(?:[-_:]\w{1,20}){0,3}$|[-_:](?:notify|alert|slack)$/, ['notify']],
];

const search = (table: typeof tools, value: string): readonly Act[] =>
  table.find(([pattern]) => pattern.test(value))?.[1] ?? [];

/**
 * What a command does, by the tool that it starts. Where a change of files fails the run afterwards, a tool that mends is one
 * that checks.
 */
export const actsOfTool = (words: readonly string[], guarded = false): readonly Act[] => {
  const said = guarded
    ? [...words.filter((word) => !mending.test(word)), ...(words.some((word) => mending.test(word)) ? ['--check'] : [])]
    : words;
  return search(tools, said.join(' ').slice(0, 500));
};

const mending = /^(?:--write|--fix|-w|-i|-a|-A|--auto-?correct(?:-all)?|--apply)$/;

// Verbs of Nx that only tell of projects.
const telling = /^(?:show|graph|list|report|print-affected|dep-graph|migrate|release)$/;
const taskRunners = /^(?:make|task|just|nx|turbo|moon|lerna|rake|bazel|pants)$/;

/** What the targets of a task runner are for, by their names; none for any other command. */
export function actsOfTargets(words: readonly string[]): readonly Act[] {
  const [runner = '', ...targets] = words;
  // Nx takes its targets as options too: `nx affected --targets=lint,test`.
  const names = targets.flatMap((word) => word.replace(/^(?:-t|--targets?)=/, '').split(','));
  return taskRunners.test(runner) && !tells([runner, ...targets]) ? [...new Set(names.flatMap(actsOfScriptName))] : [];
}

const tells = ([runner, verb = '']: readonly string[]): boolean => runner === 'nx' && telling.test(verb);

/** Whether a command starts targets of a task runner. */
export const startsTargets = ([runner = '', ...targets]: readonly string[]): boolean =>
  taskRunners.test(runner) && !tells([runner, ...targets]) && targets.some((target) => !target.startsWith('-'));

/** The names of the targets that a command of a task runner starts, without projects and configurations of Nx. */
export function targetsIn([runner, ...words]: readonly string[]): readonly string[] {
  if (runner !== 'nx') return words;
  const end = words.findIndex((word) => word.startsWith('-'));
  const [verb = '', ...rest] = end < 0 ? words : words.slice(0, end);
  if (/^(?:run|run-one)$/.test(verb)) return rest.flatMap((word) => word.split(':')[1] ?? []);
  return /^(?:run-many|affected)$/.test(verb) ? words.map((word) => word.replace(/^(?:-t|--targets?)=/, '')) : [verb];
}

/** What a script of a package is for, by its name. */
export const actsOfScriptName = (name: string): readonly Act[] => search(names, name);
