import { ruleOf } from '../catalog/find.ts';
import type { Rule } from '../catalog/types.ts';
import { calendarFrom } from '../kit/index.ts';
import type { Judgement } from '../kit/index.ts';
import { toFinding, withExcerpts, withPositions } from './findings.ts';
import { distinguish } from './fingerprint.ts';
import { judgeRule } from './judge.ts';
import type { Verdict } from './judge.ts';
import { readModels } from './models.ts';
import type { ReaderFailure } from './models.ts';
import type { AuditOptions } from './options.ts';
import type { Locator } from './positions.ts';
import type { Finding, RepositoryReport } from './report-types.ts';
import type { Scope } from './scopes.ts';
import { secretLines } from './secret-lines.ts';
import { atTier } from './overrides.ts';
import { declaredTier, identifyService } from './service.ts';
import { settingsGlobs } from './config.ts';
import { loadSettingsSchemas } from './schema-problems.ts';
import { configJudgements, readSettings, wantedTier } from './settings.ts';
import type { Settings } from './settings.ts';
import { doubtIn } from './unread.ts';
import { waiverRule } from './waiver-form.ts';
import { applyWaivers, namedBy } from './waivers.ts';
import type { Waiver } from './waivers.ts';

/** A service after its rules were judged, before it is known what its waivers are good for. */
export interface JudgedService {
  readonly scope: Scope;
  readonly settings: Settings;
  readonly service: RepositoryReport['service'];
  /** The rules that the report is about. */
  readonly rules: readonly Rule[];
  /** By rule; of rules too that are judged only because a waiver names them. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  /** Waivers that waived something. */
  readonly used: ReadonlySet<Waiver>;
  readonly failures: readonly ReaderFailure[];
  /** What the rule about waivers finds, given what is to be said of each. */
  judgeWaivers(rule: Rule, judgements: readonly Judgement[]): Promise<readonly Finding[]>;
}

/** The rules to judge by, in the order of the standard. Throws a UserError for an id that no rule has. */
const chooseRules = (
  { standard, rules: wanted }: AuditOptions,
  rules: readonly Rule[],
  tier: number,
): readonly Rule[] => {
  wanted?.forEach((id) => ruleOf(standard, id));
  return rules.filter((rule) => rule.tier <= tier && (wanted?.includes(rule.id) ?? true));
};

const readerError = ({ reader, message }: ReaderFailure): Verdict => ({
  error: `the reader ${reader} broke: ${message}`,
});

/** Reads the models of a service and judges it by every rule but the one about waivers, which needs to know all others. */
export const judgeService = async (scope: Scope, locate: Locator, options: AuditOptions): Promise<JudgedService> => {
  const { standard, units, preset } = options;
  const calendar = options.calendar ?? calendarFrom(options.today);
  const { view } = scope;
  if (view.glob(...settingsGlobs).length > 0) await loadSettingsSchemas();
  const settings = readSettings(view, standard, preset, calendar);
  const { models, failures } = await readModels(units, view);
  const tiers = { demanded: options.tier, wanted: wantedTier(settings.config), usual: preset?.tier };
  const service = identifyService(models.base, tiers, view.service.root);
  // Other kinds' rules must not take a model that could not be read for one that is empty.
  const readable = Object.fromEntries(
    Object.entries(models).filter(([kind]) => !failures.some((failure) => failure.kind === kind)),
  );
  const configured = configJudgements(settings.config, declaredTier(models.base, tiers));
  const templates = Object.fromEntries(
    standard.kinds.flatMap((kind) => kind.templates.map(({ id, version }) => [id, version] as const)),
  );
  const secrets = secretLines();
  const withDoubt = doubtIn(scope, units);
  const judge = async (rule: Rule, waivers: readonly Judgement[] = []): Promise<readonly Finding[]> => {
    const context = {
      tier: service.tier,
      models: readable,
      calendar,
      choices: settings.choices,
      templates,
      settings: { config: configured, waivers },
    };
    const broken = failures.filter(({ kind }) => kind === rule.kind);
    const verdicts =
      broken.length > 0
        ? broken.map(readerError)
        : await withDoubt(rule.id, judgeRule(rule, units, models[rule.kind] ?? {}, context));
    const distinct = distinguish();
    const findings: Finding[] = [];
    for (const verdict of verdicts) {
      const finding = toFinding(rule, verdict, distinct);
      const placed = options.everyPlace ?? finding.outcome === 'fail';
      const located = placed ? await withPositions(finding, verdict, locate) : finding;
      findings.push(options.excerpts && !rule.confidential ? withExcerpts(located, view, secrets) : located);
    }
    return findings;
  };
  const weighed = settings.rules.map((rule) => atTier(rule, service.tier));
  // An empty folder is no service that lacks everything: there is nothing to judge, and that is no verdict.
  const rules = view.paths.length === 0 ? [] : chooseRules(options, weighed, service.tier);
  const named = rules.some(({ id }) => id === waiverRule) ? namedBy(settings.waivers) : [];
  const judged = weighed.filter(
    (rule) =>
      rule.id !== waiverRule && (rules.includes(rule) || (rule.tier <= service.tier && named.includes(rule.id))),
  );
  // Before any other, so that their lines are known when those of the others are shown.
  const confidential = new Map<Rule, readonly Finding[]>();
  if (options.excerpts && rules.length > 0)
    for (const rule of weighed.filter((one) => one.confidential)) {
      const found = await judge(rule);
      secrets.add(found);
      confidential.set(rule, found);
    }
  const findings = new Map<string, readonly Finding[]>();
  const used = new Set<Waiver>();
  for (const rule of judged) {
    const waivers = settings.waivers.inForce.filter((waiver) => waiver.rule === rule.id);
    const applied = applyWaivers(confidential.get(rule) ?? (await judge(rule)), waivers);
    applied.used.forEach((waiver) => used.add(waiver));
    findings.set(rule.id, applied.findings);
  }
  return { scope, settings, service, rules, findings, used, failures, judgeWaivers: judge };
};
