import type { Rule, Severity } from '../catalog/types.ts';

/** What a preset or a repository sets for a rule. */
export interface RuleOverride {
  readonly severity?: Severity;
  readonly tier?: Rule['tier'];
}

export type Overrides = Readonly<Record<string, RuleOverride>>;

const ranks: Readonly<Record<Severity, number>> = { may: 1, should: 2, must: 3 };

export const isWeaker = (severity: Severity, than: Severity): boolean => ranks[severity] < ranks[than];

/** The rules with what an organisation set for them, in the same order. */
export const withOverrides = (rules: readonly Rule[], overrides: Overrides): readonly Rule[] =>
  Object.keys(overrides).length === 0
    ? rules
    : rules.map((rule) => (Object.hasOwn(overrides, rule.id) ? overridden(rule, overrides[rule.id] ?? {}) : rule));

/** A severity that somebody set is the severity of every tier. */
const overridden = ({ stricter, ...rule }: Rule, override: RuleOverride): Rule => ({
  ...rule,
  ...(stricter && override.severity === undefined && { stricter }),
  ...override,
});

/** The rules with what a repository set for them: where a rule weighs more from a tier on, it still does. */
export const raised = (rules: readonly Rule[], overrides: Overrides): readonly Rule[] =>
  withOverrides(rules, overrides).map((rule, index) => {
    const stricter = rules[index]?.stricter;
    return stricter === undefined ? rule : { ...rule, stricter };
  });

/** The rule as it weighs for services of a tier. */
export const atTier = (rule: Rule, tier: number): Rule =>
  rule.stricter !== undefined && tier >= rule.stricter.tier && isWeaker(rule.severity, rule.stricter.severity)
    ? { ...rule, severity: rule.stricter.severity }
    : rule;
