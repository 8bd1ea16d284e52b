import { describe, expect, it } from 'vitest';
import { outcomesOf } from '../../support/outcomes.ts';

const cdk = (source: string) => ({
  'infra/cdk.json': '{ "app": "npx tsx bin/app.ts" }',
  'infra/bin/app.ts': "import { App } from 'aws-cdk-lib';\nnew App();\n",
  'infra/lib/api-stack.ts': `import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';\n${source}\n`,
});

const tools = [
  ['Serverless', { 'serverless.yml': 'service: orders\nprovider: { name: aws }\n' }],
  ['Pulumi', { 'infra/Pulumi.yaml': 'name: orders\nruntime: nodejs\n' }],
  ['CDK for Terraform', { 'infra/cdktf.json': '{ "language": "typescript" }' }],
  ['CDK', { 'infra/cdk.json': '{ "app": "python3 app.py" }', 'infra/app.py': 'import aws_cdk\n' }],
] as const;

describe('monitoring that a program makes', () => {
  it.each(tools)('is unknown where the tool is not read: %s', async (name, files) => {
    for (const rule of ['obs-core-alarms', 'obs-alarm-quality', 'obs-alarm-routing', 'obs-dashboard', 'obs-synthetic'])
      expect(await outcomesOf(rule, files, 3), rule).toEqual([expect.stringMatching(/^unknown /)]);
    expect((await outcomesOf('obs-dashboard', files))[0]).toContain(name);
  });

  it('is unknown where the CDK makes alarms in a file of any name, and dashboards are missing there', async () => {
    const files = cdk("new cloudwatch.Alarm(this, 'Errors', { metric, threshold: 1, evaluationPeriods: 2 });");
    expect(await outcomesOf('obs-core-alarms', files)).toEqual([expect.stringMatching(/^unknown .*library/)]);
    expect(await outcomesOf('obs-dashboard', files)).toEqual([expect.stringMatching(/^fail No dashboard/)]);
  });

  it('is unknown where the CDK makes a dashboard, and alarms are missing there', async () => {
    const files = cdk("new cloudwatch.Dashboard(this, 'Service');");
    expect(await outcomesOf('obs-dashboard', files)).toEqual([expect.stringMatching(/^unknown /)]);
    expect(await outcomesOf('obs-core-alarms', files)).toEqual([expect.stringMatching(/^fail No alarm/)]);
  });

  it('may be made by an app whose command is none', async () => {
    const files = { 'cdk.json': '{ "app": { "toString": 1 } }' };
    expect(await outcomesOf('obs-dashboard', files)).toEqual([expect.not.stringMatching(/^error /)]);
  });

  it('is missing where a program of infrastructure makes none', async () => {
    expect(await outcomesOf('obs-core-alarms', cdk('const unit = cloudwatch.Unit.COUNT;'))).toEqual([
      expect.stringMatching(/^fail /),
    ]);
  });
});

const alarm = (properties: string): Readonly<Record<string, string>> => ({
  'stacks/alarms.yaml': `Resources:\n  Errors:\n    Type: AWS::CloudWatch::Alarm\n    Properties: { ${properties} }\n`,
});

describe('an alarm', () => {
  it('says only what is lacking in it', async () => {
    expect(
      await outcomesOf('obs-alarm-quality', alarm('MetricName: Errors, Period: 60, EvaluationPeriods: 5')),
    ).toEqual(['fail The alarm Errors does not say what missing data means.']);
  });

  it('whose settings are computed is unknown', async () => {
    const written = alarm(
      'MetricName: Errors, Period: 60, EvaluationPeriods: !Ref Periods, TreatMissingData: !Ref Missing',
    );
    expect(await outcomesOf('obs-alarm-quality', written)).toEqual([expect.stringMatching(/^unknown /)]);
  });

  it('is sent where its actions stand under a condition', async () => {
    const written = alarm(
      "MetricName: Errors, AlarmDescription: 'Severity: page.', AlarmActions: !If [HasTopic, [!Ref PageTopic], !Ref AWS::NoValue]",
    );
    expect(await outcomesOf('obs-alarm-routing', written, 1)).toEqual([expect.stringMatching(/^pass .*PageTopic/)]);
  });
});

describe('an alarm whose target is known to a deployment only', () => {
  const about = 'MetricName: Errors';

  it.each([
    ['an export of another stack', '[!ImportValue shared-PagerDutyTopic]'],
    ['an entry of a map', '!FindInMap [Topics, prod, page]'],
    ['an item of a map', '[!FindInMap [Topics, prod, page]]'],
  ])('is sent somewhere: %s', async (_, actions) => {
    const written = alarm(`${about}, AlarmDescription: 'Severity: page.', AlarmActions: ${actions}`);
    expect(await outcomesOf('obs-alarm-routing', written, 1)).toEqual([expect.stringMatching(/^pass /)]);
  });

  it('is sent somewhere by Terraform too, and not by an empty list', async () => {
    const terraform = (actions: string) => ({
      'main.tf': `variable "topic" {}\nresource "aws_cloudwatch_metric_alarm" "page" {\n  alarm_name = "page-errors"\n  alarm_actions = ${actions}\n}\n`,
    });
    for (const actions of ['[var.topic]', 'compact([var.topic])', 'var.topic'])
      expect(await outcomesOf('obs-alarm-routing', terraform(actions), 1), actions).toEqual([
        expect.stringMatching(/^pass /),
      ]);
    expect(await outcomesOf('obs-alarm-routing', terraform('[]'), 1)).toEqual([
      expect.stringMatching(/^fail .*to nobody/),
    ]);
  });

  it.each(['See runbook: ${Url}', 'Too many errors. ${RunbookLink}'])(
    'names its runbook by an address that is filled in: %s',
    async (words) => {
      const text = `!Sub ['Severity: page. ${words}', { Url: !FindInMap [Urls, page, runbook] }]`;
      const written = alarm(`${about}, AlarmActions: [!Ref PageTopic], AlarmDescription: ${text}`);
      expect(await outcomesOf('obs-alarm-routing', written)).toEqual([expect.stringMatching(/^pass /)]);
    },
  );
});

describe('an alarm that only scales', () => {
  it('is no alarm', async () => {
    const files = {
      'stacks/service.yaml': [
        'Resources:',
        '  ScaleOut:',
        '    Type: AWS::ApplicationAutoScaling::ScalingPolicy',
        '  Busy:',
        '    Type: AWS::CloudWatch::Alarm',
        '    Properties: { MetricName: CPUUtilization, Period: 60, EvaluationPeriods: 1, AlarmActions: [!Ref ScaleOut] }',
      ].join('\n'),
      'main.tf': [
        'resource "aws_appautoscaling_policy" "out" {}',
        'resource "aws_cloudwatch_metric_alarm" "busy" {',
        '  alarm_name    = "busy"',
        '  metric_name   = "CPUUtilization"',
        '  alarm_actions = [aws_appautoscaling_policy.out.arn]',
        '}',
      ].join('\n'),
    };
    for (const rule of ['obs-alarm-quality', 'obs-alarm-routing'])
      expect(await outcomesOf(rule, files), rule).toEqual([expect.stringMatching(/^not-applicable /)]);
  });
});

describe('the alerting of Grafana', () => {
  const rule = (severity: string) =>
    `{ uid: ${severity}, title: ${severity}Errors, for: 5m, labels: { severity: ${severity} }, annotations: { runbook_url: 'https://runbooks.example.com' }, data: [{ model: { expr: 'rate(http_requests_total{job="orders"}[5m]) > 1' } }] }`;
  const rules = `apiVersion: 1\ngroups: [{ name: orders, folder: a, interval: 1m, rules: [${rule('page')}, ${rule('ticket')}] }]\n`;
  const point = (name: string) => `{ name: ${name}, receivers: [{ uid: ${name}, type: email }] }`;
  const policies = `apiVersion: 1\ncontactPoints: [${point('oncall')}, ${point('board')}]\npolicies: [{ receiver: board, routes: [{ receiver: oncall, object_matchers: [[severity, '=', page]] }] }]\n`;

  it('sends by the policies that stand in files', async () => {
    const files = { 'grafana/alerting/rules.yaml': rules, 'grafana/alerting/policies.yaml': policies };
    expect(await outcomesOf('obs-alarm-routing', files)).toEqual([
      expect.stringMatching(/^pass .*oncall/),
      expect.stringMatching(/^pass .*board/),
    ]);
  });

  it('sends nobody knows where without them', async () => {
    expect(await outcomesOf('obs-alarm-routing', { 'grafana/alerting/rules.yaml': rules })).toEqual([
      expect.stringMatching(/^unknown /),
      expect.stringMatching(/^unknown /),
    ]);
  });
});

describe('dashboards', () => {
  const page = (title: string, panels: string): string =>
    `{ "title": "${title}", "timezone": "utc", "panels": [${panels}] }`;
  const requests = '{ "type": "timeseries", "title": "Requests", "targets": [{ "expr": "http_requests_total" }] }';

  it('are judged by the one that is nearest to an overview', async () => {
    const found = await outcomesOf('obs-dashboard', {
      'grafana/a.json': page('Details', ''),
      'grafana/b.json': page('Overview', `{ "type": "alertlist", "title": "Alerts" }, ${requests}`),
      'grafana/c.json': page('Requests', requests),
    });
    expect(found).toEqual([expect.stringMatching(/^fail The dashboard Overview does not show saturation/)]);
  });
});

describe('monitoring within resources of Kubernetes', () => {
  const map = (key: string, text: string) =>
    `kind: ConfigMap\napiVersion: v1\ndata:\n  ${key}: |\n${text
      .split('\n')
      .map((line) => `    ${line}`)
      .join('\n')}\n`;
  const rules =
    'groups:\n- name: orders\n  rules:\n  - alert: Errors\n    expr: rate(http_requests_total{code="500"}[5m]) > 1\n    for: 5m';

  it('is read from the texts that a ConfigMap holds', async () => {
    expect(await outcomesOf('obs-alarm-quality', { 'k8s/prometheus-config.yaml': map('alert.rules', rules) })).toEqual([
      expect.stringMatching(/^pass .*Errors/),
    ]);
    const old =
      '{ "dashboard": { "title": "Old", "rows": [{ "panels": [{ "type": "graph", "title": "Requests" }] }] } }';
    expect(await outcomesOf('obs-dashboard', { 'k8s/grafana-config.yaml': map('old.json', old) })).toEqual([
      expect.stringMatching(/^fail The dashboard Old does not show objectives/),
    ]);
  });

  it('is read from files of rules by their ending', async () => {
    expect(await outcomesOf('obs-alarm-quality', { 'deploy/alert.rules': `${rules}\n` })).toEqual([
      expect.stringMatching(/^pass .*Errors/),
    ]);
  });
});

describe('a dashboard of another tool', () => {
  it('is unknown', async () => {
    const files = { 'ops/dashboard.json': '{ "displayName": "Orders", "gridLayout": { "widgets": [] } }' };
    expect(await outcomesOf('obs-dashboard', files)).toEqual([expect.stringMatching(/^unknown .*another tool/)]);
    expect(await outcomesOf('obs-core-alarms', files)).toEqual([expect.stringMatching(/^fail /)]);
  });
});

describe('an objective', () => {
  it('says only what is lacking in it', async () => {
    const slo = [
      'apiVersion: openslo/v1',
      'kind: SLO',
      'metadata: { name: availability, labels: { owner: checkout } }',
      'spec:',
      '  indicator: { spec: { ratioMetric: { good: {}, total: {} } } }',
      '  timeWindow: [{ duration: 30d, isRolling: true }]',
      '  objectives: [{ target: 0.999 }]',
    ].join('\n');
    expect(await outcomesOf('slo-defined', { 'slo/availability.yaml': slo })).toEqual([
      'fail The objective availability on availability links to no budget policy.',
      'fail There is no objective on latency.',
    ]);
  });

  it('is unknown where the indicator that it refers to stands elsewhere', async () => {
    const slo =
      "apiVersion: openslo/v1\nkind: SLO\nmetadata: { name: availability, labels: { owner: a, budget-policy: 'https://wiki.example.com' } }\nspec: { indicatorRef: shared, timeWindow: [{ duration: 30d }], objectives: [{ target: 0.999 }] }\n";
    expect(await outcomesOf('slo-defined', { 'orders.slo.yaml': slo })).toEqual([
      expect.stringMatching(/^unknown .*stands elsewhere/),
      expect.stringMatching(/^fail .*latency/),
    ]);
  });

  it('of sloth gets its alarms when sloth is run', async () => {
    const sloth =
      "version: prometheus/v1\nservice: orders\nslos: [{ name: availability, objective: 99.9, sli: { events: { error_query: 'rate(a_total{}[1m])', total_query: 'rate(b_total{}[1m])' } } }]\n";
    expect(await outcomesOf('slo-burn-rate', { 'slos/orders.yaml': sloth })).toEqual([
      expect.stringMatching(/^unknown .*made by sloth/),
    ]);
    expect(await outcomesOf('slo-defined', { 'slos/orders.yaml': sloth })).toEqual([
      'fail The objective availability on availability names no owner, and links to no budget policy.',
      expect.stringMatching(/^fail .*latency/),
    ]);
  });
});
