import { perView } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';

// Ways to tell a tool to end well whatever it finds; some do so by themselves, and nothing but the command says otherwise.
const told: readonly (readonly [RegExp, (line: string) => boolean])[] = [
  [/^trivy\b/, (line) => /--exit-code[= ]0\b/.test(line) || sparesHigh(/--severity[= ]([\w,]{1,60})/.exec(line)?.[1])],
  [/^docker scout cves\b/, (line) => !/--exit-code|(?:^| )-e\b/.test(line)],
  [/^semgrep\b(?! ci\b)/, (line) => !/--error\b/.test(line)],
  [/^trufflehog\b/, (line) => !/--fail\b/.test(line)],
  [/^gitleaks\b/, (line) => /--exit-code[= ]0\b/.test(line)],
  [/^detect-secrets scan\b/, () => true],
  [/^(?:checkov|tfsec)\b/, (line) => /(?: -s|--soft-fail(?!-on))\b/.test(line)],
  [/^gosec\b/, (line) => / -no-fail\b/.test(line)],
  [/^brakeman\b/, (line) => /--no-exit-on-warn\b/.test(line)],
  [/^(?:ggshield|bandit|pylint|flake8|ruff)\b/, (line) => /--exit-zero\b/.test(line)],
  [/^golangci-lint\b/, (line) => /--issues-exit-code[= ]0\b/.test(line)],
  [
    /^(?:\.\/)?mvnw?\b/,
    (line) =>
      / (?:-fn|--fail-never)\b|-Dmaven\.test\.failure\.ignore(?!=false)|-DtestFailureIgnore(?!=false)/.test(line),
  ],
  [/^govulncheck\b/, (line) => /-(?:json|format[= ](?:json|sarif|openvex))\b/.test(line)],
  // It tells what was found, and leaves it to the program what to make of it.
  [/^aws ecr describe-image-scan-findings\b/, () => true],
  [/^npm audit\b/, (line) => /--audit-level[= ]none\b/.test(line)],
  [/^create-service(?:@\S+)? audit\b/, (line) => /--fail-on[= ]never\b/.test(line)],
];

// Tools that fail once they are told to, by the command or by a file of settings.
const untold: readonly (readonly [RegExp, (line: string) => boolean])[] = [
  [/^trivy\b/, (line) => !/--exit-code[= ][1-9]/.test(line)],
  [/^grype\b/, (line) => !/(?:--fail-on|-f)[= ]\w/.test(line)],
  [/^oasdiff (?:breaking|changelog)\b/, (line) => !/(?:--fail-on|-o)[= ]\w/.test(line)],
];

// Where such a file stands, it may say what the command does not.
const configurations =
  /^(?:trivy\.ya?ml|\.grype\.ya?ml|\.grype\/config\.ya?ml|\.oasdiff\.ya?ml|\.github\/trivy\.ya?ml)$/;

const isConfigured = perView(({ paths }) => paths.some((path) => configurations.test(path)));

/** Whether a list of severities that a scan is limited to leaves out the high ones. */
export const sparesHigh = (severities: string | undefined): boolean =>
  severities !== undefined && /^[A-Za-z, ]+$/.test(severities) && !/high|critical/i.test(severities);

/** Whether a tool lets what it finds pass by the way it is called. */
export const letsFindingsPass = (view: RepositoryView, words: readonly string[]): boolean => {
  const line = words.join(' ').slice(0, 500);
  const says = (table: typeof told): boolean => table.find(([tool]) => tool.test(line))?.[1](line) ?? false;
  return says(told) || (says(untold) && !/ (?:--config|-c)[= ]/.test(line) && !isConfigured(view));
};
