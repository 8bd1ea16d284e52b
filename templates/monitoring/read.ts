import { defineReader, list, pointer, record, numeric } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import { text } from './model.ts';
import type { Monitoring, Objective } from './model.ts';
import { codeIn, toolsIn, unreadGlobs } from './unread.ts';

const documentGlobs = [
  '**/{slo,slos,openslo,monitoring,observability}/**/*.{yaml,yml}',
  '**/*.{slo,openslo}.{yaml,yml}',
];

/** OpenSLO documents of any repository, whichever tool makes alarms of them. */
export const reader = defineReader<Monitoring>({
  globs: [...documentGlobs, ...unreadGlobs],
  read: (view) => {
    const objectives = view.glob(...documentGlobs).flatMap((path) => objectivesOf(view, path));
    const of = (promise: 'availability' | 'latency') => ({
      promise,
      objectives: objectives.filter((objective) => objective.promise === promise),
    });
    return {
      objectives,
      promises: [of('availability'), of('latency')],
      elsewhere: codeIn(view),
      unreadTools: toolsIn(view),
    };
  },
  answers: ({ objectives }) => {
    const targetOf = (promise: Objective['promise']): number | null =>
      objectives.find((objective) => objective.promise === promise)?.target ?? null;
    const [availability, latency] = [targetOf('availability'), targetOf('latency')];
    const seconds = objectives.find((objective) => objective.fastWithinSeconds !== null)?.fastWithinSeconds ?? null;
    return {
      ...(availability !== null && { availabilityTarget: percent(availability) }),
      ...(latency !== null && { latencyTarget: percent(latency) }),
      ...(seconds !== null && { latencyThresholdMs: Math.round(seconds * 1000) }),
    };
  },
});

const percent = (share: number): number => Number((share * 100).toFixed(6));

const objectivesOf = (view: RepositoryView, path: string): readonly Objective[] =>
  (view.yaml(path) ?? []).flatMap((document, index) => {
    const { apiVersion, kind, metadata, spec } = record(document);
    const isObjective = text(apiVersion)?.startsWith('openslo/') === true && kind === 'SLO';
    return isObjective ? [objective(view, { path, document: index }, record(metadata), record(spec))] : [];
  });

type Place = { readonly path: string; readonly document: number };
type Data = Readonly<Record<string, unknown>>;

const objective = (view: RepositoryView, place: Place, metadata: Data, spec: Data): Objective => {
  const name = text(metadata['name']) ?? 'unnamed';
  const indicator = record(record(record(spec['indicator'])['spec']));
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
    indicator: indicatorOf(indicator, ratio),
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

const promiseOf = (words: string, metrics: readonly string[], indicator: Data): Objective['promise'] => {
  const about = `${words} ${metrics.join(' ')}`;
  if (/latenc|durat|fast|slow|responsetime|response time/i.test(words)) return 'latency';
  if (/availab|success|succeed|error|fail|uptime/i.test(words)) return 'availability';
  if (/latency|duration|responsetime/i.test(about) || indicator['thresholdMetric'] !== undefined) return 'latency';
  return /5xx|error|fault|status/i.test(about) ? 'availability' : 'other';
};

const ownerOf = (metadata: Data): string | null => {
  const labels = { ...record(metadata['annotations']), ...record(metadata['labels']) };
  const owner = labels['owner'] ?? labels['team'];
  return text(Array.isArray(owner) ? owner[0] : owner);
};

/** The policy is linked from an annotation or a label; a path has to lead to a file, an address is taken as it is. */
const policyOf = (view: RepositoryView, metadata: Data): Objective['budgetPolicy'] => {
  const entries = Object.entries({ ...record(metadata['labels']), ...record(metadata['annotations']) });
  const link = text(entries.find(([key]) => /budget[-_.]?policy$/i.test(key))?.[1]);
  if (link === null) return null;
  return { link, found: /^https?:\/\//.test(link) || view.paths.includes(link.replace(/^\.?\//, '')) };
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
