import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDocuments } from '../../../src/audit/documents.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import { readExpression, secondsOf } from '../../../templates/monitoring/prometheus/expression.ts';
import { reader } from '../../../templates/monitoring/prometheus/read.ts';
import { receiversFor } from '../../../templates/monitoring/prometheus/routes.ts';

const read = (files: Readonly<Record<string, string>>) =>
  Promise.resolve(reader.read(createDocuments(memoryTree(files), reader.globs).view));

const alertOf = async (expr: string, more = '') => {
  const rules = `groups: [{ name: a, rules: [{ alert: A, expr: '${expr}'${more} }] }]\n`;
  const { alarms = [] } = await read({ 'prometheus/rules.yaml': rules });
  return alarms.find(({ name }) => name === 'A');
};

describe('an expression of Prometheus', () => {
  it('is read as what has to hold together, and what else would do', async () => {
    const found = await readExpression(
      '(a > 1 and max_over_time(b[5m:1m]) > 2) or rate(c{x="y"}[1h]) < 14.4 * (1 - 0.999)',
    );
    expect(found?.map((all) => all.map(({ operator, threshold }) => [operator, threshold]))).toEqual([
      [
        ['>', 1],
        ['>', 2],
      ],
      [['<', expect.closeTo(0.0144)]],
    ]);
    expect(found?.[1]?.[0]?.series).toEqual([{ metric: 'c', labels: { x: '=y' }, rangeSeconds: 3600 }]);
  });

  it('is nothing when Prometheus would not take it', async () => {
    for (const wrong of ['foo >', 'sum(', '', '{{ .Values.expr }}', '('.repeat(5000)])
      expect(await readExpression(wrong)).toBeUndefined();
  });

  it('never throws, whatever it is', async () => {
    const words = fc.array(
      fc.constantFrom('sum', '(', ')', 'a', '{', '}', 'x="y"', '[5m]', '>', 'and', 'or', '1', 'by', ','),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          words.map((all) => all.join(' ')),
          fc.string(),
        ),
        async (text) => {
          await expect(readExpression(text)).resolves.not.toThrow();
        },
      ),
    );
  });

  it('has durations of several units', () => {
    expect([secondsOf('1h30m'), secondsOf('90s'), secondsOf('1d'), secondsOf('5'), secondsOf('5x')]).toEqual([
      5400,
      90,
      86_400,
      null,
      null,
    ]);
  });
});

describe('what an alert watches', () => {
  it.each([
    ['sum(rate(http_requests_total{code=~"5.."}[5m])) > 1', 'errors'],
    ['rate(payment_failures_total[5m]) > 1', 'errors'],
    ['histogram_quantile(0.99, rate(http_request_duration_seconds_bucket[5m])) > 1', 'latency'],
    ['absent(http_requests_total)', 'traffic'],
    ['sum(rate(http_requests_total[5m])) < 0.1', 'traffic'],
    ['up{job="orders"} == 0', 'health'],
    ['probe_success == 0', 'journey'],
    ['process_resident_memory_bytes > 1e9', 'saturation'],
    ['some_business_figure > 4', 'other'],
  ])('%s tells of %s', async (expr, signal) => {
    expect((await alertOf(expr))?.signal).toBe(signal);
  });

  it('is a percentile where the expression looks beyond an average', async () => {
    expect((await alertOf('histogram_quantile(0.99, rate(a_bucket[5m])) > 1'))?.percentile).toBe(true);
    expect((await alertOf('rate(a_sum[5m]) / rate(a_count[5m]) > 1'))?.percentile).toBe(false);
  });
});

describe('the tree of routes', () => {
  const receivers = new Set(['default', 'pager', 'tickets']);
  const route = {
    receiver: 'default',
    routes: [
      { matchers: ['severity="page"'], receiver: 'pager', continue: true },
      { match_re: { severity: 'ticket|warning' }, receiver: 'tickets' },
      { matchers: ['severity=~"(a+)+$"'], receiver: 'pager' },
    ],
  };
  const sent = (severity: string) => receiversFor({ severity }, [{ route, receivers }]);

  it('ends at the first that matches, unless that says to go on', () => {
    expect(sent('warning')).toEqual(['tickets']);
    expect(sent('page')).toEqual(['pager']);
  });

  it('never runs a pattern of a stranger', () => expect(sent('a'.repeat(50_000))).toEqual(['pager']));

  it('leads nowhere where the receiver notifies nobody', () => {
    expect(receiversFor({}, [{ route: { receiver: 'void' }, receivers }])).toEqual([]);
  });
});

describe('what is there but cannot be read', () => {
  it('is said: a template of a chart is no YAML yet', async () => {
    const chart = 'groups:\n{{- range .Values.rules }}\n  - name: {{ .name }}\n{{- end }}\n';
    const { elsewhere, alarms } = await read({ 'charts/orders/templates/alerts/rules.yaml': chart });
    expect(elsewhere).toEqual([
      { what: 'templates of a chart', at: { path: 'charts/orders/templates/alerts/rules.yaml' } },
    ]);
    expect(alarms).toEqual([]);
  });

  it('is passed over where it is no configuration at all', async () => {
    const { alarms } = await read({
      'monitoring/a.yaml': 'groups: 5\n',
      'rules.yaml': 'groups: [{ rules: [{ alert: 1, expr: [] }, 7] }, null]\n',
    });
    expect(alarms).toEqual([]);
  });
});
