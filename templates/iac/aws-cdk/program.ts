import type { NewExpression, Node } from '@babel/types';
import { evaluatorOf, importsOf, nodesOf, pathOf, placeOf } from '../../../src/kit/index.ts';
import type { At, Evaluator, Imported, Source, Value } from '../../../src/kit/index.ts';
import type { Known } from '../model.ts';
import { changesByAspect, everything, removalsOf } from './changes.ts';
import { calledBy, keyOf } from './construct.ts';
import type { Call, Class, Construct, Program } from './construct.ts';
import { flag, propsOf } from './props.ts';

export const programOf = (sources: readonly Source[]): Program => {
  const evaluator = evaluatorOf(sources);
  const classes = sources.flatMap(({ path, tree }) => classesOf(path, tree, evaluator));
  const constructs: Construct[] = [];
  const calls: Call[] = [];
  const foreign = new Map<string, At>();
  for (const { path, tree } of sources) {
    const owners = classes.filter((candidate) => candidate.path === path);
    const imports = importsOf(tree);
    for (const node of nodesOf(tree)) {
      if (node.type !== 'NewExpression' && node.type !== 'CallExpression') continue;
      const owner = owners.find(({ node: { start, end } }) => isInside(node, start, end));
      if (node.type === 'CallExpression') calls.push({ node, path, owner, name: calledBy(node) });
      else {
        const construct = constructOf(node, path, owner, evaluator, imports);
        if (construct) constructs.push(construct);
        else {
          const module = packageOf(node, imports);
          if (module !== undefined && !foreign.has(module)) foreign.set(module, placeOf(path, node));
        }
      }
    }
  }
  const constructAt = new Map(constructs.map((construct) => [keyOf(construct.at), construct]));
  const told = (value: Value | undefined): Construct | undefined =>
    value?.kind === 'new' ? constructAt.get(keyOf(value.at)) : undefined;
  const removals = removalsOf(calls, evaluator, told);
  const changed = sources.some(({ tree }) => changesByAspect(tree));
  return {
    sources,
    evaluator,
    // What an aspect of the program sets cannot be told, so that nothing is known to be left out.
    constructs: changed ? constructs.map((one) => ({ ...one, props: { ...one.props, complete: false } })) : constructs,
    calls,
    constructOf: told,
    sites: sitesIn(constructs),
    foreign,
    removalOf: ({ at }) => removals.get(keyOf(at)) ?? removals.get(everything),
    protectionOf: (construct) => protection(construct, constructs, classes),
    extendsClass: (parent) => classes.some((candidate) => candidate.parent === parent),
  };
};

/** The package that a construct comes from which is neither the CDK's nor of the program: `new Queue(this, 'Orders', …)`. */
const packageOf = (node: NewExpression, imports: ReadonlyMap<string, Imported>): string | undefined => {
  const [scope, id] = node.arguments;
  const [first = ''] = pathOf(node.callee) ?? [];
  const module = imports.get(first)?.module ?? '';
  const isConstruct = scope?.type === 'ThisExpression' && id !== undefined;
  return isConstruct &&
    /^(?:@[\w.-]+\/)?[\w-][\w./-]*$/.test(module) &&
    !/^(?:aws-cdk-lib|@aws-cdk|constructs|cdk-nag)(?:\/|$)/.test(module)
    ? module
    : undefined;
};

/** What is handed to a distribution, or filled with files of the repository. */
const sitesIn = (constructs: readonly Construct[]): ReadonlySet<string> => {
  const found = new Set<string>();
  const visit = (value: Value, depth: number): void => {
    if (depth > 8) return;
    if (value.kind === 'new') found.add(keyOf(value.at));
    const inner =
      value.kind === 'object'
        ? Object.values(value.entries)
        : value.kind === 'list'
          ? value.items
          : value.kind === 'new' || value.kind === 'call'
            ? value.args
            : [];
    for (const item of inner) visit(item, depth + 1);
  };
  for (const { type, props } of constructs) {
    if (type !== 'Distribution' && type !== 'CloudFrontWebDistribution' && type !== 'BucketDeployment') continue;
    for (const value of Object.values(props.entries)) visit(value, 0);
  }
  return found;
};

const isInside = (node: Node, start: number | null | undefined, end: number | null | undefined): boolean =>
  (node.start ?? 0) >= (start ?? 0) && (node.end ?? 0) <= (end ?? 0);

const classesOf = (path: string, tree: Node, evaluator: Evaluator): readonly Class[] =>
  [...nodesOf(tree)].flatMap((node): readonly Class[] => {
    if (node.type !== 'ClassDeclaration' || !node.id) return [];
    const parent = node.superClass && evaluator.evaluate(path, node.superClass);
    const written = node.superClass ? (pathOf(node.superClass)?.at(-1) ?? null) : null;
    return [{ name: node.id.name, path, node, parent: parent?.kind === 'name' ? lastOf(parent.name) : written }];
  });

const lastOf = (name: string): string => name.split('.').at(-1) ?? name;

/** A `new` of a class of the CDK or of the program; undefined for any other, such as an error. */
const constructOf = (
  node: NewExpression,
  path: string,
  owner: Class | undefined,
  evaluator: Evaluator,
  imports: ReadonlyMap<string, Imported>,
): Construct | undefined => {
  const [first = '', ...rest] = pathOf(node.callee) ?? [];
  const local = rest.length === 0 && evaluator.classOf(path, first) !== undefined;
  const ofCdk = /^(aws-cdk-lib|@aws-cdk)(\/|$)/.test(imports.get(first)?.module ?? '');
  if (!local && !ofCdk) return undefined;
  const value = evaluator.evaluate(path, node);
  if (value.kind !== 'new') return undefined;
  const name = lastOf(value.name);
  const [, id] = value.args;
  const written = id?.kind === 'literal' || id?.kind === 'text' ? String(id.value) : name;
  return {
    type: local ? null : name,
    local: local ? name : null,
    module: local ? '' : (imports.get(first)?.module ?? ''),
    name: owner ? `${owner.name}/${written}` : written,
    props: propsOf(value.args.length === 1 ? value.args[0] : value.args[2], value.args.length),
    owner,
    path,
    node,
    at: placeOf(path, node),
  };
};

/** Looks outward from the class that makes a construct to the stacks that it can end up in. */
const protection = (construct: Construct, constructs: readonly Construct[], classes: readonly Class[]): Known => {
  const answers = new Set<Known>();
  const seen = new Set<Class>();
  const open = construct.owner ? [construct.owner] : [];
  for (let current = open.pop(); current !== undefined; current = open.pop()) {
    if (seen.has(current)) continue;
    seen.add(current);
    const { name } = current;
    const makers = constructs.filter(({ local }) => local === name);
    if (current.parent === 'Stack') {
      for (const maker of makers) answers.add(flag(maker.props, 'terminationProtection', 'no'));
    } else {
      open.push(...makers.flatMap(({ owner }) => (owner && classes.includes(owner) ? [owner] : [])));
    }
  }
  return answers.size === 1 ? ([...answers][0] ?? 'unknown') : answers.has('no') ? 'no' : 'unknown';
};
