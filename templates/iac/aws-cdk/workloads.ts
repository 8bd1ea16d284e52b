import type { Value } from '../../../src/kit/index.ts';
import type { Known, Part, Workload } from '../model.ts';
import { functionWorkload } from '../running.ts';
import type { Call, Construct, Program } from './construct.ts';
import { memberOf, numberOf, propsOf } from './props.ts';

/** What runs, how many of it, and over how many zones. */
export const readWorkloads = (program: Program): readonly Part[] => [
  { workloads: program.constructs.flatMap((construct) => workload(construct, program)) },
];

const services =
  /^(FargateService|Ec2Service|(ApplicationLoadBalanced|NetworkLoadBalanced|QueueProcessing)(Fargate|Ec2)Service)$/;
const functions = /^(Function|NodejsFunction|PythonFunction|DockerImageFunction|GoFunction)$/;

const workload = (construct: Construct, program: Program): readonly Workload[] => {
  const { type, name, props, at } = construct;
  if (type === 'AutoScalingGroup') return [group(construct, program)];
  if (functions.test(type ?? '')) {
    return [functionWorkload({ name, at })];
  }
  if (!services.test(type ?? '')) return [];
  const desired = props.get('desiredCount');
  const fixed = desired === undefined ? (props.complete ? 1 : null) : numberOf(desired);
  const scaling = scalingOf(construct, program);
  const own = scaling === undefined ? undefined : propsOf(scaling.arguments);
  return [
    {
      name,
      platform: 'containers',
      minimum: own ? (own.get('minCapacity') ? numberOf(own.get('minCapacity')) : 1) : fixed,
      maximum: own ? numberOf(own.get('maxCapacity')) : fixed,
      scales: own ? (scaling?.scales ?? 'unknown') : type?.startsWith('QueueProcessing') ? 'yes' : 'no',
      zones: zonesOf(program),
      // Fargate takes no task without its size, nor EC2 a container without its memory.
      limits: 'yes',
      at: scaling?.arguments?.at ?? at,
    },
  ];
};

/** `service.autoScaleTaskCount({ ... }).scaleOnCpuUtilization(...)`. */
const scalingOf = (
  construct: Construct,
  program: Program,
): { readonly arguments: Value | undefined; readonly scales: Known } | undefined => {
  const all = program.calls.filter(({ name }) => name === 'autoScaleTaskCount');
  const ours = all.find(
    (call) => receiverOf(call, program)?.at.line === construct.at.line && call.path === construct.path,
  );
  const only = program.constructs.filter(({ type }) => services.test(type ?? '')).length === 1;
  const call = ours ?? (only && all.length === 1 ? all[0] : undefined);
  if (call === undefined) return undefined;
  const [given] = call.node.arguments;
  const steps = program.calls.some(({ name }) => /^scaleOn|^scaleToTrack/.test(name));
  return { arguments: given && program.evaluator.evaluate(call.path, given), scales: steps ? 'yes' : 'no' };
};

const receiverOf = ({ node, path }: Call, program: Program): Construct | undefined =>
  node.callee.type === 'MemberExpression'
    ? program.constructOf(program.evaluator.evaluate(path, node.callee.object))
    : undefined;

/** Where a program makes a single network, everything stands in it; a network that is looked up has zones that nobody sees here. */
const zonesOf = ({ constructs, calls }: Program): number | null => {
  const networks = constructs.filter(({ type }) => type === 'Vpc');
  const foreign = calls.some(({ name }) => /^(fromLookup|fromVpcAttributes)$/.test(name));
  const [network] = networks;
  if (network === undefined || networks.length > 1 || foreign) return null;
  const [limit, named] = [network.props.get('maxAzs'), network.props.get('availabilityZones')];
  if (named?.kind === 'list') return named.complete ? named.items.length : null;
  // The CDK takes three where it may, and two where it does not know the region.
  if (limit === undefined) return network.props.complete ? 2 : null;
  return numberOf(limit);
};

const group = ({ name, props, at }: Construct, program: Program): Workload => {
  const scaled = program.calls.some(({ name: method }) => method.startsWith('scaleOn'));
  const minimum = props.get('minCapacity');
  return {
    name,
    platform: 'machines',
    minimum: minimum === undefined && props.complete ? 1 : numberOf(minimum),
    maximum: props.get('maxCapacity') === undefined && props.complete ? 1 : numberOf(props.get('maxCapacity')),
    scales: scaled ? 'yes' : 'no',
    zones: memberOf(props.get('vpcSubnets')) === null ? zonesOf(program) : null,
    limits: 'yes',
    at,
  };
};
