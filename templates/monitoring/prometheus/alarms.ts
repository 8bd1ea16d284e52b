import type { RepositoryView } from '../../../src/kit/index.ts';
import { shown } from '../../../src/kit/index.ts';
import { runbookOf, settled, severityIn, spaced } from '../alarming.ts';
import { text } from '../model.ts';
import type { Alarm, Signal } from '../model.ts';
import type { Configuration, RuleText } from './documents.ts';
import { readExpression, secondsOf } from './expression.ts';
import type { Alternatives, Comparison, Series } from './expression.ts';
import { receiversFor } from './routes.ts';

/** A recorded series by its name, as what it was computed from. */
type Recorded = ReadonlyMap<string, readonly Series[]>;

const mostRules = 2_000;

/** Every alert, and the windows of those that watch several at once as parts of them. */
export const alarmsOf = async (configuration: Configuration, view: RepositoryView): Promise<readonly Alarm[]> => {
  const rules = configuration.rules.slice(0, mostRules);
  const parsed = await Promise.all(rules.map(async (rule) => ({ rule, read: await readExpression(rule.expression) })));
  const recorded: Recorded = new Map(
    parsed.flatMap(({ rule, read }) =>
      rule.record === null || read === undefined ? [] : [[rule.record, seriesOf(read)] as const],
    ),
  );
  const alarms = parsed.flatMap(({ rule, read }) =>
    // A watchdog fires always: it proves that alerts arrive.
    rule.alert === null || /^(?:watchdog|infoinhibitor|deadmansswitch)$/i.test(rule.alert)
      ? []
      : alarmOf(rule, rule.alert, read ?? [], recorded, configuration, view),
  );
  return settled(alarms);
};

const seriesOf = (alternatives: Alternatives): readonly Series[] => alternatives.flat().flatMap(({ series }) => series);

const alarmOf = (
  rule: RuleText,
  name: string,
  alternatives: Alternatives,
  recorded: Recorded,
  { routings }: Configuration,
  view: RepositoryView,
): readonly Alarm[] => {
  const labels = Object.fromEntries(Object.entries(rule.labels).map(([key, value]) => [key, shown(value)]));
  const comparisons = alternatives.flat();
  const series = resolved(seriesOf(alternatives), recorded);
  const [first] = comparisons;
  const holds = secondsOf(rule.holdsFor ?? '') ?? 0;
  const evaluated = secondsOf(rule.interval ?? '') ?? 60;
  const windows = series.flatMap(({ rangeSeconds }) => (rangeSeconds === null ? [] : [rangeSeconds]));
  const common = {
    severity: severityIn([labels['severity'] ?? '', labels['priority'] ?? '', spaced(name)]),
    targets: receiversFor({ ...labels, alertname: name }, routings),
    targetSeverities: [],
    routing: routings.length > 0 ? ('here' as const) : ('elsewhere' as const),
    ...runbookOf(view, text(rule.annotations['runbook_url']) ?? text(rule.annotations['runbook'])),
    part: false,
    rollback: /roll-?back/i.test(name),
    // Over a series that is not there an expression gives nothing, so nothing fires: the language decides it.
    missingData: 'notBreaching',
    statistic: null,
    percentile: comparisons.some(looksBeyondAverage),
    metrics: namesOf(series),
    periodSeconds: evaluated,
    periods: 1,
    breaches: 1,
    spare: 0,
    at: rule.at,
  };
  const alarm: Alarm = {
    ...common,
    name,
    kind: 'metric',
    signal: signalOf(name, comparisons, series),
    watches: watched(series),
    threshold: first?.threshold ?? null,
    // A condition that has to hold for a while looks back that much further than its ranges do.
    windowSeconds: Math.max(holds + Math.max(0, ...windows), evaluated),
    allOf: [],
  };
  const both = alternatives
    .filter((all) => all.length > 1)
    .flatMap((all, index) => together(alarm, all, index, recorded));
  return [{ ...alarm, allOf: both.filter(({ kind }) => kind === 'composite').map((whole) => whole.name) }, ...both];
};

/** Comparisons that have to hold together: an alarm of them all, and one of each, as another tool would have written them. */
const together = (alarm: Alarm, all: readonly Comparison[], index: number, recorded: Recorded): readonly Alarm[] => {
  const parts = all.map((comparison, part): Alarm => {
    const series = resolved(comparison.series, recorded);
    const windows = series.flatMap(({ rangeSeconds }) => (rangeSeconds === null ? [] : [rangeSeconds]));
    return {
      ...alarm,
      name: `${alarm.name}, alternative ${index + 1}, part ${part + 1}`,
      targets: [],
      metrics: namesOf(series),
      threshold: comparison.threshold,
      windowSeconds: windows.length === 0 ? alarm.windowSeconds : Math.max(...windows),
    };
  });
  const whole: Alarm = {
    ...alarm,
    name: `${alarm.name}, alternative ${index + 1}`,
    kind: 'composite',
    targets: [],
    allOf: parts.map(({ name }) => name),
  };
  return [whole, ...parts];
};

/** Series with those that they were recorded from; what a name says of its window counts where no rule is there. */
const resolved = (series: readonly Series[], recorded: Recorded): readonly Series[] =>
  series.flatMap((one) => {
    const sources = recorded.get(one.metric) ?? [];
    const said = /(?:rate|increase|ratio_rate|_|:)(\d{1,4}[smhd])$/.exec(one.metric)?.[1];
    const range = one.rangeSeconds ?? (said === undefined ? null : secondsOf(said));
    return [{ ...one, rangeSeconds: range }, ...sources];
  });

const namesOf = (series: readonly Series[]): readonly string[] => [
  ...new Set(series.map(({ metric }) => metric).filter((name) => name !== '')),
];

const looksBeyondAverage = ({ functions, series }: Comparison): boolean =>
  functions.has('histogram_quantile') ||
  functions.has('histogram_fraction') ||
  series.some(({ metric, labels }) => metric.endsWith('_bucket') || labels['quantile'] !== undefined);

const failing = /error|fail|5xx|exception|dropped/i;

/** What an alert tells, from what it looks at before what it is called. */
const signalOf = (name: string, comparisons: readonly Comparison[], series: readonly Series[]): Signal => {
  const about = series.map(({ metric }) => metric).join(' ');
  if (/\bprobe_(?:success|http)/.test(about)) return 'journey';
  const codes = series.some(({ labels }) =>
    Object.entries(labels).some(
      ([label, value]) => /code|status|result|outcome/i.test(label) && /5|err|fail|unavailable|internal/i.test(value),
    ),
  );
  const isAbsent = comparisons.some(
    ({ functions, operator, threshold }) =>
      functions.has('absent') ||
      functions.has('absent_over_time') ||
      ((operator === '<' || operator === '<=' || operator === '==') && threshold !== null && threshold <= 1),
  );
  if (codes || failing.test(about)) return 'errors';
  if (/latency|duration|response_time/i.test(about)) return 'latency';
  if (/^(?:up|kube_deployment_status|kube_pod_status)/.test(about)) return 'health';
  if (/cpu|memory|heap|disk|filesystem|saturation|queue|pool|connections|throttl|lag|goroutines|threads/i.test(about))
    return 'saturation';
  if (isAbsent && /request|http|rpc|traffic|messages/i.test(about)) return 'traffic';
  return failing.test(name) ? 'errors' : 'other';
};

/** Requests of one job are one entry point; without a job, all that the repository's service gets. */
const watched = (series: readonly Series[]): string => {
  const request = series.find(({ metric }) => /request|http|grpc|rpc/i.test(metric)) ?? series[0];
  if (request === undefined) return 'nothing that its text tells';
  const job = ['job', 'service', 'app', 'service_name']
    .map((label) => request.labels[label])
    .find((value) => value !== undefined);
  const isRequest = /request|http|grpc|rpc/i.test(request.metric);
  const name = job?.replace(/^=~?/, '') ?? 'every job';
  return isRequest ? `requests of ${name}` : `metric ${request.metric}`;
};
