import type { Rule } from '../catalog/types.ts';
import { digestOf } from '../kit/index.ts';
import type { Judgement, RepositoryView } from '../kit/index.ts';
import { withoutPath } from './baseline.ts';
import { excerptOf } from './excerpt.ts';
import { fingerprint } from './fingerprint.ts';
import type { Verdict } from './judge.ts';
import { symbolicLocation } from './positions.ts';
import type { Locator } from './positions.ts';
import type { Finding, Summary } from './report-types.ts';
import type { SecretLines } from './secret-lines.ts';

/** The finding of one verdict, its places as the model tells them. */
export const toFinding = (rule: Rule, verdict: Verdict, distinct: (print: string) => string): Finding => {
  const broken = 'error' in verdict;
  const judgement: Judgement = broken
    ? { outcome: 'unknown', message: `The rule could not judge: ${verdict.error}` }
    : verdict.judgement;
  const evidence = broken ? undefined : verdict.evidence;
  return {
    rule: rule.id,
    outcome: broken ? 'error' : judgement.outcome,
    severity: rule.severity,
    tier: rule.tier,
    message: judgement.message,
    remediation: judgement.outcome === 'fail' ? rule.fix : null,
    locations: (judgement.at ?? []).map(symbolicLocation),
    fingerprint: distinct(fingerprint({ rule: rule.id, judgement, evidence })),
    ...(judgement.subject !== undefined && { subject: judgement.subject }),
    ...(judgement.outcome === 'fail' && { evidence: evidenceDigest(judgement, evidence) }),
  };
};

/** What was found wrong, whichever file it stands in. */
const evidenceDigest = ({ at, message }: Judgement, evidence = message): string =>
  digestOf(
    withoutPath(evidence, at?.[0]?.path ?? '')
      .replace(/\s+/g, ' ')
      .trim(),
  );

/** The finding with lines and columns. They cost a second parse of the file, so mostly only what somebody has to mend gets them. */
export const withPositions = async (finding: Finding, verdict: Verdict, locate: Locator): Promise<Finding> => {
  if ('error' in verdict) return finding;
  return { ...finding, locations: await Promise.all((verdict.judgement.at ?? []).map(locate)) };
};

/** The failing finding with the lines around its first places, but for those that hold secrets. */
export const withExcerpts = (finding: Finding, view: RepositoryView, secrets: SecretLines): Finding => {
  if (finding.outcome !== 'fail') return finding;
  const locations = finding.locations.map((location, index) => {
    const text = index < mostExcerpts && location.line !== undefined ? view.text(location.path) : undefined;
    const excerpt = text === undefined ? undefined : excerptOf(text, location.line ?? 1);
    return excerpt === undefined ? location : { ...location, excerpt: secrets.hiddenIn(location.path, excerpt) };
  });
  return { ...finding, locations };
};

const mostExcerpts = 3;

const summaryKeys = {
  pass: 'pass',
  fail: 'fail',
  'not-applicable': 'notApplicable',
  unknown: 'unknown',
  waived: 'waived',
  baselined: 'baselined',
  error: 'error',
} as const;

/** How many findings came out how. */
export const summarise = (findings: readonly Finding[]): Summary => {
  const summary = { pass: 0, fail: 0, notApplicable: 0, unknown: 0, waived: 0, baselined: 0, error: 0 };
  for (const { outcome } of findings) summary[summaryKeys[outcome]] += 1;
  return summary;
};
