import type { State } from 'js-yaml';
import { listenToYaml } from './yaml.ts';

/** A node of a YAML document with its place in the text: offsets in UTF-16 units, the end exclusive. */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly kind: string | null;
  /** As it is written, such as `!Sub`. */
  readonly tag: string | null;
  /** What was made of it. */
  readonly value: unknown;
  /** The nodes directly within it, keys and values alike. */
  readonly inner: readonly Place[];
  /** What an alias stands for. */
  readonly alias: Place | undefined;
}

/** What the parser has too, although its types do not say so. */
type Properties = { readonly tag: string | null; readonly anchor: string | null };

type Open = { readonly from: number; readonly inner: Place[] };

const propertyOrBlank = /(?:\s+|#[^\n]*|[&!][^\s,[\]{}]*)*/y;
const aliasName = /\*([^\s,[\]{}]+)/y;

/** The documents of a stream as far as they can be read: the parser of the audit is asked where it is, so that there is no second one. */
export const placesInYaml = (text: string): readonly Place[] => {
  const documents: Place[] = [];
  const open: Open[] = [];
  const anchors = new Map<string, Place>();
  const add = (place: Place): void => void (open.at(-1)?.inner ?? documents).push(place);

  const close = ({
    position,
    kind,
    tag,
    result,
    anchor,
  }: Omit<State, 'kind'> & Properties & { kind: string | null }): void => {
    const frame = open.pop();
    if (frame === undefined) return;
    // The parser opens a node before the blanks, comments, tags and anchors in front of it.
    propertyOrBlank.lastIndex = frame.from;
    propertyOrBlank.test(text);
    const start = Math.min(propertyOrBlank.lastIndex, position);
    aliasName.lastIndex = start;
    const alias = kind === null ? aliasName.exec(text)?.[1] : undefined;
    // It also tries to read nodes where there are none.
    if (kind === null && alias === undefined && tag === null) return;
    // A flow collection is first taken for the first key of a block, in which it then stands alone.
    const [only, ...others] = frame.inner;
    const itself = others.length === 0 && only?.kind === kind && only.value === result ? only : undefined;
    const place = {
      start,
      end: position,
      kind,
      tag,
      value: result,
      inner: kind === 'scalar' ? [] : (itself?.inner ?? frame.inner),
      alias: alias === undefined ? undefined : anchors.get(alias),
    };
    if (anchor !== null) anchors.set(anchor, place);
    add(place);
  };

  try {
    listenToYaml(text, (event, state) => {
      if (event === 'open') open.push({ from: state.position, inner: [] });
      else close(state as State & Properties);
    });
  } catch {
    // What was read before the mistake has its place all the same.
    for (let frame = open.pop(); frame !== undefined; frame = open.pop()) {
      const { from, inner } = frame;
      const start = inner[0]?.start ?? from;
      add({ start, end: text.length, kind: 'mapping', tag: null, value: undefined, inner, alias: undefined });
    }
  }
  return documents;
};
