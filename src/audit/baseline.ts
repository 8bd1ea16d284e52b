import type { BaselineEntry } from './baseline-file.ts';
import { groupBy } from './group-by.ts';
import type { Finding } from './report-types.ts';

/** What is said about exceptions cannot be excepted: a baseline with an ended waiver in it would make it last for ever. */
const neverBaselined: ReadonlySet<string> = new Set(['std-config', 'std-waivers']);

/** What must be known of a service to tell a mended finding from one that cannot be seen. */
export interface Judged {
  /** Whether the repository has a file. */
  exists(path: string): boolean;
  /** Ids of the rules that were judged. */
  readonly rules: ReadonlySet<string>;
  /** Everything was read. */
  readonly complete: boolean;
}

export interface Baselined {
  readonly findings: readonly Finding[];
  /** Entries whose finding is mended. */
  readonly stale: readonly BaselineEntry[];
  /** Entries of which that cannot be told. */
  readonly kept: readonly BaselineEntry[];
}

/** A finding as a baseline keeps it. */
export const entryOf = ({ rule, locations, subject, evidence = '', fingerprint }: Finding): BaselineEntry => {
  const path = locations[0]?.path ?? '';
  const place = subject ?? locations[0]?.pointer ?? '';
  return { rule, path, place: withoutPath(place, path), evidence, fingerprint };
};

/** A renamed file must not change what is said of it. */
export const withoutPath = (text: string, path: string): string =>
  path === '' ? text : text.replaceAll(path, '{path}');

export const mayBeBaselined = ({ outcome, rule }: Finding): boolean => outcome === 'fail' && !neverBaselined.has(rule);

/**
 * Finds the entries of a baseline again: first exactly; then, where exactly one file with such an entry is gone and such a
 * finding came up in exactly one other file, in the renamed file. Numbers are never compared: one finding that is mended does not
 * pay for another.
 */
export const applyBaseline = (
  findings: readonly Finding[],
  entries: readonly BaselineEntry[],
  judged: Judged,
): Baselined => {
  const open = new Map(entries.map((entry) => [entry.fingerprint, entry]));
  const matched = new Set<Finding>();
  for (const finding of findings) {
    const entry = mayBeBaselined(finding) ? open.get(finding.fingerprint) : undefined;
    if (entry === undefined || entry.rule !== finding.rule) continue;
    matched.add(finding);
    open.delete(finding.fingerprint);
  }
  const gone = groupBy(
    [...open.values()].filter(({ path }) => path !== '' && !judged.exists(path)),
    keyOf,
  );
  const came = groupBy(
    findings.filter((finding) => mayBeBaselined(finding) && !matched.has(finding)),
    (finding) => keyOf(entryOf(finding)),
  );
  for (const [key, left] of gone) {
    const arrived = came.get(key) ?? [];
    const from = new Set(left.map(({ path }) => path));
    const to = new Set(arrived.map((finding) => entryOf(finding).path));
    if (from.size !== 1 || to.size !== 1) continue;
    left.slice(0, arrived.length).forEach((entry, index) => {
      const finding = arrived[index];
      if (finding === undefined) return;
      matched.add(finding);
      open.delete(entry.fingerprint);
    });
  }
  const unseen = (entry: BaselineEntry): boolean =>
    !judged.complete || !judged.rules.has(entry.rule) || findings.some((finding) => hides(finding, entry));
  const rest = [...open.values()];
  return {
    findings: findings.map((finding) => (matched.has(finding) ? { ...finding, outcome: 'baselined' } : finding)),
    stale: rest.filter((entry) => !unseen(entry)),
    kept: rest.filter(unseen),
  };
};

/** Whether a rule that could not tell may have met what an entry stands for. */
const hides = (finding: Finding, entry: BaselineEntry): boolean => {
  if (finding.rule !== entry.rule) return false;
  const { path, place } = entryOf(finding);
  return (
    finding.outcome === 'error' || (finding.outcome === 'unknown' && (path === entry.path || place === entry.place))
  );
};

const keyOf = ({ rule, place, evidence }: BaselineEntry): string => JSON.stringify([rule, place, evidence]);
