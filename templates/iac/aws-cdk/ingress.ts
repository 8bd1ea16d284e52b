import type { Node } from '@babel/types';
import { entryOf, placeOf } from '../../../src/kit/index.ts';
import type { Value } from '../../../src/kit/index.ts';
import type { Exposure, Known, Part } from '../model.ts';
import { isEverywhere } from '../reach.ts';
import type { Call, Construct, Program } from './construct.ts';
import { keyOf } from './construct.ts';
import { numberOf, textOf } from './props.ts';

/** What lets requests in: rules of security groups, and connections of whatever has some. */
export const readIngress = ({ node, path, owner, name: method }: Call, program: Program): readonly Part[] => {
  const { callee, arguments: written } = node;
  if (callee.type !== 'MemberExpression' || !methods.test(method)) return [];
  const argument = (index: number): Value | undefined => {
    const found = written[index];
    return found && program.evaluator.evaluate(path, found);
  };
  const common = { resource: owner?.name ?? path, type: 'ingress' as const, at: placeOf(path, node) };
  const exposed = (rest: Pick<Exposure, 'open' | 'port' | 'loadBalancer'>): readonly Part[] => [
    { exposures: [{ ...common, ...rest }] },
  ];
  if (method === 'addIngressRule')
    return exposed({
      open: openTo(argument(0)),
      port: portOf(argument(1)),
      loadBalancer: ofLoadBalancer(callee.object, path, program),
    });
  const anyone = method.includes('AnyIpv4') || openTo(argument(0)) === 'yes';
  // Whom else a connection lets in is a group or a range, which is what it should be.
  if (!anyone) return [];
  const target = targetOf(callee.object, path, program);
  if (method === 'allowSshAccessFrom') return exposed({ open: 'yes', port: 22, loadBalancer: 'no' });
  if (!method.includes('DefaultPort'))
    return exposed({
      open: 'yes',
      port: portOf(argument(method.includes('AnyIpv4') ? 0 : 1)),
      loadBalancer: target.loadBalancer,
    });
  return exposed({ open: target.known ? 'yes' : 'unknown', port: target.port, loadBalancer: target.loadBalancer });
};

const methods =
  /^(?:addIngressRule|allowFrom|allowFromAnyIpv4|allowDefaultPortFrom|allowDefaultPortFromAnyIpv4|allowSshAccessFrom)$/;

/** Whether a peer is everybody. */
const openTo = (peer: Value | undefined): Known => {
  const from = peer?.kind === 'call' ? peer.name : '';
  const block = peer?.kind === 'call' ? textOf(peer.args[0]) : null;
  if (/^Peer\.anyIpv[46]$/.test(from) || isEverywhere(block)) return 'yes';
  return peer === undefined || (peer.kind === 'unknown' && !from) ? 'unknown' : 'no';
};

const portOf = (port: Value | undefined): number | null => {
  if (port?.kind === 'call' && port.name === 'Port.tcp') return numberOf(port.args[0]);
  if (port?.kind !== 'name') return null;
  return port.name === 'Port.HTTPS' ? 443 : port.name === 'Port.HTTP' ? 80 : null;
};

interface Target {
  readonly known: boolean;
  readonly loadBalancer: Known;
  /** The port that is meant when none is named. */
  readonly port: number | null;
}

/** What a connection leads to: `database.connections`, a listener, a load balancer. */
const targetOf = (object: Node, path: string, program: Program): Target => {
  const has = object.type === 'MemberExpression' && object.property.type === 'Identifier' ? object.property.name : '';
  const thing = object.type === 'MemberExpression' && has === 'connections' ? object.object : object;
  const value = program.evaluator.evaluate(path, thing);
  if (value.kind === 'call' && value.name.endsWith('addListener'))
    return { known: true, loadBalancer: 'yes', port: numberOf(entryOf(value.args[1], 'port')) };
  const construct = program.constructOf(value);
  if (construct === undefined) return { known: false, loadBalancer: 'unknown', port: null };
  if (construct.type === 'SecurityGroup')
    return { known: true, loadBalancer: ofLoadBalancer(thing, path, program), port: null };
  const facing = isFront(construct);
  // A class of the program may be anything.
  const loadBalancer: Known = facing ? 'yes' : construct.type === null ? 'unknown' : 'no';
  return { known: true, loadBalancer, port: numberOf(construct.props.get('port')) };
};

const isFront = ({ type }: Construct): boolean =>
  type !== null && (type.includes('LoadBalancer') || type === 'ApplicationListener');

/** Whether a security group is one of a load balancer: by the constructs that it is given to. */
const ofLoadBalancer = (group: Node, path: string, program: Program): Known => {
  const target = program.constructOf(program.evaluator.evaluate(path, group));
  if (target === undefined) return 'unknown';
  const is = (value: Value | undefined): boolean => value?.kind === 'new' && keyOf(value.at) === keyOf(target.at);
  const users = program.constructs.filter(({ props }) => {
    const groups = props.get('securityGroups');
    return is(props.get('securityGroup')) || (groups?.kind === 'list' && groups.items.some(is));
  });
  if (users.some(({ type }) => type?.includes('LoadBalancer') ?? false)) return 'yes';
  return users.length > 0 ? 'no' : 'unknown';
};
