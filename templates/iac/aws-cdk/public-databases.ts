import type { Value } from '../../../src/kit/index.ts';
import { entryOf } from '../../../src/kit/index.ts';
import type { Exposure, Known } from '../model.ts';
import type { Construct } from './construct.ts';
import { flag, memberOf, propsOf } from './props.ts';

/** Whether a database, or an instance of a cluster, gets an address that everybody can reach. */
export const reachOf = ({ name, props, at }: Construct): Exposure => {
  // In public subnets the CDK gives it one unless it is told otherwise.
  const absent = absentIn(props.get('vpcSubnets'));
  const inner = propsOf(props.get('instanceProps'));
  const members = [props.get('writer'), ...itemsOf(props.get('readers'))].flatMap((member) =>
    member?.kind === 'call' ? [propsOf(member.args[1])] : [],
  );
  const told: readonly Known[] = [
    flag(props, 'publiclyAccessible', absent),
    ...(props.get('instanceProps') === undefined
      ? []
      : [flag(inner, 'publiclyAccessible', absentIn(inner.get('vpcSubnets')))]),
    ...members.map((member) => flag(member, 'publiclyAccessible', absent)),
  ];
  const open = told.find((answer) => answer === 'yes') ?? told.find((answer) => answer === 'unknown') ?? 'no';
  return {
    resource: name,
    type: 'database',
    open,
    port: null,
    loadBalancer: 'no',
    at: props.get('publiclyAccessible')?.at ?? at,
  };
};

const absentIn = (subnets: Value | undefined): Known =>
  memberOf(entryOf(subnets, 'subnetType')) === 'PUBLIC' ? 'yes' : 'no';

const itemsOf = (value: Value | undefined): readonly Value[] => (value?.kind === 'list' ? value.items : []);
