import { record } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import { text } from './model.ts';
import type { Objective } from './model.ts';

type Data = Readonly<Record<string, unknown>>;

/** What an objective promises, by its name before what it measures. */
export const promiseOf = (words: string, metrics: readonly string[], indicator: Data = {}): Objective['promise'] => {
  const about = `${words} ${metrics.join(' ')}`;
  if (/latenc|durat|fast|slow|responsetime|response time/i.test(words)) return 'latency';
  if (/availab|success|succeed|error|fail|uptime/i.test(words)) return 'availability';
  if (/latency|duration|responsetime/i.test(about) || indicator['thresholdMetric'] !== undefined) return 'latency';
  return /5xx|error|fault|status/i.test(about) ? 'availability' : 'other';
};

export const ownerOf = (metadata: Data): string | null => {
  const labels = { ...record(metadata['annotations']), ...record(metadata['labels']) };
  const owner = labels['owner'] ?? labels['team'];
  return text(Array.isArray(owner) ? owner[0] : owner);
};

/** The policy is linked from an annotation or a label; a path has to lead to a file, an address is taken as it is. */
export const policyOf = (view: RepositoryView, metadata: Data): Objective['budgetPolicy'] => {
  const entries = Object.entries({ ...record(metadata['labels']), ...record(metadata['annotations']) });
  const link = text(entries.find(([key]) => /budget[-_.]?policy$/i.test(key))?.[1]);
  if (link === null) return null;
  return { link, found: /^https?:\/\//.test(link) || view.has(link.replace(/^\.?\//, '')) };
};
