import { get, list, record, shown } from '../../../src/kit/index.ts';
import type { Mapping } from '../../../src/kit/index.ts';
import { text } from '../model.ts';

/** The expression of a rule whose queries are in another language; it looks at no series. */
const unnamed = 'vector(1)';

/**
 * A rule of Grafana's own alerting in the words of Prometheus: the first query that is one of PromQL says what it looks at, and
 * conditions that follow compare it. Without such a query the title alone tells what it is about.
 */
export const asAlert = (rule: Mapping): Mapping => {
  if (rule['alert'] !== undefined || text(rule['title']) === null || !Array.isArray(rule['data'])) return rule;
  const models = list(rule['data']).map((step) => record(get(step, 'model')));
  const query = models.map((model) => text(model['expr'])).find((expression) => expression !== null);
  return { ...rule, alert: rule['title'], expr: query ?? unnamed };
};

/** Contact points that notify somebody. */
export const contactsOf = (document: unknown): readonly string[] =>
  list(get(document, 'contactPoints')).flatMap((point) => {
    const name = text(get(point, 'name'));
    return name !== null && list(get(point, 'receivers')).length > 0 ? [name] : [];
  });

const deepest = 20;

/** A notification policy as a route of Alertmanager, which it is but for how it says what fits. */
export const asRoute = (policy: unknown, depth = 0): Mapping => ({
  ...record(policy),
  matchers: [...list(get(policy, 'matchers')), ...list(get(policy, 'object_matchers')).map(matcherOf)],
  routes: depth < deepest ? list(get(policy, 'routes')).map((route) => asRoute(route, depth + 1)) : [],
});

/** `[severity, =, page]`. */
const matcherOf = (matcher: unknown): string => {
  const [label, sign, value] = list(matcher);
  return `${shown(label ?? '')}${shown(sign ?? '')}"${shown(value ?? '')}"`;
};
