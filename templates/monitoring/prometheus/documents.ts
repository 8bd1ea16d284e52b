import { get, isMapping, list, pointer, record } from '../../../src/kit/index.ts';
import type { At, RepositoryView } from '../../../src/kit/index.ts';
import { text } from '../model.ts';
import { asAlert, asRoute, contactsOf } from './grafana-alerting.ts';

export const configGlobs = [
  '**/*{rules,alerts,alerting,recording,prometheus,alertmanager}*.{yaml,yml}',
  '**/*.rules',
  '**/{prometheus,alerts,alerting,alertmanager,rules,mimir,thanos,monitoring,observability,slo,slos}/**/*.{yaml,yml}',
];

const elsewhere = /(?:^|\/)(?:node_modules|vendor|testdata|fixtures?|tests?|__tests__)\//;

// A chart is text that becomes YAML when somebody installs it.
const isChart = /\{\{-?\s*(?:\.|\$|if\b|range\b|with\b|include\b|template\b|end\b|define\b)/;
const speaks =
  /^[ \t]*(?:groups|scrape_configs|route|rule_files|policies|contactPoints)[ \t]*:|\bkind:\s*["']?(?:PrometheusRule|Probe|AlertmanagerConfig)\b/m;

/** One alerting or recording rule as it is written. */
export interface RuleText {
  readonly alert: string | null;
  readonly record: string | null;
  readonly expression: string;
  readonly holdsFor: string | null;
  readonly labels: Readonly<Record<string, unknown>>;
  readonly annotations: Readonly<Record<string, unknown>>;
  /** How often its group is evaluated. */
  readonly interval: string | null;
  readonly at: At;
}

/** A configuration of Alertmanager: its tree of routes and its receivers. */
export interface Routing {
  readonly route: unknown;
  /** Receivers by name, those that notify nobody left out. */
  readonly receivers: ReadonlySet<string>;
}

/** A job that asks an address from outside, as the blackbox exporter does. */
export interface ProbeJob {
  readonly name: string;
  readonly interval: string | null;
  readonly at: At;
}

export interface Configuration {
  readonly rules: readonly RuleText[];
  readonly routings: readonly Routing[];
  readonly probes: readonly ProbeJob[];
  /** Charts that may hold rules; nobody can tell before they are rendered. */
  readonly charts: readonly At[];
}

/** Everything that the repository configures of Prometheus and Alertmanager, operator resources included. */
export const configurationOf = (view: RepositoryView): Configuration => {
  const rules: RuleText[] = [];
  const routings: Routing[] = [];
  const probes: ProbeJob[] = [];
  const charts: At[] = [];
  const policies: unknown[] = [];
  const contacts = new Set<string>();
  for (const path of view.glob(...configGlobs)) {
    const source = elsewhere.test(path) ? undefined : view.text(path);
    if (source === undefined || !speaks.test(source)) continue;
    if (isChart.test(source) && /(?:^|\/)templates\//.test(path)) {
      charts.push({ path });
      continue;
    }
    for (const { document, place } of documentsIn(view, path, source)) {
      const kind = text(get(document, 'kind'));
      const base = kind === 'PrometheusRule' ? ['spec', 'groups'] : ['groups'];
      rules.push(...rulesOf(get(document, ...base), place, base));
      if (isMapping(get(document, 'route')) && Array.isArray(get(document, 'receivers')))
        routings.push({ route: get(document, 'route'), receivers: receiversOf(get(document, 'receivers')) });
      probes.push(...probesOf(document, kind, place));
      policies.push(...list(get(document, 'policies')));
      for (const name of contactsOf(document)) contacts.add(name);
    }
  }
  // Without a contact point here, nobody can tell whom the policies of Grafana reach.
  const ours = contacts.size === 0 ? [] : policies.map((policy) => ({ route: asRoute(policy), receivers: contacts }));
  return { rules, routings: [...routings, ...ours], probes, charts };
};

interface Placed {
  readonly document: unknown;
  readonly place: At;
}

/** The documents of a file, and those that a ConfigMap of Kubernetes holds as texts, which stand where their text does. */
const documentsIn = (view: RepositoryView, path: string, source: string): readonly Placed[] => {
  const documents = path.endsWith('.rules') ? view.yamlText(source) : view.yaml(path);
  return (documents ?? []).flatMap((document, index): readonly Placed[] => {
    const place: At = index === 0 ? { path } : { path, document: index };
    if (get(document, 'kind') !== 'ConfigMap') return [{ document, place }];
    return Object.entries(record(get(document, 'data'))).flatMap(([key, value]) => {
      const inner = typeof value === 'string' && speaks.test(value) ? view.yamlText(value) : [];
      return (inner ?? []).map((one) => ({ document: one, place: { ...place, pointer: pointer('data', key) } }));
    });
  });
};

/** A place below another; within a text there is nothing to point at. */
const below = (place: At, ...keys: readonly (string | number)[]): At =>
  place.pointer === undefined && !place.path.endsWith('.rules') ? { ...place, pointer: pointer(...keys) } : place;

const rulesOf = (groups: unknown, place: At, base: readonly string[]): readonly RuleText[] =>
  list(groups).flatMap((group, groupIndex) =>
    list(get(group, 'rules')).flatMap((rule, index): readonly RuleText[] => {
      const { alert, record: recorded, expr, for: holdsFor, labels, annotations } = asAlert(record(rule));
      const expression = text(typeof expr === 'number' ? String(expr) : expr);
      if (expression === null) return [];
      return [
        {
          alert: text(alert),
          record: text(recorded),
          expression,
          holdsFor: text(holdsFor),
          labels: { ...record(get(group, 'labels')), ...record(labels) },
          annotations: record(annotations),
          interval: text(get(group, 'interval')),
          at: below(place, ...base, groupIndex, 'rules', index),
        },
      ];
    }),
  );

/** A receiver without any configuration of a channel is a way to silence alerts. */
const receiversOf = (receivers: unknown): ReadonlySet<string> =>
  new Set(
    list(receivers).flatMap((receiver) => {
      const entries = Object.entries(record(receiver));
      const notifies = entries.some(([key, value]) => key.endsWith('_configs') && list(value).length > 0);
      const name = text(get(receiver, 'name'));
      return notifies && name !== null ? [name] : [];
    }),
  );

const probesOf = (document: unknown, kind: string | null, place: At): readonly ProbeJob[] => {
  if (kind === 'Probe') {
    const name = text(get(document, 'spec', 'jobName')) ?? text(get(document, 'metadata', 'name'));
    const interval = text(get(document, 'spec', 'interval'));
    return name === null ? [] : [{ name, interval, at: below(place, 'spec') }];
  }
  const common = text(get(document, 'global', 'scrape_interval')) ?? '1m';
  return list(get(document, 'scrape_configs')).flatMap((job, index) => {
    const name = text(get(job, 'job_name'));
    const isProbe = text(get(job, 'metrics_path')) === '/probe';
    const interval = text(get(job, 'scrape_interval')) ?? common;
    return isProbe && name !== null ? [{ name, interval, at: below(place, 'scrape_configs', index) }] : [];
  });
};
