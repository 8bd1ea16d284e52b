import type { Judge, Judgement } from '../../../src/kit/index.ts';
import { unreadOf } from '../model.ts';
import type { Dashboard, Monitoring, Section } from '../model.ts';
import { nothingRuns } from '../nothing-runs.ts';

const order: readonly Section[] = ['state', 'customer', 'dependencies', 'saturation', 'delivery'];

const named: Readonly<Record<Section, string>> = {
  state: 'objectives and alarms',
  customer: 'what customers see',
  dependencies: 'dependencies',
  saturation: 'saturation',
  delivery: 'deployments and cost',
};

/**
 * A service needs one dashboard that leads from the customer down; those beside it show details. So the one that lacks least is
 * judged, unless one that cannot be read may be the one that is asked for.
 */
export const judge: Judge<Monitoring> = (model, context) => {
  const [first, ...more] = model.dashboards.map((dashboard): Judged => ({ dashboard, lacking: lackingOf(dashboard) }));
  if (first !== undefined) {
    const nearest = more.reduce((best, one) => (distance(one) < distance(best) ? one : best), first);
    const hidden = [first, ...more].find(({ dashboard }) => !dashboard.readable);
    return nearest.lacking.length > 0 && hidden
      ? unreadable(hidden.dashboard)
      : judged(nearest.dashboard, nearest.lacking);
  }
  const other = unreadOf(model, 'dashboards');
  if (other === undefined)
    return nothingRuns(context) ?? { outcome: 'fail', message: 'No dashboard is defined in the repository.' };
  return {
    outcome: 'unknown',
    message: `A dashboard may be defined as ${other.what}, which cannot be read.`,
    at: [other.at],
  };
};

interface Judged {
  readonly dashboard: Dashboard;
  readonly lacking: readonly string[];
}

/** How far a dashboard is from an overview: one that shows nothing of customers is one of details, however complete. */
const distance = ({ dashboard, lacking }: Judged): number =>
  lacking.length + (dashboard.widgets.some(({ section }) => section === 'customer') ? 0 : order.length);

const unreadable = ({ name, at }: Dashboard): Judgement => ({
  outcome: 'unknown',
  message: `The body of the dashboard ${name} is made where it cannot be read.`,
  subject: `dashboard ${name}`,
  at: [at],
});

const lackingOf = (dashboard: Dashboard): readonly string[] => [...lacks(dashboard), ...outOfOrder(dashboard)];

const judged = (dashboard: Dashboard, lacking: readonly string[]): Judgement => {
  const about = { subject: `dashboard ${dashboard.name}`, at: [dashboard.at] };
  return lacking.length === 0
    ? { ...about, outcome: 'pass', message: `The dashboard ${dashboard.name} leads from the customer down.` }
    : { ...about, outcome: 'fail', message: `The dashboard ${dashboard.name} ${lacking.join(', ')}.` };
};

const lacks = ({ widgets, hardCoded }: Dashboard): readonly string[] => [
  ...(['state', 'customer', 'saturation'] as const).flatMap((section) =>
    widgets.some((widget) => widget.section === section) ? [] : [`does not show ${named[section]}`],
  ),
  ...(widgets.some((widget) => widget.thresholds > 0) ? [] : ['draws no threshold of an alarm']),
  ...(widgets.some((widget) => widget.links > 0) ? [] : ['links to no runbook']),
  ...(widgets.some((widget) => widget.utc === false) ? ['shows another time than UTC'] : []),
  ...(hardCoded.length > 0 ? [`names ${hardCoded[0]}, which holds for one account only`] : []),
];

/** The first widget that stands after one of a later section. */
const outOfOrder = ({ widgets }: Dashboard): readonly string[] => {
  let latest = 0;
  for (const { section, title } of widgets) {
    if (section === null) continue;
    const rank = order.indexOf(section);
    const before = order[latest];
    if (rank < latest && before !== undefined) return [`shows ${named[section]} ("${title}") after ${named[before]}`];
    latest = rank;
  }
  return [];
};
