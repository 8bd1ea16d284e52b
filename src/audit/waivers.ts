import type { Rule } from '../catalog/types.ts';
import { get, list, pathMatches, pointer, record, shown } from '../kit/index.ts';
import type { At, Calendar, Judgement, RepositoryView } from '../kit/index.ts';
import { misnamed, settingsPaths } from './config.ts';
import type { WaiverPolicy } from './preset.ts';
import type { Finding, Note } from './report-types.ts';
import { ended, problemsOf } from './schema-problems.ts';
import { faultsOf, maxWaivers, scopeText, waiverRule } from './waiver-form.ts';
import type { WaiverEntry } from './waiver-form.ts';

/** A waiver that holds today. */
export interface Waiver extends WaiverEntry {
  readonly at: At;
  /** How messages call it, whatever its place in the list. */
  readonly subject: string;
}

export interface Waivers {
  readonly inForce: readonly Waiver[];
  /** What is wrong with the others. */
  readonly faults: readonly Judgement[];
  readonly notes: readonly Note[];
}

const soon = 30;
const none = { waivers: [] };

/** Nobody reads more of them, and each is looked up in its file. */
const mostProblems = 100;

/** Of the entry that a pointer leads into; NaN for one that leads elsewhere. */
const indexIn = (place: string): number => Number(/^\/waivers\/(\d+)/.exec(place)?.[1] ?? Number.NaN);

/** Reads the waivers of a repository. One that is wrong in any way excepts nothing: the finding returns, and so does why. */
export const readWaivers = (
  view: RepositoryView,
  rules: readonly Rule[],
  policy: WaiverPolicy,
  calendar: Calendar,
): Waivers => {
  const inForce: Waiver[] = [];
  const faults: Judgement[] = [...misnamed(view, 'waivers')];
  const notes: Note[] = [];
  for (const path of settingsPaths(view, 'waivers')) {
    const fault = (place: string, subject: string, message: string): void => {
      faults.push({ outcome: 'fail', message, subject, at: [{ path, pointer: place }] });
    };
    const documents = view.yaml(path);
    if (documents === undefined) fault('', path, `${path} cannot be read as YAML, so nothing of it holds.`);
    const [value, ...more] = documents ?? [none];
    if (more.length > 0) fault('', path, `${path} has more than one document; only the first is read.`);
    const all = list(get(value, 'waivers'));
    const entries = all.slice(0, maxWaivers);
    const problems = problemsOf(
      'waivers',
      all.length > maxWaivers ? { ...record(value), waivers: entries } : (value ?? none),
    );
    if (all.length > maxWaivers)
      fault('/waivers', path, `${path} has more than ${maxWaivers} waivers; only the first ${maxWaivers} are read.`);
    for (const { pointer: place, message } of problems.slice(0, mostProblems)) {
      const entry = entries[indexIn(place)];
      const about = entry === undefined ? path : `waiver of ${shown(get(entry, 'rule') ?? 'nothing')}`;
      fault(
        place,
        about,
        ended(`The waiver at ${place === '' ? 'the top' : place} of ${path} does not hold: ${message}`),
      );
    }
    const malformed = new Set(problems.map((problem) => indexIn(problem.pointer)));
    const useless = problems.some((problem) => problem.pointer === '');
    entries.forEach((said, index) => {
      const place = pointer('waivers', index);
      if (useless || malformed.has(index)) return;
      const entry = said as WaiverEntry;
      const subject = `waiver of ${entry.rule} for ${scopeText(entry.scope)}`;
      const wrong = faultsOf(entry, { rules, policy, calendar });
      for (const { key, message } of wrong) fault(`${place}${pointer(key)}`, subject, message);
      if (wrong.length > 0) return;
      inForce.push({ ...entry, subject, at: { path, pointer: place } });
      if (!calendar.reached(entry.expires, -soon)) return;
      const days = -(calendar.daysSince(entry.expires) ?? 0);
      const left = days === 0 ? 'today is its last day' : `${days} days are left`;
      notes.push({ message: `The ${subject} ends on ${entry.expires}: ${left}.`, locations: [{ path }] });
    });
  }
  return { inForce, faults, notes };
};

/** Whether a waiver is meant for a finding. Of its places the first counts: it is the one that the report shows first. */
export const covers = ({ rule, scope }: Waiver, finding: Finding): boolean => {
  if (finding.rule !== rule || rule === waiverRule) return false;
  if (scope === '*') return true;
  const path = finding.locations[0]?.path;
  if (scope.path !== undefined && (path === undefined || !pathMatches(scope.path, path))) return false;
  return scope.subject === undefined || scope.subject === finding.subject;
};

/** The findings with those waived that somebody answers for, and which waivers had something to waive. */
export const applyWaivers = (
  findings: readonly Finding[],
  waivers: readonly Waiver[],
): { readonly findings: readonly Finding[]; readonly used: ReadonlySet<Waiver> } => {
  if (waivers.length === 0) return { findings, used: new Set() };
  const used = new Set<Waiver>();
  const waived = findings.map((finding): Finding => {
    const covering = finding.outcome === 'fail' ? waivers.filter((waiver) => covers(waiver, finding)) : [];
    covering.forEach((waiver) => used.add(waiver));
    // Of several, the one that lasts longest: the finding returns when the last of them has ended.
    const [longest] = covering.toSorted((a, b) => (a.expires < b.expires ? 1 : a.expires > b.expires ? -1 : 0));
    if (longest === undefined) return finding;
    const { reason, approver, expires } = longest;
    return { ...finding, outcome: 'waived', waiver: { reason, approver, expires } };
  });
  return { findings: waived, used };
};

/** How a rule came out, where a waiver found nothing to waive. */
export interface Seen {
  /** Tier of the service. */
  readonly tier: number;
  /** All services that the waiver could be for were read whole, and of what it covers all could be judged. */
  readonly complete: boolean;
}

/** What the rule about waivers says of one that holds. */
export const judgeWaiver = (waiver: Waiver, used: boolean, rules: readonly Rule[], seen: Seen): Judgement => {
  const { subject, at, expires, approver } = waiver;
  const about = { subject, at: [at] };
  if (used) return { ...about, outcome: 'pass', message: `${approver} answers for it until ${expires}.` };
  const rule = rules.find(({ id }) => id === waiver.rule);
  if (rule !== undefined && rule.tier > seen.tier)
    return {
      ...about,
      outcome: 'fail',
      message: `The ${subject} waives nothing: the rule holds from tier ${rule.tier} on, and this is tier ${seen.tier}. Remove it.`,
    };
  if (!seen.complete)
    return {
      ...about,
      outcome: 'unknown',
      message: `Whether the ${subject} has anything to waive cannot be told: not everything could be judged.`,
    };
  return { ...about, outcome: 'fail', message: `The ${subject} waives nothing that is wrong today. Remove it.` };
};

/** The rules that waivers name: what they waive is looked for even where only the rule about waivers is asked for. */
export const namedBy = ({ inForce }: Waivers): readonly string[] => [...new Set(inForce.map(({ rule }) => rule))];
