import { perView } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';

// Tools that find something and still exit with 0, unless they are told otherwise.
const lenient: readonly (readonly [RegExp, (line: string) => boolean])[] = [
  [/^trivy\b/, (line) => !/--exit-code[= ][1-9]/.test(line)],
  [/^grype\b/, (line) => !/(?:--fail-on|-f)[= ]\w/.test(line)],
  [/^docker scout cves\b/, (line) => !/--exit-code|(?:^| )-e\b/.test(line)],
  [/^semgrep scan\b/, (line) => !/--error\b/.test(line)],
  [/^oasdiff (?:breaking|changelog)\b/, (line) => !/(?:--fail-on|-o)[= ]\w/.test(line)],
  [/^trufflehog\b/, (line) => !/--fail\b/.test(line)],
  [/^gitleaks\b/, (line) => /--exit-code[= ]0\b/.test(line)],
  [/^(?:checkov|tfsec)\b/, (line) => /(?: -s|--soft-fail(?!-on))\b/.test(line)],
  [/^govulncheck\b/, (line) => /-(?:json|format[= ](?:json|sarif|openvex))\b/.test(line)],
  // It tells what was found, and leaves it to the program what to make of it.
  [/^aws ecr describe-image-scan-findings\b/, () => true],
  [/^npm audit\b/, (line) => /--audit-level[= ]none\b/.test(line)],
  [/^create-service(?:@\S+)? audit\b/, (line) => /--fail-on[= ]never\b/.test(line)],
];

// Where such a file stands, it may say what the command does not.
const configurations =
  /^(?:trivy\.ya?ml|\.grype\.ya?ml|\.grype\/config\.ya?ml|\.oasdiff\.ya?ml|\.github\/trivy\.ya?ml)$/;

const isConfigured = perView(({ paths }) => paths.some((path) => configurations.test(path)));

/** Whether a tool lets what it finds pass by the way it is called. */
export const letsFindingsPass = (view: RepositoryView, words: readonly string[]): boolean => {
  const line = words.join(' ').slice(0, 500);
  if (/ (?:--config|-c)[= ]/.test(line) || isConfigured(view)) return false;
  return lenient.find(([tool]) => tool.test(line))?.[1](line) ?? false;
};
