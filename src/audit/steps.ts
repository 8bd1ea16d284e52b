import type { Kind, Rule } from '../catalog/types.ts';
import type { JudgedOutcome } from '../kit/index.ts';

type Outcome = JudgedOutcome | 'waived' | 'baselined' | 'error';

/** How many rules came out how. A rule counts once, by the worst of what it found. */
export interface RuleCounts {
  readonly passed: number;
  readonly failed: number;
  readonly waived: number;
  readonly baselined: number;
  readonly unknown: number;
  readonly notApplicable: number;
  readonly error: number;
}

export interface StepProgress extends RuleCounts {
  readonly step: Rule['step'];
  readonly title: string;
  /** Rules that keep the service from having taken this step: those of severity must that failed or broke. */
  readonly open: readonly string[];
}

export interface AreaProgress extends RuleCounts {
  readonly kind: string;
  readonly title: string;
}

/** How far a service is on the way to the standard. There is no single score: what is missing in one place is not made up for in another. */
export interface Progress {
  /** The last step that is taken, with all before it; 0 for none. */
  readonly step: 0 | Rule['step'];
  readonly steps: readonly StepProgress[];
  readonly areas: readonly AreaProgress[];
}

/** The way to the standard, in four steps. */
export const steps: readonly { readonly step: Rule['step']; readonly title: string }[] = [
  { step: 1, title: 'Versioned source, review and continuous integration' },
  { step: 2, title: 'Delivery through stages to production, from infrastructure as code' },
  { step: 3, title: 'Supply chain and policy gates' },
  { step: 4, title: 'Objectives, progressive delivery, automatic rollback and metrics of delivery' },
];

const keys = {
  error: 'error',
  fail: 'failed',
  waived: 'waived',
  baselined: 'baselined',
  unknown: 'unknown',
  pass: 'passed',
  'not-applicable': 'notApplicable',
} as const satisfies Readonly<Record<Outcome, keyof RuleCounts>>;

/** From the worst on: what a rule found worst is what it came to. */
const worst = Object.keys(keys) as readonly Outcome[];

/**
 * @param rules those that apply to the service, as they were judged
 * @param findings everything that they found
 */
export const progressOf = (
  rules: readonly Rule[],
  kinds: readonly Kind[],
  findings: readonly { readonly rule: string; readonly outcome: Outcome }[],
): Progress => {
  const found = new Map<string, Set<Outcome>>();
  for (const { rule, outcome } of findings) {
    const outcomes = found.get(rule);
    if (outcomes === undefined) found.set(rule, new Set([outcome]));
    else outcomes.add(outcome);
  }
  const judged = rules.flatMap((rule) => {
    const outcome = worst.find((candidate) => found.get(rule.id)?.has(candidate));
    return outcome === undefined ? [] : [{ rule, outcome }];
  });
  const counts = (some: typeof judged): RuleCounts => {
    const sum = { passed: 0, failed: 0, waived: 0, baselined: 0, unknown: 0, notApplicable: 0, error: 0 };
    for (const { outcome } of some) sum[keys[outcome]] += 1;
    return sum;
  };
  const taken = steps.map(({ step, title }): StepProgress => {
    const own = judged.filter(({ rule }) => rule.step === step);
    const open = own.filter(
      ({ rule, outcome }) => rule.severity === 'must' && (outcome === 'fail' || outcome === 'error'),
    );
    return { step, title, ...counts(own), open: open.map(({ rule }) => rule.id) };
  });
  const first = taken.findIndex(({ open }) => open.length > 0);
  const reached = judged.length === 0 ? 0 : first === -1 ? steps.length : first;
  return {
    step: reached as Progress['step'],
    steps: taken,
    areas: kinds.map(({ id, title }) => ({
      kind: id,
      title,
      ...counts(judged.filter(({ rule }) => rule.kind === id)),
    })),
  };
};
