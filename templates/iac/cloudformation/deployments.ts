import { get, numeric } from '../../../src/kit/index.ts';
import { signalsOf } from '../model.ts';
import type { Alarm, Deployment, Known, Part } from '../model.ts';
import { idOf, idsOf, readPlainFunction, readServerless, stepsOf } from './shifting.ts';
import { dig, flag, isComputed, list, literal, said } from './values.ts';
import type { Resource, Stack } from './values.ts';

/** How new versions take over, and the alarms that watch them. */
export const readDeployments = (resource: Resource, stack: Stack): readonly Part[] => {
  switch (resource.type) {
    case 'AWS::ECS::Service':
      return shiftedElsewhere(resource, stack) ? [] : [{ deployments: [ecs(resource, stack)] }];
    case 'AWS::Serverless::Function':
      return readServerless(resource, stack);
    case 'AWS::Lambda::Function':
      return readPlainFunction(resource, stack);
    case 'AWS::CodeDeploy::DeploymentGroup':
      return [{ deployments: [codeDeploy(resource, stack)] }];
    case 'AWS::CloudWatch::Alarm':
    case 'AWS::CloudWatch::CompositeAlarm':
      return [{ alarms: [alarm(resource, stack)] }];
    default:
      return [];
  }
};

/** A service that CodeDeploy shifts is judged by the deployment group that does it. */
const shiftedElsewhere = ({ properties }: Resource, { resources }: Stack): boolean =>
  get(properties, 'DeploymentController', 'Type') === 'CODE_DEPLOY' &&
  resources.some(({ type, properties: { ECSServices } }) => isGroup.test(type) && ECSServices !== undefined);

const isGroup = /^AWS::CodeDeploy::DeploymentGroup$/;

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
