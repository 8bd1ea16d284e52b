import type { Value } from '../../../src/kit/index.ts';
import { entryOf } from '../../../src/kit/index.ts';
import type { Encryption, Exposure, Known, Part } from '../model.ts';
import type { Construct } from './construct.ts';
import { flag, memberOf, propsOf } from './props.ts';

/** Disks and streams, and what speaks to clients: how they encrypt, and whom they let in. */
export const readEdges = (construct: Construct): readonly Part[] => {
  const { type, name, props, at } = construct;
  const encrypted = (what: string, where: Encryption['where'], told: Known, key: string): readonly Part[] => [
    { encryption: [{ resource: name, type: what, where, encrypted: told, at: props.get(key)?.at ?? at }] },
  ];
  switch (type) {
    case 'Volume':
      return encrypted(
        'volume',
        'at rest',
        flag(props, 'encrypted', props.get('encryptionKey') ? 'yes' : 'no'),
        'encrypted',
      );
    case 'Stream':
      // The CDK encrypts streams by itself where Kinesis offers it.
      return encrypted(
        'stream',
        'at rest',
        memberOf(props.get('encryption')) === 'UNENCRYPTED' ? 'no' : 'yes',
        'encryption',
      );
    case 'Distribution':
      return encrypted('distribution', 'in transit', ofDistribution(construct), 'defaultBehavior');
    case 'DomainName': {
      const policy = memberOf(props.get('securityPolicy'));
      return encrypted('api domain', 'in transit', policy === 'TLS_1_0' ? 'no' : 'yes', 'securityPolicy');
    }
    case 'Domain':
      return [
        ...encrypted(
          'search domain',
          'at rest',
          flag(propsOf(props.get('encryptionAtRest')), 'enabled', 'no'),
          'encryptionAtRest',
        ),
        ...encrypted('search domain', 'in transit', flag(props, 'enforceHttps', 'no'), 'enforceHttps'),
      ];
    case 'Cluster':
      return construct.module.endsWith('/aws-eks') ? [{ exposures: [endpoint(construct)] }] : [];
    default:
      return [];
  }
};

/** Without a policy CloudFront takes plain HTTP too. */
const ofDistribution = ({ props }: Construct): Known => {
  const first = props.get('defaultBehavior');
  const more = props.get('additionalBehaviors');
  const behaviours = [first, ...(more?.kind === 'object' ? Object.values(more.entries) : [])];
  const told = behaviours.map(policyOf);
  if (
    told.includes('no') ||
    /^(SSL_V3|TLS_V1|TLS_V1_2016|TLS_V1_1_2016)$/.test(memberOf(props.get('minimumProtocolVersion')) ?? '')
  ) {
    return 'no';
  }
  return told.includes('unknown') ? 'unknown' : 'yes';
};

const policyOf = (behaviour: Value | undefined): Known => {
  if (behaviour?.kind !== 'object') return 'unknown';
  const policy = entryOf(behaviour, 'viewerProtocolPolicy');
  if (policy === undefined) return behaviour.complete ? 'no' : 'unknown';
  const member = memberOf(policy);
  return member === 'ALLOW_ALL' ? 'no' : member === null ? 'unknown' : 'yes';
};

/** The endpoint is public unless somebody says otherwise. */
const endpoint = ({ name, props, at }: Construct): Exposure => {
  const access = props.get('endpointAccess');
  const narrowed = access?.kind === 'call' && access.name.endsWith('onlyFrom');
  const member = memberOf(access);
  const absent: Known = props.complete ? 'yes' : 'unknown';
  const open: Known =
    access === undefined ? absent : narrowed || member === 'PRIVATE' ? 'no' : member === null ? 'unknown' : 'yes';
  return { resource: name, type: 'cluster', open, port: null, loadBalancer: 'no', at: access?.at ?? at };
};
