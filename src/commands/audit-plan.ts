import { unitsFor } from 'virtual:unit-index';
import { auditRepository } from '../audit/audit.ts';
import { indexPaths } from '../audit/path-index.ts';
import type { RepositoryReport } from '../audit/report-types.ts';
import { memoryTree } from '../audit/tree.ts';
import type { AuditTree } from '../audit/tree.ts';
import type { Standard } from '../catalog/types.ts';
import { today } from '../disk/clock.ts';
import { inspectTarget } from '../disk/target.ts';
import { treeAt } from './tree-at.ts';
import type { Plan } from '../plan/types.ts';

const decoder = new TextDecoder();

/** What the target will hold once the plan is committed: the same answer before and after the commit. */
export function plannedTree(plan: Plan): AuditTree {
  const standing = inspectTarget(plan.root).state === 'occupied' ? treeAt(plan.root) : memoryTree({});
  const written = new Map<string, Uint8Array>(
    plan.changes.flatMap(({ path, content }) => (content === undefined ? [] : [[path, content]])),
  );
  const removed = new Set<string>(
    plan.changes.filter((change) => change.action === 'delete').map((change) => change.path),
  );
  return {
    paths: [...new Set([...standing.paths.filter((path) => !removed.has(path)), ...written.keys()])].sort(),
    skipped: standing.skipped,
    read: (path) => {
      const content = written.get(path);
      return content === undefined ? standing.read(path) : { text: decoder.decode(content) };
    },
  };
}

/** Audits what a plan makes, by the standard that rendered it. */
export const auditPlan = async (plan: Plan, standard: Standard): Promise<RepositoryReport> => {
  const tree = plannedTree(plan);
  const units = await unitsFor(indexPaths(tree.paths).any);
  return auditRepository(tree, { standard, units, path: plan.root, today: today() });
};
