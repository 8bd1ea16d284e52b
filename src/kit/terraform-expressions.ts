import type { At } from './at.ts';
import { entryOf } from './evaluate.ts';
import type { Value } from './evaluate.ts';
import type { HclExpression, HclFor } from './hcl-tree.ts';
import { callFunction } from './terraform-functions.ts';
import { operate } from './terraform-operators.ts';
import {
  booleanOf,
  eitherOf,
  listOf,
  literalOf,
  numberOf,
  objectOf,
  partlyOf,
  sizeOf,
  textOf,
  unknownAt,
  wholeText,
} from './terraform-values.ts';

/** What the names in an expression stand for. */
export interface Scope {
  /** Names of loops and of `each`, `count`, `self`. */
  readonly names: Readonly<Record<string, Value>>;
  /** `var.a`, `local.b`, `aws_sns_topic.c`: what the first names of a reference stand for, and how many of them it takes. */
  resolve(names: readonly string[], at: At): { readonly value: Value; readonly taken: number };
}

/** Work that may still be done; shared by everything that is evaluated for one repository. */
export interface Steps {
  left: number;
}

const maxDepth = 150;

/** @param steps spent by each expression; without any left everything is unknown */
export const expressionsOf = (steps: Steps) => {
  let depth = 0;

  const evaluate = (node: HclExpression, scope: Scope): Value => {
    steps.left -= 1;
    if (steps.left < 0 || depth > maxDepth) return unknownAt(node.at);
    depth += 1;
    try {
      return run(node, scope);
    } finally {
      depth -= 1;
    }
  };

  const run = (node: HclExpression, scope: Scope): Value => {
    const { at } = node;
    switch (node.kind) {
      case 'literal':
        return literalOf(node.value, at);
      case 'template':
        return template(node.parts, scope, at);
      case 'list': {
        return listOf(
          node.items.map((item) => evaluate(item, scope)),
          true,
          at,
        );
      }
      case 'object': {
        const entries = node.entries.map(
          ({ key, value }) => [wholeText(evaluate(key, scope)), evaluate(value, scope)] as const,
        );
        const known = entries.filter((entry): entry is readonly [string, Value] => entry[0] !== null);
        return objectOf(known, known.length === entries.length, at);
      }
      case 'name':
      case 'attribute':
      case 'index': {
        // A single value stands where it is used, what is in a collection where that is written.
        const value = reference(node, scope);
        return value.kind === 'list' || value.kind === 'object' ? value : { ...value, at };
      }
      case 'splat': {
        const of = evaluate(node.of, scope);
        const each = (item: Value): Value => evaluate(node.each, { ...scope, names: { ...scope.names, '*': item } });
        if (of.kind === 'list') return listOf(of.items.map(each), of.complete, at);
        // Of what is no list it makes a list of one; whether a resource is one is known only to a run.
        return of.kind === 'object' ? listOf([each(of)], true, at) : listOf([each(of)], false, at);
      }
      case 'call':
        return call(node, scope);
      case 'conditional': {
        const test = booleanOf(evaluate(node.test, scope));
        if (test !== null) return evaluate(test ? node.yes : node.no, scope);
        return eitherOf(evaluate(node.yes, scope), evaluate(node.no, scope), at);
      }
      case 'operation':
        return operate(
          node.operator,
          node.operands.map((operand) => evaluate(operand, scope)),
          at,
        );
      case 'for':
        return loop(node, scope, at);
      default:
        return unknownAt(at);
    }
  };

  const template = (parts: readonly (string | HclExpression)[], scope: Scope, at: At): Value => {
    const values = parts.map((part) => (typeof part === 'string' ? part : evaluate(part, scope)));
    const [only] = values;
    if (values.length === 1 && only !== undefined && typeof only !== 'string') return only;
    const text = values.map((value) => (typeof value === 'string' ? value : (textOf(value) ?? '${}'))).join('');
    const whole = values.every((value) => typeof value === 'string' || wholeText(value) !== null);
    return whole ? literalOf(text, at) : partlyOf(text, at);
  };

  /** `a.b[0].c`: the first names say what is meant, the rest is looked up in it. */
  const reference = (node: HclExpression, scope: Scope): Value => {
    const names: string[] = [];
    const keys: HclExpression[] = [];
    let current: HclExpression = node;
    for (; current.kind === 'attribute' || current.kind === 'index'; current = current.of) {
      keys.push(current);
    }
    if (current.kind !== 'name')
      return keys.toReversed().reduce((value, key) => step(value, key, scope), evaluate(current, scope));
    const steps = keys.toReversed();
    names.push(current.name);
    for (const key of steps) {
      if (key.kind !== 'attribute') break;
      names.push(key.name);
    }
    const own = Object.hasOwn(scope.names, current.name) ? scope.names[current.name] : undefined;
    const { value, taken } = own === undefined ? scope.resolve(names, node.at) : { value: own, taken: 1 };
    return steps.slice(taken - 1).reduce((inner, key) => step(inner, key, scope), value);
  };

  const step = (value: Value, node: HclExpression, scope: Scope): Value => {
    if (node.kind === 'attribute') return member(value, node.name, node.at);
    if (node.kind !== 'index') return unknownAt(node.at);
    const key = evaluate(node.key, scope);
    if (value.kind === 'name') {
      // All instances of a resource are the same resource here; the items of a variable are not.
      const item = value.name.startsWith('var.') ? `[${textOf(key) ?? '${}'}]` : '';
      return { kind: 'name', name: `${value.name}${item}`, at: node.at };
    }
    if (value.kind === 'list') {
      const index = numberOf(key);
      const item = index === null ? undefined : value.items[index];
      return item !== undefined && (value.complete || value.items.length > (index ?? 0)) ? item : unknownAt(node.at);
    }
    const name = wholeText(key);
    return name === null ? unknownAt(node.at) : member(value, name, node.at);
  };

  const call = (node: HclExpression & { readonly kind: 'call' }, scope: Scope): Value => {
    const { at } = node;
    if (node.name === 'try' || node.name === 'can') return attempt(node, scope);
    const given = node.args.map((arg) => evaluate(arg, scope));
    const last = given.at(-1);
    const spread = node.spread && last?.kind === 'list' ? [...given.slice(0, -1), ...last.items] : given;
    if (node.spread && !(last?.kind === 'list' && last.complete)) return unknownAt(at);
    steps.left -= spread.reduce((sum, arg) => sum + sizeOf(arg), 0) / 4;
    return steps.left < 0 ? unknownAt(at) : callFunction(node.name, spread, at);
  };

  /** `try(a, b)` is `a` where that can be seen to exist. */
  const attempt = (node: HclExpression & { readonly kind: 'call' }, scope: Scope): Value => {
    if (node.name === 'can') return unknownAt(node.at);
    for (const arg of node.args) {
      const value = evaluate(arg, scope);
      if (value.kind !== 'unknown') return value;
      // An unknown that is certain to fail would need the errors of Terraform; only a missing key is one.
      if (!isMissing(arg, scope)) return value;
    }
    return unknownAt(node.at);
  };

  const isMissing = (node: HclExpression, scope: Scope): boolean => {
    if (node.kind === 'attribute') {
      const of = evaluate(node.of, scope);
      return of.kind === 'object' ? of.complete && entryOf(of, node.name) === undefined : isMissing(node.of, scope);
    }
    if (node.kind !== 'index') return false;
    const of = evaluate(node.of, scope);
    const index = numberOf(evaluate(node.key, scope));
    return of.kind === 'list' && of.complete && index !== null && index >= of.items.length;
  };

  const loop = (node: HclFor, scope: Scope, at: At): Value => {
    const over = evaluate(node.over, scope);
    const pairs = pairsOf(over);
    const whole = (over.kind === 'list' || over.kind === 'object') && over.complete;
    // Of a collection that is computed, one item stands for all.
    const given = pairs ?? [[unknownAt(at), unknownAt(at)] as const];
    let certain = whole;
    const results = given.flatMap(([key, value]): readonly (readonly [Value | null, Value])[] => {
      const [first = '', second] = node.names;
      const names = second === undefined ? { [first]: value } : { [first]: key, [second]: value };
      const inner: Scope = { ...scope, names: { ...scope.names, ...names } };
      if (node.condition !== null) {
        const kept = booleanOf(evaluate(node.condition, inner));
        if (kept === false) return [];
        if (kept === null) certain = false;
      }
      return [[node.key === null ? null : evaluate(node.key, inner), evaluate(node.result, inner)]];
    });
    if (node.key === null) {
      return listOf(
        results.map(([, value]) => value),
        certain,
        at,
      );
    }
    if (node.grouped) return objectOf([], false, at);
    const named = results.map(([key, value]) => [wholeText(key ?? undefined), value] as const);
    const known = named.filter((entry): entry is readonly [string, Value] => entry[0] !== null);
    return objectOf(known, certain && known.length === named.length, at);
  };

  return { evaluate };
};

/** Keys and values of a collection; undefined for what is none. */
export const pairsOf = (value: Value): readonly (readonly [Value, Value])[] | undefined => {
  if (value.kind === 'list') return value.items.map((item, index) => [literalOf(index, item.at), item]);
  return value.kind === 'object'
    ? Object.entries(value.entries).map(([key, item]) => [literalOf(key, item.at), item])
    : undefined;
};

const member = (value: Value, name: string, at: At): Value => {
  if (value.kind === 'name') return { kind: 'name', name: `${value.name}.${name}`, at };
  if (value.kind === 'object') return entryOf(value, name) ?? unknownAt(at);
  if (value.kind === 'list' && /^\d+$/.test(name)) return value.items[Number(name)] ?? unknownAt(at);
  return unknownAt(at);
};
