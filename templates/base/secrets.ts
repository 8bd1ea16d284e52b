import { digestOf } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import { isDummy } from './dummies.ts';
import { isCutOff, isMadeUp, isNamedForTests } from './made-up.ts';
import { ignoredBy, ignoreGlobs } from './ignored.ts';
import type { Secret } from './model.ts';
import { randomValues } from './random-values.ts';
import { forms } from './secret-forms.ts';
import { settingsIn } from './settings-files.ts';
import { isFixture, isTest } from './test-places.ts';
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

/** Everything that has the form of a secret, at most a few per file. What git ignores is no part of the repository. */
export const readSecrets = (view: RepositoryView): readonly Secret[] => {
  const found = view
    .glob(...secretGlobs)
    .filter((path) => !notWorthReading.test(path))
    .flatMap((path): readonly Secret[] => [...settingsIn(view, path), ...secretsIn(view.text(path) ?? '', path)]);
  if (found.length === 0) return found;
  const ignored = ignoredBy(view);
  return found.filter(({ at }) => !ignored(at.path));
};

const mostPerFile = 20;

const secretsIn = (content: string, path: string): readonly Secret[] => {
  const found: Secret[] = [];
  const add = (what: string, text: string, index: number, madeUp: boolean): void => {
    if (found.length >= mostPerFile) return;
    const example =
      madeUp ||
      isMadeUp(text) ||
      (!byPeople.has(what) && isDummy(text, isTest(path))) ||
      isMarked(content, index) ||
      isFixture(path);
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

/** What people choose, in part, so that rows in it prove nothing. */
const byPeople: ReadonlySet<string> = new Set(['an address with a password', 'a private key']);

const assigned = 'a random value that is called a secret';

/** A person who looked at it marks the line as the usual scanners want it. */
const isMarked = (content: string, index: number): boolean => {
  const end = content.indexOf('\n', index);
  const line = content.slice(content.lastIndexOf('\n', index) + 1, end === -1 ? undefined : end);
  return /gitleaks:allow|pragma: allowlist secret|secretlint-disable-line|trufflehog:ignore/.test(line);
};

/** A key that a developer made for his own machine, which nobody else trusts. */
const isOfOneMachine = (path: string): boolean => /localhost|snake-?oil|self-?signed/i.test(nameOf(path));

const lineAt = (content: string, index: number): number => {
  let line = 1;
  for (let at = content.indexOf('\n'); at !== -1 && at < index; at = content.indexOf('\n', at + 1)) line += 1;
  return line;
};
