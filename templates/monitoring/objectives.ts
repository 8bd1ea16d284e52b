import { get, list, numeric, pointer, record } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import { text } from './model.ts';
import type { Objective } from './model.ts';
import { ownerOf, policyOf, promiseOf } from './promises.ts';
import { slothObjectives } from './sloth.ts';

export const objectiveGlobs = [
  '**/{slo,slos,openslo,sloth,monitoring,observability}/**/*.{yaml,yml}',
  '**/*{slo,slos,openslo,sloth}*.{yaml,yml}',
];

const foreign = /(?:^|\/)(?:node_modules|tests?|__tests__|testdata|fixtures|examples)\//;

interface Document {
  readonly kind: unknown;
  readonly metadata: Data;
  readonly spec: Data;
}

/** Indicators that several objectives refer to by name. */
type Shared = ReadonlyMap<string, Data>;

/** Objectives as documents of OpenSLO, or as the tool sloth takes them. */
export const objectivesIn = (view: RepositoryView): readonly Objective[] => {
  const found = view
    .glob(...objectiveGlobs)
    .filter((path) => !foreign.test(path) && told.test(view.text(path) ?? ''))
    .flatMap((path) =>
      (view.yaml(path) ?? []).map((document, index) => ({ document, place: { path, document: index } })),
    );
  const open = found.flatMap(({ document, place }) => {
    const { apiVersion, kind, metadata, spec } = record(document);
    const isOpen = text(apiVersion)?.startsWith('openslo/') === true;
    return isOpen ? [{ place, kind, metadata: record(metadata), spec: record(spec) }] : [];
  });
  const shared: Shared = new Map(
    open.flatMap(({ kind, metadata, spec }) => {
      const name = kind === 'SLI' ? text(metadata['name']) : null;
      return name === null ? [] : [[name, spec] as const];
    }),
  );
  return [
    ...open.filter(({ kind }) => kind === 'SLO').map((one) => objective(view, one.place, one, shared)),
    ...found.flatMap(({ document, place }) => slothObjectives(view, document, place)),
  ];
};

/** Words that one of the dialects has to have. */
const told = /openslo\/|prometheus\/v1|sloth\.slok\.dev/;

type Place = { readonly path: string; readonly document: number };
type Data = Readonly<Record<string, unknown>>;

const objective = (view: RepositoryView, place: Place, { metadata, spec }: Document, shared: Shared): Objective => {
  const name = text(metadata['name']) ?? 'unnamed';
  const referred = text(spec['indicatorRef']);
  const indicator = referred === null ? record(get(spec, 'indicator', 'spec')) : (shared.get(referred) ?? {});
  const ratio = record(indicator['ratioMetric']);
  const windows = list(spec['timeWindow']);
  const window = record(windows[0]);
  const targets = list(spec['objectives']).map((target) => targetOf(record(target)));
  const sources = ['good', 'bad', 'total', 'raw'].map((part) => record(record(ratio[part])['metricSource'])['spec']);
  const words = [name, text(metadata['displayName']) ?? ''].join(' ');
  const metrics = [...new Set(sources.flatMap(metricNames))];
  return {
    name,
    promise: promiseOf(words, metrics, indicator),
    owner: ownerOf(metadata),
    target: targets.length === 1 ? (targets[0] ?? null) : null,
    days: windows.length === 1 ? daysOf(text(window['duration'])) : null,
    rolling: window['isRolling'] === true,
    indicator: referred !== null && !shared.has(referred) ? 'unknown' : indicatorOf(indicator, ratio),
    metrics,
    fastWithinSeconds: fastWithin(sources),
    budgetPolicy: policyOf(view, metadata),
    at: { ...place, pointer: pointer('spec') },
  };
};

const targetOf = ({ target, targetPercent }: Data): number | null => {
  const share = numeric(target) ?? (numeric(targetPercent) === null ? null : Number(targetPercent) / 100);
  return share !== null && share > 0 && share < 1 ? share : null;
};

const indicatorOf = (indicator: Data, ratio: Data): Objective['indicator'] => {
  const complete =
    (ratio['total'] !== undefined && (ratio['good'] ?? ratio['bad']) !== undefined) || ratio['raw'] !== undefined;
  if (complete) return 'ratio';
  return indicator['thresholdMetric'] === undefined ? 'none' : 'threshold';
};

const unitDays: Readonly<Record<string, number>> = { h: 1 / 24, d: 1, w: 7, M: 30, Q: 90, Y: 365 };

const daysOf = (shorthand: string | null): number | null => {
  const match = /^(\d{1,4})([hdwMQY])$/.exec(shorthand ?? '');
  return match ? Number(match[1]) * (unitDays[match[2] ?? ''] ?? 0) : null;
};

/** Names of metrics in a metric source: CloudWatch says them one by one, others in a query. */
const metricNames = (spec: unknown): readonly string[] => {
  const { metrics, metricName, metric, query } = record(spec);
  const named = [...list(metrics), { name: metricName }, { name: metric }].flatMap((entry) => {
    const name = text(record(entry)['name']) ?? text(record(entry)['metricName']);
    return name === null ? [] : [name];
  });
  const queried =
    text(query)
      ?.slice(0, 2000)
      .match(/[A-Za-z_][\w:]{3,80}(?=[{[(])/g) ?? [];
  return [...named, ...queried];
};

/** `TC(:0.5)` and `PR(:0.5)` count what is at most half a second. */
const fastWithin = (sources: readonly unknown[]): number | null => {
  const statistics = sources.flatMap((spec) =>
    list(record(spec)['metrics']).map((entry) => text(record(entry)['statistic']) ?? ''),
  );
  const bound = statistics
    .map((statistic) => /^(?:TC|PR)\(:(\d+(?:\.\d+)?)\)$/.exec(statistic)?.[1])
    .find((found) => found);
  return bound === undefined ? null : Number(bound);
};
