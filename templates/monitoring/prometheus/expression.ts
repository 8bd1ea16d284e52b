import { parsePromql } from '../../../src/kit/index.ts';
import type { PromqlNode } from '../../../src/kit/index.ts';

/** One series that an expression looks at. */
export interface Series {
  readonly metric: string;
  /** `code=~"5.."`, by label. */
  readonly labels: Readonly<Record<string, string>>;
  /** Seconds of its range; null for the latest value. */
  readonly rangeSeconds: number | null;
}

/** What an expression compares, or the whole of it where it compares nothing. */
export interface Comparison {
  readonly series: readonly Series[];
  readonly functions: ReadonlySet<string>;
  /** `>`, `<`, `==`, …; null without a comparison. */
  readonly operator: string | null;
  readonly threshold: number | null;
}

/** An expression as alternatives (`or`) of comparisons that have to hold together (`and`). */
export type Alternatives = readonly (readonly Comparison[])[];

/** Undefined for what Prometheus would not take either. */
export const readExpression = async (expression: string): Promise<Alternatives | undefined> => {
  const tree = await parsePromql(expression);
  return tree && alternativesOf(tree);
};

const comparisons: Readonly<Record<string, string>> = {
  Gtr: '>',
  Gte: '>=',
  Lss: '<',
  Lte: '<=',
  Eql: '==',
  EqlC: '==',
  Neq: '!=',
};

const isOperand = ({ type }: PromqlNode): boolean =>
  /(?:Expr|Selector|Literal|Call|VectorSelector)$/.test(type) && !type.endsWith('Modifier');

const bare = (node: PromqlNode): PromqlNode => {
  let current = node;
  while (current.type === 'ParenExpr') {
    const inner = current.children.find(isOperand);
    if (inner === undefined) break;
    current = inner;
  }
  return current;
};

/** The operator of a binary expression and its two sides. */
const binary = (node: PromqlNode): readonly [operator: string, left: PromqlNode, right: PromqlNode] | undefined => {
  if (node.type !== 'BinaryExpr') return undefined;
  const [left, right] = node.children.filter(isOperand);
  const operator = node.children.find(({ type }) =>
    /^(?:And|Or|Unless|Add|Sub|Mul|Div|Mod|Pow|Gtr|Gte|Lss|Lte|Eql|EqlC|Neq)$/.test(type),
  );
  return left && right && operator ? [operator.type, left, right] : undefined;
};

const mostAlternatives = 32;

const alternativesOf = (given: PromqlNode): Alternatives => {
  const node = bare(given);
  const [operator, left, right] = binary(node) ?? [];
  if (left && right && operator === 'Or')
    return [...alternativesOf(left), ...alternativesOf(right)].slice(0, mostAlternatives);
  if (left && right && operator === 'And') {
    const both = alternativesOf(left).flatMap((one) => alternativesOf(right).map((other) => [...one, ...other]));
    return both.slice(0, mostAlternatives);
  }
  // What follows `unless` only takes away from what fires.
  if (left && operator === 'Unless') return alternativesOf(left);
  return [[comparisonOf(node)]];
};

const comparisonOf = (node: PromqlNode): Comparison => {
  const [operator, left, right] = binary(node) ?? [];
  const sign = operator === undefined ? undefined : comparisons[operator];
  const all = descendants(node);
  const functions = new Set(
    all.filter(({ type }) => type === 'FunctionIdentifier').map(({ text }) => text.toLowerCase()),
  );
  return {
    series: all.filter(({ type }) => type === 'VectorSelector').map((selector) => seriesOf(selector, all)),
    functions,
    operator: sign ?? null,
    threshold:
      sign === undefined || left === undefined || right === undefined ? null : (valueOf(right) ?? valueOf(left)),
  };
};

const descendants = (root: PromqlNode): readonly PromqlNode[] => {
  const found: PromqlNode[] = [];
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    found.push(node);
    open.push(...node.children);
  }
  return found;
};

const seriesOf = (selector: PromqlNode, all: readonly PromqlNode[]): Series => {
  const matchers = descendants(selector).filter(({ type }) => type.endsWith('LabelMatcher'));
  const pairs = matchers.flatMap((matcher) => {
    const label = matcher.children.find(({ type }) => type === 'LabelName')?.text;
    const operator = matcher.children.find(({ type }) => type === 'MatchOp')?.text;
    const value = matcher.children.find(({ type }) => type === 'StringLiteral')?.text.slice(1, -1);
    return label === undefined || value === undefined ? [] : [[label, `${operator}${value}`] as const];
  });
  const matrix = all.find(({ type, children }) => type === 'MatrixSelector' && children.includes(selector));
  const subquery = all.find((node) => node.type === 'SubqueryExpr' && descendants(node).includes(selector));
  const range = [matrix, subquery].map((node) => durationOf(node?.children)).find((seconds) => seconds !== null);
  return {
    metric: selector.children.find(({ type }) => type === 'Identifier')?.text ?? '',
    labels: Object.fromEntries(pairs),
    rangeSeconds: range ?? null,
  };
};

const durationOf = (children: readonly PromqlNode[] | undefined): number | null => {
  const text = children?.find(
    ({ type }) => type === 'DurationExpr' || type === 'NumberDurationLiteralInDurationContext',
  )?.text;
  return text === undefined ? null : secondsOf(text);
};

const units: Readonly<Record<string, number>> = {
  ms: 0.001,
  s: 1,
  m: 60,
  h: 3600,
  d: 86_400,
  w: 604_800,
  y: 31_536_000,
};

/** Seconds of `5m`, `1h30m`, `90s`; null for anything else. */
export const secondsOf = (text: string): number | null => {
  if (!/^(?:\d{1,6}(?:ms|[smhdwy]))+$/.test(text)) return null;
  return [...text.matchAll(/(\d{1,6})(ms|[smhdwy])/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (units[unit ?? ''] ?? 0),
    0,
  );
};

/** The number of an expression of numbers alone, such as `14.4 * (1 - 0.999)`; null for any other. */
const valueOf = (given: PromqlNode, depth = 0): number | null => {
  const node = bare(given);
  if (depth > 12) return null;
  if (node.type === 'NumberDurationLiteral') {
    const number = Number(node.text);
    return Number.isFinite(number) ? number : null;
  }
  const [operator, left, right] = binary(node) ?? [];
  if (!left || !right) return null;
  const [a, b] = [valueOf(left, depth + 1), valueOf(right, depth + 1)];
  if (a === null || b === null) return null;
  switch (operator) {
    case 'Add':
      return a + b;
    case 'Sub':
      return a - b;
    case 'Mul':
      return a * b;
    case 'Div':
      return b === 0 ? null : a / b;
    default:
      return null;
  }
};
