import { numberOf, wholeText } from '../../../src/kit/index.ts';
import type { Value } from '../../../src/kit/index.ts';
import { signalsOf } from '../model.ts';
import type { Alarm, Deployment, Known, Part } from '../model.ts';
import { readFunction } from './functions.ts';
import type { Resource, Stack } from './stack.ts';
import { both, dig, either, flag, isComputed, isWhole, items, pairsIn, text } from './values.ts';

/** How new versions take over, and the alarms that watch them. */
export const readDeployments = (resource: Resource, stack: Stack): readonly Part[] => {
  switch (resource.type) {
    case 'aws_ecs_service':
      return shiftedElsewhere(resource, stack) ? [] : [{ deployments: [ecs(resource, stack)] }];
    case 'aws_lambda_function':
      return readFunction(resource, stack);
    case 'aws_codedeploy_deployment_group':
      return [{ deployments: [codeDeploy(resource, stack)] }];
    case 'aws_cloudwatch_metric_alarm':
      return [{ alarms: [alarm(resource, stack)] }];
    case 'aws_cloudwatch_composite_alarm':
      return [{ alarms: [composite(resource, stack)] }];
    default:
      return [];
  }
};

/** A service that CodeDeploy shifts is judged by the deployment group that does it. */
const shiftedElsewhere = (resource: Resource, stack: Stack): boolean =>
  wholeText(resource.get('deployment_controller', 'type')) === 'CODE_DEPLOY' &&
  stack.ofType('aws_codedeploy_deployment_group').some((group) => group.get('ecs_service') !== undefined);

const strategies = { ROLLING: 'rolling', BLUE_GREEN: 'blue-green', CANARY: 'canary', LINEAR: 'linear' } as const;

const ecs = (resource: Resource, stack: Stack): Deployment => {
  const configuration = resource.get('deployment_configuration');
  const strategy = dig(configuration, 'strategy');
  // A deployment by CodeDeploy says its own steps, where its group is.
  const controller = resource.get('deployment_controller', 'type');
  const elsewhere = controller !== undefined && wholeText(controller) !== 'ECS';
  const written = strategy === undefined ? 'ROLLING' : wholeText(strategy);
  const named = elsewhere ? 'unknown' : (Object.entries(strategies).find(([key]) => key === written)?.[1] ?? 'unknown');
  const alarms = resource.get('alarms');
  const enabled = both(
    alarms === undefined ? 'no' : flag(dig(alarms, 'enable'), 'unknown'),
    flag(dig(alarms, 'rollback'), 'no'),
  );
  const circuit = resource.get('deployment_circuit_breaker');
  const breaker =
    named === 'rolling' ? both(flag(dig(circuit, 'enable'), 'no'), flag(dig(circuit, 'rollback'), 'no')) : 'no';
  const step =
    named === 'canary'
      ? minutes(dig(configuration, 'canary_configuration', 'canary_bake_time_in_minutes'), 10)
      : named === 'linear'
        ? minutes(dig(configuration, 'linear_configuration', 'step_bake_time_in_minutes'), 6)
        : null;
  return {
    service: resource.name,
    platform: 'ecs',
    strategy: named,
    stepMinutes: step,
    finalMinutes: numberOf(dig(configuration, 'bake_time_in_minutes')),
    rollback: elsewhere ? 'unknown' : either(enabled, breaker),
    alarms: idsOf(dig(alarms, 'alarm_names'), stack),
    at: resource.place(configuration === undefined ? 'deployment_circuit_breaker' : 'deployment_configuration'),
  };
};

const minutes = (value: Value | undefined, absent: number): number | null =>
  value === undefined ? absent : numberOf(value);

/** Ids of the alarms that a list names; null when one of them is computed. */
const idsOf = (names: Value | undefined, stack: Stack): readonly string[] | null => {
  if (names === undefined) return [];
  const ids = items(names).map((name) => {
    const referred = stack.referred(name, /^aws_cloudwatch_.*alarm$/);
    return referred ? idOf(referred) : wholeText(name);
  });
  return isWhole(names) && ids.every((id) => id !== null) ? ids : null;
};

const idOf = (resource: Resource): string => wholeText(resource.get('alarm_name')) ?? resource.name;

/** The steps that a configuration is named after, such as `CodeDeployDefault.ECSCanary10Percent5Minutes`. */
const stepsOf = (value: Value | undefined, stack: Stack): Pick<Deployment, 'strategy' | 'stepMinutes'> => {
  const own = stack.referred(value) ?? configurationOf(value, stack);
  if (own?.type === 'aws_codedeploy_deployment_config') {
    const type = wholeText(own.get('traffic_routing_config', 'type'));
    const canary = own.get('traffic_routing_config', 'time_based_canary', 'interval');
    const linear = own.get('traffic_routing_config', 'time_based_linear', 'interval');
    if (type === 'TimeBasedCanary') return { strategy: 'canary', stepMinutes: numberOf(canary) };
    if (type === 'TimeBasedLinear') return { strategy: 'linear', stepMinutes: numberOf(linear) };
    return { strategy: type === 'AllAtOnce' ? 'all-at-once' : 'unknown', stepMinutes: null };
  }
  // CodeDeploy shifts everything at once where nothing is chosen.
  const name = value === undefined ? 'AllAtOnce' : wholeText(value);
  if (name === null) return { strategy: 'unknown', stepMinutes: null };
  if (/AllAtOnce/i.test(name)) return { strategy: 'all-at-once', stepMinutes: null };
  if (/OneAtATime|HalfAtATime/i.test(name)) return { strategy: 'rolling', stepMinutes: null };
  const strategy = /canary/i.test(name) ? 'canary' : /linear/i.test(name) ? 'linear' : 'unknown';
  const step = /(\d{1,4})Minutes?$/i.exec(name)?.[1];
  return { strategy, stepMinutes: step === undefined ? null : Number(step) };
};

const configurationOf = (value: Value | undefined, stack: Stack): Resource | undefined => {
  const name = wholeText(value);
  return stack
    .ofType('aws_codedeploy_deployment_config')
    .find((config) => name !== null && wholeText(config.get('deployment_config_name')) === name);
};

const codeDeploy = (resource: Resource, stack: Stack): Deployment => {
  const reverts = resource.get('auto_rollback_configuration');
  const events = dig(reverts, 'events');
  const names = items(events).map(wholeText);
  const onAlarm: Known = names.includes('DEPLOYMENT_STOP_ON_ALARM') ? 'yes' : isWhole(events) ? 'no' : 'unknown';
  const watched = resource.get('alarm_configuration', 'alarms');
  const alarmed = flag(resource.get('alarm_configuration', 'enabled'), items(watched).length > 0 ? 'yes' : 'no');
  const application = stack.ofType('aws_codedeploy_app').find((app) => {
    const named = resource.get('app_name');
    return (named?.kind === 'name' && named.name.startsWith(`${app.name}.`)) || sameText(named, app.get('name'));
  });
  const platform = wholeText(application?.get('compute_platform'));
  const onEcs = resource.get('ecs_service') !== undefined || platform === 'ECS';
  const onMachines =
    !onEcs &&
    (platform === 'Server' ||
      resource.get('autoscaling_groups') !== undefined ||
      resource.get('ec2_tag_set') !== undefined);
  const at = resource.place('deployment_config_name');
  return {
    service: resource.name,
    platform: onEcs ? 'ecs' : onMachines ? 'ec2' : 'lambda',
    ...stepsOf(resource.get('deployment_config_name'), stack),
    finalMinutes: numberOf(
      resource.get(
        'blue_green_deployment_config',
        'terminate_blue_instances_on_deployment_success',
        'termination_wait_time_in_minutes',
      ),
    ),
    rollback: both(flag(dig(reverts, 'enabled'), 'no'), alarmed, onAlarm),
    alarms: idsOf(watched, stack),
    at,
  };
};

const sameText = (first: Value | undefined, second: Value | undefined): boolean =>
  wholeText(first) !== null && wholeText(first) === wholeText(second);

const alarm = (resource: Resource, stack: Stack): Alarm => {
  const queries = items(resource.get('metric_query'));
  const words = [
    resource.get('metric_name'),
    ...queries.flatMap((query) => [dig(query, 'metric', 'metric_name'), dig(query, 'expression')]),
  ];
  const maps = [resource.get('dimensions'), ...queries.map((query) => dig(query, 'metric', 'dimensions'))];
  const values = maps.flatMap(pairsIn).map(([, value]) => stack.referred(value)?.name ?? wholeText(value));
  const whole = maps.every((map) => map === undefined || (map.kind === 'object' && map.complete));
  return {
    id: idOf(resource),
    signals: signalsOf([resource.name, text(resource.get('alarm_name')), ...words.map(text)].join(' ')),
    resources: whole && values.every((value) => value !== null) ? values : null,
    at: resource.at,
  };
};

/** A composite alarm watches what the alarms watch that its rule names. */
const composite = (resource: Resource, stack: Stack): Alarm => {
  const rule = resource.get('alarm_rule');
  const written = text(rule);
  const parts = stack
    .ofType('aws_cloudwatch_metric_alarm')
    .filter((part) => {
      const name = wholeText(part.get('alarm_name'));
      return name !== null && new Set(written.split(/[^\w./-]+/)).has(name);
    })
    .map((part) => alarm(part, stack));
  const own = signalsOf(`${resource.name} ${text(resource.get('alarm_name'))}`);
  // What a computed rule names may be any alarm of this root.
  const all =
    isComputed(rule) && parts.length === 0
      ? stack.ofType('aws_cloudwatch_metric_alarm').map((part) => alarm(part, stack))
      : parts;
  const signals = new Set([...own, ...all.flatMap((part) => part.signals)]);
  return { id: idOf(resource), signals: [...signals], resources: null, at: resource.at };
};
