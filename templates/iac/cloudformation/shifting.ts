import { get, record } from '../../../src/kit/index.ts';
import { replacedAtOnce } from '../model.ts';
import type { Deployment, Known, Part } from '../model.ts';
import { dig, flag, list, literal, said } from './values.ts';
import type { Resource, Stack } from './values.ts';

/** Ids of the alarms that a list names; null when one of them is computed. */
export const idsOf = (names: unknown, stack: Stack): readonly string[] | null => {
  const ids = list(names).map((name) => alarmId(name, stack));
  return ids.every((id) => id !== null) ? ids : null;
};

const alarmId = (name: unknown, stack: Stack): string | null => {
  const referred = stack.referred(name);
  if (referred) return referred.type.endsWith('Alarm') ? idOf(referred) : null;
  return literal(name);
};

export const idOf = ({ name, properties }: Resource): string => literal(properties['AlarmName']) ?? name;

/** The steps that a name tells, such as `CodeDeployDefault.LambdaCanary10Percent10Minutes`. */
export const stepsOf = (name: unknown): Pick<Deployment, 'strategy' | 'stepMinutes'> => {
  const written = literal(name);
  if (written === null) return { strategy: 'unknown', stepMinutes: null };
  if (/AllAtOnce/i.test(written)) return { strategy: 'all-at-once', stepMinutes: null };
  const strategy = /canary/i.test(written) ? 'canary' : /linear/i.test(written) ? 'linear' : 'unknown';
  const minutes = /(\d{1,5})Minutes?$/i.exec(written)?.[1];
  return { strategy, stepMinutes: minutes === undefined ? null : Number(minutes) };
};

const serverless = 'AWS::Serverless::Function';

/** How a new version of a serverless function takes over: step by step behind an alias, or else at once. */
export const readServerless = (resource: Resource, stack: Stack): readonly Part[] => {
  const { name, properties, place } = resource;
  if (isHook(resource, stack)) return [];
  const preference = properties['DeploymentPreference'];
  if (stack.partial && preference === undefined) return [{ deployments: [unseen(resource)] }];
  if (properties['AutoPublishAlias'] === undefined && preference === undefined)
    return readPlainFunction(resource, stack);
  const off = flag(dig(preference, 'Enabled'), 'yes') === 'no';
  const type = preference === undefined || off ? 'AllAtOnce' : (dig(preference, 'Type') ?? 'AllAtOnce');
  const alarms = idsOf(dig(preference, 'Alarms'), stack);
  // Serverless deployments go back on their alarms, and need some for it.
  const rollback: Known = alarms === null ? 'unknown' : alarms.length > 0 && !off ? 'yes' : 'no';
  const at = place('DeploymentPreference');
  return [
    {
      deployments: [{ service: name, platform: 'lambda', ...stepsOf(type), finalMinutes: null, rollback, alarms, at }],
    },
  ];
};

/** What the file that a part is put into says for all functions may be anything. */
const unseen = ({ name, at }: Resource): Deployment => ({
  service: name,
  platform: 'lambda',
  strategy: 'unknown',
  stepMinutes: null,
  finalMinutes: null,
  rollback: 'unknown',
  alarms: null,
  at,
});

/** What CodeDeploy calls around a deployment serves nobody. */
const isHook = (resource: Resource, stack: Stack): boolean =>
  said(resource.properties['FunctionName']).startsWith('CodeDeployHook_') ||
  stack.usersOf(resource).some(({ type, properties }) => {
    const hooks = type === serverless ? Object.values(record(dig(properties, 'DeploymentPreference', 'Hooks'))) : [];
    return hooks.some((hook) => stack.referred(hook)?.id === resource.id);
  });

/** Functions of a template without an alias: one setting mends them all. */
export const readPlainFunction = (resource: Resource, stack: Stack): readonly Part[] => {
  const [first, ...more] = bareIn(stack);
  return first?.id === resource.id ? [{ deployments: replacedAtOnce([first, ...more]) }] : [];
};

const known = new WeakMap<Stack['resources'], readonly Resource[]>();

/** Looked for once: asked for each function, a large template would cost the square of its size. */
const bareIn = (stack: Stack): readonly Resource[] => {
  const isBare = (one: Resource): boolean => functions.has(one.type) && answers(one, stack) && !hasAlias(one, stack);
  const found = known.get(stack.resources) ?? stack.resources.filter(isBare);
  known.set(stack.resources, found);
  return found;
};

const functions: ReadonlySet<string> = new Set([serverless, 'AWS::Lambda::Function']);

const callers =
  /^AWS::(?:ApiGateway::Method|ApiGatewayV2::Integration|Serverless::(?:Http)?Api|Lambda::Url|AppSync::DataSource)$/;

/** Whether somebody waits for the answer of a function. */
const answers = (resource: Resource, stack: Stack): boolean =>
  resource.properties['FunctionUrlConfig'] !== undefined ||
  Object.values(record(resource.properties['Events'])).some((event) =>
    /^(?:Http)?Api$/.test(said(get(event, 'Type'))),
  ) ||
  stack
    .usersOf(resource)
    .some(
      ({ type, properties }) =>
        callers.test(type) ||
        (type === 'AWS::Lambda::Permission' && said(properties['Principal']) === 'apigateway.amazonaws.com'),
    );

const hasAlias = (resource: Resource, stack: Stack): boolean =>
  resource.properties['AutoPublishAlias'] !== undefined ||
  resource.properties['DeploymentPreference'] !== undefined ||
  stack.usersOf(resource).some(({ type }) => /^AWS::Lambda::(?:Alias|Version)$/.test(type));
