import type { RepositoryView } from '../../src/kit/index.ts';
import type { Secret } from './model.ts';
import { nameOf } from './values.ts';

/**
 * Code and settings, where people put secrets. JSON is data more often than not, so only settings are read; lock files,
 * minified code and what others wrote are left out by `worthReading`.
 */
export const secretGlobs = [
  '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,py,java,kt,kts,go,rb,php,cs,scala,rs,swift,sh,bash,ps1,sql,gradle}',
  '**/*.{yaml,yml,toml,ini,cfg,conf,properties,tf,tfvars,hcl,env,pem,key,p8}',
  '**/{.env,.env.*,.npmrc,.pypirc,.netrc,.git-credentials,Dockerfile,*.Dockerfile,Makefile,Jenkinsfile,id_rsa,id_ed25519,id_ecdsa}',
  '{*,{config,settings,environments}/**/*,**/{appsettings,settings,config,credentials,secrets,service-account}*}.json',
];

const notWorthReading =
  /(?:^|\/)(?:node_modules|vendor|third_party|dist|coverage|\.yarn|\.git)\/|(?:^|\/)(?:package-lock|npm-shrinkwrap|composer\.lock|pnpm-lock)\.|\.(?:min|bundle)\.[cm]?js$/;

interface Form {
  readonly what: string;
  /** One of these stands in every match: looked for first, since almost no file has one. */
  readonly hints: readonly string[];
  /** Linear, and bounded in every repetition. */
  readonly pattern: RegExp;
}

const forms: readonly Form[] = [
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
      /\b(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?):\/\/[\w.%-]{1,64}:[^\s:@/'"`$<>{}()*]{6,120}@(?!localhost|127\.|\[|db\b|database\b|postgres\b|redis\b|host\b)[\w.-]{3,253}/g,
  },
];

/** Settings with secrets in them, by their name; those that are made to be copied are fine. */
const trackedEnvironment =
  /^\.env(?:\.(?:local|prod|production|staging|stage|live|beta|gamma)(?:\.local)?|\.[\w-]+\.local)?$/;

/** Everything that has the form of a secret, at most a few per file. */
export const readSecrets = (view: RepositoryView): readonly Secret[] =>
  view
    .glob(...secretGlobs)
    .filter((path) => !notWorthReading.test(path))
    .flatMap((path) => {
      const file =
        trackedEnvironment.test(nameOf(path)) && view.tracked?.(path) !== false
          ? [
              {
                what: 'a file of settings that belongs to one machine',
                example: isFixture(path),
                at: { path, line: 1 },
              },
            ]
          : [];
      return [...file, ...secretsIn(view.text(path) ?? '', path)];
    });

const mostPerFile = 20;

const secretsIn = (content: string, path: string): readonly Secret[] => {
  const found: Secret[] = [];
  for (const { what, hints, pattern } of forms) {
    if (!hints.some((hint) => content.includes(hint))) continue;
    for (const match of content.matchAll(pattern)) {
      if (found.length >= mostPerFile) return found;
      const line = lineAt(content, match.index);
      const example =
        isExample(match[0]) ||
        isMarked(content, match.index) ||
        isFixture(path) ||
        (what === 'a private key' && isTest(path));
      found.push({ what, example, at: { path, line } });
    }
  }
  return found;
};

/** Vendors print the same examples everywhere, and people write runs of characters. */
const isExample = (value: string): boolean =>
  /example|placeholder|redacted|dummy|sample|fake|changeme|your[-_]|123456789|abcdefgh|(.)\1{6}/i.test(value);

/** A person who looked at it marks the line as the usual scanners want it. */
const isMarked = (content: string, index: number): boolean => {
  const end = content.indexOf('\n', index);
  const line = content.slice(content.lastIndexOf('\n', index) + 1, end === -1 ? undefined : end);
  return /gitleaks:allow|pragma: allowlist secret|secretlint-disable-line|trufflehog:ignore/.test(line);
};

const isFixture = (path: string): boolean =>
  /(?:^|\/)(?:__fixtures__|fixtures?|testdata|test-data|cassettes|__snapshots__)\//.test(path);
/** A folder or file of tests, by any part of its name: `test-certs/`, `server_test.go`. */
const isTest = (path: string): boolean =>
  path
    .split('/')
    .some((segment) =>
      segment.split(/[-_.]/).some((word) => /^(?:tests?|testing|specs?|e2e|mocks?|examples?)$/i.test(word)),
    );

const lineAt = (content: string, index: number): number => {
  let line = 1;
  for (let at = content.indexOf('\n'); at !== -1 && at < index; at = content.indexOf('\n', at + 1)) line += 1;
  return line;
};
