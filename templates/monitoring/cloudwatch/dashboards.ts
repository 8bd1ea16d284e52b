import { list, record } from '../../../src/kit/index.ts';
import { text } from '../model.ts';
import type { Dashboard, Section, Widget } from '../model.ts';
import { literal, placeOf } from './intrinsics.ts';
import type { Resource } from './intrinsics.ts';

const objectives = /\b(slo|objectives?|error budget|budget left|in \d+ days)\b/i;

/** Sections by what a graph draws; the first that fits stands. */
const sections: readonly (readonly [Section, RegExp])[] = [
  ['delivery', /AWS\/Billing|EstimatedCharges|deploy|lead ?time|\bcost\b/i],
  ['customer', /CloudWatchSynthetics|RequestCount|5XX|4XX|TargetResponseTime|AWS\/ApiGateway|\brequests\b|journey/i],
  [
    'saturation',
    /CPUUtilization|MemoryUtilization|HealthyHostCount|DatabaseConnections|FreeStorageSpace|Throttle|ConcurrentExecutions/i,
  ],
  ['dependencies', /ConnectionErrorCount|AWS\/(RDS|DynamoDB|SQS|ElastiCache)|\bdependenc|\bdatabase\b|\bcache\b/i],
];

/** Dashboards with their widgets in the order of the page. */
export const dashboardsOf = (resources: readonly Resource[]): readonly Dashboard[] =>
  resources
    .filter(({ type }) => type === 'AWS::CloudWatch::Dashboard')
    .map((resource) => {
      const { id, properties } = resource;
      const body = literal(properties['DashboardBody']);
      const parsed = parse(body);
      const widgets = list(record(parsed)['widgets']).map((widget) => record(widget));
      return {
        name: id,
        readable: parsed !== undefined,
        widgets: [...widgets].sort(byPlace).map(widgetOf),
        hardCoded: [
          ...new Set(body?.match(/arn:aws[\w-]*:[\w-]*:[\w-]*:\d{12}:[^\s"\\]{1,120}|"accountId":"\d{12}"/g) ?? []),
        ],
        at: placeOf(resource, 'Properties', 'DashboardBody'),
      };
    });

/** A body is text; what a deployment fills in stands inside of strings, so the text is JSON before. */
const parse = (body: string | null): unknown => {
  try {
    return JSON.parse(body ?? '');
  } catch {
    return undefined;
  }
};

type Data = Readonly<Record<string, unknown>>;

const place = (widget: Data, axis: 'x' | 'y'): number => (typeof widget[axis] === 'number' ? widget[axis] : 0);

/** From top to bottom; widgets without a place stay in the order in which they are written. */
const byPlace = (a: Data, b: Data): number => place(a, 'y') - place(b, 'y') || place(a, 'x') - place(b, 'x');

const widgetOf = (widget: Data): Widget => {
  const type = text(widget['type']) ?? '';
  const properties = record(widget['properties']);
  const title = text(properties['title']) ?? '';
  const markdown = text(properties['markdown']) ?? '';
  const isGraph = type === 'metric' || type === 'log';
  return {
    title,
    type,
    section: sectionOf(type, title, properties),
    thresholds: list(record(properties['annotations'])['horizontal']).length,
    utc: isGraph ? /^(?:\+0000|-0000|UTC)?$/.test(text(properties['timezone']) ?? '') : null,
    links: markdown.slice(0, 20_000).match(/\]\([^()\s]{1,500}\)|https?:\/\//g)?.length ?? 0,
  };
};

/** What a graph draws tells more than its title, except that objectives are drawn from the same metrics as everything else. */
const sectionOf = (type: string, title: string, properties: Data): Section | null => {
  if (type === 'alarm' || objectives.test(title)) return 'state';
  if (type === 'text') return null;
  // Namespace and name; what follows are dimensions, whose values can be called anything.
  const names = list(properties['metrics']).flatMap((metric) =>
    list(metric)
      .slice(0, 2)
      .filter((part) => typeof part === 'string'),
  );
  for (const about of [names.join(' '), title]) {
    const found = sections.find(([, pattern]) => pattern.test(about))?.[0];
    if (found !== undefined) return found;
  }
  return null;
};
