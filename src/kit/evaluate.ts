import type { ClassDeclaration, Node } from '@babel/types';
import type { At } from './at.ts';
import { classesOf, fieldsOf, relative, returnedBy } from './scope.ts';
import { bare, declarationsOf, importsOf, nameOf, pathOf, placeOf } from './typescript.ts';
import type { Source } from './typescript.ts';

/** What an expression stands for, as far as it can be told without running it. */
export type Value = { readonly at: At } & (
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  /** A template whose computed parts are written `${}`. */
  | { readonly kind: 'text'; readonly value: string }
  /** `complete` is false when some of it is computed. */
  | { readonly kind: 'list'; readonly items: readonly Value[]; readonly complete: boolean }
  | { readonly kind: 'object'; readonly entries: Readonly<Record<string, Value>>; readonly complete: boolean }
  /** A member of something imported: `RetentionDays.ONE_MONTH`. */
  | { readonly kind: 'name'; readonly name: string }
  /** `Duration.minutes(10)`, `new Bucket(...)`. `receiver` is what a method is called on, where that has a value. */
  | { readonly kind: 'call' | 'new'; readonly name: string; readonly args: readonly Value[]; readonly receiver?: Value }
  /** A property of something that is made here, which its maker fills in: `queue.queueArn`. */
  | { readonly kind: 'member'; readonly name: string; readonly receiver: Value }
  | { readonly kind: 'unknown' }
);

/** Evaluates expressions of a set of files that import each other. */
export interface Evaluator {
  evaluate(path: string, node: Node): Value;
  /** The class of that name as a file sees it, with the file that declares it; undefined when it is not one of these files. */
  classOf(path: string, name: string): { readonly path: string; readonly node: ClassDeclaration } | undefined;
}

/** The value under an own key of an object; undefined when it has none, or is no object. */
export const entryOf = (value: Value | undefined, key: string): Value | undefined =>
  value?.kind === 'object' && Object.hasOwn(value.entries, key) ? value.entries[key] : undefined;

const maxDepth = 24;
// Constants that name each other twice would double the work at each step. The second limit is for all that is asked of a program.
const maxSteps = 20_000;
const maxStepsInAll = 2_000_000;

/** @param sources the files; an import is followed only among them */
export const evaluatorOf = (sources: readonly Source[]): Evaluator => {
  const files = new Map(
    sources.map(
      ({ path, tree }) =>
        [path, { imports: importsOf(tree), declarations: declarationsOf(tree), classes: classesOf(tree) }] as const,
    ),
  );

  /** The declaration behind a name, through one file's imports. */
  const declared = (path: string, name: string, depth = 0): { path: string; node: Node } | undefined => {
    const file = files.get(path);
    const imported = file?.imports.get(name);
    if (imported && depth < maxDepth) {
      const target = relative(path, imported.module, files);
      return target === undefined ? undefined : declared(target, imported.name, depth + 1);
    }
    const node = file?.declarations.get(name);
    return node && { path, node };
  };

  const fullName = (path: string, names: readonly string[]): string => {
    const [first = '', ...rest] = names;
    const imported = files.get(path)?.imports.get(first);
    if (!imported || imported.name === 'default') return names.join('.');
    // Namespaces (`* as s3`, `aws_s3 as s3`) say only where a name comes from.
    const head = imported.name === '*' || /^aws_\w+$/.test(imported.name) ? [] : [imported.name];
    return [...head, ...rest].join('.');
  };

  const fields = new Map<Node, ReadonlyMap<string, Node>>();
  let steps = 0;
  let stepsInAll = 0;
  let cuts = 0;
  const known = new Map<Node, { readonly value: Value; readonly size: number }>();
  /** What a node stands for, remembered unless a limit cut the answer short. */
  const run = (path: string, given: Node | null, depth: number): Value => {
    // Where the parser recovered from a mistake, the tree has holes.
    if (given === null) return { kind: 'unknown', at: { path } };
    const node = bare(given);
    const found = known.get(node);
    // What is shared counts as often as it is met: whoever looks through the value meets it as often.
    if (found !== undefined && steps + found.size <= maxSteps) {
      steps += found.size;
      return found.value;
    }
    const [stepsBefore, cutsBefore] = [steps, cuts];
    const value = compute(path, node, depth);
    if (cuts === cutsBefore) known.set(node, { value, size: steps - stepsBefore });
    return value;
  };
  const compute = (path: string, node: Node, depth: number): Value => {
    const at = placeOf(path, node);
    steps += 1;
    stepsInAll += 1;
    const inner = (child: Node): Value => run(path, child, depth + 1);
    if (depth > maxDepth || steps > maxSteps || stepsInAll > maxStepsInAll) {
      cuts += 1;
      return { kind: 'unknown', at };
    }
    switch (node.type) {
      case 'StringLiteral':
      case 'NumericLiteral':
      case 'BooleanLiteral':
        return { kind: 'literal', value: node.value, at };
      case 'NullLiteral':
        return { kind: 'literal', value: null, at };
      case 'UnaryExpression': {
        const value = inner(node.argument);
        if (value.kind !== 'literal') return { kind: 'unknown', at };
        if (node.operator === '-' && typeof value.value === 'number') return { ...value, value: -value.value, at };
        return node.operator === '!' ? { ...value, value: !value.value, at } : { kind: 'unknown', at };
      }
      case 'TemplateLiteral': {
        const parts = node.expressions.map(inner);
        const texts = node.quasis.map(({ value }, index) => {
          const part = parts[index];
          const known = part?.kind === 'literal' || part?.kind === 'text' ? String(part.value) : '${}';
          return (value.cooked ?? value.raw) + (part === undefined ? '' : known);
        });
        return { kind: parts.every(({ kind }) => kind === 'literal') ? 'literal' : 'text', value: texts.join(''), at };
      }
      case 'ArrayExpression':
        return listOf(node.elements, inner, at);
      case 'ObjectExpression':
        return objectOf(node.properties, inner, at);
      case 'Identifier': {
        if (node.name === 'undefined') return { kind: 'literal', value: null, at };
        const found = declared(path, node.name);
        if (found && isValue(found.node)) return run(found.path, found.node, depth + 1);
        const imported = files.get(path)?.imports.has(node.name);
        return imported ? { kind: 'name', name: fullName(path, [node.name]), at } : { kind: 'unknown', at };
      }
      case 'MemberExpression': {
        const key = node.computed ? null : nameOf(node.property);
        const names = pathOf(node);
        const object = inner(node.object);
        if (key !== null && object.kind === 'object') return entryOf(object, key) ?? { kind: 'unknown', at };
        if (key !== null && (object.kind === 'new' || object.kind === 'member')) {
          const told = object.kind === 'new' ? assigned(path, object.name, key, depth) : undefined;
          return told && told.kind !== 'unknown' ? told : { kind: 'member', name: key, receiver: object, at };
        }
        if (key !== null && node.object.type === 'ThisExpression') return ownField(path, node, key, depth);
        return names && files.get(path)?.imports.has(names[0] ?? '')
          ? { kind: 'name', name: fullName(path, names), at }
          : { kind: 'unknown', at };
      }
      case 'CallExpression':
      case 'NewExpression': {
        const names = pathOf(node.callee);
        const method = node.callee.type === 'MemberExpression' ? nameOf(node.callee.property) : null;
        const name = names ? fullName(path, names) : (method ?? '');
        const called =
          node.type === 'CallExpression' && names?.length === 1 ? declared(path, names[0] ?? '') : undefined;
        const returned = called && returnedBy(called.node);
        if (called && returned) return run(called.path, returned, depth + 1);
        const receiver = node.callee.type === 'MemberExpression' ? inner(node.callee.object) : undefined;
        const kind = node.type === 'NewExpression' ? 'new' : 'call';
        return { kind, name, args: node.arguments.map(inner), ...(receiver && { receiver }), at };
      }
      default:
        return { kind: 'unknown', at };
    }
  };

  /** What the constructor of a class assigns to `this.<key>`. */
  const assigned = (path: string, className: string, key: string, depth: number): Value => {
    const found = declared(path, className);
    const body = found?.node.type === 'ClassDeclaration' ? found.node.body : undefined;
    return found && body ? fieldOf(found.path, body, key, depth) : { kind: 'unknown', at: { path } };
  };

  const fieldOf = (path: string, body: Node, key: string, depth: number): Value => {
    const known = fields.get(body) ?? fieldsOf(body);
    fields.set(body, known);
    const node = known.get(key);
    return node ? run(path, node, depth + 1) : { kind: 'unknown', at: placeOf(path, body) };
  };

  /** `this.<key>` of the class that a node stands in. */
  const ownField = (path: string, node: Node, key: string, depth: number): Value => {
    const around = (files.get(path)?.classes ?? []).findLast(
      ({ start, end }) => (start ?? 0) <= (node.start ?? 0) && (node.end ?? 0) <= (end ?? 0),
    );
    return around ? fieldOf(path, around.body, key, depth) : { kind: 'unknown', at: placeOf(path, node) };
  };

  return {
    evaluate: (path, node) => {
      steps = 0;
      return run(path, node, 0);
    },
    classOf: (path, name) => {
      const found = declared(path, name);
      return found?.node.type === 'ClassDeclaration' ? { path: found.path, node: found.node } : undefined;
    },
  };
};

const isValue = ({ type }: Node): boolean => type !== 'ClassDeclaration' && type !== 'FunctionDeclaration';

const listOf = (elements: readonly (Node | null)[], evaluate: (node: Node) => Value, at: At): Value => {
  let complete = true;
  const items = elements.flatMap((element): readonly Value[] => {
    if (element === null) return [];
    if (element.type !== 'SpreadElement') return [evaluate(element)];
    const spread = evaluate(element.argument);
    if (spread.kind === 'list' && spread.complete) return spread.items;
    complete = false;
    return spread.kind === 'list' ? spread.items : [];
  });
  return { kind: 'list', items, complete, at };
};

const objectOf = (properties: readonly Node[], evaluate: (node: Node) => Value, at: At): Value => {
  let complete = true;
  const entries: [string, Value][] = [];
  for (const property of properties) {
    if (property.type === 'SpreadElement') {
      const spread = evaluate(property.argument);
      if (spread.kind === 'object') entries.push(...Object.entries(spread.entries));
      if (spread.kind !== 'object' || !spread.complete) complete = false;
      continue;
    }
    if (property.type !== 'ObjectProperty') continue;
    const key = property.computed ? evaluate(property.key) : null;
    const computed = key?.kind === 'literal' || key?.kind === 'text' ? String(key.value) : null;
    const name = property.computed ? computed : (nameOf(property.key) ?? numberOf(property.key));
    // What stands under a computed key is known, only not what it is called.
    if (name === null) complete = false;
    entries.push([name ?? '${}', evaluate(property.value)]);
  }
  return { kind: 'object', entries: Object.fromEntries(entries), complete, at };
};

const numberOf = (node: Node): string | null => (node.type === 'NumericLiteral' ? String(node.value) : null);
