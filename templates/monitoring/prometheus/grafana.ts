import { get, isMapping, list, pointer, record } from '../../../src/kit/index.ts';
import type { At, RepositoryView } from '../../../src/kit/index.ts';
import { text } from '../model.ts';
import type { Dashboard, Elsewhere, Section, Widget } from '../model.ts';

const files = ['**/{grafana,dashboards}/**/*.json', '**/*dashboard*.json'];
/** Texts within resources of Kubernetes. */
const resources = ['**/*{grafana,dashboard}*.{yaml,yml}', '**/{grafana,dashboards}/**/*.{yaml,yml}'];
export const dashboardGlobs = [...files, ...resources];

const elsewhere = /(?:^|\/)(?:node_modules|vendor|testdata|fixtures?|tests?|__tests__|dist)\//;

const objectives = /\b(?:slo|slis?|objectives?|error budget|budget (?:left|remaining)|burn|firing|alerts?)\b/i;

/** Sections by what a panel asks for, then by its title; the first that fits stands. */
const sections: readonly (readonly [Section, RegExp])[] = [
  ['delivery', /deploy|release|lead ?time|\bcost\b|billing|rollout/i],
  [
    'saturation',
    /cpu|memory|heap|\bgc\b|disk|filesystem|throttl|goroutine|eventloop|saturation|container_|node_|process_|jvm_|pool|threads/i,
  ],
  [
    'dependencies',
    /client_request|http_client|outbound|upstream|dependenc|postgres|mysql|redis|kafka|\bsql|database|\bdb_|dynamodb|sqs/i,
  ],
  [
    'customer',
    /request|http_|grpc_|rpc_|latency|duration|errors?\b|5xx|4xx|availability|probe_|traffic|throughput|journey/i,
  ],
];

type Data = Readonly<Record<string, unknown>>;

const mostPanels = 500;

/** Dashboards of Grafana with their panels in the order of the page; rows are opened. */
export const dashboardsOf = (view: RepositoryView): readonly Dashboard[] => [
  ...sourcesIn(view, files).flatMap(({ path, source }) => dashboardOf(view.json(path), source, { path })),
  ...sourcesIn(view, resources).flatMap(({ path }) =>
    (view.yaml(path) ?? []).flatMap((document, index) =>
      textsOf(document).flatMap(({ keys, source }) =>
        dashboardOf(parsed(source), source, { path, document: index, pointer: pointer(...keys) }),
      ),
    ),
  ),
];

const holds = /"(?:panels|rows)"/;

const sourcesIn = (view: RepositoryView, globs: readonly string[]): readonly { path: string; source: string }[] =>
  view.glob(...globs).flatMap((path) => {
    const source = elsewhere.test(path) ? '' : (view.text(path) ?? '');
    return holds.test(source) ? [{ path, source }] : [];
  });

/** Texts of a ConfigMap, or of a resource of Grafana's operator, that may be a dashboard. */
const textsOf = (document: unknown): readonly { keys: readonly string[]; source: string }[] => {
  const data = get(document, 'kind') === 'ConfigMap' ? Object.entries(record(get(document, 'data'))) : [];
  const own = get(document, 'kind') === 'GrafanaDashboard' ? get(document, 'spec', 'json') : undefined;
  const found = [
    ...data.map(([key, value]) => ({ keys: ['data', key], source: value })),
    { keys: ['spec', 'json'], source: own },
  ];
  return found.flatMap(({ keys, source }) =>
    typeof source === 'string' && holds.test(source) ? [{ keys, source }] : [],
  );
};

const parsed = (source: string): unknown => {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
};

const dashboardOf = (document: unknown, source: string, place: At): readonly Dashboard[] => {
  // An export for the API wraps the dashboard.
  const own = hasPanels(document);
  const dashboard = own ? record(document) : record(get(document, 'dashboard'));
  if (!hasPanels(dashboard)) return [];
  const links = list(dashboard['links']).length;
  const utc = /^(?:utc|etc\/utc)$/i.test(text(dashboard['timezone']) ?? 'browser');
  // Before version 5 panels stood in rows.
  const panels = Array.isArray(dashboard['panels'])
    ? dashboard['panels']
    : list(dashboard['rows']).flatMap((row) => list(get(row, 'panels')));
  const widgets = panelsOf(panels, 0).map((panel) => widgetOf(panel, utc));
  return [
    {
      name: text(dashboard['title']) ?? place.path,
      readable: true,
      widgets: links > 0 ? [{ ...linkWidget, links }, ...widgets] : widgets,
      hardCoded: hardCoded(source, dashboard),
      at: place.pointer === undefined ? { ...place, pointer: own ? '/title' : '/dashboard/title' } : place,
    },
  ];
};

const hasPanels = (document: unknown): boolean =>
  Array.isArray(get(document, 'panels')) || Array.isArray(get(document, 'rows'));

/** Dashboards of other tools, told by how they lay out what they show. */
export const otherDashboards = (view: RepositoryView): readonly Elsewhere[] => {
  const path = view
    .glob(...files)
    .find((one) => !elsewhere.test(one) && layouts.test(view.text(one) ?? '') && isLaidOut(view.json(one)));
  return path === undefined
    ? []
    : [{ what: 'a dashboard of another tool', defines: ['dashboards'] as const, at: { path } }];
};

const layouts = /"(?:mosaicLayout|gridLayout|columnLayout|rowLayout|layout_type|widgets)"/;

const isLaidOut = (document: unknown): boolean =>
  ['mosaicLayout', 'gridLayout', 'columnLayout', 'rowLayout'].some((key) => isMapping(get(document, key))) ||
  Array.isArray(get(document, 'widgets'));

/** The links of the dashboard itself, which stand above all panels. */
const linkWidget: Widget = { title: 'links', type: 'links', section: null, thresholds: 0, utc: null, links: 0 };

const panelsOf = (panels: unknown, depth: number): readonly Data[] =>
  list(panels)
    .slice(0, mostPanels)
    .map(record)
    .sort((a, b) => place(a, 'y') - place(b, 'y') || place(a, 'x') - place(b, 'x'))
    .flatMap((panel) => (panel['type'] === 'row' && depth < 3 ? panelsOf(panel['panels'], depth + 1) : [panel]));

const place = (panel: Data, axis: 'x' | 'y'): number => {
  const value = get(panel, 'gridPos', axis);
  return typeof value === 'number' ? value : 0;
};

const widgetOf = (panel: Data, utc: boolean): Widget => {
  const type = text(panel['type']) ?? '';
  const title = text(panel['title']) ?? '';
  const content = text(get(panel, 'options', 'content')) ?? '';
  const steps = list(get(panel, 'fieldConfig', 'defaults', 'thresholds', 'steps')).length;
  const style = text(get(panel, 'fieldConfig', 'defaults', 'custom', 'thresholdsStyle', 'mode')) ?? 'off';
  const drawn =
    type === 'timeseries' || type === 'barchart'
      ? style !== 'off'
      : type === 'stat' || type === 'gauge' || type === 'bargauge';
  const old = list(panel['thresholds']).length;
  return {
    title,
    type,
    section: sectionOf(type, title, panel),
    thresholds: (drawn && steps > 1 ? steps - 1 : 0) + old,
    utc: type === 'timeseries' || type === 'graph' ? utc : null,
    links:
      list(panel['links']).length + (content.slice(0, 20_000).match(/\]\([^()\s]{1,500}\)|https?:\/\//g)?.length ?? 0),
  };
};

const sectionOf = (type: string, title: string, panel: Data): Section | null => {
  if (type === 'alertlist' || objectives.test(title)) return 'state';
  if (type === 'text' || type === 'news' || type === 'dashlist') return null;
  const queries = list(panel['targets']).map(
    (target) => text(get(target, 'expr')) ?? text(get(target, 'query')) ?? text(get(target, 'metricName')) ?? '',
  );
  for (const about of [queries.join(' ').slice(0, 20_000), title]) {
    const found = sections.find(([, pattern]) => pattern.test(about))?.[0];
    if (found !== undefined) return found;
  }
  return null;
};

/** Ids that hold in one Grafana or account only: of data sources that no variable stands for, and of cloud resources. */
const hardCoded = (source: string, dashboard: Data): readonly string[] => {
  const own = new Set(list(get(dashboard, 'templating', 'list')).map((variable) => text(get(variable, 'name')) ?? ''));
  const ids = [...source.matchAll(/"datasource":\s*\{[^{}]{0,200}"uid":\s*"([^"$]{1,80})"/g)]
    .map(([, uid]) => uid ?? '')
    .filter(
      (uid) =>
        !/^(?:-- \w+ --|grafana|\w*prometheus\w*|\w*loki\w*|\w*tempo\w*|\w*cloudwatch\w*)$/i.test(uid) && !own.has(uid),
    );
  const arns = source.match(/arn:aws[\w-]{0,20}:[\w-]{0,40}:[\w-]{0,40}:\d{12}:[^\s"\\]{1,120}/g) ?? [];
  return [...new Set([...ids.map((uid) => `the data source ${uid}`), ...arns])];
};
