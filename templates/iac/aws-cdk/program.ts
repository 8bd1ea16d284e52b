import type { ClassDeclaration, NewExpression, Node } from '@babel/types';
import { entryOf, evaluatorOf, importsOf, nodesOf, pathOf, placeOf } from '../../../src/kit/index.ts';
import type { At, Evaluator, Imported, Source, Value } from '../../../src/kit/index.ts';
import type { Known } from '../model.ts';

/** One `new X(scope, id, props)`. */
export interface Construct {
  /** Name of the CDK's class: `Bucket`. Null for a class of the program itself and for anything else. */
  readonly type: string | null;
  /** Name of the class of the program itself. */
  readonly local: string | null;
  /** Class and id, to tell constructs apart: `Database/Instance`. */
  readonly name: string;
  readonly props: Props;
  /** Class of the program that makes it; undefined outside of classes. */
  readonly owner: Class | undefined;
  readonly path: string;
  readonly node: Node;
  readonly at: At;
}

/** The last argument of a construct. */
export interface Props {
  get(key: string): Value | undefined;
  /** Whether every key is known, so that an absent one is really left to its default. */
  readonly complete: boolean;
}

interface Class {
  readonly name: string;
  readonly path: string;
  readonly node: ClassDeclaration;
  /** The class that it extends, as its module exports it. */
  readonly parent: string | null;
}

/** A CDK program as it is written. */
export interface Program {
  readonly sources: readonly Source[];
  readonly evaluator: Evaluator;
  readonly constructs: readonly Construct[];
  /** Calls with their evaluated form, for `x.addIngressRule(...)` and the like. */
  readonly calls: readonly { readonly node: Node; readonly path: string; readonly owner: Class | undefined }[];
  /** Whether the stack around a construct refuses its own deletion. */
  protectionOf(construct: Construct): Known;
  /** Whether some class extends this one of the CDK. */
  extendsClass(parent: string): boolean;
}

export const programOf = (sources: readonly Source[]): Program => {
  const evaluator = evaluatorOf(sources);
  const classes = sources.flatMap(({ path, tree }) => classesOf(path, tree, evaluator));
  const constructs: Construct[] = [];
  const calls: { node: Node; path: string; owner: Class | undefined }[] = [];
  for (const { path, tree } of sources) {
    const owners = classes.filter((candidate) => candidate.path === path);
    const imports = importsOf(tree);
    for (const node of nodesOf(tree)) {
      if (node.type !== 'NewExpression' && node.type !== 'CallExpression') continue;
      const owner = owners.find(({ node: { start, end } }) => isInside(node, start, end));
      if (node.type === 'CallExpression') calls.push({ node, path, owner });
      else {
        const construct = constructOf(node, path, owner, evaluator, imports);
        if (construct) constructs.push(construct);
      }
    }
  }
  return {
    sources,
    evaluator,
    constructs,
    calls,
    protectionOf: (construct) => protection(construct, constructs, classes),
    extendsClass: (parent) => classes.some((candidate) => candidate.parent === parent),
  };
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
    name: owner ? `${owner.name}/${written}` : written,
    props: propsOf(value.args.length === 1 ? value.args[0] : value.args[2], value.args.length),
    owner,
    path,
    node,
    at: placeOf(path, node),
  };
};

/** The properties that a value holds; of a missing argument, none at all. */
export const propsOf = (value: Value | undefined, count = 0): Props => ({
  get: (key) => entryOf(value, key),
  complete: value === undefined ? count < 3 : value.kind === 'object' && value.complete,
});

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

/** A property that is on or off, with what holds when it is left out. */
export const flag = (props: Props, key: string, absent: Known): Known => {
  const value = props.get(key);
  if (value === undefined) return props.complete ? absent : 'unknown';
  if (value.kind !== 'literal') return 'unknown';
  return typeof value.value === 'boolean' ? (value.value ? 'yes' : 'no') : value.value === null ? absent : 'unknown';
};

/** `Duration.days(14)` and the like in minutes; null when it is computed. */
export const minutesOf = (value: Value | undefined): number | null => {
  if (value?.kind !== 'call') return null;
  const [amount] = value.args;
  const factor = { seconds: 1 / 60, minutes: 1, hours: 60, days: 1440 }[
    /^Duration\.(\w+)$/.exec(value.name)?.[1] ?? ''
  ];
  return factor !== undefined && amount?.kind === 'literal' && typeof amount.value === 'number'
    ? amount.value * factor
    : null;
};

/** The last part of a name of the CDK, such as `ONE_MONTH` of `RetentionDays.ONE_MONTH`; null for anything else. */
export const memberOf = (value: Value | undefined): string | null =>
  value?.kind === 'name' ? (value.name.split('.').at(-1) ?? null) : null;

/** A text, with `${}` for what is computed; null for anything else. */
export const textOf = (value: Value | undefined): string | null =>
  (value?.kind === 'literal' && typeof value.value === 'string') || value?.kind === 'text' ? String(value.value) : null;

export const numberOf = (value: Value | undefined): number | null =>
  value?.kind === 'literal' && typeof value.value === 'number' ? value.value : null;
