import type { Rule, Standard, Units } from '../catalog/types.ts';
import type { Judgement } from '../kit/index.ts';
import { UserError } from '../errors.ts';
import { createDocuments } from './documents.ts';
import { distinguish, fingerprint } from './fingerprint.ts';
import { judgeRule } from './judge.ts';
import type { Verdict } from './judge.ts';
import { readModels } from './models.ts';
import type { ReaderFailure } from './models.ts';
import { createLocator, symbolicLocation } from './positions.ts';
import type { Locator } from './positions.ts';
import type { Finding, RepositoryReport, Summary } from './report-types.ts';
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
}

/** The rules to judge by, in the order of the standard. Throws a UserError for an id that no rule has. */
const chooseRules = (standard: Standard, wanted: readonly string[] | undefined, tier: number): readonly Rule[] => {
  const missing = wanted?.find((id) => !standard.rules.some((rule) => rule.id === id));
  if (missing !== undefined) {
    throw new UserError(`No rule is called "${missing}".`, 'See `create-service list rules`.');
  }
  return standard.rules.filter((rule) => rule.tier <= tier && (wanted?.includes(rule.id) ?? true));
};

const summaryKeys = {
  pass: 'pass',
  fail: 'fail',
  'not-applicable': 'notApplicable',
  unknown: 'unknown',
  waived: 'waived',
  baselined: 'baselined',
  error: 'error',
} as const;

const summarise = (findings: readonly Finding[]): Summary => {
  const summary = { pass: 0, fail: 0, notApplicable: 0, unknown: 0, waived: 0, baselined: 0, error: 0 };
  for (const { outcome } of findings) summary[summaryKeys[outcome]] += 1;
  return summary;
};

/** The finding of one verdict. Positions are looked up only where somebody has to go there. */
const toFinding = async (rule: Rule, verdict: Verdict, locate: Locator): Promise<Finding> => {
  const broken = 'error' in verdict;
  const judgement: Omit<Judgement, 'outcome'> = broken
    ? { message: `The rule could not judge: ${verdict.error}` }
    : verdict.judgement;
  const outcome = broken ? 'error' : verdict.judgement.outcome;
  const places = judgement.at ?? [];
  return {
    rule: rule.id,
    outcome,
    severity: rule.severity,
    tier: rule.tier,
    message: judgement.message,
    remediation: outcome === 'fail' ? rule.fix : null,
    locations: outcome === 'fail' ? await Promise.all(places.map(locate)) : places.map(symbolicLocation),
    fingerprint: fingerprint({
      rule: rule.id,
      judgement: { outcome: 'fail', ...judgement },
      ...(!broken && verdict.evidence !== undefined && { evidence: verdict.evidence }),
    }),
  };
};

const readerError = ({ reader, message }: ReaderFailure): Verdict => ({
  error: `the reader ${reader} broke: ${message}`,
});

/**
 * Judges a repository by the standard. Nothing in the repository makes it throw: what cannot be read stands in the
 * coverage, a rule or reader that breaks is an `error` finding.
 */
export const auditRepository = async (tree: AuditTree, options: AuditOptions): Promise<RepositoryReport> => {
  const { standard, units, path, commit } = options;
  const documents = createDocuments(tree, [...new Set(units.readers.flatMap(({ reader }) => reader.globs))]);
  const { models, failures } = await readModels(units, documents.view);
  const service = identifyService(models.base, options.tier);
  // Other kinds' rules must not take a model that could not be read for one that is empty.
  const readable = Object.entries(models).filter(([kind]) => !failures.some((failure) => failure.kind === kind));
  const context = { tier: service.tier, models: Object.fromEntries(readable) };
  const locate = createLocator(documents.view);
  const unique = distinguish();
  const findings: Finding[] = [];
  for (const rule of chooseRules(standard, options.rules, service.tier)) {
    const broken = failures.filter(({ kind }) => kind === rule.kind);
    const verdicts =
      broken.length > 0 ? broken.map(readerError) : judgeRule(rule, units, models[rule.kind] ?? {}, context);
    for (const verdict of verdicts) {
      const finding = await toFinding(rule, verdict, locate);
      findings.push({ ...finding, fingerprint: unique(finding.fingerprint) });
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
