import { get, numeric } from '../../../src/kit/index.ts';
import { signalsOf } from '../model.ts';
import type { Alarm, Deployment, Known, Part } from '../model.ts';
import { dig, flag, isComputed, list, literal, said } from './values.ts';
import type { Resource, Stack } from './values.ts';

/** How new versions take over, and the alarms that watch them. */
export const readDeployments = (resource: Resource, stack: Stack): readonly Part[] => {
  switch (resource.type) {
    case 'AWS::ECS::Service':
      return [{ deployments: [ecs(resource, stack)] }];
    case 'AWS::Serverless::Function':
      return serverless(resource, stack);
    case 'AWS::CodeDeploy::DeploymentGroup':
      return [{ deployments: [codeDeploy(resource, stack)] }];
    case 'AWS::CloudWatch::Alarm':
    case 'AWS::CloudWatch::CompositeAlarm':
      return [{ alarms: [alarm(resource, stack)] }];
    default:
      return [];
  }
};

const strategies = { ROLLING: 'rolling', BLUE_GREEN: 'blue-green', CANARY: 'canary', LINEAR: 'linear' } as const;

const ecs = ({ name, properties, place }: Resource, stack: Stack): Deployment => {
  const configuration = properties['DeploymentConfiguration'];
  const strategy = dig(configuration, 'Strategy') ?? 'ROLLING';
  // A deployment by CodeDeploy says its own steps, where its group is.
  const elsewhere = get(properties, 'DeploymentController', 'Type') === 'CODE_DEPLOY';
  const named = elsewhere
    ? 'unknown'
    : (Object.entries(strategies).find(([key]) => key === strategy)?.[1] ?? 'unknown');
  const alarms = dig(configuration, 'Alarms');
  const enabled = both(flag(dig(alarms, 'Enable'), 'no'), flag(dig(alarms, 'Rollback'), 'no'));
  const breaker =
    named === 'rolling' ? flag(dig(configuration, 'DeploymentCircuitBreaker', 'Rollback'), 'no') : ('no' as const);
  const step =
    named === 'canary'
      ? (dig(configuration, 'CanaryConfiguration', 'CanaryBakeTimeInMinutes') ?? 10)
      : named === 'linear'
        ? (dig(configuration, 'LinearConfiguration', 'StepBakeTimeInMinutes') ?? 6)
        : null;
  return {
    service: name,
    platform: 'ecs',
    strategy: named,
    stepMinutes: numeric(step),
    finalMinutes: numeric(dig(configuration, 'BakeTimeInMinutes')),
    rollback: elsewhere ? 'unknown' : either(enabled, breaker),
    alarms: idsOf(dig(alarms, 'AlarmNames'), stack),
    at: place('DeploymentConfiguration'),
  };
};

const both = (first: Known, second: Known): Known =>
  first === 'no' || second === 'no' ? 'no' : first === 'yes' && second === 'yes' ? 'yes' : 'unknown';

const either = (first: Known, second: Known): Known =>
  first === 'yes' || second === 'yes' ? 'yes' : first === 'no' && second === 'no' ? 'no' : 'unknown';

/** Ids of the alarms that a list names; null when one of them is computed. */
const idsOf = (names: unknown, stack: Stack): readonly string[] | null => {
  const ids = list(names).map((name) => alarmId(name, stack));
  return ids.every((id) => id !== null) ? ids : null;
};

const alarmId = (name: unknown, stack: Stack): string | null => {
  const referred = stack.referred(name);
  if (referred) return referred.type.endsWith('Alarm') ? idOf(referred) : null;
  return literal(name);
};

const idOf = ({ name, properties }: Resource): string => literal(properties['AlarmName']) ?? name;

/** The steps that a name tells, such as `CodeDeployDefault.LambdaCanary10Percent10Minutes`. */
const stepsOf = (name: unknown): Pick<Deployment, 'strategy' | 'stepMinutes'> => {
  const written = literal(name);
  if (written === null) return { strategy: 'unknown', stepMinutes: null };
  if (/AllAtOnce/i.test(written)) return { strategy: 'all-at-once', stepMinutes: null };
  const strategy = /canary/i.test(written) ? 'canary' : /linear/i.test(written) ? 'linear' : 'unknown';
  const minutes = /(\d{1,5})Minutes?$/i.exec(written)?.[1];
  return { strategy, stepMinutes: minutes === undefined ? null : Number(minutes) };
};

const serverless = ({ name, properties, place }: Resource, stack: Stack): readonly Part[] => {
  const preference = properties['DeploymentPreference'];
  if (properties['AutoPublishAlias'] === undefined && preference === undefined) return [];
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

const codeDeploy = ({ name, properties, place }: Resource, stack: Stack): Deployment => {
  const reverts = properties['AutoRollbackConfiguration'];
  const events = list(dig(reverts, 'Events'));
  const onAlarm: Known = events.includes('DEPLOYMENT_STOP_ON_ALARM')
    ? 'yes'
    : events.some(isComputed)
      ? 'unknown'
      : 'no';
  const alarms = properties['AlarmConfiguration'];
  const watched = list(dig(alarms, 'Alarms')).map((entry) => dig(entry, 'Name'));
  const steps = stepsOf(properties['DeploymentConfigName']);
  return {
    service: name,
    platform: properties['ECSServices'] === undefined ? 'lambda' : 'ecs',
    ...steps,
    finalMinutes: null,
    rollback: both(
      flag(dig(reverts, 'Enabled'), 'no'),
      both(flag(dig(alarms, 'Enabled'), watched.length > 0 ? 'yes' : 'no'), onAlarm),
    ),
    alarms: idsOf(watched, stack),
    at: place('DeploymentConfigName'),
  };
};

const alarm = (resource: Resource, stack: Stack): Alarm => {
  const { type, name, properties, at } = resource;
  if (type === 'AWS::CloudWatch::CompositeAlarm') return composite(resource, stack);
  const metrics = list(properties['Metrics']);
  const stats = metrics.map((metric) => dig(metric, 'MetricStat', 'Metric'));
  const words = [
    properties['MetricName'],
    ...stats.map((metric) => dig(metric, 'MetricName')),
    ...metrics.map((metric) => dig(metric, 'Expression')),
  ];
  const dimensions = [properties['Dimensions'], ...stats.map((metric) => dig(metric, 'Dimensions'))].flatMap(list);
  const values = dimensions.map((dimension) => get(dimension, 'Value'));
  const resources = values.map((value) => stack.referred(value)?.name ?? literal(value));
  return {
    id: idOf(resource),
    signals: signalsOf([name, ...words.map(said)].join(' ')),
    resources: resources.every((item) => item !== null) ? resources : null,
    at,
  };
};

/** A composite alarm watches what the alarms of its rule watch. */
const composite = (resource: Resource, stack: Stack): Alarm => {
  const rule = typeof resource.properties['AlarmRule'] === 'string' ? resource.properties['AlarmRule'] : '';
  const parts = [...rule.matchAll(/\$\{\w+(?:\.\w+)?\}/g)].flatMap(([reference]) => {
    const part = stack.referred(reference);
    return part?.type === 'AWS::CloudWatch::Alarm' ? [alarm(part, stack)] : [];
  });
  const signals = new Set([...signalsOf(resource.name), ...parts.flatMap((part) => part.signals)]);
  return { id: idOf(resource), signals: [...signals], resources: null, at: resource.at };
};
