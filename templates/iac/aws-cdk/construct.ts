import type { CallExpression, ClassDeclaration, Node } from '@babel/types';
import type { At, Evaluator, Source, Value } from '../../../src/kit/index.ts';
import type { Known, Removal } from '../model.ts';
import type { Props } from './props.ts';

/** One `new X(scope, id, props)`. */
export interface Construct {
  /** Name of the CDK's class: `Bucket`. Null for a class of the program itself and for anything else. */
  readonly type: string | null;
  /** Name of the class of the program itself. */
  readonly local: string | null;
  /** Module that the class is imported from; empty for a class of the program. */
  readonly module: string;
  /** Class and id, to tell constructs apart: `Database/Instance`. */
  readonly name: string;
  readonly props: Props;
  /** Class of the program that makes it; undefined outside of classes. */
  readonly owner: Class | undefined;
  readonly path: string;
  readonly node: Node;
  readonly at: At;
}

/** `x.addIngressRule(...)`, `f(...)`. */
export interface Call {
  readonly node: CallExpression;
  readonly path: string;
  readonly owner: Class | undefined;
  /** The name of the method or function; empty when it is computed. */
  readonly name: string;
}

export interface Class {
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
  readonly calls: readonly Call[];
  /** Whether the stack around a construct refuses its own deletion. */
  protectionOf(construct: Construct): Known;
  /** The construct that a value stands for; undefined when it is computed, or none of the program. */
  constructOf(value: Value | undefined): Construct | undefined;
  /** What `applyRemovalPolicy` says of a construct, or `unknown` where something sets policies for many. */
  removalOf(construct: Construct): Removal | undefined;
  /** Constructs that a distribution or a deployment of files uses, by `keyOf` of their places. */
  readonly sites: ReadonlySet<string>;
  /** Packages of others whose constructs the program makes, with the first place of each. */
  readonly foreign: ReadonlyMap<string, At>;
  /** Whether some class extends this one of the CDK. */
  extendsClass(parent: string): boolean;
}

/** Tells one place of a program from another. */
export const keyOf = ({ path, line, column }: At): string => `${path}:${line}:${column}`;

/** The name of the method or function that is called; empty when it is computed. */
export const calledBy = ({ callee }: CallExpression): string => {
  const named = callee.type === 'MemberExpression' && !callee.computed ? callee.property : callee;
  return named.type === 'Identifier' ? named.name : '';
};
