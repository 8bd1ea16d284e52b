import { HelperError, helpers, isTruthy } from './helpers.ts';
import type { Expression, Program } from './program.ts';

/** A template that asks for something that is not there: a mistake of its author, never of the user. */
export class RenderError extends Error {
  constructor(message: string, source: string) {
    super(`${source}: ${message}`);
    this.name = 'RenderError';
  }
}

interface Scope {
  readonly value: unknown;
  readonly parent: Scope | undefined;
  readonly data?: {
    readonly index: number;
    readonly key: string | number;
    readonly first: boolean;
    readonly last: boolean;
  };
}

/**
 * Renders a program. Strict: an unknown name is an error wherever it stands. A name below an absent part
 * (null: a kind that the service does not have) is null.
 *
 * @param source where the program came from, for messages
 */
export function run(program: Program, context: object, source: string): string {
  return renderer(source).render(program, { value: context, parent: undefined });
}

/** The value of one expression, with its type. */
export function evaluateOne(expression: Expression, context: object, source: string): unknown {
  return renderer(source).evaluate(expression, { value: context, parent: undefined });
}

interface Renderer {
  render(program: Program, scope: Scope): string;
  evaluate(expression: Expression, scope: Scope): unknown;
}

function renderer(source: string): Renderer {
  let out = '';
  const fail = (message: string): never => {
    throw new RenderError(message, source);
  };

  const evaluate = (expression: Expression, scope: Scope): unknown => {
    if ('k' in expression) return expression.k;
    if ('h' in expression) return call(expression.h, expression.a, scope);
    let at: Scope | undefined = scope;
    for (let up = expression.u ?? 0; up > 0; up--) at = at?.parent;
    if (expression.at !== undefined) return dataOf(scope, expression.at, expression.u ?? 0);
    if (at === undefined) return fail('../ leads above the top of the context');
    let value = at.value;
    for (const name of expression.p) {
      if (value === null) return null;
      if (typeof value !== 'object' || !Object.hasOwn(value, name))
        return fail(`{{${expression.p.join('.')}}} is not known here`);
      value = (value as Record<string, unknown>)[name];
    }
    return value;
  };

  /** Data of the nearest #each, or with `up` of one further out; other blocks do not count. */
  const dataOf = (scope: Scope, name: 'index' | 'first' | 'last' | 'key', up: number): unknown => {
    let at: Scope | undefined = scope;
    for (let left = up; at !== undefined && (at.data === undefined || left > 0); at = at.parent)
      if (at.data !== undefined) left--;
    return at?.data === undefined ? fail(`@${'../'.repeat(up)}${name} stands outside of #each`) : at.data[name];
  };

  const call = (name: string, args: readonly Expression[], scope: Scope): unknown => {
    try {
      return helpers[name]?.(...args.map((arg) => evaluate(arg, scope)));
    } catch (error) {
      if (error instanceof HelperError) fail(`{{${name}}}: ${error.message}`);
      throw error;
    }
  };

  const each = (list: unknown, body: Program, otherwise: Program | undefined, scope: Scope): void => {
    const entries: [string | number, unknown][] = Array.isArray(list)
      ? list.map((item, index) => [index, item])
      : Object.entries(typeof list === 'object' && list !== null ? list : {});
    if (entries.length === 0) return walk(otherwise ?? [], scope);
    entries.forEach(([key, value], index) =>
      walk(body, {
        value,
        parent: scope,
        data: { index, key, first: index === 0, last: index === entries.length - 1 },
      }),
    );
  };

  const walk = (nodes: Program, scope: Scope): void => {
    for (const node of nodes) {
      if (typeof node === 'string') out += node;
      else if ('v' in node) out += printed(evaluate(node.v, scope));
      else if ('i' in node) walk(isTruthy(evaluate(node.i, scope)) ? node.t : (node.e ?? []), scope);
      else if ('l' in node) each(evaluate(node.l, scope), node.t, node.e, scope);
      else {
        const value = evaluate(node.w, scope);
        // Zero is a value to stand in, though it is no truth.
        if (value === 0 || isTruthy(value)) walk(node.t, { value, parent: scope });
        else walk(node.e ?? [], scope);
      }
    }
  };

  const printed = (value: unknown): string => {
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    return fail(
      `a value of type ${value === null ? 'null' : typeof value} cannot be printed; use {{json}} or {{yaml}}`,
    );
  };

  const render = (program: Program, scope: Scope): string => {
    walk(program, scope);
    return out;
  };
  return { render, evaluate };
}
