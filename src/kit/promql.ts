import type { Tree } from '@lezer/common';

/** A node of a PromQL expression; `type` is the name that Prometheus's own grammar gives it, such as `BinaryExpr`. */
export interface PromqlNode {
  readonly type: string;
  readonly text: string;
  readonly children: readonly PromqlNode[];
}

const longest = 10_000;
const mostNodes = 5_000;
const deepest = 80;

/**
 * Parses PromQL with the grammar that Prometheus ships; undefined for what is no expression, or larger than anybody writes.
 * The parser is loaded only when it is first asked.
 */
export const parsePromql = async (expression: string): Promise<PromqlNode | undefined> => {
  if (expression.length > longest) return undefined;
  const { parser } = await import('@prometheus-io/lezer-promql');
  return treeOf(parser.parse(expression), expression);
};

const treeOf = (tree: Tree, expression: string): PromqlNode | undefined => {
  interface Open {
    readonly type: string;
    readonly text: string;
    readonly children: Open[];
  }
  const root: Open = { type: 'root', text: expression, children: [] };
  const open = [root];
  let nodes = 0;
  let sound = true;
  tree.iterate({
    enter: ({ name, type, from, to }) => {
      nodes += 1;
      if (type.isError || nodes > mostNodes || open.length > deepest) {
        sound = false;
        return false;
      }
      const node: Open = { type: name, text: expression.slice(from, to), children: [] };
      open.at(-1)?.children.push(node);
      open.push(node);
      return undefined;
    },
    leave: () => void open.pop(),
  });
  return sound ? root.children[0]?.children[0] : undefined;
};
