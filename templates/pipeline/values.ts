/** Looks into parsed documents, of which nothing may be taken for granted. */

/** A scalar as text; undefined for anything else. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;

/** One text or a list of them, as many formats allow. */
export const texts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : [value]).map(text).filter((item) => item !== undefined);
