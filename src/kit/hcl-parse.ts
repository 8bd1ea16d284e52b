import type { Node } from 'web-tree-sitter';
import type { At } from './at.ts';
import { expressions, named, operators, visible } from './hcl-nodes.ts';
import { templatePartsOf } from './hcl-template.ts';
import { templateOf, unindent } from './hcl-text.ts';
import { hclBudget, hclError } from './hcl-tree.ts';
import type { HclAttribute, HclBlock, HclBody, HclEntry, HclExpression } from './hcl-tree.ts';

/** Makes the tree of HCL out of the one that the parser gives, which knows every comma and nothing of escapes. */
export const converter = (text: string, path: string) => {
  const budget = hclBudget();
  const placeOf = (first: Node, last: Node = first): At => ({
    path,
    line: first.startPosition.row + 1,
    column: first.startPosition.column + 1,
    endLine: last.endPosition.row + 1,
    endColumn: last.endPosition.column + 1,
  });
  const partsOf = templatePartsOf(text, (node, depth) => expression(node, depth), placeOf);

  const bodyOf = (node: Node | undefined, at: At, depth: number): HclBody => {
    budget.spend(at, depth);
    const children = named(node);
    children.reduce<Node | undefined>((before, child) => {
      // The parser takes any white space for the end of a line.
      if (before !== undefined && before.endPosition.row === child.startPosition.row)
        throw hclError(placeOf(child), 'a new line is expected');
      return child;
    }, undefined);
    return {
      attributes: children.filter(({ type }) => type === 'attribute').map((child) => attribute(child, depth)),
      blocks: children.filter(({ type }) => type === 'block').map((child) => block(child, depth)),
      at,
    };
  };

  const attribute = (node: Node, depth: number): HclAttribute => {
    const [name, value] = named(node);
    if (name === undefined || value === undefined) throw hclError(placeOf(node), 'a value is expected');
    if (name.endPosition.row !== value.startPosition.row) throw hclError(placeOf(name), 'a value is expected');
    return { name: name.text, value: expression(value, depth + 1), at: placeOf(node) };
  };

  const block = (node: Node, depth: number): HclBlock => {
    const [type, ...rest] = named(node);
    const labels = rest.filter((child) => child.type === 'identifier' || child.type === 'string_lit');
    const inner = rest.find((child) => child.type === 'body');
    const at = placeOf(node);
    return {
      type: type?.text ?? '',
      labels: labels.map((label) => (label.type === 'identifier' ? label.text : textOf(label, depth))),
      body: bodyOf(inner, at, depth + 1),
      at,
    };
  };

  const textOf = (label: Node, depth: number): string => {
    const value = quoted(label, depth);
    return value.kind === 'literal' ? String(value.value) : '';
  };

  const expression = (node: Node, depth: number): HclExpression => {
    budget.spend(placeOf(node), depth);
    const children = visible(node);
    const [first] = children;
    if (first?.type === 'conditional') return conditional(first, depth + 1);
    return terms(children, depth);
  };

  /** `a ? b : c ? d : e` binds to the right; the parser binds it to the left. */
  const conditional = (node: Node, depth: number): HclExpression => {
    const chain: { node: Node; yes: Node; no: Node }[] = [];
    let test: Node | undefined;
    for (let current: Node | undefined = node; current !== undefined;) {
      budget.spend(placeOf(current), depth + chain.length);
      const [left, yes, no] = named(current);
      if (left === undefined || yes === undefined || no === undefined)
        throw hclError(placeOf(current), 'an expression is expected');
      chain.push({ node: current, yes, no });
      test = left;
      const [inner] = visible(left);
      current = inner?.type === 'conditional' ? inner : undefined;
    }
    // The innermost one comes first in the source: its last part is the test of the next.
    const [outermost] = chain;
    const last = outermost?.no;
    if (test === undefined || last === undefined) throw hclError(placeOf(node), 'an expression is expected');
    const tests = [test, ...chain.toReversed().map(({ no }) => no)];
    return chain.reduce<HclExpression>(
      (otherwise, { yes }, index) => {
        const tested = tests[chain.length - 1 - index] ?? test;
        return {
          kind: 'conditional',
          test: expression(tested, depth + 1),
          yes: expression(yes, depth + 1),
          no: otherwise,
          at: placeOf(tested, last),
        };
      },
      expression(last, depth + 1),
    );
  };

  /** One term with what is taken of it: `a`, `.b`, `[0]`. */
  const terms = (children: readonly Node[], depth: number): HclExpression => {
    const [first, ...rest] = children;
    if (first === undefined) return { kind: 'unknown', at: { path } };
    if (first.type === '(') {
      const [inner, , ...suffixes] = rest;
      if (inner === undefined) throw hclError(placeOf(first), 'an expression is expected');
      return taken(expression(inner, depth + 1), first, suffixes, depth);
    }
    return taken(primary(first, depth), first, rest, depth);
  };

  const taken = (of: HclExpression, first: Node, suffixes: readonly Node[], depth: number): HclExpression =>
    suffixes.reduce((inner, suffix, index) => {
      const at = placeOf(first, suffix);
      budget.spend(at, depth + index);
      const [child] = named(suffix);
      if (suffix.type === 'get_attr') return { kind: 'attribute', of: inner, name: child?.text ?? '', at };
      if (suffix.type === 'index') {
        const [key] = named(child);
        const place = placeOf(suffix);
        // `a.0` of old versions has a number without a node of its own.
        const number = Number(child?.text.slice(1));
        return {
          kind: 'index',
          of: inner,
          key: key ? expression(key, depth + 1) : { kind: 'literal', value: number, at: place },
          at,
        };
      }
      const item: HclExpression = { kind: 'name', name: '*', at };
      return { kind: 'splat', of: inner, each: taken(item, first, named(child), depth + 1), at };
    }, of);

  const primary = (node: Node, depth: number): HclExpression => {
    const at = placeOf(node);
    const children = named(node);
    const [first] = children;
    switch (node.type) {
      case 'literal_value':
        return first === undefined ? { kind: 'unknown', at } : literal(first, depth);
      case 'template_expr':
        return first?.type === 'heredoc_template' ? heredoc(first, depth) : quoted(first ?? node, depth);
      case 'variable_expr':
        return { kind: 'name', name: node.text, at };
      case 'collection_value': {
        const items = named(first);
        return first?.type === 'object'
          ? {
              kind: 'object',
              entries: items.filter(({ type }) => type === 'object_elem').map((item) => entry(item, depth)),
              at,
            }
          : { kind: 'list', items: expressions(items).map((item) => expression(item, depth + 1)), at };
      }
      case 'function_call': {
        const [name, given] = children;
        const args = named(given);
        const spread = args.at(-1)?.type === 'ellipsis';
        return {
          kind: 'call',
          name: name?.text ?? '',
          args: expressions(args).map((arg) => expression(arg, depth + 1)),
          spread,
          at,
        };
      }
      case 'operation':
        return operation(first ?? node, depth);
      case 'for_expr':
        return loop(first ?? node, depth);
      default:
        return { kind: 'unknown', at };
    }
  };

  const literal = (node: Node, depth: number): HclExpression => {
    const at = placeOf(node);
    if (node.type === 'numeric_lit') return { kind: 'literal', value: Number(node.text), at };
    if (node.type === 'bool_lit') return { kind: 'literal', value: node.text === 'true', at };
    return node.type === 'null_lit' ? { kind: 'literal', value: null, at } : quoted(node, depth);
  };

  const quoted = (node: Node, depth: number): HclExpression => ({
    ...templateOf(partsOf(node, node.startIndex + 1, node.endIndex - 1, depth, true)),
    at: placeOf(node),
  });

  const heredoc = (node: Node, depth: number): HclExpression => {
    const [start, , ...rest] = named(node);
    const end = rest.at(-1);
    const from = text.indexOf('\n', node.startIndex) + 1;
    const to = end === undefined ? node.endIndex : text.lastIndexOf('\n', end.startIndex - 1) + 1;
    const parts = partsOf(node, from, Math.max(from, to), depth, false);
    return { ...templateOf(start?.text === '<<-' ? unindent(parts) : parts), at: placeOf(node) };
  };

  const entry = (node: Node, depth: number): HclEntry => {
    const [key, value] = named(node);
    if (key === undefined || value === undefined) throw hclError(placeOf(node), 'a value is expected');
    const [only, ...more] = visible(key);
    // A bare name is the key itself; in brackets it is a reference.
    const isName = only?.type === 'variable_expr' && more.length === 0;
    const written = { kind: 'literal', value: key.text, at: placeOf(key) } as const;
    return { key: isName ? written : expression(key, depth + 1), value: expression(value, depth + 1) };
  };

  const operation = (node: Node, depth: number): HclExpression => {
    const children = visible(node);
    budget.spend(placeOf(node), depth);
    const split = children.findIndex(({ type, isNamed }) => !isNamed && operators.has(type));
    const operator = children[split]?.type ?? '';
    const sides = [children.slice(0, split), children.slice(split + 1)].filter((side) => side.length > 0);
    return { kind: 'operation', operator, operands: sides.map((side) => terms(side, depth + 1)), at: placeOf(node) };
  };

  const loop = (node: Node, depth: number): HclExpression => {
    const [intro, ...rest] = named(node);
    const inside = named(intro);
    const over = inside.find(({ type }) => type === 'expression');
    const results = expressions(rest).map((result) => expression(result, depth + 1));
    const test = named(rest.find(({ type }) => type === 'for_cond')).at(0);
    const last = results.at(-1);
    if (over === undefined || last === undefined) throw hclError(placeOf(node), 'an expression is expected');
    return {
      kind: 'for',
      names: inside.filter(({ type }) => type === 'identifier').map((name) => name.text),
      over: expression(over, depth + 1),
      key: results.length > 1 ? (results[0] ?? null) : null,
      result: last,
      condition: test === undefined ? null : expression(test, depth + 1),
      grouped: rest.some(({ type }) => type === 'ellipsis'),
      at: placeOf(node),
    };
  };

  return { bodyOf, placeOf };
};
