import { replacedAtOnce } from '../model.ts';
import type { Part } from '../model.ts';
import type { Resource, Stack } from './stack.ts';

const integrations: readonly (readonly [type: string, key: string])[] = [
  ['aws_api_gateway_integration', 'uri'],
  ['aws_apigatewayv2_integration', 'integration_uri'],
  ['aws_lambda_function_url', 'function_name'],
];

/** Functions that answer requests and have no alias, in one finding of a root. */
export const readFunction = (resource: Resource, stack: Stack): readonly Part[] => {
  const [first, ...more] = bareIn(stack);
  return first?.name === resource.name ? [{ deployments: replacedAtOnce([first, ...more]) }] : [];
};

const known = new WeakMap<Stack, readonly Resource[]>();

/** Looked for once: asked for each function, a large root would cost the square of its size. */
const bareIn = (stack: Stack): readonly Resource[] => {
  const found = known.get(stack) ?? (stack.complete ? search(stack) : []);
  known.set(stack, found);
  return found;
};

const search = (stack: Stack): readonly Resource[] => {
  const named = (type: string, key: string): readonly string[] =>
    stack.ofType(type).flatMap((one) => stack.referred(one.get(key), /^aws_lambda_function$/)?.name ?? []);
  const answering = new Set(integrations.flatMap(([type, key]) => named(type, key)));
  const aliased = new Set(named('aws_lambda_alias', 'function_name'));
  return stack.ofType('aws_lambda_function').filter(({ name }) => answering.has(name) && !aliased.has(name));
};
