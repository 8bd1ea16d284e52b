import type { BaselineEntry } from './baseline-file.ts';
import type { RepositoryReport } from './report-types.ts';

const has = (entries: readonly BaselineEntry[] | undefined, entry: BaselineEntry): boolean =>
  entries?.some(({ fingerprint }) => fingerprint === entry.fingerprint) ?? false;

/**
 * What is left of a baseline where services share it: of two that stand in one folder, either may still have a finding; of a
 * folder that is no service any more, the first report says that its entries are mended.
 */
export const settleBaseline = (
  reports: readonly RepositoryReport[],
  baseline: Readonly<Record<string, readonly BaselineEntry[]>>,
): readonly RepositoryReport[] => {
  const roots = new Set(reports.map(({ service }) => service.root));
  const vanished = Object.entries(baseline).flatMap(([root, entries]) => (roots.has(root) ? [] : entries));
  return reports.map((report, index) => {
    const sharing = reports.filter((other) => other !== report && other.service.root === report.service.root);
    const { stale = [], kept = [] } = report.baseline ?? {};
    const open = [...stale, ...kept].filter((entry) =>
      sharing.every(({ baseline: other }) => has(other?.stale, entry) || has(other?.kept, entry)),
    );
    const mended = (entry: BaselineEntry): boolean =>
      has(stale, entry) && sharing.every(({ baseline: other }) => has(other?.stale, entry));
    return {
      ...report,
      baseline: {
        stale: [...open.filter(mended), ...(index === 0 ? vanished : [])],
        kept: open.filter((entry) => !mended(entry)),
      },
    };
  });
};
