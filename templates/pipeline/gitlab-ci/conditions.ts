/** What a variable holds in a pipeline: a text, nothing (`null`), something that is not known; undefined when none of it can be told. */
export type Value = string | null | Something | undefined;

/** A text that is there but not known, and what it certainly is not. */
export interface Something {
  readonly not: readonly string[];
}

export type Answer = 'yes' | 'no' | 'maybe';

export const something = (...not: readonly string[]): Something => ({ not });

type Node =
  | { readonly kind: 'or' | 'and'; readonly left: Node; readonly right: Node }
  | { readonly kind: 'not'; readonly of: Node }
  | { readonly kind: 'compare'; readonly operator: string; readonly left: Node; readonly right: Node }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'pattern'; readonly source: string }
  | { readonly kind: 'null' };

const longest = 4_000;
const deepest = 40;
const token =
  /\s*(?:(\|\||&&|==|!=|=~|!~|[()!])|\$(\w+)|\$\{(\w+)\}|"([^"]*)"|'([^']*)'|(\/(?:[^/\\]|\\.)+\/[a-z]*)|(null)\b)/y;

type Token = readonly [kind: 'operator' | 'variable' | 'text' | 'pattern' | 'null', value: string];

/** Takes an expression of `if` apart; undefined when it is none that GitLab would understand. */
function tokensOf(expression: string): readonly Token[] | undefined {
  if (expression.length > longest) return undefined;
  const tokens: Token[] = [];
  const text = expression.trim();
  token.lastIndex = 0;
  while (token.lastIndex < text.length) {
    const match = token.exec(text);
    if (match === null) return undefined;
    const [, operator, name, braced, double, single, pattern, nothing] = match;
    if (operator !== undefined) tokens.push(['operator', operator]);
    else if ((name ?? braced) !== undefined) tokens.push(['variable', (name ?? braced) as string]);
    else if ((double ?? single) !== undefined) tokens.push(['text', (double ?? single) as string]);
    else if (pattern !== undefined) tokens.push(['pattern', pattern]);
    else if (nothing !== undefined) tokens.push(['null', nothing]);
  }
  return tokens;
}

/** The tree of an expression; undefined when it cannot be read. `&&` binds closer than `||`, comparisons closer than both. */
export function parseCondition(expression: string): Node | undefined {
  const tokens = tokensOf(expression);
  if (tokens === undefined || tokens.length === 0) return undefined;
  let at = 0;
  const isNext = (...operators: readonly string[]): boolean =>
    tokens[at]?.[0] === 'operator' && operators.includes(tokens[at]?.[1] as string);
  const operand = (depth: number): Node | undefined => {
    if (depth > deepest) return undefined;
    const [kind, value] = tokens[at] ?? [];
    at += 1;
    if (kind === 'variable') return { kind, name: value as string };
    if (kind === 'text') return { kind, value: value as string };
    if (kind === 'pattern') return { kind, source: value as string };
    if (kind === 'null') return { kind };
    if (value === '!') {
      const of = operand(depth + 1);
      return of && { kind: 'not', of };
    }
    if (value !== '(') return undefined;
    const inner = either(depth + 1);
    if (!isNext(')')) return undefined;
    at += 1;
    return inner;
  };
  const chain =
    (
      next: (depth: number) => Node | undefined,
      join: (operator: string, left: Node, right: Node) => Node,
      ...operators: readonly string[]
    ) =>
    (depth: number): Node | undefined => {
      let left = next(depth);
      while (left !== undefined && isNext(...operators)) {
        const operator = tokens[at]?.[1] as string;
        at += 1;
        const right = next(depth);
        left = right && join(operator, left, right);
      }
      return left;
    };
  const comparison = chain(
    operand,
    (operator, left, right) => ({ kind: 'compare', operator, left, right }),
    '==',
    '!=',
    '=~',
    '!~',
  );
  const both = chain(comparison, (_, left, right) => ({ kind: 'and', left, right }), '&&');
  const either = chain(both, (_, left, right) => ({ kind: 'or', left, right }), '||');
  const tree = either(0);
  return at === tokens.length ? tree : undefined;
}

export type Lookup = (name: string) => Value;

/** Whether an expression holds; `maybe` when that hangs on what is not known here. */
export function holds(expression: string, lookup: Lookup): Answer {
  const tree = parseCondition(expression);
  return tree === undefined ? 'maybe' : truth(tree, lookup);
}

const negated: Readonly<Record<Answer, Answer>> = { yes: 'no', no: 'yes', maybe: 'maybe' };

function truth(node: Node, lookup: Lookup): Answer {
  switch (node.kind) {
    case 'not':
      return negated[truth(node.of, lookup)];
    case 'and': {
      const [left, right] = [truth(node.left, lookup), truth(node.right, lookup)];
      return left === 'no' || right === 'no' ? 'no' : left === 'yes' && right === 'yes' ? 'yes' : 'maybe';
    }
    case 'or': {
      const [left, right] = [truth(node.left, lookup), truth(node.right, lookup)];
      return left === 'yes' || right === 'yes' ? 'yes' : left === 'no' && right === 'no' ? 'no' : 'maybe';
    }
    case 'compare': {
      const [left, right] = [valueOf(node.left, lookup), valueOf(node.right, lookup)];
      if (node.operator === '==') return equal(left, right);
      if (node.operator === '!=') return negated[equal(left, right)];
      const matched = matches(left, node.right.kind === 'pattern' ? node.right.source : right);
      return node.operator === '=~' ? matched : negated[matched];
    }
    default: {
      const value = valueOf(node, lookup);
      if (value === null || value === '') return 'no';
      return value === undefined ? 'maybe' : 'yes';
    }
  }
}

function valueOf(node: Node, lookup: Lookup): Value {
  if (node.kind === 'variable') return lookup(node.name);
  if (node.kind === 'text') return node.value;
  if (node.kind === 'pattern') return node.source;
  if (node.kind === 'null') return null;
  const answer = truth(node, lookup);
  return answer === 'maybe' ? undefined : String(answer === 'yes');
}

const isSomething = (value: Value): value is Something => typeof value === 'object' && value !== null;

function equal(left: Value, right: Value): Answer {
  if (left === undefined || right === undefined) return 'maybe';
  if (isSomething(left) && isSomething(right)) return 'maybe';
  if (isSomething(right)) return equal(right, left);
  if (isSomething(left)) return right === null || left.not.includes(right as string) ? 'no' : 'maybe';
  return left === right ? 'yes' : 'no';
}

function matches(value: Value, pattern: Value): Answer {
  if (value === null) return 'no';
  if (typeof value !== 'string' || typeof pattern !== 'string') return 'maybe';
  const found = test(pattern, value);
  return found === undefined ? 'maybe' : found ? 'yes' : 'no';
}

/** Tries a stranger's pattern on a short text. Only patterns that cannot take long are tried; undefined for all others. */
export function test(pattern: string, value: string): boolean | undefined {
  const [, source, flags = ''] = /^\/(.+)\/([a-z]*)$/s.exec(pattern) ?? [];
  if (source === undefined || source.length > 200 || value.length > 80) return undefined;
  const plain = source.replace(/\\A/g, '^').replace(/\\z/gi, '$');
  const repeats = plain.match(/[*+{]/g)?.length ?? 0;
  // Repeated groups, look-around and back references are what makes matching slow.
  if (repeats > 4 || /\)[*+{]|\(\?[^:]|\\[1-9kKpPQCbB]/.test(plain.replace(/\\b/g, ''))) return undefined;
  try {
    return new RegExp(plain, flags.includes('i') ? 'i' : '').test(value);
  } catch {
    return undefined;
  }
}

/** Names of branches that an expression asks for, as it writes them: texts and patterns compared with the name of the branch. */
export function branchesIn(expression: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: Node | undefined): void => {
    if (node?.kind === 'and' || node?.kind === 'or') {
      visit(node.left);
      visit(node.right);
    } else if (node?.kind === 'compare' && (node.operator === '==' || node.operator === '=~')) {
      const sides = [node.left, node.right];
      const branch = sides.some(
        (side) => side.kind === 'variable' && /^CI_COMMIT_(?:BRANCH|REF_NAME|REF_SLUG)$/.test(side.name),
      );
      for (const side of branch ? sides : []) {
        if (side.kind === 'text') found.push(side.value);
        else if (side.kind === 'pattern') found.push(side.source);
      }
    }
  };
  visit(parseCondition(expression));
  return found;
}
