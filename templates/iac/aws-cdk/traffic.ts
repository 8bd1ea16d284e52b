import type { At, Value } from '../../../src/kit/index.ts';
import { placeOf } from '../../../src/kit/index.ts';
import { emptyPermission } from '../access.ts';
import type { Known, Part, Permission } from '../model.ts';
import { flag, memberOf, numberOf, propsOf, textOf } from './props.ts';
import type { Call, Construct, Program } from './construct.ts';
import { readIngress } from './ingress.ts';

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
export const readCall = (call: Call, program: Program): readonly Part[] => {
  const { node, path, owner } = call;
  const { callee, arguments: written } = node;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return [];
  const at = placeOf(path, node);
  const argument = (index: number): Value | undefined => {
    const found = written[index];
    return found && program.evaluator.evaluate(path, found);
  };
  const name = owner?.name ?? path;
  switch (callee.property.name) {
    case 'addListener': {
      const id = textOf(argument(0));
      if (id === null) return [];
      const props = propsOf(argument(1), written.length);
      const balancer = program.constructOf(program.evaluator.evaluate(path, callee.object));
      return [listener(`${name}/${id}`, props, at), ...openedBy(`${name}/${id}`, balancer, props, at)];
    }
    case 'grantPublicAccess': {
      const bucket = program.constructOf(program.evaluator.evaluate(path, callee.object));
      if (bucket?.type !== 'Bucket') return [];
      return [
        { exposures: [{ resource: bucket.name, type: 'bucket', open: 'yes', port: null, loadBalancer: 'no', at }] },
      ];
    }
    case 'fromAwsManagedPolicyName':
      return [{ permissions: [managed(name, textOf(argument(0)) ?? '${}', at)] }];
    default:
      return readIngress(call, program);
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

const managed = (role: string, name: string, at: At): Permission => ({
  ...emptyPermission(role, at),
  managed: name.split('/').at(-1) ?? name,
});
