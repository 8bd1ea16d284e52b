import { numberOf, wholeText } from '../../../src/kit/index.ts';
import type { Value } from '../../../src/kit/index.ts';
import type { Known, Part, Workload } from '../model.ts';
import { functionWorkload } from '../running.ts';
import { containersOf } from './programs.ts';
import type { Resource, Stack } from './stack.ts';
import { dig, given, isComputed, text } from './values.ts';

/** How many of something run, how large one is, and what changes that. */
export const readScaling = (resource: Resource, stack: Stack): readonly Part[] => {
  switch (resource.type) {
    case 'aws_ecs_service': {
      if (wholeText(resource.get('scheduling_strategy')) === 'DAEMON') return [];
      const workload = service(resource, stack);
      const { minimum, maximum } = workload;
      return [{ workloads: [workload], capacity: { minimum, maximum, cpu: null, memory: null } }];
    }
    case 'aws_autoscaling_group':
      return [{ workloads: [machines(resource, stack)] }];
    case 'aws_lambda_function':
      return [{ workloads: [functionWorkload(resource)] }];
    case 'aws_ecs_task_definition': {
      const [cpu, memory] = [numberOf(resource.get('cpu')), numberOf(resource.get('memory'))];
      return cpu === null ? [] : [{ capacity: { minimum: null, maximum: null, cpu, memory } }];
    }
    default:
      return [];
  }
};

/** The target of `service/<cluster>/<service>`: a reference in a text is lost, so that its place in the source is looked at. */
const targetsOf = (resource: Resource, stack: Stack): { own: readonly Resource[]; unnamed: boolean } => {
  const all = stack.ofType('aws_appautoscaling_target').filter((target) => {
    const namespace = wholeText(target.get('service_namespace'));
    return namespace === null || namespace === 'ecs';
  });
  const name = wholeText(resource.get('name'));
  const exact = all.filter((target) => {
    const id = text(target.get('resource_id'));
    return (name !== null && id.endsWith(`/${name}`)) || refersTo(target, resource);
  });
  // A name with a computed part may stand in the source of its target as well: one alone that reads the same is meant.
  const pattern = text(resource.get('name'));
  const alike = pattern.replaceAll('${}', '') === '' ? [] : all.filter((target) => nameIn(target) === pattern);
  const own = exact.length === 0 && alike.length === 1 ? alike : exact;
  const unnamed = own.length === 0 && (alike.length > 0 || all.some((target) => nameIn(target).endsWith('${}')));
  return { own, unnamed };
};

/** The last part of `service/<cluster>/<service>`. */
const nameIn = (target: Resource): string => text(target.get('resource_id')).split('/').at(-1) ?? '';

/** Whether the source of a target writes down the address of a service. */
const refersTo = (target: Resource, resource: Resource): boolean => {
  const local = resource.name.split('.').slice(-2).join('.');
  const attribute = target.source.body.attributes.find(({ name }) => name === 'resource_id');
  return attribute !== undefined && addressesIn(attribute.value).has(local);
};

const addressesIn = (expression: unknown, found = new Set<string>(), depth = 0): ReadonlySet<string> => {
  if (typeof expression !== 'object' || expression === null || depth > 20) return found;
  const node = expression as { kind?: string; name?: string; of?: { kind?: string; name?: string } };
  if (node.kind === 'attribute' && node.of?.kind === 'name') found.add(`${node.of.name ?? ''}.${node.name ?? ''}`);
  for (const inner of Object.values(expression)) addressesIn(inner, found, depth + 1);
  return found;
};

const service = (resource: Resource, stack: Stack): Workload => {
  const { own, unnamed } = targetsOf(resource, stack);
  const [target] = own;
  const policies = stack.ofType('aws_appautoscaling_policy').filter((policy) => {
    const id = policy.get('resource_id');
    return (
      target !== undefined &&
      (stack.referred(id)?.name === target.name ||
        text(id) === text(target.get('resource_id')) ||
        refersTo(policy, resource))
    );
  });
  const hidden = unnamed || !stack.complete;
  const desired = resource.get('desired_count');
  const count = numberOf(desired);
  const scales: Known = target === undefined ? (hidden ? 'unknown' : 'no') : policies.length > 0 ? 'yes' : 'unknown';
  const definition = stack.referred(resource.get('task_definition'), /^aws_ecs_task_definition$/);
  return {
    name: resource.name,
    platform: 'containers',
    minimum: target ? numberOf(target.get('min_capacity')) : hidden ? null : count,
    maximum: target ? numberOf(target.get('max_capacity')) : hidden ? null : count,
    scales,
    zones: zonesOf(resource.get('network_configuration', 'subnets'), stack),
    limits: definition === undefined ? 'unknown' : limited(definition),
    at: resource.at,
  };
};

/** Fargate limits every task; elsewhere each container has to have its limits. */
const limited = (definition: Resource): Known => {
  const whole = [definition.get('cpu'), definition.get('memory')];
  if (whole.every((value) => value !== undefined)) return 'yes';
  const containers = containersOf(definition);
  if (containers.length === 0) return 'unknown';
  const each = containers.every(
    (container) => given(dig(container, 'memory') ?? dig(container, 'memoryReservation')) !== 'no',
  );
  return each || whole[1] !== undefined ? 'yes' : 'no';
};

const machines = (resource: Resource, stack: Stack): Workload => {
  const scaled = stack.naming(resource, ['aws_autoscaling_policy'], 'autoscaling_group_name');
  return {
    name: resource.name,
    platform: 'machines',
    minimum: numberOf(resource.get('min_size')),
    maximum: numberOf(resource.get('max_size')),
    scales: scaled.length > 0 ? 'yes' : stack.complete ? 'no' : 'unknown',
    zones: zonesOf(resource.get('vpc_zone_identifier') ?? resource.get('availability_zones'), stack),
    limits: 'yes',
    at: resource.at,
  };
};

/** Each subnet stands in a zone of its own where there is more than one; a list that is computed says nothing. */
const zonesOf = (places: Value | undefined, stack: Stack): number | null => {
  if (places?.kind !== 'list') return null;
  const [only, ...more] = places.items;
  // `aws_subnet.private[*].id` is as many as the resource has instances.
  const all = only?.kind === 'name' && more.length === 0 ? stack.referred(only, /^aws_subnet$/) : undefined;
  if (all !== undefined && !places.complete) {
    const instances = stack.ofType('aws_subnet').filter(({ name }) => name === all.name);
    return instances.every(({ certain }) => certain) ? instances.length : null;
  }
  return !places.complete || (more.length === 0 && isComputed(only)) ? null : places.items.length;
};
