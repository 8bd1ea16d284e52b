import type { At, Judge, Judgement } from '../../../src/kit/index.ts';
import { shown } from '../../../src/kit/index.ts';
import { nothingRuns } from '../nothing-runs.ts';
import type { Repository, Runbook } from '../model.ts';

/** The situations that every service gets into, and the words by which a title or file name speaks of them. */
const situations = [
  ['deployment and rollback', /roll[ -]?back|deploy|release|롤백|배포/i],
  ['a dependency that is down', /dependenc|upstream|downstream|third[ -]part|의존/i],
] as const;

/** What must exist, then what each file contains, then what wakes people. */
export const judge: Judge<Repository> = (repository, { models, choices }) => {
  const { runbooks, runbookLinks, library } = repository;
  if (library !== null && runbooks.length === 0) return nothingRuns(library, 'nobody is woken for it');
  const accepted = onHosts(choices['runbooks.hosts']);
  const elsewhere =
    runbookLinks.find(accepted) ?? runbookLinks.find((link) => !/\/docs\/runbooks\b/.test(link)) ?? runbookLinks[0];
  const needed =
    runbooks.length === 0 && elsewhere !== undefined
      ? [atAddress(elsewhere, accepted(elsewhere))]
      : situations.map(([situation, words]) => forSituation(situation, words, runbooks));
  return [
    ...needed,
    ...runbooks.map(complete),
    ...pagingAlarms(models['monitoring']).map((alarm) => forAlarm(alarm, runbooks, accepted)),
  ];
};

/** Whether an address stands on one of the hosts, or on one below them. */
const onHosts = (said: unknown): ((address: string) => boolean) => {
  const hosts = (Array.isArray(said) ? said : []).map((host) => shown(host).toLowerCase());
  return (address) => {
    const host = /^https:\/\/([^/:?#@]+)(?:[/:?#]|$)/.exec(address)?.[1]?.toLowerCase() ?? '';
    return hosts.some((allowed) => allowed !== '' && (host === allowed || host.endsWith(`.${allowed}`)));
  };
};

const atAddress = (address: string, accepted: boolean): Judgement => ({
  outcome: accepted ? 'pass' : 'unknown',
  message: accepted
    ? `Runbooks stand at ${address}, on a host that the organisation answers for.`
    : `Runbooks stand at ${address}, which cannot be read from here.`,
  subject: 'runbooks elsewhere',
});

const forSituation = (situation: string, words: RegExp, runbooks: readonly Runbook[]): Judgement => {
  const found = runbooks.find(
    ({ title, at }) => words.test(title) || words.test(at.path.slice(at.path.lastIndexOf('/') + 1)),
  );
  const subject = `runbook for ${situation}`;
  if (found === undefined)
    return { outcome: 'fail', message: `No runbook in docs/runbooks is for ${situation}.`, subject };
  return { outcome: 'pass', message: `${found.at.path} is for ${situation}.`, subject, at: [found.at] };
};

const complete = ({ lacks, placeholders, at }: Runbook): Judgement => {
  const subject = `contents of ${at.path}`;
  const [leftOver] = placeholders;
  if (leftOver !== undefined)
    return {
      outcome: 'fail',
      message: `${at.path} still says "${leftOver.text}": somebody has to fill it in.`,
      subject,
      at: [leftOver.at],
    };
  if (lacks.length > 0)
    return { outcome: 'fail', message: `${at.path} has no heading for: ${lacks.join(', ')}.`, subject, at: [at] };
  return { outcome: 'pass', message: `${at.path} leads from symptom to escalation.`, subject, at: [at] };
};

interface PagingAlarm {
  readonly name: string;
  readonly runbook: string | null;
  readonly at: At | undefined;
}

/** Alarms that wake a person, as the monitoring of the repository tells; that kind may be absent or say other things. */
const pagingAlarms = (monitoring: unknown): readonly PagingAlarm[] => {
  const alarms = field(monitoring, 'alarms');
  return (Array.isArray(alarms) ? alarms : [])
    .filter((alarm) => field(alarm, 'severity') === 'page' && field(alarm, 'part') !== true)
    .map((alarm) => {
      const [name, runbook, at] = [field(alarm, 'name'), field(alarm, 'runbook'), field(alarm, 'at')];
      return {
        name: shown(name),
        runbook: typeof runbook === 'string' ? runbook : null,
        at: typeof field(at, 'path') === 'string' ? (at as At) : undefined,
      };
    });
};

const field = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;

const forAlarm = (
  { name, runbook, at }: PagingAlarm,
  runbooks: readonly Runbook[],
  accepted: (address: string) => boolean,
): Judgement => {
  const about = { subject: `alarm ${name}`, ...(at && { at: [at] }) };
  if (runbook === null)
    return { ...about, outcome: 'fail', message: `The alarm ${name} wakes somebody and names no runbook.` };
  // An address in the own repository ends in the path of the file.
  const found = runbooks.some(
    (candidate) => runbook === candidate.at.path || runbook.endsWith(`/${candidate.at.path}`),
  );
  if (found) return { ...about, outcome: 'pass', message: `The alarm ${name} names ${runbook}.` };
  if (runbook.startsWith('https://'))
    return {
      ...about,
      outcome: accepted(runbook) ? 'pass' : 'unknown',
      message: accepted(runbook)
        ? `The alarm ${name} names a runbook on a host that the organisation answers for, ${runbook}.`
        : `The alarm ${name} names a runbook outside of the repository, ${runbook}, which cannot be read from here.`,
    };
  if (runbook.includes('${'))
    return {
      ...about,
      outcome: 'unknown',
      message: `The alarm ${name} names a runbook whose address is filled in when it is deployed, ${runbook}.`,
    };
  return {
    ...about,
    outcome: 'fail',
    message: `The alarm ${name} wakes somebody and names ${runbook}, which does not exist.`,
  };
};
