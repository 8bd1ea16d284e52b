import type { Located } from '../../src/kit/index.ts';

/** Text that has the form of a secret. Never the secret itself. */
export interface Secret extends Located {
  /** Such as `a GitHub token`. */
  readonly what: string;
  /** Tells the text from others without showing it. */
  readonly fingerprint: string;
  /** Known not to be one: from a vendor's documentation, in a fixture, or marked by a person. */
  readonly example: boolean;
  /** Of a file of settings, the names in it whose values look like secrets. */
  readonly names?: readonly string[];
  /** Of a file of settings, whether these look like secrets, rather than that it cannot be told. */
  readonly sure?: boolean;
  /** Of a file of settings, whether git has it; null where git cannot be asked. */
  readonly tracked?: boolean | null;
}

/** What a kind of secret looks like. */
export interface Form {
  readonly what: string;
  /** One of these stands in every match: looked for first, since almost no file has one. */
  readonly hints: readonly string[];
  /** Linear, and bounded in every repetition. */
  readonly pattern: RegExp;
}

export const forms: readonly Form[] = [
  { what: 'an AWS access key', hints: ['AKIA', 'ASIA'], pattern: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g },
  {
    what: 'an AWS secret key',
    hints: ['ecret'],
    pattern: /aws_?secret_?(?:access_?)?key["']?\s{0,4}[:=]\s{0,4}["']?[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+])/gi,
  },
  {
    what: 'a GitHub token',
    hints: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
    pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{60,255})\b/g,
  },
  { what: 'a GitLab token', hints: ['glpat-', 'gldt-', 'glrt-'], pattern: /\bgl(?:pat|dt|rt)-[\w-]{20,64}/g },
  { what: 'a Slack token', hints: ['xox'], pattern: /\bxox[abeoprs]-[A-Za-z0-9-]{20,250}/g },
  {
    what: 'a Slack webhook',
    hints: ['hooks.slack.com/'],
    pattern: /hooks\.slack\.com\/(?:services|workflows)\/[A-Z0-9]{8,14}\/[A-Z0-9]{8,14}\/[A-Za-z0-9]{18,40}/g,
  },
  {
    what: 'a private key',
    hints: ['PRIVATE KEY'],
    pattern: /-----BEGIN (?:[A-Z]{2,9} )?PRIVATE KEY(?: BLOCK)?-----[\s"'+,\\nr]{1,40}[A-Za-z0-9+/=]{40}/g,
  },
  { what: 'a Google API key', hints: ['AIza'], pattern: /\bAIza[\w-]{35}(?![\w-])/g },
  { what: 'a Google client secret', hints: ['GOCSPX-'], pattern: /\bGOCSPX-[\w-]{28}(?![\w-])/g },
  { what: 'a Stripe key', hints: ['_live_'], pattern: /\b[sr]k_live_[A-Za-z0-9]{20,250}\b/g },
  {
    what: 'an npm token',
    hints: ['npm_', '_authToken'],
    pattern: /\bnpm_[A-Za-z0-9]{36}\b|_authToken\s{0,4}=\s{0,4}["']?[A-Za-z0-9_-]{20,200}/g,
  },
  { what: 'a PyPI token', hints: ['pypi-AgE'], pattern: /\bpypi-AgE[\w-]{50,250}/g },
  { what: 'a SendGrid key', hints: ['SG.'], pattern: /\bSG\.[\w-]{22}\.[\w-]{43}(?![\w-])/g },
  { what: 'an OpenAI key', hints: ['sk-'], pattern: /\bsk-(?:proj-|svcacct-)?[\w-]{20,120}T3BlbkFJ[\w-]{20,120}/g },
  { what: 'an Anthropic key', hints: ['sk-ant-'], pattern: /\bsk-ant-(?:api|admin)\d{2}-[\w-]{80,120}/g },
  { what: 'a Hugging Face token', hints: ['hf_'], pattern: /\bhf_[A-Za-z]{34}\b/g },
  { what: 'an Azure storage key', hints: ['AccountKey='], pattern: /AccountKey=[A-Za-z0-9+/]{86}==/g },
  {
    what: 'an address with a password',
    hints: ['://'],
    pattern:
      /\b(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?):\/\/[\w.%-]{1,64}:[^\s:@/'"`$<>{}()*]{6,120}@(?!(?:tcp\()?(?:localhost|127\.|0\.0\.0\.0)|\[|db\b|database\b|postgres\b|redis\b|host\b)[\w.-]{3,253}/g,
  },
];
