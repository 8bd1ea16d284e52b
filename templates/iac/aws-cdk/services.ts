import type { Node } from '@babel/types';
import type { Value } from '../../../src/kit/index.ts';
import { nameOf, nodesOf, placeOf } from '../../../src/kit/index.ts';
import type { Alarm, Deployment, Part, Variable } from '../model.ts';
import { literalSource, signalsOf } from '../model.ts';
import { flag, memberOf, minutesOf, numberOf, propsOf, textOf } from './props.ts';
import type { Construct, Program } from './construct.ts';

/** What the constructs that run programs, replace them and watch them mean. */
export const readService = (construct: Construct, program: Program): readonly Part[] => {
  switch (construct.type) {
    case 'FargateService':
    case 'Ec2Service':
    case 'ApplicationLoadBalancedFargateService':
      return [{ deployments: [ecs(construct)] }];
    case 'LambdaDeploymentGroup':
      return [{ deployments: [lambda(construct)] }];
    case 'FargateTaskDefinition': {
      const { props } = construct;
      const [cpu, memory] = [numberOf(props.get('cpu')), numberOf(props.get('memoryLimitMiB'))];
      return cpu === null ? [] : [{ capacity: { minimum: null, maximum: null, cpu, memory } }];
    }
    case 'Function':
    case 'NodejsFunction':
      return [{ variables: variables(construct.name, construct.props.get('environment')) }];
    case 'Alarm':
      return [{ alarms: [alarm(construct, program)] }];
    default:
      return [];
  }
};

/** Containers and scaling, which are added by methods. */
export const readServiceCall = ({ node, path, owner }: Program['calls'][number], program: Program): readonly Part[] => {
  if (node.type !== 'CallExpression') return [];
  const method = node.callee.type === 'MemberExpression' ? node.callee.property : undefined;
  const name = method?.type === 'Identifier' ? method.name : '';
  const argument = (index: number): Value | undefined => {
    const found = node.arguments[index];
    return found && program.evaluator.evaluate(path, found);
  };
  if (name === 'addContainer') {
    const props = propsOf(argument(1));
    const container = `${owner?.name ?? path}/${textOf(argument(0)) ?? 'container'}`;
    const secrets = props.get('secrets');
    const fetched = secrets?.kind === 'object' ? Object.entries(secrets.entries) : [];
    return [
      {
        variables: [
          ...variables(container, props.get('environment')),
          ...fetched.map(([key, { at }]): Variable => ({ program: container, name: key, source: 'secret', at })),
        ],
      },
    ];
  }
  if (name === 'addEnvironment') {
    const key = textOf(argument(0));
    const value = argument(1);
    return key === null || value === undefined ? [] : [{ variables: [variable(owner?.name ?? path, key, value)] }];
  }
  if (name === 'createAlarm') {
    const id = textOf(argument(1)) ?? 'alarm';
    const resources = watchedBy(node.callee, path, program);
    return [
      { alarms: [{ id, signals: signalsOf(wordsOf(node.callee).join(' ')), resources, at: placeOf(path, node) }] },
    ];
  }
  if (name === 'autoScaleTaskCount') {
    const props = propsOf(argument(0));
    const [minimum, maximum] = [numberOf(props.get('minCapacity')), numberOf(props.get('maxCapacity'))];
    return [{ capacity: { minimum, maximum, cpu: null, memory: null } }];
  }
  return [];
};

const variables = (program: string, value: Value | undefined): readonly Variable[] =>
  value?.kind === 'object' ? Object.entries(value.entries).map(([name, given]) => variable(program, name, given)) : [];

const variable = (program: string, name: string, value: Value): Variable => {
  const written = textOf(value);
  const computed = value.kind === 'literal' ? 'literal' : value.kind === 'unknown' ? 'reference' : 'unknown';
  const source = value.kind === 'literal' && written !== null ? literalSource(written) : computed;
  return { program, name, source, at: value.at };
};

const strategies = { ROLLING: 'rolling', BLUE_GREEN: 'blue-green', CANARY: 'canary', LINEAR: 'linear' } as const;

const ecs = ({ name, props, at }: Construct): Deployment => {
  const written = props.get('deploymentStrategy');
  const member = memberOf(written);
  const found = Object.entries(strategies).find(([key]) => key === member)?.[1] ?? 'unknown';
  const strategy = written === undefined && props.complete ? 'rolling' : found;
  const shift = propsOf(props.get(strategy === 'linear' ? 'linearConfiguration' : 'canaryConfiguration'));
  const step = shift.get('stepBakeTime');
  const byDefault = strategy === 'canary' ? 10 : strategy === 'linear' ? 6 : null;
  const watched = props.get('deploymentAlarms');
  const alarms = propsOf(watched);
  const breaker = flag(propsOf(props.get('circuitBreaker')), 'rollback', 'no');
  const onAlarm = memberOf(alarms.get('behavior')) === 'FAIL_ON_ALARM' ? 'no' : 'yes';
  const absent = strategy === 'rolling' ? breaker : 'no';
  return {
    service: name,
    platform: 'ecs',
    strategy,
    stepMinutes: step === undefined ? byDefault : minutesOf(step),
    finalMinutes: minutesOf(props.get('bakeTime')),
    rollback: watched === undefined ? (props.complete ? absent : 'unknown') : onAlarm,
    alarms: watched === undefined ? [] : idsOf(alarms.get('alarmNames')),
    at: written?.at ?? at,
  };
};

/** The ids behind a list of alarm names: written down, or one alarm for each id of a list that is. */
const idsOf = (value: Value | undefined): readonly string[] | null => {
  if (value?.kind === 'call' && /(^|\.)map$/.test(value.name)) return idsOf(value.receiver);
  if (value?.kind !== 'list' || !value.complete) return null;
  const ids = value.items.map(textOf);
  return ids.every((id) => id !== null) ? ids : null;
};

const lambda = ({ name, props, at }: Construct): Deployment => {
  const configuration = memberOf(props.get('deploymentConfig'));
  const minutes = /(\d{1,6})MINUTES?$/.exec(configuration ?? '')?.[1];
  const strategy =
    configuration === null
      ? props.complete && !props.get('deploymentConfig')
        ? 'canary'
        : 'unknown'
      : configuration === 'ALL_AT_ONCE'
        ? 'all-at-once'
        : configuration.startsWith('LINEAR')
          ? 'linear'
          : 'canary';
  const alarms = props.get('alarms');
  return {
    service: name,
    platform: 'lambda',
    strategy,
    stepMinutes: minutes === undefined ? null : Number(minutes),
    finalMinutes: null,
    rollback: alarms?.kind === 'list' ? (alarms.items.length > 0 ? 'yes' : 'no') : props.complete ? 'no' : 'unknown',
    alarms: null,
    at,
  };
};

/** The names in the expression of a metric tell what it watches, and what it is called on tells of what. */
const alarm = ({ name, node, path, at }: Construct, program: Program): Alarm => ({
  id: name.split('/').at(-1) ?? name,
  signals: signalsOf([name, ...wordsOf(node)].join(' ')),
  resources: watchedBy(node, path, program),
  at,
});

const wordsOf = (node: Node): readonly string[] => [...nodesOf(node)].map((inner) => nameOf(inner) ?? '');

/** `queue` of `queue.metricApproximateAgeOfOldestMessage()`; null when none of it can be told. */
const watchedBy = (node: Node, path: string, program: Program): readonly string[] | null => {
  const resources = [...nodesOf(node)].flatMap((inner) => {
    if (inner.type !== 'MemberExpression' || !nameOf(inner.property)?.startsWith('metric')) return [];
    const target = program.constructOf(program.evaluator.evaluate(path, inner.object));
    return target ? [target.name] : [];
  });
  return resources.length > 0 ? resources : null;
};
