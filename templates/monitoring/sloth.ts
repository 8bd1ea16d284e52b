import { get, list, numeric, pointer, record } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import { text } from './model.ts';
import type { Objective } from './model.ts';
import { ownerOf, policyOf, promiseOf } from './promises.ts';

/** The window of sloth where nobody chooses another when it is run. */
const usualDays = 30;

/** Objectives that sloth makes burn-rate alarms of: its own files, or its resource of Kubernetes. */
export const slothObjectives = (
  view: RepositoryView,
  document: unknown,
  place: { readonly path: string; readonly document: number },
): readonly Objective[] => {
  const isResource = text(get(document, 'apiVersion'))?.startsWith('sloth.slok.dev/') === true;
  const isFile = get(document, 'version') === 'prometheus/v1' && text(get(document, 'service')) !== null;
  if (!isResource && !isFile) return [];
  const body = record(isResource ? get(document, 'spec') : document);
  return list(body['slos']).map((slo, index): Objective => {
    const { name, objective, sli, labels, alerting } = record(slo);
    const called = text(name) ?? 'unnamed';
    const events = record(get(sli, 'events'));
    const [bad, total] = [events['error_query'] ?? events['errorQuery'], events['total_query'] ?? events['totalQuery']];
    const raw = get(sli, 'raw', 'error_ratio_query') ?? get(sli, 'raw', 'errorRatioQuery');
    const metrics = [bad, total, raw].flatMap((query) => text(query)?.slice(0, 2000).match(metric) ?? []);
    const share = (numeric(objective) ?? 0) / 100;
    const said = {
      labels: { ...record(body['labels']), ...record(labels) },
      annotations: record(get(alerting, 'annotations')),
    };
    return {
      name: called,
      promise: promiseOf(called, metrics),
      owner: ownerOf(said),
      target: share > 0 && share < 1 ? share : null,
      days: usualDays,
      rolling: true,
      indicator: (bad !== undefined && total !== undefined) || raw !== undefined ? 'ratio' : 'none',
      metrics: [...new Set(metrics)],
      fastWithinSeconds: null,
      budgetPolicy: policyOf(view, said),
      alarmsMadeBy: 'sloth',
      at: { ...place, pointer: isResource ? pointer('spec', 'slos', index) : pointer('slos', index) },
    };
  });
};

const metric = /[A-Za-z_][\w:]{3,80}(?=[{[])/g;
