import { unitsFor } from 'virtual:unit-index';
import { auditServices } from '../audit/audit.ts';
import type { AuditOptions } from '../audit/audit.ts';
import { indexPaths } from '../audit/path-index.ts';
import type { RepositoryReport } from '../audit/report-types.ts';
import type { AuditTree } from '../audit/tree.ts';
import type { Standard } from '../catalog/types.ts';
import { commitOf } from '../disk/head.ts';
import { UserError } from '../errors.ts';
import { smallLimits } from '../fleet/limits.ts';
import type { Progress } from '../fleet/progress.ts';
import { watchedTree, watchedUnits } from '../fleet/watched.ts';
import type { LeftOut } from '../fleet/watched.ts';
import { treeAt } from './tree-at.ts';

/** One repository to audit; data alone, since it is sent to a worker. */
export interface AuditJob {
  /** The folder. */
  readonly root: string;
  /** What the command line and the settings say: everything of an audit but the standard. */
  readonly options: Omit<AuditOptions, 'standard' | 'units' | 'commit'>;
}

/** Audits a repository on the disk. */
export const auditFolder = async (
  { root, options }: AuditJob,
  standard: Standard,
  progress: Progress,
  leftOut: LeftOut,
): Promise<readonly RepositoryReport[]> => audit(treeAt(root), root, options, standard, progress, leftOut);

const audit = async (
  tree: AuditTree,
  root: string,
  options: AuditJob['options'],
  standard: Standard,
  progress: Progress,
  leftOut: LeftOut,
): Promise<readonly RepositoryReport[]> => {
  const units = await unitsFor(indexPaths(tree.paths).any);
  const commit = commitOf(root);
  return auditServices(watchedTree(tree, progress, leftOut), {
    ...options,
    ...(commit !== null && { commit }),
    standard,
    units: watchedUnits(units, progress, leftOut),
  });
};

/** Audits a small repository; undefined as soon as it turns out not to be small. */
export const auditSmallFolder = async (
  { root, options }: AuditJob,
  standard: Standard,
  progress: Progress,
  leftOut: LeftOut,
): Promise<readonly RepositoryReport[] | undefined> => {
  const tree = treeAt(root);
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
  const reports = await audit(small, root, options, standard, progress, leftOut);
  return left < 0 ? undefined : reports;
};

/** The report of a repository of which nothing could be judged, such as a folder that is not there. */
export const unreadFolder = (
  { options }: AuditJob,
  standard: Standard,
  reason: string,
): Promise<readonly RepositoryReport[]> => {
  const nothing: AuditTree = {
    paths: [],
    skipped: [{ path: '.', reason, incomplete: true }],
    read: () => ({ skipped: reason }),
  };
  return auditServices(nothing, { ...options, standard, units: { models: {}, readers: [], judges: {} } });
};

/** Why a folder cannot be audited, as a clause; anything but a user's mistake is ours and goes on. */
export const whyNot = (error: unknown): string => {
  if (error instanceof UserError) return error.message.replace(/\.$/, '');
  throw error;
};
