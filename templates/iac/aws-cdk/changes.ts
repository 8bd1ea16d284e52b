import type { Node } from '@babel/types';
import { nodesOf, pathOf } from '../../../src/kit/index.ts';
import type { Evaluator } from '../../../src/kit/index.ts';
import type { Removal } from '../model.ts';
import { calledBy, keyOf } from './construct.ts';
import type { Call, Program } from './construct.ts';
import { removalNamed } from './props.ts';

/** The name under which what is said of everything below a scope is kept. */
export const everything = '*';

/** What calls of `applyRemovalPolicy` and of `RemovalPolicies` say, by the place of the construct. */
export const removalsOf = (
  calls: readonly Call[],
  evaluator: Evaluator,
  told: Program['constructOf'],
): ReadonlyMap<string, Removal> => {
  const found = new Map<string, Removal>();
  for (const { node, path, name } of calls) {
    if (node.callee.type !== 'MemberExpression') continue;
    if (name === 'of' && pathOf(node.callee)?.[0] === 'RemovalPolicies') found.set(everything, 'unknown');
    if (name !== 'applyRemovalPolicy') continue;
    const target = told(evaluator.evaluate(path, node.callee.object));
    const [policy] = node.arguments;
    if (target) found.set(keyOf(target.at), policy ? removalNamed(evaluator.evaluate(path, policy)) : 'unknown');
  }
  return found;
};

/** Whether a class of the program visits constructs and changes them, as aspects do. */
export const changesByAspect = (tree: Node): boolean =>
  [...nodesOf(tree)].some(
    (node) =>
      (node.type === 'ClassMethod' || node.type === 'ObjectMethod') &&
      node.key.type === 'Identifier' &&
      node.key.name === 'visit' &&
      [...nodesOf(node.body)].some(
        (inner) =>
          (inner.type === 'AssignmentExpression' && inner.left.type === 'MemberExpression') ||
          (inner.type === 'CallExpression' &&
            /^(addPropertyOverride|addOverride|applyRemovalPolicy)$/.test(calledBy(inner))),
      ),
  );
