import { documentOf } from '../../../src/kit/index.ts';
import type { At, TerraformResource, Value } from '../../../src/kit/index.ts';
import { computedTarget } from '../alarming.ts';
import type { Resource } from '../cloudwatch/intrinsics.ts';

/** Arguments of the provider by the properties of CloudFormation that they stand for. */
const alarm: Readonly<Record<string, string>> = {
  alarm_name: 'AlarmName',
  alarm_description: 'AlarmDescription',
  alarm_actions: 'AlarmActions',
  alarm_rule: 'AlarmRule',
  actions_enabled: 'ActionsEnabled',
  metric_name: 'MetricName',
  namespace: 'Namespace',
  statistic: 'Statistic',
  extended_statistic: 'ExtendedStatistic',
  period: 'Period',
  evaluation_periods: 'EvaluationPeriods',
  datapoints_to_alarm: 'DatapointsToAlarm',
  threshold: 'Threshold',
  comparison_operator: 'ComparisonOperator',
  treat_missing_data: 'TreatMissingData',
};

const types: Readonly<Record<string, string>> = {
  aws_cloudwatch_metric_alarm: 'AWS::CloudWatch::Alarm',
  aws_cloudwatch_composite_alarm: 'AWS::CloudWatch::CompositeAlarm',
  aws_cloudwatch_dashboard: 'AWS::CloudWatch::Dashboard',
  aws_synthetics_canary: 'AWS::Synthetics::Canary',
};

/** Where it is written; the whole block would paint a page. */
const headOf = ({ path, line, column }: At): At => ({ path, ...(line && { line }), ...(column && { column }) });

/**
 * The resource as CloudFormation would have it, so that one reader understands both: what another resource or a variable decides
 * is `${its address}`, as a reference is there.
 */
export const resourceOf = ({ type, address, body, at }: TerraformResource): Resource | undefined => {
  const name = types[type];
  if (name === undefined) return undefined;
  const given = record(body);
  // Other alarms call it by its name, where that is written.
  const written = plain(given['alarm_name'] ?? given['name']);
  const id = typeof written === 'string' && !written.startsWith('$') ? written : address.replace(/^.*\./, '');
  return { id, type: name, properties: properties(type, given), path: at.path, at: headOf(at) };
};

type Entries = Readonly<Record<string, Value>>;

const record = (value: Value | undefined): Entries => (value?.kind === 'object' ? value.entries : {});

const properties = (type: string, given: Entries): Readonly<Record<string, unknown>> => {
  if (type === 'aws_cloudwatch_dashboard') return { DashboardBody: bodyOf(given['dashboard_body']) };
  if (type === 'aws_synthetics_canary') {
    const schedule = first(given['schedule']);
    return {
      Name: plain(given['name']),
      RuntimeVersion: plain(given['runtime_version']),
      Schedule: { Expression: plain(record(schedule)['expression']) },
    };
  }
  const known = Object.entries(given).flatMap(([key, value]) =>
    alarm[key] === undefined ? [] : [[alarm[key], plain(value) ?? absent(key, value)] as const],
  );
  const queries = items(given['metric_query']).map(queryOf);
  return {
    ...Object.fromEntries(known),
    Dimensions: dimensionsOf(given['dimensions']),
    ...(queries.length > 0 && { Metrics: queries }),
  };
};

/** A computed list of actions is one that is there. */
const absent = (key: string, value: Value): unknown =>
  key === 'alarm_actions' && value.kind !== 'literal' ? [computedTarget] : undefined;

const items = (value: Value | undefined): readonly Value[] =>
  value === undefined ? [] : value.kind === 'list' ? value.items : [value];

const first = (value: Value | undefined): Value | undefined => items(value)[0];

const dimensionsOf = (value: Value | undefined): readonly object[] =>
  Object.entries(record(value)).map(([Name, each]) => ({ Name, Value: plain(each) ?? 'unknown' }));

const queryOf = (query: Value): object => {
  const metric = record(first(record(query)['metric']));
  const { id, expression } = record(query);
  if (metric['metric_name'] === undefined) return { Id: plain(id), Expression: plain(expression) };
  return {
    Id: plain(id),
    MetricStat: {
      Metric: {
        Namespace: plain(metric['namespace']),
        MetricName: plain(metric['metric_name']),
        Dimensions: dimensionsOf(metric['dimensions']),
      },
      Period: plain(metric['period']),
      Stat: plain(metric['stat']),
    },
  };
};

/** Plain data; a reference is `${address}` without the attribute that it asks for. */
const plain = (value: Value | undefined): unknown => {
  switch (value?.kind) {
    case 'literal':
      return value.value;
    case 'text':
      // What only a run knows is the same in a name and where the name is used.
      return value.value.replaceAll('${}', '*');
    case 'list':
      return value.items.map(plain);
    case 'name':
      return `\${${value.name.replace(/\.(?:arn|id|name|alarm_name|arn_suffix|function_name)$/, '').replace(/\[[^[\]]{0,200}\]$/, '')}}`;
    default:
      return undefined;
  }
};

const data = (value: Value): unknown => {
  if (value.kind === 'list') return value.items.map(data);
  if (value.kind === 'object')
    return Object.fromEntries(Object.entries(value.entries).map(([key, each]) => [key, data(each)]));
  return plain(value) ?? '${}';
};

/** The body as the text that Terraform would send; undefined when it is made where it cannot be seen. */
const bodyOf = (value: Value | undefined): string | undefined => {
  const document = documentOf(value);
  return document === undefined ? undefined : JSON.stringify(data(document));
};
