import { digestOf } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import { isCutOff, isMadeUp, isNamedForTests } from './made-up.ts';
import { ignoredBy, ignoreGlobs } from './ignored.ts';
import type { Secret } from './model.ts';
import { randomValues } from './random-values.ts';
import { forms } from './secret-forms.ts';
import { nameOf } from './values.ts';

/**
 * Code and settings, where people put secrets. JSON is data more often than not, so only settings are read; lock files,
 * minified code and what others wrote are left out by `worthReading`.
 */
const secretGlobs = [
  '**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs,py,java,kt,kts,go,rb,php,cs,scala,rs,swift,sh,bash,ps1,sql,gradle}',
  '**/*.{yaml,yml,toml,ini,cfg,conf,properties,tf,tfvars,hcl,env,pem,key,p8}',
  '**/{.env,.env.*,.npmrc,.pypirc,.netrc,.git-credentials,Dockerfile,*.Dockerfile,Makefile,Jenkinsfile,id_rsa,id_ed25519,id_ecdsa}',
  '{*,{config,settings,environments}/**/*,**/{appsettings,settings,config,credentials,secrets,service-account}*}.json',
];

/** What is searched, and what tells which files git leaves out. */
export const searchedGlobs = [...secretGlobs, ...ignoreGlobs];

const notWorthReading =
  /(?:^|\/)(?:node_modules|vendor|third_party|dist|coverage|\.yarn|\.git)\/|(?:^|\/)(?:package-lock|npm-shrinkwrap|composer\.lock|pnpm-lock)\.|\.(?:min|bundle)\.[cm]?js$/;

/** Settings with secrets in them, by their name; those that are made to be copied are fine. */
const trackedEnvironment =
  /^\.env(?:\.(?:local|prod|production|staging|stage|live|beta|gamma)(?:\.local)?|\.[\w-]+\.local)?$/;

/** Everything that has the form of a secret, at most a few per file. What git ignores is no part of the repository. */
export const readSecrets = (view: RepositoryView): readonly Secret[] => {
  const found = view
    .glob(...secretGlobs)
    .filter((path) => !notWorthReading.test(path))
    .flatMap((path): readonly Secret[] => [...settingsFile(view, path), ...secretsIn(view.text(path) ?? '', path)]);
  if (found.length === 0) return found;
  const ignored = ignoredBy(view);
  return found.filter(({ at }) => !ignored(at.path));
};

/** Settings of one stage that only name secrets, as in `DB_PASS=ssm:db-password`, are meant to be shared. */
const forStage = /^\.env\.(?:prod|production|staging|stage|live|beta|gamma)$/;

const reference = /^["']?(?:$|\$|<|(?:ssm|secretsmanager|secrets?|vault|arn|op|sm|gcp|azure|kms|doppler|ref):)/i;

const secretName =
  /(?:^|_)(?:KEYS?|AUTH|DSN|PRIVATE|PASS|PW|PWD)(?:_|$)|SECRET|PASSW|PASSPHRASE|TOKEN|API_?KEY|CREDENTIAL/i;
/** What only tells where a secret is, how long it lives or how it is made. */
const aboutSecret =
  /_(?:FILE|PATH|DIR|URL|URI|NAME|ARN|TTL|ISSUER|ENDPOINT|ADDR|HOST|PORT|IMAGE|ENABLED|ALGORITHM|LENGTH|EXPIRY|EXPIRES|EXPIRATION|EXPIRES_IN|MINUTES|HOURS|DAYS|SECONDS)$/i;

/** Names whose values look like secrets rather than like references to them, or places to fill in. */
const secretNames = (content: string): readonly string[] =>
  content.split('\n', 2000).flatMap((line) => {
    const [, name = '', value = ''] = /^\s{0,20}(?:export )?(\w{1,100})\s{0,5}[=:]\s{0,5}(.{0,500})/.exec(line) ?? [];
    const open = !reference.test(value.trim()) && !isMadeUp(value) && !/^(?:true|false|\d{1,4})$/.test(value.trim());
    const holds = (secretName.test(name) && !aboutSecret.test(name) && open) || /:\/\/[^/\s@$]{1,200}@/.test(value);
    return name !== '' && holds ? [name] : [];
  });

export const settings = 'a file of settings that belongs to one machine';

const settingsFile = (view: RepositoryView, path: string): readonly Secret[] => {
  const tracked = view.tracked?.(path);
  if (!trackedEnvironment.test(nameOf(path)) || tracked === false) return [];
  const names = secretNames(view.text(path) ?? '');
  if (forStage.test(nameOf(path)) && names.length === 0) return [];
  return [
    {
      what: settings,
      fingerprint: digestOf(path),
      example: isFixture(path) || isTest(path),
      names,
      tracked: tracked ?? null,
      at: { path, line: 1 },
    },
  ];
};

const mostPerFile = 20;

const secretsIn = (content: string, path: string): readonly Secret[] => {
  const found: Secret[] = [];
  const add = (what: string, text: string, index: number, madeUp: boolean): void => {
    if (found.length >= mostPerFile) return;
    const example = madeUp || isMadeUp(text) || isMarked(content, index) || isFixture(path);
    const at = { path, line: lineAt(content, index) };
    // A value of known form is not told a second time for the name that it is assigned to.
    if (what === assigned && found.some((other) => other.at.line === at.line)) return;
    found.push({ what, fingerprint: digestOf(`${what} ${text}`), example, at });
  };
  for (const { what, hints, pattern } of forms) {
    if (!hints.some((hint) => content.includes(hint))) continue;
    const isKey = what === 'a private key';
    for (const match of content.matchAll(pattern))
      add(
        what,
        match[0],
        match.index,
        isKey &&
          (isTest(path) ||
            isOfOneMachine(path) ||
            isCutOff(content, match.index) ||
            isNamedForTests(content, match.index)),
      );
  }
  for (const { value, index } of randomValues(content)) add(assigned, value, index, isTest(path));
  return found;
};

const assigned = 'a random value that is called a secret';

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
      segment
        .split(/[-_.]|(?<=[a-z])(?=[A-Z])/)
        .some((word) => /^(?:tests?|\w{0,20}testing|specs?|e2e|mocks?|stubs?|examples?|story|stories)$/i.test(word)),
    );

/** A key that a developer made for his own machine, which nobody else trusts. */
const isOfOneMachine = (path: string): boolean => /localhost|snake-?oil|self-?signed/i.test(nameOf(path));

const lineAt = (content: string, index: number): number => {
  let line = 1;
  for (let at = content.indexOf('\n'); at !== -1 && at < index; at = content.indexOf('\n', at + 1)) line += 1;
  return line;
};
