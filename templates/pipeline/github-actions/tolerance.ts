import { shown, type Mapping } from '../../../src/kit/index.ts';
import { sparesHigh } from '../lenient.ts';
import { text } from '../values.ts';

// Inputs of actions that make them end well whatever they find.
const told: Readonly<Record<string, (inputs: Mapping) => boolean>> = {
  'aquasecurity/trivy-action': (inputs) => {
    const code = text(inputs['exit-code']);
    // A file of settings may say what the step does not.
    if (code === undefined && inputs['trivy-config'] !== undefined) return false;
    return !/^[1-9]/.test(code ?? '0') || sparesHigh(text(inputs['severity']));
  },
  'actions/dependency-review-action': (inputs) => text(inputs['warn-only']) === 'true',
  'anchore/scan-action': (inputs) => text(inputs['fail-build']) === 'false',
  'bridgecrewio/checkov-action': (inputs) => text(inputs['soft_fail']) === 'true',
  'aquasecurity/tfsec-action': (inputs) => text(inputs['soft_fail']) === 'true',
  'checkmarx/kics-github-action': (inputs) => /^(?:all|results)$/.test(text(inputs['ignore_on_exit']) ?? ''),
  'docker/scout-action': (inputs) => text(inputs['exit-code']) !== 'true',
  'pypa/gh-action-pip-audit': (inputs) => text(inputs['internal-be-careful-allow-failure']) === 'true',
  'hadolint/hadolint-action': (inputs) => text(inputs['no-fail']) === 'true',
};

const lenient = /--(?:exit-zero|soft-fail(?!-on)|(?:issues-)?exit-code[= ]0)\b/;

/** Whether an action, or a workflow of others, is told to let what it finds pass. */
export function letsPass(uses: string, inputs: Mapping): boolean {
  const name = (uses.split('@')[0] ?? '').toLowerCase();
  if (Object.hasOwn(told, name) && told[name]?.(inputs) === true) return true;
  if (shown(inputs['fail-on-vuln']) === 'false') return true;
  return [inputs['args'], inputs['options'], inputs['extra_args']].some((said) =>
    lenient.test((text(said) ?? '').slice(0, 1000)),
  );
}
