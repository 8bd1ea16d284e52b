import { digestOf } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import { isLocalWord, isMadeUp } from './made-up.ts';
import type { Secret } from './model.ts';
import { isFixture, isTest } from './test-places.ts';
import { nameOf } from './values.ts';

export const settings = 'a file of settings that belongs to one machine';

/** Settings with secrets in them, by their name; those that are made to be copied are fine. */
const ofOneMachine =
  /^\.env(?:\.(?:local|prod|production|staging|stage|live|beta|gamma)(?:\.local)?|\.[\w-]+\.local)?$/;

/** Settings of one stage that only name secrets, as in `DB_PASS=ssm:db-password`, are meant to be shared. */
const forStage = /^\.env\.(?:prod|production|staging|stage|live|beta|gamma)$/;

/** A file of settings that git has, unless nothing in it can be a secret: ports, names of hosts, levels, places to fill in. */
export const settingsIn = (view: RepositoryView, path: string): readonly Secret[] => {
  const tracked = view.tracked?.(path);
  const name = nameOf(path);
  if (!ofOneMachine.test(name) || tracked === false) return [];
  const { secret, open } = judged(view.text(path) ?? '', forStage.test(name));
  if (secret.length === 0 && (open.length === 0 || forStage.test(name))) return [];
  return [
    {
      what: settings,
      fingerprint: digestOf(path),
      example: isFixture(path) || isTest(path),
      names: secret.length > 0 ? secret : open,
      sure: secret.length > 0,
      tracked: tracked ?? null,
      at: { path, line: 1 },
    },
  ];
};

const reference =
  /^(?:$|\$|<|\[|\{\{|alias\/|(?:ssm|secretsmanager|secrets?|vault|arn|op|sm|gcp|azure|kms|doppler|ref):)/i;

const secretName =
  /(?:^|_)(?:KEYS?|AUTH|DSN|PRIVATE|PASS|PW|PWD)(?:_|$)|SECRET|PASSW|PASSPHRASE|TOKEN|API_?KEY|CREDENTIAL/i;
/** What only tells where a secret is, how long it lives or how it is made. */
const aboutSecret =
  /_(?:FILE|PATH|DIR|URL|URI|NAME|ARN|TTL|ISSUER|ENDPOINT|ADDR|HOST|PORT|IMAGE|ALIAS(?:_\w{1,10})?|PARAM|PARAMETER|TIMEOUT|ENABLED|ALGORITHM|LENGTH|EXPIRY|EXPIRES|EXPIRATION|EXPIRES_IN|MINUTES|HOURS|DAYS|SECONDS)$|PUBLIC_?KEY/i;
/** What may be a secret, and mostly is none. */
const doubtfulName = /(?:^|_)(?:SALT|PIN|OTP|SEED|COOKIE|LICEN[CS]E|MNEMONIC|SESSION|CERT|WEBHOOK|HOOK)(?:_|$)/i;

interface Judged {
  /** Names whose values look like secrets rather than like references to them, or places to fill in. */
  readonly secret: readonly string[];
  /** Names of which it cannot be told. */
  readonly open: readonly string[];
}

const linesAtMost = 2000;

/** What everybody may have. */
const publicText = /-----BEGIN (PUBLIC KEY|CERTIFICATE)-----[^-]{0,10000}-----END \1-----/g;

const judged = (content: string, ofStage: boolean): Judged => {
  const lines = content.replaceAll(publicText, '').split('\n', linesAtMost + 1);
  const secret: string[] = [];
  const open: string[] = lines.length > linesAtMost ? ['what follows'] : [];
  for (const line of lines.slice(0, linesAtMost)) {
    if (/^\s{0,200}(?:#|$)/.test(line)) continue;
    const [, name, written = ''] = /^\s{0,20}(?:export )?([\w.]{1,100})\s{0,5}[=:]\s{0,5}(.{0,500})/.exec(line) ?? [];
    if (name === undefined) {
      // The second line of a value may hold anything.
      open.push('a line without a name');
      continue;
    }
    const value = bare(written);
    const empty = reference.test(value) || isMadeUp(value) || value === name || /^(?:true|false|\d{1,4})$/i.test(value);
    const local = !ofStage && isLocalWord(value);
    if ((secretName.test(name) && !aboutSecret.test(name) && !empty && !local) || opens(value)) secret.push(name);
    else if (!empty && ((doubtfulName.test(name) && !aboutSecret.test(name) && !local) || mayBeMade(value)))
      open.push(name);
  }
  return { secret, open };
};

/** A value without its quotes and the comment behind it. */
const bare = (written: string): string => {
  const text = written.trim();
  const [, quoted] = /^"([^"]{0,500})"|^'([^']{0,500})'/.exec(text) ?? [];
  return quoted ?? text.replace(/^'([^']{0,500})'.*$/, '$1').replace(/\s#.*$/, '');
};

/** An address with a password in it that is not one of a container. */
const opens = (value: string): boolean => /:\/\/[^/\s@$]{1,200}@/.test(value) && !isMadeUp(value);

/** Whether a machine may have made some word of a value: names, addresses and versions have none that long and mixed. */
const mayBeMade = (value: string): boolean => {
  const text = value.replaceAll(/sha256:[0-9a-f]{64}/g, '');
  if (/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/i.test(text) || isPasswordLike(text)) return true;
  return text.split(/[^A-Za-z0-9+]+/).some((word) => {
    const digits = word.match(/\d/g)?.length ?? 0;
    const turns = word.match(/[a-z][A-Z]|[A-Z]{2}[a-z]/g)?.length ?? 0;
    return word.length >= 14 && ((digits >= 3 && digits < word.length) || digits >= 20 || turns >= 5);
  });
};

/** Letters, digits and signs that neither names nor addresses have, in one word: what forms ask of passwords. */
const isPasswordLike = (text: string): boolean =>
  /^[^\s/:@,;=<>{}()[\]]{6,40}$/.test(text) && /\d/.test(text) && /[A-Za-z]/.test(text) && /[!#$%^&*?~]/.test(text);
