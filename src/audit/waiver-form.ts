import type { Rule } from '../catalog/types.ts';
import { dayNumber } from '../kit/index.ts';
import type { Calendar } from '../kit/index.ts';
import type { WaiverPolicy } from './preset.ts';
import { ended, unknownName } from './schema-problems.ts';

/** A waiver as it is written; its shape is `schemas/waivers.json`. */
export interface WaiverEntry {
  readonly rule: string;
  readonly scope: '*' | { readonly path?: string; readonly subject?: string };
  readonly reason: string;
  readonly approver: string;
  readonly created: string;
  readonly expires: string;
}

/** The rule about waivers, from which nobody can be excepted: it is what brings a finding back. */
export const waiverRule = 'std-waivers';

/** Nobody reviews more, and each is compared with each finding. */
export const maxWaivers = 1000;

export const longestWaiver = 180;

export interface Fault {
  readonly key: keyof WaiverEntry;
  readonly message: string;
}

interface Circumstances {
  readonly rules: readonly Rule[];
  readonly policy: WaiverPolicy;
  readonly calendar: Calendar;
}

export const scopeText = (scope: WaiverEntry['scope']): string =>
  scope === '*' ? 'everything' : [scope.path, scope.subject].filter((part) => part !== undefined).join(', ');

/** Why a waiver that has all its keys does not hold. */
export const faultsOf = (entry: WaiverEntry, circumstances: Circumstances): readonly Fault[] => [
  ...ruleFaults(entry, circumstances),
  ...wordFaults(entry, circumstances),
  ...timeFaults(entry, circumstances),
];

const ruleFaults = ({ rule, scope }: WaiverEntry, { rules, policy }: Circumstances): readonly Fault[] => {
  const known = rules.map(({ id }) => id);
  if (!known.includes(rule))
    return [
      {
        key: 'rule',
        message: `A waiver of what is no rule waives nothing: ${ended(unknownName(rule, 'rule', known))}`,
      },
    ];
  if (rule === waiverRule || policy.notWaivable?.includes(rule))
    return [{ key: 'rule', message: `Nobody can be excepted from ${rule}.` }];
  // Wildcards alone would be the whole rule without saying so.
  return scope !== '*' && scope.path !== undefined && /^[*?/]+$/.test(scope.path)
    ? [{ key: 'scope', message: `The path ${scope.path} is every path: write scope "*" if the whole rule is meant.` }]
    : [];
};

const nobody =
  /^(?:none|no ?one|nobody|n\/?a|tbd|todo|unknown|me|myself|self|anyone|someone|somebody|x+|[^\p{L}\p{N}]*)$/iu;

const wordFaults = ({ rule, reason, approver }: WaiverEntry, { policy }: Circumstances): readonly Fault[] => {
  const words = reason.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const { approvers } = policy;
  const name = approver.trim();
  return [
    ...(words.length < 3
      ? [
          {
            key: 'reason' as const,
            message: `The waiver of ${rule} gives no reason: say in a few words why it is needed.`,
          },
        ]
      : []),
    ...(nobody.test(name)
      ? [
          {
            key: 'approver' as const,
            message: `The waiver of ${rule} has nobody who answers for it: name a group or a person.`,
          },
        ]
      : approvers !== undefined && !approvers.some((allowed) => allowed.toLowerCase() === name.toLowerCase())
        ? [{ key: 'approver' as const, message: `${name} may not approve waivers here: ${approvers.join(', ')} may.` }]
        : []),
  ];
};

const timeFaults = ({ rule, created, expires }: WaiverEntry, { policy, calendar }: Circumstances): readonly Fault[] => {
  const [start, end] = [dayNumber(created), dayNumber(expires)];
  const longest = Math.min(policy.maxDays ?? longestWaiver, longestWaiver);
  const fault = (key: Fault['key'], message: string): Fault => ({ key, message });
  if (start === undefined || end === undefined) {
    const [key, said] = start === undefined ? (['created', created] as const) : (['expires', expires] as const);
    return [fault(key, `The waiver of ${rule}: ${JSON.stringify(said.slice(0, 40))} is no day as YYYY-MM-DD.`)];
  }
  return [
    // One day ahead is today somewhere on earth.
    ...(!calendar.reached(created, -1)
      ? [fault('created', `The waiver of ${rule} was made on ${created}, which has not come yet.`)]
      : []),
    ...(end < start ? [fault('expires', `The waiver of ${rule} ends before it begins.`)] : []),
    ...(end - start > longest
      ? [fault('expires', `The waiver of ${rule} lasts ${end - start} days; at most ${longest} are allowed.`)]
      : []),
    ...(end >= start && calendar.reached(expires, 1)
      ? [
          fault(
            'expires',
            `The waiver of ${rule} ended on ${expires}: mend the finding, or have the waiver approved anew.`,
          ),
        ]
      : []),
  ];
};
