import { hasSameInputs, watchInputs } from '../audit/inputs.ts';
import type { Inputs } from '../audit/inputs.ts';
import type { RepositoryReport } from '../audit/report-types.ts';
import type { AuditTree } from '../audit/tree.ts';
import { commitOf } from '../disk/head.ts';
import { readKept, writeKept } from '../disk/verdict-store.ts';
import type { ExitCode } from '../errors.ts';
import { calendarFrom } from '../kit/index.ts';
import type { Calendar } from '../kit/index.ts';
import { nameText, withoutName } from '../report/json.ts';
import type { Asked, AuditJob } from './audit-job.ts';
import { handOver } from './hand-over.ts';
import type { Handed } from './hand-over.ts';

/** What a verdict depends on. The verdict itself follows: its reports as JSON, or the texts of that length without their names. */
interface Head {
  /** By what the repository was judged: the standard, this program, and the options but for the day. */
  readonly question: string;
  /** The day of the verdict, and the first one on which it could be another; none when it does not depend on the day. */
  readonly from: string;
  readonly until?: string;
  readonly inputs: Inputs;
  readonly code: ExitCode;
  readonly lengths: readonly number[];
}

const digest = (value: unknown): string =>
  process.getBuiltinModule('node:crypto').hash('sha256', JSON.stringify(value), 'hex');

/** One verdict for each repository and way of asking, so that the next takes the place of the last. */
const nameOf = ({ job: { root, options }, wanted: { as } }: Asked): string =>
  `${digest([root, as, options.tier, options.rules, options.excerpts]).slice(0, 32)}.verdict`;

/** The name of the repository is put in again, and the day is looked at apart. */
const questionOf = ({ job, standard, wanted }: Asked): string => {
  const options = { ...job.options, path: '', today: '' };
  return digest([packageVersion, sourceDigest, process.versions.v8, standard.digest, wanted.failOn, options]);
};

/** Where the verdict is kept, if it is. An empty folder is judged sooner than looked up. */
const folderFor = ({ store }: AuditJob, { paths }: AuditTree): string | undefined =>
  paths.length === 0 ? undefined : store?.folder;

/** The verdict that is kept of a repository, when nothing has changed that it depends on. */
export const findKept = (asked: Asked, tree: AuditTree): Handed | undefined => {
  const { job, wanted } = asked;
  const folder = folderFor(job, tree);
  if (folder === undefined || job.store?.isMissed) return undefined;
  const kept = readKept(folder, nameOf(asked));
  if (kept === undefined) return undefined;
  const { question, from, until, inputs, code, lengths } = JSON.parse(kept.head) as Head;
  const { path, today } = job.options;
  if (question !== questionOf(asked) || today < from || (until !== undefined && today >= until)) return undefined;
  if (!hasSameInputs(tree, inputs)) return undefined;
  const name = { path, commit: commitOf(job.root) };
  const { body } = kept;
  if (wanted.as === 'reports') {
    const reports = JSON.parse(body.toString('utf8')) as readonly RepositoryReport[];
    return { code, reports: reports.map((report) => ({ ...report, ...name })), texts: [] };
  }
  let end = 0;
  const texts = lengths.map((length) => {
    end += length;
    return Buffer.concat([Buffer.from(nameText(name)), body.subarray(end - length, end)]);
  });
  return { code, reports: [], texts };
};

/** A verdict that is being found, and seen is on what. */
export interface Watched {
  /** What the repository is judged by: of both it is seen what they are asked. */
  readonly tree: AuditTree;
  readonly calendar: Calendar;
  /** Hands the verdict over, and keeps it when it is one that the same inputs would have again. */
  settle(reports: readonly RepositoryReport[]): Handed;
}

export const watchVerdict = (asked: Asked, tree: AuditTree): Watched => {
  const { job, wanted } = asked;
  const calendar = calendarFrom(job.options.today);
  const folder = folderFor(job, tree);
  if (folder === undefined) return { tree, calendar, settle: (reports) => handOver(reports, wanted) };
  const watched = watchInputs(tree);
  const settle = (reports: readonly RepositoryReport[]): Handed => {
    const handed = handOver(reports, wanted);
    const inputs = watched.inputs();
    // What broke may have broken for a reason that nobody sees, such as too little memory.
    if (inputs === undefined || reports.some(({ summary }) => summary.error > 0)) return handed;
    const parts = wanted.as === 'json' ? handed.texts.map(withoutName) : [Buffer.from(JSON.stringify(reports))];
    const head: Head = {
      question: questionOf(asked),
      from: job.options.today,
      ...(calendar.until !== undefined && { until: calendar.until }),
      inputs,
      code: handed.code,
      lengths: parts.map(({ length }) => length),
    };
    writeKept(folder, nameOf(asked), { head: JSON.stringify(head), body: Buffer.concat(parts) });
    return handed;
  };
  return { tree: watched.tree, calendar, settle };
};
