import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Dashboard, Monitoring, Section } from '../model.ts';

const order: readonly Section[] = ['state', 'customer', 'dependencies', 'saturation', 'delivery'];

const named: Readonly<Record<Section, string>> = {
  state: 'objectives and alarms',
  customer: 'what customers see',
  dependencies: 'dependencies',
  saturation: 'saturation',
  delivery: 'deployments and cost',
};

/** Each dashboard is judged; what other tools draw is unknown as long as there is none that can be read. */
export const judge: Judge<Monitoring> = ({ dashboards, elsewhere }) => {
  if (dashboards.length > 0) return dashboards.map(judged);
  const [other] = elsewhere;
  if (other === undefined) return { outcome: 'fail', message: 'No dashboard is defined in the repository.' };
  return {
    outcome: 'unknown',
    message: `A dashboard may be defined as ${other.what}, which cannot be read.`,
    at: [other.at],
  };
};

const judged = (dashboard: Dashboard): Judgement => {
  const about = { subject: `dashboard ${dashboard.name}`, at: [dashboard.at] };
  if (!dashboard.readable)
    return {
      ...about,
      outcome: 'unknown',
      message: `The body of the dashboard ${dashboard.name} is made where it cannot be read.`,
    };
  const lacking = [...lacks(dashboard), ...outOfOrder(dashboard)];
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
