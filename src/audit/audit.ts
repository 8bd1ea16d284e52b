import type { Rule, Standard, Units } from '../catalog/types.ts';
import { ruleOf } from '../catalog/find.ts';
import type { JudgeContext } from '../kit/index.ts';
import { createDocuments } from './documents.ts';
import { summarise, toFinding, withExcerpts, withPositions } from './findings.ts';
import { distinguish } from './fingerprint.ts';
import { judgeRule } from './judge.ts';
import type { Verdict } from './judge.ts';
import { readModels } from './models.ts';
import type { ReaderFailure } from './models.ts';
import { createLocator } from './positions.ts';
import type { Finding, RepositoryReport } from './report-types.ts';
import { identifyService } from './service.ts';
import type { AuditTree } from './tree.ts';

export interface AuditOptions {
  readonly standard: Standard;
  readonly units: Units;
  /** Overrides the tier that the repository declares. */
  readonly tier?: 1 | 2 | 3;
  /** Only these rules. */
  readonly rules?: readonly string[];
  /** How the report names the repository. */
  readonly path: string;
  readonly commit?: string;
  /** The day of the audit, such as `2026-11-25` (UTC). */
  readonly today: string;
  /** Whether failing findings bring lines of the files that they point into. */
  readonly excerpts?: boolean;
}

/** The rules to judge by, in the order of the standard. Throws a UserError for an id that no rule has. */
const chooseRules = (standard: Standard, wanted: readonly string[] | undefined, tier: number): readonly Rule[] => {
  wanted?.forEach((id) => ruleOf(standard, id));
  return standard.rules.filter((rule) => rule.tier <= tier && (wanted?.includes(rule.id) ?? true));
};

/** What holds where nobody chose. */
const choicesOf = (standard: Standard): JudgeContext['choices'] =>
  Object.fromEntries(
    standard.kinds.flatMap(({ choices }) => Object.entries(choices).map(([name, choice]) => [name, choice.default])),
  );

const readerError = ({ reader, message }: ReaderFailure): Verdict => ({
  error: `the reader ${reader} broke: ${message}`,
});

/**
 * Judges a repository by the standard. Nothing in the repository makes it throw: what cannot be read stands in the
 * coverage, a rule or reader that breaks is an `error` finding.
 */
export const auditRepository = async (tree: AuditTree, options: AuditOptions): Promise<RepositoryReport> => {
  const { standard, units, path, commit, today } = options;
  const documents = createDocuments(tree, [...new Set(units.readers.flatMap(({ reader }) => reader.globs))]);
  const { models, failures } = await readModels(units, documents.view);
  const service = identifyService(models.base, options.tier);
  // Other kinds' rules must not take a model that could not be read for one that is empty.
  const readable = Object.entries(models).filter(([kind]) => !failures.some((failure) => failure.kind === kind));
  const context = { tier: service.tier, models: Object.fromEntries(readable), today, choices: choicesOf(standard) };
  const locate = createLocator(documents.view);
  const distinct = distinguish();
  const findings: Finding[] = [];
  const rules = chooseRules(standard, options.rules, service.tier);
  // An empty folder is no service that lacks everything: there is nothing to judge, and that is no verdict.
  for (const rule of tree.paths.length === 0 ? [] : rules) {
    const broken = failures.filter(({ kind }) => kind === rule.kind);
    const verdicts =
      broken.length > 0 ? broken.map(readerError) : judgeRule(rule, units, models[rule.kind] ?? {}, context);
    for (const verdict of verdicts) {
      const finding = toFinding(rule, verdict, distinct);
      const located = finding.outcome === 'fail' ? await withPositions(finding, verdict, locate) : finding;
      findings.push(options.excerpts && !rule.confidential ? withExcerpts(located, documents.view) : located);
    }
  }
  const coverage = documents.coverage();
  const brokenReaders = failures.map(({ reader, message }) => ({
    path: `(reader ${reader})`,
    reason: `broke: ${message}`,
    incomplete: true,
  }));
  return {
    path,
    commit: commit ?? null,
    service,
    summary: summarise(findings),
    findings,
    coverage: { ...coverage, skipped: [...coverage.skipped, ...brokenReaders] },
  };
};

/** Judges every service of a repository, each by its own tier: a report for each, the only one for a repository without services of its own. */
export const auditServices = async (tree: AuditTree, options: AuditOptions): Promise<readonly RepositoryReport[]> => [
  await auditRepository(tree, options),
];
