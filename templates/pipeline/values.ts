/** Looks into parsed documents, of which nothing may be taken for granted. */

export type Mapping = Readonly<Record<string, unknown>>;

export const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The mapping, or an empty one. */
export const mapping = (value: unknown): Mapping => (isMapping(value) ? value : {});

/** The value of an own key, never of one that is inherited. */
export const get = (value: unknown, ...keys: readonly string[]): unknown =>
  keys.reduce<unknown>((inner, key) => (isMapping(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined), value);

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A scalar as text; undefined for anything else. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;

/** One text or a list of them, as many formats allow. */
export const texts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).map(text).filter((item) => item !== undefined);

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
