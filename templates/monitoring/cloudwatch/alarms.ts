import { list, record, numeric } from '../../../src/kit/index.ts';
import type { RepositoryView } from '../../../src/kit/index.ts';
import { computedTarget, runbookOf, settled, severityIn, spaced } from '../alarming.ts';
import { text } from '../model.ts';
import type { Alarm, AlarmSeverity, Signal } from '../model.ts';
import { literal, placeOf, reference } from './intrinsics.ts';
import type { Resource } from './intrinsics.ts';

/** Signals by what a metric is called; the first that fits stands. */
const signals: readonly (readonly [Signal, RegExp])[] = [
  ['journey', /^CloudWatchSynthetics /],
  ['errors', /5xx|error|fault|fail/i],
  ['latency', /responsetime|latency|duration/i],
  ['health', /healthyhost|statuscheck/i],
  ['saturation', /cpu|memory|storage|disk|connections$|throttle|concurren|capacity|ageofoldest|messagesvisible/i],
  ['traffic', /^\S+ (requestcount\w*|count|invocations|numberofmessages\w*|activeflowcount)$/i],
];

interface Query {
  readonly namespace: string;
  readonly metric: string;
  readonly statistic: string | null;
  readonly period: number | null;
  readonly dimensions: readonly (readonly [name: string, value: string])[];
}

/** Every alarm of the templates. */
export const alarmsOf = (resources: readonly Resource[], view: RepositoryView): readonly Alarm[] =>
  settled(
    resources.flatMap((resource) => {
      if (resource.type === 'AWS::CloudWatch::Alarm')
        return scalesOnly(resource, resources) ? [] : [metricAlarm(resource, view)];
      return resource.type === 'AWS::CloudWatch::CompositeAlarm' ? [compositeAlarm(resource, view)] : [];
    }),
  );

/** An alarm that only tells a policy to scale is no word to anybody. */
const scalesOnly = ({ properties, path }: Resource, resources: readonly Resource[]): boolean => {
  const targets = actionsOf(properties['AlarmActions']).map((action) => reference(action) ?? imported(action));
  const isPolicy = (target: string): boolean =>
    /(?:^|\.)aws_(?:app)?autoscaling_policy\./.test(target) ||
    resources.some(({ id, type, path: other }) => id === target && other === path && type.endsWith('::ScalingPolicy'));
  return targets.length > 0 && targets.every(isPolicy);
};

const metricAlarm = (resource: Resource, view: RepositoryView): Alarm => {
  const { properties } = resource;
  const queries = queriesOf(properties);
  const [main] = queries;
  const statistic = text(properties['ExtendedStatistic']) ?? text(properties['Statistic']);
  const periods = numeric(properties['EvaluationPeriods']);
  const breaches = numeric(properties['DatapointsToAlarm']) ?? periods;
  const known = queries.flatMap(({ period }) => (period === null ? [] : [period]));
  const periodSeconds = known.length > 0 ? Math.min(...known) : null;
  return {
    ...common(resource, view),
    kind: 'metric',
    signal: signalOf(queries, text(properties['ComparisonOperator'])),
    watches: main === undefined ? 'nothing that its text tells' : watched(main),
    alsoWatches: [...new Set(queries.slice(1).map(watched))],
    missingData: literal(properties['TreatMissingData']),
    statistic,
    percentile: [statistic, ...queries.map((query) => query.statistic)].some(looksBeyondAverage),
    metrics: [...new Set(queries.map((query) => query.metric))],
    threshold: numeric(properties['Threshold']),
    periodSeconds,
    periods,
    breaches,
    spare: periods === null || breaches === null ? null : periods - breaches,
    windowSeconds: periods === null || periodSeconds === null ? null : periods * periodSeconds,
    allOf: [],
  };
};

const compositeAlarm = (resource: Resource, view: RepositoryView): Alarm => ({
  ...common(resource, view),
  kind: 'composite',
  signal: 'other',
  watches: 'other alarms',
  missingData: null,
  statistic: null,
  percentile: false,
  metrics: [],
  threshold: null,
  periodSeconds: null,
  periods: null,
  breaches: null,
  spare: null,
  windowSeconds: null,
  allOf: conjuncts(literal(resource.properties['AlarmRule'])),
});

const common = (resource: Resource, view: RepositoryView) => {
  const { id, properties } = resource;
  // Nobody writes more than this by hand, and patterns stay fast on it.
  const description = (literal(properties['AlarmDescription']) ?? '').slice(0, 2000);
  const targets =
    properties['ActionsEnabled'] === false
      ? []
      : actionsOf(properties['AlarmActions']).map((action) => reference(action) ?? imported(action));
  const name = (literal(properties['AlarmName']) ?? id).slice(0, 300);
  return {
    name: id,
    severity: severityOf(description, name, targets),
    targets,
    targetSeverities: [],
    routing: 'here' as const,
    ...runbookIn(view, description),
    part: false,
    rollback: /roll-?back/i.test(`${id} ${name}`),
    at: placeOf(resource),
  };
};

/** Of a condition the first branch counts: conditions are written for production. */
const actionsOf = (actions: unknown): readonly unknown[] => {
  const all = Array.isArray(actions) ? actions : chosen(actions);
  if (Array.isArray(all)) return all.map(chosen);
  return all === undefined || all === null || all === '' ? [] : [all];
};

/** What another stack exports is sent to by its name; of what else is computed only that it is somewhere. */
const imported = (action: unknown): string => literal(record(action)['Fn::ImportValue']) ?? computedTarget;

const chosen = (value: unknown): unknown => list(record(value)['Fn::If'])[1] ?? value;

/** An address that is filled in when the stack is deployed is taken as it is, like any other. */
const runbookIn = (view: RepositoryView, description: string): Pick<Alarm, 'runbook' | 'runbookFound'> => {
  const said = /runbook[^\w$]{1,20}(\S+)/i.exec(description)?.[1] ?? '';
  const given = said.startsWith('${') ? said : /\$\{\w{0,60}run_?book\w{0,60}\}/i.exec(description)?.[0];
  if (given !== undefined) return { runbook: given, runbookFound: true };
  return runbookOf(view, /\b(https:\/\/\S{1,500}|[\w./-]{1,300}\.md)\b/.exec(said)?.[1] ?? null);
};

/** What the description says counts most, then the name, then where it is sent. */
const severityOf = (description: string, name: string, targets: readonly string[]): AlarmSeverity | null =>
  severityIn([/severity\W{1,3}(\w+)/i.exec(description)?.[1] ?? '', spaced(name), targets.map(spaced).join(' ')]);

const queriesOf = (properties: Resource['properties']): readonly Query[] => {
  const math = list(properties['Metrics']).flatMap((entry) => {
    const { Metric, Period, Stat } = record(record(entry)['MetricStat']);
    const data = record(Metric);
    return text(data['MetricName']) === null ? [] : [query(data, Period, Stat)];
  });
  if (math.length > 0 || text(properties['MetricName']) === null) return math;
  return [query(properties, properties['Period'], properties['ExtendedStatistic'] ?? properties['Statistic'])];
};

const query = (data: Readonly<Record<string, unknown>>, period: unknown, statistic: unknown): Query => ({
  namespace: literal(data['Namespace']) ?? '',
  metric: text(data['MetricName']) ?? '',
  statistic: text(statistic),
  period: numeric(period),
  dimensions: list(data['Dimensions']).map((dimension) => {
    const { Name, Value } = record(dimension);
    return [text(Name) ?? '', reference(Value) ?? 'unknown'] as const;
  }),
});

/** Errors and latency are told by any metric of the math; traffic is the alarm on too little of it, never on its own part. */
const signalOf = (queries: readonly Query[], comparison: string | null): Signal => {
  const names = queries.map(({ namespace, metric }) => `${namespace} ${metric}`);
  const found = signals.find(([, pattern]) => names.some((name) => pattern.test(name)))?.[0] ?? 'other';
  return found === 'traffic' && comparison?.startsWith('Greater') === true ? 'saturation' : found;
};

const looksBeyondAverage = (statistic: string | null): boolean =>
  /^(?:p\d|(?:tm|tc|ts|wm|iqm|pr)\b|(?:TM|TC|TS|WM|PR)\()/i.test(statistic ?? '');

const kinds: Readonly<Record<string, string>> = {
  LoadBalancer: 'load balancer',
  ApiId: 'API',
  ApiName: 'API',
  FunctionName: 'function',
  QueueName: 'queue',
  ServiceName: 'service',
  DBInstanceIdentifier: 'database',
  DBClusterIdentifier: 'database',
  TableName: 'table',
  CanaryName: 'synthetic check',
};

// A metric of AWS has these dimensions only in the namespace of its service; elsewhere they name nothing.
const homes: Readonly<Record<string, RegExp>> = {
  ApiId: /ApiGateway/,
  ApiName: /ApiGateway/,
  FunctionName: /Lambda/,
  QueueName: /SQS/,
  TableName: /DynamoDB|Cassandra/,
};

const watched = ({ dimensions, metric, namespace }: Query): string => {
  const entry = Object.keys(kinds).flatMap((name) =>
    dimensions.filter(
      ([dimension]) => dimension === name && (!namespace.startsWith('AWS/') || homes[name]?.test(namespace) !== false),
    ),
  )[0];
  return entry === undefined ? `metric ${metric}` : `${kinds[entry[0]]} ${entry[1]}`;
};

/** The alarms of `ALARM("a") AND ALARM("b")`, by logical id where the rule names one; nothing for any other logic. */
const conjuncts = (rule: string | null): readonly string[] => {
  const terms = (rule ?? '')
    .slice(0, 10_000)
    .split(' AND ')
    .map((term) => term.slice(0, 500));
  const names = terms.map(
    (term) =>
      /^[(\s]{0,20}ALARM\(\s{0,20}"?\$?\{?([^"{}()]{1,300}?)(?:\.Arn)?\}?"?\s{0,20}\)[)\s]{0,20}$/.exec(term)?.[1],
  );
  return names.every((name) => name !== undefined) ? (names as string[]) : [];
};
