import type { Node } from 'web-tree-sitter';
import type { At } from './at.ts';
import { templateOf, unescapeMarks, unquote } from './hcl-text.ts';
import { hclError } from './hcl-tree.ts';
import type { HclExpression } from './hcl-tree.ts';

type Part = string | HclExpression;

/** One stretch of a template that is computed, with where it stands. */
interface Hole {
  readonly from: number;
  readonly to: number;
  readonly value: HclExpression | null;
  readonly trimsBefore: boolean;
  readonly trimsAfter: boolean;
}

/**
 * Cuts templates into texts and expressions. The texts are cut from the source itself: the parser leaves the white space at
 * their ends out.
 */
export const templatePartsOf = (
  text: string,
  expression: (node: Node, depth: number) => HclExpression,
  placeOf: (first: Node, last?: Node) => At,
) => {
  const partsOf = (node: Node, from: number, to: number, depth: number, escaped: boolean): readonly Part[] =>
    between(node, node.namedChildren, from, to, depth, escaped);

  const between = (
    node: Node,
    children: readonly Node[],
    from: number,
    to: number,
    depth: number,
    escaped: boolean,
  ): readonly Part[] => {
    const holes = children.filter(({ type }) => computed.has(type)).map((child) => hole(child, depth, escaped));
    const parts: Part[] = [];
    let begin = from;
    let trim = false;
    const add = (end: number, trimEnd: boolean): void => {
      const raw = text.slice(begin, end);
      if (escaped && raw.includes('\n')) throw hclError(placeOf(node), 'a text in quotes ends on its line');
      const clean = escaped ? unquote(raw) : unescapeMarks(raw.replaceAll('\r\n', '\n'));
      const left = trim ? clean.trimStart() : clean;
      parts.push(trimEnd ? left.trimEnd() : left);
    };
    for (const { from: start, to: end, value, trimsBefore, trimsAfter } of holes) {
      add(start, trimsBefore);
      if (value !== null) parts.push(value);
      begin = end;
      trim = trimsAfter;
    }
    add(to, false);
    return parts;
  };

  const hole = (node: Node, depth: number, escaped: boolean): Hole => {
    const children = node.namedChildren;
    const marks = children.filter(({ type }) => type === 'strip_marker');
    const inner = children.find(({ type }) => type === 'expression');
    const [branch] = children;
    const value: HclExpression | null =
      node.type === 'template_interpolation'
        ? inner === undefined
          ? null
          : expression(inner, depth + 1)
        : branch?.type === 'template_if'
          ? choice(branch, depth + 1, escaped)
          : { kind: 'unknown', at: placeOf(node) };
    return {
      from: node.startIndex,
      to: node.endIndex,
      value,
      trimsBefore: marks.some(({ startIndex }) => startIndex === node.startIndex + 2),
      trimsAfter: marks.some(({ endIndex }) => endIndex === node.endIndex - 1),
    };
  };

  /** `%{ if a }b%{ else }c%{ endif }` */
  const choice = (node: Node, depth: number, escaped: boolean): HclExpression => {
    const children = node.namedChildren;
    const at = placeOf(node);
    const intro = children.find(({ type }) => type === 'template_if_intro');
    const test = intro?.namedChildren.find(({ type }) => type === 'expression');
    const end = children.findIndex(({ type }) => type === 'template_if_end');
    const middle = children.findIndex(({ type }) => type === 'template_else_intro');
    const last = children[end];
    if (intro === undefined || test === undefined || last === undefined) return { kind: 'unknown', at };
    const half = middle < 0 ? end : middle;
    const turn = children[half] ?? last;
    const branch = (nodes: readonly Node[], from: number, to: number): HclExpression => ({
      ...templateOf(between(node, nodes, from, to, depth, escaped)),
      at,
    });
    return {
      kind: 'conditional',
      test: expression(test, depth + 1),
      yes: branch(children.slice(1, half), intro.endIndex, turn.startIndex),
      no:
        middle < 0
          ? { kind: 'literal', value: '', at }
          : branch(children.slice(half + 1, end), turn.endIndex, last.startIndex),
      at,
    };
  };

  return partsOf;
};

const computed = new Set(['template_interpolation', 'template_directive']);
