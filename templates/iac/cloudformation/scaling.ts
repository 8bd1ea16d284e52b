import { get, numeric } from '../../../src/kit/index.ts';
import type { Known, Part, Workload } from '../model.ts';
import { functionWorkload } from '../running.ts';
import { dig, isComputed, list, said } from './values.ts';
import type { Resource, Stack } from './values.ts';

/** How many of something run, how large one is, and what changes that. */
export const readScaling = (resource: Resource, stack: Stack): readonly Part[] => {
  const { type, properties } = resource;
  switch (type) {
    case 'AWS::ECS::Service':
      return get(properties, 'SchedulingStrategy') === 'DAEMON' ? [] : [{ workloads: [service(resource, stack)] }];
    case 'AWS::AutoScaling::AutoScalingGroup':
      return [{ workloads: [machines(resource, stack)] }];
    case 'AWS::Lambda::Function':
    case 'AWS::Serverless::Function':
      return [{ workloads: [functionWorkload(resource)] }];
    case 'AWS::ECS::TaskDefinition': {
      const [cpu, memory] = [numeric(properties['Cpu']), numeric(properties['Memory'])];
      return cpu === null ? [] : [{ capacity: { minimum: null, maximum: null, cpu, memory } }];
    }
    default:
      return [];
  }
};

const service = (resource: Resource, { resources, referred }: Stack): Workload => {
  const { id, name, properties, at } = resource;
  const targets = resources.filter(
    (other) =>
      other.type === 'AWS::ApplicationAutoScaling::ScalableTarget' &&
      // `service/<cluster>/<service>`; the name of the service is an attribute of it.
      (said(other.properties['ResourceId']).includes(`\${${id}.Name}`) ||
        said(other.properties['ResourceId']).includes(`\${${id}}`)),
  );
  const [target] = targets;
  const unnamed = resources.some(
    (other) =>
      other.type === 'AWS::ApplicationAutoScaling::ScalableTarget' &&
      /^\$\{\}$|\/\$\{\}$/.test(said(other.properties['ResourceId'])),
  );
  const policies = resources.filter(
    (other) =>
      other.type === 'AWS::ApplicationAutoScaling::ScalingPolicy' &&
      referred(other.properties['ScalingTargetId']) === target,
  );
  const desired = numeric(properties['DesiredCount'] ?? 1);
  const scales: Known = target === undefined ? (unnamed ? 'unknown' : 'no') : policies.length > 0 ? 'yes' : 'unknown';
  const definition = referred(properties['TaskDefinition']);
  return {
    name,
    platform: 'containers',
    minimum: target ? numeric(target.properties['MinCapacity']) : unnamed ? null : desired,
    maximum: target ? numeric(target.properties['MaxCapacity']) : unnamed ? null : desired,
    scales,
    zones: zonesOf(dig(properties, 'NetworkConfiguration', 'AwsvpcConfiguration', 'Subnets')),
    limits: definition === undefined ? 'unknown' : limited(definition),
    at,
  };
};

/** Fargate limits every task; elsewhere each container has to have its limits. */
const limited = ({ properties }: Resource): Known => {
  const whole = [properties['Cpu'], properties['Memory']];
  if (whole.every((value) => value !== undefined)) return 'yes';
  const containers = list(properties['ContainerDefinitions']);
  if (containers.length === 0 || containers.some(isComputed)) return 'unknown';
  const each = containers.every(
    (container) => get(container, 'Memory') !== undefined || get(container, 'MemoryReservation') !== undefined,
  );
  return each || whole[1] !== undefined ? 'yes' : 'no';
};

const machines = (resource: Resource, { resources, referred }: Stack): Workload => {
  const { id, name, properties, at } = resource;
  const scaled = resources.some(
    (other) =>
      other.type === 'AWS::AutoScaling::ScalingPolicy' && referred(other.properties['AutoScalingGroupName'])?.id === id,
  );
  return {
    name,
    platform: 'machines',
    minimum: numeric(properties['MinSize']),
    maximum: numeric(properties['MaxSize']),
    scales: scaled ? 'yes' : 'no',
    zones: zonesOf(properties['VPCZoneIdentifier'] ?? properties['AvailabilityZones']),
    limits: 'yes',
    at,
  };
};

/** Each subnet stands in a zone of its own where there is more than one; a list that is computed says nothing. */
const zonesOf = (places: unknown): number | null =>
  Array.isArray(places) && !(places.length === 1 && isComputed(places[0])) ? places.length : null;
