import { get, record, numeric } from '../../../src/kit/index.ts';
import type { At } from '../../../src/kit/index.ts';
import type { Exposure, Known, Part } from '../model.ts';
import { isEverywhere } from '../reach.ts';
import { dig, flag, isComputed, list, said } from './values.ts';
import type { Resource, Stack } from './values.ts';

/** What could be reached from everywhere. */
export const readReach = (resource: Resource, stack: Stack): readonly Part[] => {
  const { type, name, properties, place } = resource;
  const exposure = (kind: Exposure['type'], open: Known, ...keys: readonly string[]): readonly Part[] => [
    { exposures: [{ resource: name, type: kind, open, port: null, loadBalancer: 'no', at: place(...keys) }] },
  ];
  switch (type) {
    case 'AWS::EC2::SecurityGroup':
      return list(properties['SecurityGroupIngress']).map((rule, index) =>
        ingress(resource, rule, ofLoadBalancer(resource, stack), place('SecurityGroupIngress', index)),
      );
    case 'AWS::EC2::SecurityGroupIngress': {
      const group = stack.referred(properties['GroupId']);
      return [ingress(group ?? resource, properties, group ? ofLoadBalancer(group, stack) : 'unknown', place())];
    }
    case 'AWS::S3::Bucket': {
      const block = record(properties['PublicAccessBlockConfiguration']);
      const opened = Object.values(block).some((value) => flag(value, 'unknown') === 'no');
      const isPublic = said(properties['AccessControl']).startsWith('PublicRead');
      const open: Known = opened || isPublic ? 'yes' : isComputed(properties['AccessControl']) ? 'unknown' : 'no';
      return exposure('bucket', open, opened ? 'PublicAccessBlockConfiguration' : 'AccessControl');
    }
    case 'AWS::RDS::DBInstance':
    case 'AWS::RDS::DBCluster': {
      // Members of a cluster that say nothing are private unless their subnets have a way out, which is seldom written here.
      const absent: Known = 'no';
      return exposure('database', flag(properties['PubliclyAccessible'], absent), 'PubliclyAccessible');
    }
    case 'AWS::Redshift::Cluster':
      return exposure('database', flag(properties['PubliclyAccessible'], 'unknown'), 'PubliclyAccessible');
    case 'AWS::EKS::Cluster': {
      const network = properties['ResourcesVpcConfig'];
      const reachable = flag(dig(network, 'EndpointPublicAccess'), 'yes');
      const blocks = list(dig(network, 'PublicAccessCidrs'));
      const everybody = blocks.length === 0 || blocks.some(isEverywhere);
      const open: Known = reachable === 'yes' && !everybody ? (blocks.some(isComputed) ? 'unknown' : 'no') : reachable;
      return exposure('cluster', open, 'ResourcesVpcConfig');
    }
    default:
      return [];
  }
};

/** From where a rule of a security group lets requests in. */
const ingress = ({ name }: Resource, rule: unknown, loadBalancer: Known, at: At): Part => {
  const source = [get(rule, 'CidrIp'), get(rule, 'CidrIpv6')].filter((value) => value !== undefined);
  const open = source.some(isEverywhere);
  const from = numeric(get(rule, 'FromPort'));
  const port = from === numeric(get(rule, 'ToPort')) ? from : null;
  const readable = !isComputed(rule) && !source.some(isComputed);
  return {
    exposures: [
      { resource: name, type: 'ingress', open: open ? 'yes' : readable ? 'no' : 'unknown', port, loadBalancer, at },
    ],
  };
};

/** Whether a security group is one of a load balancer: by who names it, as far as the template shows. */
const ofLoadBalancer = (resource: Resource, { usersOf, referred }: Stack): Known => {
  const { id } = resource;
  const users = usersOf(resource).filter(
    (other) =>
      other.id !== id &&
      [
        ...list(other.properties['SecurityGroups']),
        ...list(other.properties['SecurityGroupIds']),
        ...list(other.properties['VPCSecurityGroups']),
        ...list(other.properties['VpcSecurityGroupIds']),
        ...list(dig(other.properties, 'NetworkConfiguration', 'AwsvpcConfiguration', 'SecurityGroups')),
        ...list(dig(other.properties, 'VpcConfig', 'SecurityGroupIds')),
      ].some((group) => referred(group)?.id === id),
  );
  if (users.some(({ type }) => /LoadBalanc/.test(type))) return 'yes';
  return users.length > 0 ? 'no' : 'unknown';
};
