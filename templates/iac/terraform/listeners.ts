import { wholeText } from '../../../src/kit/index.ts';
import type { At, Value } from '../../../src/kit/index.ts';
import type { Known, Part } from '../model.ts';
import type { Resource } from './stack.ts';
import { dig, isComputed, items } from './values.ts';

/** What speaks to clients: TLS 1.2 or newer, or a redirect to it. */
export const readListeners = (resource: Resource): readonly Part[] => {
  const transit = (type: string, encrypted: Known, at: At): readonly Part[] => [
    { encryption: [{ resource: resource.name, type, where: 'in transit', encrypted, at }] },
  ];
  switch (resource.type) {
    case 'aws_lb_listener':
    case 'aws_alb_listener':
      return listener(resource, transit);
    case 'aws_elb': {
      const listeners = items(resource.get('listener'));
      const plain = listeners.find((item) => /^http$/i.test(wholeText(dig(item, 'lb_protocol')) ?? ''));
      return transit('listener', plain ? 'no' : 'unknown', plain?.at ?? resource.at);
    }
    case 'aws_cloudfront_distribution':
      return distribution(resource, transit);
    case 'aws_api_gateway_domain_name': {
      const policy = resource.get('security_policy');
      const encrypted: Known =
        policy === undefined || isComputed(policy) ? 'unknown' : wholeText(policy) === 'TLS_1_0' ? 'no' : 'yes';
      return transit('api domain', encrypted, resource.place('security_policy'));
    }
    default:
      return [];
  }
};

type Transit = (type: string, encrypted: Known, at: At) => readonly Part[];

const listener = (resource: Resource, transit: Transit): readonly Part[] => {
  const protocol = resource.get('protocol');
  const name = wholeText(protocol)?.toUpperCase() ?? null;
  const policy = resource.get('ssl_policy');
  const version = wholeText(policy);
  // A network load balancer hands TCP through; what is spoken inside cannot be seen here.
  if ((protocol !== undefined && name === null) || /^(?:TCP|UDP|TCP_UDP|GENEVE|QUIC|TCP_QUIC)$/.test(name ?? '')) {
    return transit('listener', 'unknown', resource.place('protocol'));
  }
  const actions = items(resource.get('default_action'));
  const redirects = actions.length > 0 && actions.every((action) => wholeText(dig(action, 'type')) === 'redirect');
  const unseen = actions.some((action) => isComputed(dig(action, 'type')));
  if (name === null || name === 'HTTP') {
    const encrypted: Known = redirects ? 'yes' : unseen ? 'unknown' : 'no';
    return transit('listener', encrypted, resource.place('protocol'));
  }
  if (isComputed(policy)) return transit('listener', 'unknown', resource.place('ssl_policy'));
  // Without a policy the provider leaves the choice to AWS, whose default still takes TLS 1.0.
  const old = version !== null && !/TLS13|TLS-1-2|FS-1-2/.test(version);
  return transit('listener', old ? 'no' : 'yes', resource.place('ssl_policy'));
};

const distribution = (resource: Resource, transit: Transit): readonly Part[] => {
  const behaviours = [
    ...items(resource.get('default_cache_behavior')),
    ...items(resource.get('ordered_cache_behavior')),
  ];
  const policies = behaviours.map((behaviour): Value | undefined => dig(behaviour, 'viewer_protocol_policy'));
  const version = resource.get('viewer_certificate', 'minimum_protocol_version');
  const old = /^(?:SSLv3|TLSv1(?:_2016|\.1_2016)?)$/.test(wholeText(version) ?? '');
  const plain = policies.find((policy) => wholeText(policy) === 'allow-all');
  const unseen = isComputed(version) || policies.some((policy) => policy === undefined || isComputed(policy));
  const encrypted: Known = plain || old ? 'no' : unseen ? 'unknown' : 'yes';
  const at = plain ? plain.at : old ? version?.at : undefined;
  return transit('distribution', encrypted, at ?? resource.at);
};
