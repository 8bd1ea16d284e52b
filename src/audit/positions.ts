import type { At, RepositoryView } from '../kit/index.ts';
import { parseJsonTree } from './json.ts';
import { pointerKeys } from './pointers.ts';
import { placesInYaml } from './places-yaml.ts';
import { spanInYaml } from './positions-yaml.ts';
import { spanInJson } from './positions-json.ts';
import { rangesIn } from './ranges.ts';
import type { Range } from './ranges.ts';
import type { Location } from './report-types.ts';

/** Turns pointers into a text to ranges. */
type Find = (pointer: string, document: number) => Range;

/** Of a document that is not there, the start of the file is the nearest place. */
const start = [0, 0] as const;

const looksLikeJson = /^\s*(?:[{[]|\/[/*])/;

/** Parses a text with positions, once for all findings of the file. JSON needs no YAML parser, and a large one must not have it. */
const finder = (text: string): Find => {
  const rangeOf = rangesIn(text);
  if (looksLikeJson.test(text)) {
    try {
      const root = parseJsonTree(text);
      return (pointer) => rangeOf(...spanInJson(root, pointerKeys(pointer)));
    } catch {
      // A YAML file may begin with a flow collection.
    }
  }
  const documents = placesInYaml(text);
  return (pointer, index) => {
    const document = documents[index];
    return rangeOf(...(document ? spanInYaml(document, pointerKeys(pointer), text) : start));
  };
};

/** The range of what a JSON pointer names in a YAML or JSON text, or of the nearest parent that exists. */
export const locate = (
  text: string,
  { pointer, document = 0 }: { readonly pointer: string; readonly document?: number },
): Range => finder(text)(pointer, document);

/** Gives the location of a model's place, with line and column where they can be told. */
export type Locator = (at: At) => Location;

/** A locator over the texts of a view; each file is parsed for positions once, and only when a place in it is asked for. */
export const createLocator = (view: RepositoryView): Locator => {
  const finders = new Map<string, Find | undefined>();
  const find = (at: At): Range | undefined => {
    if (at.pointer === undefined || at.line !== undefined) return undefined;
    if (!finders.has(at.path)) {
      const text = view.text(at.path);
      finders.set(at.path, text === undefined ? undefined : finder(text));
    }
    return finders.get(at.path)?.(at.pointer, at.document ?? 0);
  };
  return (at) => ({ ...symbolicLocation(at), ...find(at) });
};

/** The location as far as the model tells it: enough where nobody has to go there. */
export const symbolicLocation = (at: At): Location => ({
  path: at.path,
  ...(at.line !== undefined && { line: at.line }),
  ...(at.column !== undefined && { column: at.column }),
  ...(at.endLine !== undefined && { endLine: at.endLine }),
  ...(at.endColumn !== undefined && { endColumn: at.endColumn }),
  ...(at.pointer !== undefined && { pointer: at.pointer }),
});
