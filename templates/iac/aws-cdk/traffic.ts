import type { Node } from '@babel/types';
import type { At, Value } from '../../../src/kit/index.ts';
import { placeOf } from '../../../src/kit/index.ts';
import { emptyPermission } from '../access.ts';
import type { Exposure, Known, Part, Permission } from '../model.ts';
import { flag, memberOf, numberOf, propsOf, textOf } from './props.ts';
import type { Call, Construct, Program } from './construct.ts';
import { keyOf } from './construct.ts';

/** What listeners and statements of policies mean. */
export const readPolicy = (construct: Construct): readonly Part[] => {
  if (construct.type === 'PolicyStatement') return permission(construct);
  if (construct.type === 'ApplicationListener') return [listener(construct.name, construct.props, construct.at)];
  return [];
};

const texts = (value: Value | undefined): readonly string[] =>
  value?.kind === 'list' ? value.items.map((item) => textOf(item) ?? '${}') : [];

const permission = ({ owner, props, at, name }: Construct): readonly Part[] => {
  if (memberOf(props.get('effect')) === 'DENY') return [];
  const [actions, resources, principals] = [props.get('actions'), props.get('resources'), props.get('principals')];
  // Statements that a function is handed to complete say nothing by themselves.
  if (actions?.kind !== 'list' && resources?.kind !== 'list') return [];
  const anyPrincipal =
    principals?.kind === 'list' &&
    principals.items.some((item) => item.kind === 'new' && /(^|\.)(AnyPrincipal|StarPrincipal)$/.test(item.name));
  return [
    {
      permissions: [
        {
          role: owner?.name ?? name,
          policyOf: principals === undefined ? 'identity' : 'resource',
          actions: texts(actions),
          resources: texts(resources),
          inverted: false,
          conditioned: props.get('conditions') !== undefined,
          anyPrincipal,
          managed: null,
          at,
        },
      ],
    },
  ];
};

const listener = (resource: string, props: Construct['props'], at: At): Part => {
  const protocol = memberOf(props.get('protocol'));
  const port = numberOf(props.get('port'));
  const policy = memberOf(props.get('sslPolicy'));
  const action = props.get('defaultAction');
  const redirects = action?.kind === 'call' && action.name.endsWith('redirect');
  const tls = protocol === 'HTTPS' || port === 443 || props.get('certificates') !== undefined;
  const old = policy !== null && !/TLS13|TLS12|FORWARD_SECRECY_TLS12|RECOMMENDED/.test(policy);
  const plain = protocol === 'HTTP' || port === 80;
  const encrypted: Known = old || (plain && !redirects) ? 'no' : tls || redirects ? 'yes' : 'unknown';
  return {
    encryption: [{ resource, type: 'listener', where: 'in transit', encrypted, at: props.get('sslPolicy')?.at ?? at }],
  };
};

/** What method calls add: rules of security groups, listeners, tags, policies that AWS manages. */
export const readCall = ({ node, path, owner }: Call, program: Program): readonly Part[] => {
  const { callee, arguments: written } = node;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return [];
  const at = placeOf(path, node);
  const argument = (index: number): Value | undefined => {
    const found = written[index];
    return found && program.evaluator.evaluate(path, found);
  };
  const name = owner?.name ?? path;
  switch (callee.property.name) {
    case 'addIngressRule':
      return [
        {
          exposures: [
            {
              ...ingress(name, argument(0), argument(1), at),
              loadBalancer: ofLoadBalancer(callee.object, path, program),
            },
          ],
        },
      ];
    case 'allowFromAnyIpv4':
      return [
        {
          exposures: [
            { resource: name, type: 'ingress', open: 'yes', port: portOf(argument(0)), loadBalancer: 'unknown', at },
          ],
        },
      ];
    case 'addListener': {
      const id = textOf(argument(0));
      if (id === null) return [];
      const props = propsOf(argument(1), written.length);
      const balancer = program.constructOf(program.evaluator.evaluate(path, callee.object));
      return [listener(`${name}/${id}`, props, at), ...openedBy(`${name}/${id}`, balancer, props, at)];
    }
    case 'fromAwsManagedPolicyName':
      return [{ permissions: [managed(name, textOf(argument(0)) ?? '${}', at)] }];
    default:
      return [];
  }
};

/** A listener lets everybody in to its port, where its load balancer faces the Internet and nobody says otherwise. */
const openedBy = (
  resource: string,
  balancer: Construct | undefined,
  props: Construct['props'],
  at: At,
): readonly Part[] => {
  const port = numberOf(props.get('port'));
  const facing = balancer?.type === 'ApplicationLoadBalancer' && flag(balancer.props, 'internetFacing', 'no') === 'yes';
  if (!facing || port === null || port === 80 || port === 443 || flag(props, 'open', 'yes') !== 'yes') return [];
  return [{ exposures: [{ resource, type: 'ingress', open: 'yes', port, loadBalancer: 'yes', at }] }];
};

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

const ingress = (resource: string, peer: Value | undefined, port: Value | undefined, at: At): Exposure => {
  const from = peer?.kind === 'call' ? peer.name : '';
  const block = peer?.kind === 'call' ? textOf(peer.args[0]) : null;
  const everywhere = /^Peer\.anyIpv[46]$/.test(from) || block === '0.0.0.0/0' || block === '::/0';
  const open: Known = everywhere ? 'yes' : peer === undefined || (peer.kind === 'unknown' && !from) ? 'unknown' : 'no';
  return { resource, type: 'ingress', open, port: portOf(port), loadBalancer: 'unknown', at };
};

const portOf = (port: Value | undefined): number | null =>
  port?.kind === 'call' && port.name === 'Port.tcp'
    ? numberOf(port.args[0])
    : port?.kind === 'name' && port.name === 'Port.HTTPS'
      ? 443
      : null;

const managed = (role: string, name: string, at: At): Permission => ({
  ...emptyPermission(role, at),
  managed: name.split('/').at(-1) ?? name,
});
