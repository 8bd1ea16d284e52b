import type { Judgement } from '../kit/index.ts';
import { applyBaseline, entryOf, mayBeBaselined } from './baseline.ts';
import type { BaselineEntry } from './baseline-file.ts';
import type { Coverage } from './documents.ts';
import { summarise } from './findings.ts';
import type { AuditOptions } from './options.ts';
import type { Finding, RepositoryReport } from './report-types.ts';
import type { JudgedService } from './service-audit.ts';
import { progressOf } from './steps.ts';
import { covers, judgeWaiver } from './waivers.ts';
import type { Waiver } from './waivers.ts';
import { waiverRule } from './waiver-form.ts';

/** What could not be read of a service, readers that broke included. */
const coverageOf = ({ scope, failures }: JudgedService): Coverage => {
  const coverage = scope.coverage();
  const brokenReaders = failures.map(({ reader, message }) => ({
    path: `(reader ${reader})`,
    reason: `broke: ${message}`,
    incomplete: true,
  }));
  return { ...coverage, skipped: [...coverage.skipped, ...brokenReaders] };
};

const isWhole = ({ skipped }: Coverage): boolean => !skipped.some(({ incomplete }) => incomplete);

const sameWaiver = (a: Waiver, b: Waiver): boolean => a.at.path === b.at.path && a.at.pointer === b.at.pointer;

/** Whether all that a waiver covers could be judged. */
const wasSeen = (service: JudgedService, waiver: Waiver): boolean =>
  isWhole(coverageOf(service)) &&
  !(service.findings.get(waiver.rule) ?? []).some(
    (finding) => finding.outcome === 'error' || (finding.outcome === 'unknown' && covers(waiver, finding)),
  );

/** What is to be said of the waivers of a service. One of the whole repository may be there for any of its services. */
const waiverJudgements = ({ settings }: JudgedService, all: readonly JudgedService[]): readonly Judgement[] => [
  ...settings.waivers.faults,
  ...settings.waivers.inForce.map((waiver) => {
    const having = all.filter(({ settings: { waivers } }) => waivers.inForce.some((own) => sameWaiver(own, waiver)));
    const used = having.some((service) => [...service.used].some((own) => sameWaiver(own, waiver)));
    return judgeWaiver(waiver, used, settings.rules, {
      tier: Math.max(...having.map(({ service }) => service.tier)),
      complete: having.every((service) => wasSeen(service, waiver)),
    });
  }),
];

/** The findings of the report, in the order of the standard. */
const findingsOf = async (service: JudgedService, all: readonly JudgedService[]): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  for (const rule of service.rules) {
    if (rule.id === waiverRule) findings.push(...(await service.judgeWaivers(rule, waiverJudgements(service, all))));
    else findings.push(...(service.findings.get(rule.id) ?? []));
  }
  return findings;
};

/**
 * The report of a service.
 *
 * @param all every service of the repository, this one included
 * @param entries of the baseline for this service, or all that there is; undefined without a baseline
 */
export const reportService = async (
  judged: JudgedService,
  all: readonly JudgedService[],
  entries: readonly BaselineEntry[] | 'everything' | undefined,
  { path, commit, standard, rules: wanted }: AuditOptions,
): Promise<RepositoryReport> => {
  const { service, rules, settings, scope } = judged;
  const found = await findingsOf(judged, all);
  const coverage = coverageOf(judged);
  const { findings, ...baseline } = applyBaseline(
    found,
    entries === 'everything' ? found.filter(mayBeBaselined).map(entryOf) : (entries ?? []),
    {
      exists: (file) => scope.view.has(file),
      rules: new Set(rules.map(({ id }) => id)),
      complete: isWhole(coverage),
    },
  );
  return {
    path,
    commit: commit ?? null,
    service,
    summary: summarise(findings),
    findings,
    coverage,
    progress: wanted === undefined ? progressOf(rules, standard.kinds, findings) : null,
    notes: settings.waivers.notes,
    ...(entries && { baseline }),
  };
};
