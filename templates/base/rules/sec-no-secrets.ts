import type { At, Judge, Judgement } from '../../../src/kit/index.ts';
import type { Repository, Secret } from '../model.ts';
import { settings } from '../settings-files.ts';

/** One statement on each find, or one for all of the text; and one on whether a change is scanned. */
export const judge: Judge<Repository> = ({ secrets }, { models, choices }) => {
  const allowed = choices['secrets.allow'];
  const known: ReadonlySet<unknown> = new Set(Array.isArray(allowed) ? allowed : []);
  const found = secrets.filter(({ example, fingerprint }) => !example && !known.has(fingerprint));
  const clean: Judgement = {
    outcome: 'pass',
    message: 'No text that was read has the form of a secret.',
    subject: 'text',
  };
  return [...(found.length > 0 ? found.map(report) : [clean]), scan(models['pipeline'])];
};

/** Names the kind and the place; the text itself must not get into reports and logs. */
const report = (secret: Secret): Judgement => {
  const { what, fingerprint, at } = secret;
  return {
    outcome: 'fail',
    message:
      what === settings
        ? `${settingsIn(secret)}: leave it out of git, and keep one for examples beside it (${fingerprint}).`
        : `${at.path} holds ${what} or something of that form (${fingerprint}).`,
    subject: `${what} in ${at.path}`,
    at: [at],
  };
};

const namedAtMost = 3;

/** Which settings look like secrets, by name alone, and whether git has them. */
const settingsIn = ({ at, names = [], sure, tracked }: Secret): string => {
  const place = tracked === true ? ' and is tracked by git' : '';
  const more = names.length > namedAtMost ? ` and ${names.length - namedAtMost} more` : '';
  const some = names.slice(0, namedAtMost).join(', ');
  const looks = names.length === 1 ? 'looks like a secret' : 'look like secrets';
  return `${at.path} is ${settings}${place}; ${some}${more} ${sure === false ? 'may be secret' : looks}`;
};

const scan = (pipeline: unknown): Judgement => {
  const subject = 'scan of changes';
  const steps = list(pipeline, 'workflows')
    .flatMap((workflow) => list(workflow, 'jobs'))
    .flatMap((job) => list(job, 'steps'));
  const scanning = steps.filter(
    (step) => list(step, 'does').includes('scan-secrets') && list(step, 'events').includes('pull-request'),
  );
  // What a scan hands to the host as a report stops a change only where a policy of the host says so.
  if (scanning.some((step) => field(step, 'blocking') !== false && field(step, 'reportsToHost') !== true))
    return { outcome: 'pass', message: 'Every pull request is scanned for secrets.', subject };
  if (scanning.some((step) => field(step, 'reportsToHost') === true))
    return {
      outcome: 'unknown',
      message: 'Pull requests are scanned for secrets, but whether a find stops a change cannot be seen from files.',
      subject,
    };
  if (scanning.length > 0)
    return {
      outcome: 'unknown',
      message:
        'The scan for secrets in pull requests lets what it finds pass; whether the host stops secrets when they are pushed cannot be seen.',
      subject,
      at: scanning.flatMap((step) => placeOf(field(step, 'at'))),
    };
  return {
    outcome: 'unknown',
    message:
      'No step of a pull request scans for secrets; whether the host stops them when they are pushed cannot be seen.',
    subject,
  };
};

// The pipeline belongs to another kind: its model is taken as any JSON.
const field = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;

const placeOf = (at: unknown): readonly At[] => {
  const [path, pointer] = [field(at, 'path'), field(at, 'pointer')];
  return typeof path === 'string' ? [{ path, ...(typeof pointer === 'string' && { pointer }) }] : [];
};

const list = (value: unknown, key: string): readonly unknown[] => {
  const found = field(value, key);
  return Array.isArray(found) ? found : [];
};
