import type { Node } from '@babel/types';
import { evaluatorOf, importsOf, nameOf, nodesOf, pathOf, placeOf } from '../../../src/kit/index.ts';
import type { At, Evaluator, Source, Value } from '../../../src/kit/index.ts';
import { calledIn, sameAs } from './cdk-values.ts';

/** A construct of the CDK that a program makes. */
export interface Construct {
  readonly value: Value;
  readonly type: string;
}

/** A method that a program calls, in the order in which the calls of one expression run. */
export interface Call {
  readonly method: string;
  readonly args: readonly Value[];
  readonly at: At;
  /** What it is called on: the place where that was made, as far as it can be told. */
  readonly on: string | null;
}

export interface Program {
  readonly evaluator: Evaluator;
  readonly constructs: readonly Construct[];
  readonly calls: readonly Call[];
}

const most = 20_000;

/** A program as it is written: what it makes, and what it calls on what it made. */
export function programOf(sources: readonly Source[]): Program {
  const evaluator = evaluatorOf(sources);
  const constructs: Construct[] = [];
  const calls: (Call & { readonly start: number })[] = [];
  for (const { path, tree } of sources) {
    const imports = importsOf(tree);
    const made = bindingsOf(path, tree);
    for (const node of nodesOf(tree)) {
      if (constructs.length + calls.length > most) break;
      if (node.type === 'NewExpression') {
        const [first = ''] = pathOf(node.callee) ?? [];
        if (!/^(?:aws-cdk-lib|@aws-cdk)(?:\/|$)/.test(imports.get(first)?.module ?? '')) continue;
        const value = evaluator.evaluate(path, node);
        constructs.push({ value, type: calledIn(value) ?? '' });
      } else if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
        const method = nameOf(node.callee.property);
        if (method === null || !methods.test(method)) continue;
        calls.push({
          method,
          args: node.arguments.map((argument) => evaluator.evaluate(path, argument)),
          at: placeOf(path, node),
          on: receiverOf(path, node.callee.object, made, evaluator),
          start: node.callee.property.start ?? 0,
        });
      }
    }
  }
  // Of a chain, the call that is written first runs first.
  return { evaluator, constructs, calls: calls.toSorted((first, second) => order(first, second)) };
}

const order = (first: Call & { start: number }, second: Call & { start: number }): number =>
  first.at.path === second.at.path ? first.start - second.start : first.at.path < second.at.path ? -1 : 1;

const methods =
  /^(?:addStage|addWave|addPre|addPost|addAction|addActions|addTrigger|notifyOn\w*|on\w*StateChange|onBuildFailed|addToRolePolicy|addStepDependency)$/;

/** What names of a file were made by, where the evaluator cannot follow them: `this.pipeline = new …`, `const wave = pipeline.addWave(…)`. */
function bindingsOf(path: string, tree: Node): ReadonlyMap<string, string> {
  const made = new Map<string, string>();
  const add = (name: string | undefined, node: Node | null | undefined): void => {
    if (name !== undefined && (node?.type === 'NewExpression' || node?.type === 'CallExpression'))
      made.set(name, sameAs(placeOf(path, node)));
  };
  for (const node of nodesOf(tree)) {
    if (node.type === 'VariableDeclarator') add(pathOf(node.id)?.join('.'), node.init);
    else if (node.type === 'AssignmentExpression') add(pathOf(node.left)?.join('.'), node.right);
    else if (node.type === 'ClassProperty' && node.value) add(`this.${nameOf(node.key) ?? ''}`, node.value);
  }
  return made;
}

function receiverOf(path: string, node: Node, made: ReadonlyMap<string, string>, evaluator: Evaluator): string | null {
  if (node.type === 'CallExpression' || node.type === 'NewExpression') return sameAs(placeOf(path, node));
  const named = made.get(pathOf(node)?.join('.') ?? '');
  if (named !== undefined) return named;
  const value = evaluator.evaluate(path, node);
  return value.kind === 'new' || value.kind === 'call' ? sameAs(value.at) : null;
}
