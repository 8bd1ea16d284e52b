import { get } from '../../../src/kit/index.ts';
import type { At } from '../../../src/kit/index.ts';
import { list, number } from './values.ts';
import type { Part } from '../model.ts';
import type { Resource } from './values.ts';

/** Whether a listener speaks TLS of today. */
export const listener = ({ id, properties, at }: Resource): Part => {
  const protocol = get(properties, 'Protocol');
  const redirects = list(get(properties, 'DefaultActions')).every((action) => get(action, 'Type') === 'redirect');
  const policy = get(properties, 'SslPolicy');
  const old = typeof policy === 'string' && !/TLS13|TLS-1-2|FS-1-2/.test(policy);
  const plain = protocol === 'HTTP' && !redirects;
  const encrypted = typeof protocol !== 'string' ? 'unknown' : plain || (protocol !== 'HTTP' && old) ? 'no' : 'yes';
  return { encryption: [{ resource: id, type: 'listener', where: 'in transit', encrypted, at }] };
};

/** From where a rule of a security group lets requests in. */
export const ingress = (resource: string, rule: unknown, at: At): Part => {
  const source = [get(rule, 'CidrIp'), get(rule, 'CidrIpv6')].filter((value) => value !== undefined);
  const open = source.some((value) => value === '0.0.0.0/0' || value === '::/0');
  const from = number(get(rule, 'FromPort'));
  const port = from === number(get(rule, 'ToPort')) ? from : null;
  const readable = source.every((value) => typeof value === 'string');
  return {
    exposures: [
      {
        resource,
        type: 'ingress',
        open: open ? 'yes' : readable ? 'no' : 'unknown',
        port,
        loadBalancer: 'unknown',
        at,
      },
    ],
  };
};
