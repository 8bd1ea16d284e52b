import type { Node } from 'web-tree-sitter';

/** The parts of a node that the grammar gives no names to: signs and comments. */

export const operators = new Set(['*', '/', '%', '+', '-', '>', '>=', '<', '<=', '==', '!=', '&&', '||', '!']);

export const expressions = (nodes: readonly Node[]): readonly Node[] =>
  nodes.filter(({ type }) => type === 'expression');

/** The children of a node with signs, without comments. */
export const visible = (node: Node): readonly Node[] => node.children.filter(({ type }) => type !== 'comment');

/** What a node is made of, without comments, commas and brackets. */
export const named = (node: Node | undefined): readonly Node[] =>
  node === undefined
    ? []
    : node.namedChildren.filter(
        ({ type }) => (type !== 'comment' && !/_(start|end)$/.test(type)) || type === 'heredoc_start',
      );
