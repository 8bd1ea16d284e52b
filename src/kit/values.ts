/** Looks into parsed documents, of which nothing may be taken for granted. */

export type Mapping = Readonly<Record<string, unknown>>;

export const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The mapping, or an empty one for anything else. */
export const record = (value: unknown): Mapping => (isMapping(value) ? value : {});

/** The value below own keys, never one that is inherited; undefined when a step is missing. */
export const get = (value: unknown, ...keys: readonly string[]): unknown =>
  keys.reduce<unknown>((inner, key) => (isMapping(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined), value);

/** The list, or an empty one for anything else. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A number, also one written as text, or null. */
export const numeric = (value: unknown): number | null => {
  const parsed = typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value;
  return typeof parsed === 'number' && Number.isFinite(parsed) ? parsed : null;
};

/** What stands for a value in a line of text; a document's mapping has no such form of its own, and makes String throw. */
export const shown = (value: unknown): string =>
  Array.isArray(value) ? value.map(shownItem).join(', ') : shownItem(value);

const shownItem = (value: unknown): string => (typeof value === 'object' && value !== null ? '…' : String(value));

/** The folder of a path; empty for the root. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Joins folders and names without `.`, `..` and doubled slashes; undefined when it leads out of the repository. */
export const joinPath = (...parts: readonly string[]): string | undefined => {
  const joined: string[] = [];
  for (const part of parts.flatMap((item) => item.split('/'))) {
    if (part === '' || part === '.') continue;
    if (part !== '..') joined.push(part);
    else if (joined.pop() === undefined) return undefined;
  }
  return joined.join('/');
};
