import { unitsFor } from 'virtual:unit-index';
import { auditServices } from '../audit/audit.ts';
import { indexPaths } from '../audit/path-index.ts';
import type { RepositoryReport } from '../audit/report-types.ts';
import type { AuditTree } from '../audit/tree.ts';
import type { Standard } from '../catalog/types.ts';
import { commitOf } from '../disk/head.ts';
import { UserError } from '../errors.ts';
import { smallLimits } from '../fleet/limits.ts';
import { noProgress } from '../fleet/progress.ts';
import type { Progress } from '../fleet/progress.ts';
import { isNothing, nothingLeftOut, watchedTree, watchedUnits } from '../fleet/watched.ts';
import type { LeftOut } from '../fleet/watched.ts';
import type { Asked, AuditJob } from './audit-job.ts';
import type { Handed } from './hand-over.ts';
import { findKept, watchVerdict } from './kept-verdicts.ts';
import type { Watched } from './kept-verdicts.ts';
import { treeAt } from './tree-at.ts';

/** Audits a repository on the disk, or tells what is kept of it. */
export const auditFolder = async (asked: Asked, progress: Progress, leftOut: LeftOut): Promise<Handed> => {
  // What one attempt leaves out is no part of what the repository is.
  const watched = isNothing(leftOut) ? asked : { ...asked, job: { root: asked.job.root, options: asked.job.options } };
  const tree = treeAt(asked.job.root, asked.job.store?.folder);
  const kept = findKept(watched, tree);
  if (kept !== undefined) return kept;
  const verdict = watchVerdict(watched, tree);
  return verdict.settle(await audit(asked, verdict, progress, leftOut));
};

const audit = async (
  { job: { root, options }, standard }: Asked,
  { tree, calendar }: Watched,
  progress: Progress,
  leftOut: LeftOut,
): Promise<readonly RepositoryReport[]> => {
  const units = await unitsFor(indexPaths(tree.paths).any);
  const commit = commitOf(root);
  return auditServices(watchedTree(tree, progress, leftOut), {
    ...options,
    ...(commit !== null && { commit }),
    calendar,
    standard,
    units: watchedUnits(units, progress, leftOut),
  });
};

/** Tells what is kept of a repository, or audits it when it is small; undefined as soon as it turns out not to be. */
export const auditSmallFolder = async (asked: Asked): Promise<Handed | undefined> => {
  const tree = treeAt(asked.job.root, asked.job.store?.folder);
  const kept = findKept(asked, tree);
  if (kept !== undefined) return kept;
  let left = tree.paths.length > smallLimits.files ? -1 : (smallLimits.total as number);
  if (left < 0) return undefined;
  const small: AuditTree = {
    ...tree,
    read: (path) => {
      if (left < 0) return { skipped: 'not read' };
      const file = tree.read(path);
      const length = file.text?.length ?? 0;
      left = length > (path.endsWith('.json') ? smallLimits.json : smallLimits.text) ? -1 : left - length;
      return left < 0 ? { skipped: 'not read' } : file;
    },
  };
  const verdict = watchVerdict(asked, small);
  const reports = await audit(asked, verdict, noProgress, nothingLeftOut);
  return left < 0 ? undefined : verdict.settle(reports);
};

/** The report of a repository of which nothing could be judged, such as a folder that is not there. */
export const unreadFolder = (
  { options }: AuditJob,
  standard: Standard,
  reason: string,
): Promise<readonly RepositoryReport[]> => {
  const nothing: AuditTree = {
    paths: [],
    skipped: [{ path: '.', reason, incomplete: true, unlisted: true }],
    read: () => ({ skipped: reason }),
  };
  return auditServices(nothing, { ...options, standard, units: { models: {}, readers: [], judges: {} } });
};

/** Why a folder cannot be audited, as a clause; anything but a user's mistake is ours and goes on. */
export const whyNot = (error: unknown): string => {
  if (error instanceof UserError) return error.message.replace(/\.$/, '');
  throw error;
};
