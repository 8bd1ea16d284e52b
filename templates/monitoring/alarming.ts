import type { RepositoryView } from '../../src/kit/index.ts';
import type { Alarm, AlarmSeverity } from './model.ts';

const pageWords = /\b(page|pager|pagerduty|critical|urgent|sev-?[12]|p1)\b/i;
const ticketWords = /\b(ticket|warn|warning|low|minor|info|notice|sev-?[345]|p[2345])\b/i;

/** Names are one word to `\b` (PageTopicArn, orders_critical): spaces make words of them. */
export const spaced = (name: string): string => name.slice(0, 2000).replace(/([a-z])([A-Z])|[_:.${}-]+/g, '$1 $2');

/** The severity that the first of the texts tells which tells any. */
export const severityIn = (texts: readonly string[]): AlarmSeverity | null => {
  for (const words of texts) {
    if (pageWords.test(words)) return 'page';
    if (ticketWords.test(words)) return 'ticket';
  }
  return null;
};

/** A runbook by its address or path; of a path whether a file of the repository has it. */
export const runbookOf = (view: RepositoryView, link: string | null): Pick<Alarm, 'runbook' | 'runbookFound'> => {
  if (link === null) return { runbook: null, runbookFound: false };
  const path = link.replace(/^\.?\//, '').replace(/[#?].*$/, '');
  return { runbook: link, runbookFound: /^https?:\/\//.test(link) || view.has(path) };
};

/** Where an alarm is sent when that is only known once it is deployed: it may be another place each time. */
export const computedTarget = 'a computed target';

/** What alarms are to each other is settled when all are known: which are parts of others, and what else a target gets. */
export const settled = (alarms: readonly Alarm[]): readonly Alarm[] => {
  const parts = new Set(alarms.flatMap((alarm) => alarm.allOf));
  const severities = new Map<string, Set<AlarmSeverity>>();
  for (const { severity, targets } of alarms) {
    if (severity === null) continue;
    for (const target of targets.filter((one) => one !== computedTarget))
      severities.set(target, (severities.get(target) ?? new Set()).add(severity));
  }
  return alarms.map((alarm) => ({
    ...alarm,
    part: parts.has(alarm.name) && alarm.targets.length === 0,
    targetSeverities: [...new Set(alarm.targets.flatMap((target) => [...(severities.get(target) ?? [])]))].sort(),
  }));
};
