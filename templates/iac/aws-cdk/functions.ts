import type { Value } from '../../../src/kit/index.ts';
import { replacedAtOnce } from '../model.ts';
import type { Part } from '../model.ts';
import type { Construct, Program } from './construct.ts';
import { keyOf } from './construct.ts';

const shifting = /^(?:Alias|LambdaDeploymentGroup|CfnAlias|CfnDeploymentGroup)$/;

/** Functions that answer requests of an API. An alias anywhere in the program may stand in front of them. */
export const readFunctions = (program: Program): readonly Part[] => {
  const { constructs, calls, evaluator, constructOf } = program;
  if (constructs.some(({ type }) => shifting.test(type ?? '')) || calls.some(({ name }) => name === 'addAlias'))
    return [];
  const handlers = constructs.flatMap((construct) => constructOf(handlerOf(construct, program)) ?? []);
  const open = calls.flatMap(({ name, node, path }) =>
    name === 'addFunctionUrl' && node.callee.type === 'MemberExpression'
      ? (constructOf(evaluator.evaluate(path, node.callee.object)) ?? [])
      : [],
  );
  const found = new Map([...handlers, ...open].filter(isFunction).map((one) => [keyOf(one.at), one]));
  return [{ deployments: replacedAtOnce([...found.values()]) }];
};

const isFunction = ({ type }: Construct): boolean =>
  /^(?:Function|NodejsFunction|PythonFunction|DockerImageFunction|GoFunction)$/.test(type ?? '');

/** What an integration of an API hands its requests to. */
const handlerOf = ({ type, node, path, props }: Construct, { evaluator }: Program): Value | undefined => {
  if (type === 'LambdaRestApi') return props.get('handler');
  const place = type === 'LambdaIntegration' ? 0 : type === 'HttpLambdaIntegration' ? 1 : undefined;
  const argument = place === undefined || node.type !== 'NewExpression' ? undefined : node.arguments[place];
  return argument && evaluator.evaluate(path, argument);
};
