import type { Units } from '../catalog/types.ts';
import { settleBaseline } from './baseline-of-services.ts';
import { settingsGlobs } from './config.ts';
import { createDocuments } from './documents.ts';
import type { Documents } from './documents.ts';
import type { AuditOptions } from './options.ts';
import { createLocator } from './positions.ts';
import type { RepositoryReport } from './report-types.ts';
import { scopesOf, wholeRepository } from './scopes.ts';
import type { Scope } from './scopes.ts';
import { judgeService } from './service-audit.ts';
import type { JudgedService } from './service-audit.ts';
import { reportService } from './service-report.ts';
import type { AuditTree } from './tree.ts';

export type { AuditOptions } from './options.ts';

/** The documents of a tree that readers and the audit itself ask for. */
export const openDocuments = (tree: AuditTree, units: Units): Documents =>
  createDocuments(tree, [...new Set([...units.readers.flatMap(({ reader }) => reader.globs), ...settingsGlobs])]);

/** Judges services that share their documents. What one waiver is good for is known when all of them are judged. */
const auditScopes = async (
  { view }: Documents,
  scopes: readonly Scope[],
  options: AuditOptions,
): Promise<readonly RepositoryReport[]> => {
  const locate = createLocator(view);
  const judged: JudgedService[] = [];
  for (const scope of scopes) judged.push(await judgeService(scope, locate, options));
  const reports: RepositoryReport[] = [];
  const { baseline } = options;
  for (const service of judged) {
    const { root } = service.service;
    const entries =
      typeof baseline === 'object' ? (Object.hasOwn(baseline, root) ? (baseline[root] ?? []) : []) : baseline;
    reports.push(await reportService(service, judged, entries, options));
  }
  return typeof baseline === 'object' ? settleBaseline(reports, baseline) : reports;
};

/**
 * Judges a repository as one service. Nothing in the repository makes it throw: what cannot be read stands in the
 * coverage, a rule or reader that breaks is an `error` finding.
 */
export const auditRepository = async (tree: AuditTree, options: AuditOptions): Promise<RepositoryReport> => {
  const documents = openDocuments(tree, options.units);
  const [report] = await auditScopes(documents, [wholeRepository(documents)], options);
  if (report === undefined) throw new Error('a scope has a report');
  return report;
};

/** Judges every service of a repository, each by its own tier: a report for each, the only one for a repository without services of its own. */
export const auditServices = async (tree: AuditTree, options: AuditOptions): Promise<readonly RepositoryReport[]> => {
  const documents = openDocuments(tree, options.units);
  return auditScopes(documents, scopesOf(documents), options);
};
