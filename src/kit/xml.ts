import type { XmlElement } from '@rgrove/parse-xml';
import type { At } from './at.ts';
import { asNesting } from './nesting.ts';
import type { Language } from './reader.ts';

export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Its text without that of its children, trimmed. */
  readonly text: string;
  readonly children: readonly XmlNode[];
  readonly at: At;
}

const deepest = 100;
const most = 200_000;

/** XML, which Maven and coverage tools are configured in. No entity but the five of the standard is ever expanded. */
export const xml: Language<XmlNode> = {
  name: 'XML',
  limit: 1_000_000,
  async parse(text, path) {
    const { parseXml, XmlElement: Element, XmlText, XmlCdata } = await import('@rgrove/parse-xml');
    const placeOf = placesIn(text, path);
    let count = 0;
    const node = (element: XmlElement, depth: number): XmlNode => {
      count += 1;
      if (depth > deepest) throw new Error(`nested deeper than ${deepest} levels`);
      if (count > most) throw new Error(`more than ${most} nodes`);
      const texts = element.children.flatMap((child) =>
        child instanceof XmlText || child instanceof XmlCdata ? [child.text] : [],
      );
      return {
        name: element.name,
        attributes: element.attributes,
        text: texts.join('').trim(),
        children: element.children.flatMap((child) => (child instanceof Element ? [node(child, depth + 1)] : [])),
        at: placeOf(element.start, element.end),
      };
    };
    try {
      const { root } = parseXml(text, { includeOffsets: true });
      if (root === null) throw new Error('it has no element');
      return node(root, 0);
    } catch (error) {
      throw asNesting(error);
    }
  },
};

/** Turns offsets into lines and columns, by the starts of all lines. */
function placesIn(text: string, path: string): (start: number, end: number) => At {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const find = (offset: number): readonly [number, number] => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return [low + 1, offset - (starts[low] ?? 0) + 1];
  };
  return (start, end) => {
    const [line, column] = find(start);
    const [endLine, endColumn] = find(end);
    return { path, line, column, endLine, endColumn };
  };
}

/** The first child of a name, the first of the next name below it, and so on. */
export const childOf = (node: XmlNode | undefined, ...names: readonly string[]): XmlNode | undefined =>
  names.reduce<XmlNode | undefined>((inner, name) => inner?.children.find((child) => child.name === name), node);

/** All children of a name. */
export const childrenOf = (node: XmlNode | undefined, name: string): readonly XmlNode[] =>
  node?.children.filter((child) => child.name === name) ?? [];
