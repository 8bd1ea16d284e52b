import type { When } from './types.ts';

/** The value at a dotted name; null when any part of it is absent. */
export function valueAt(context: object, name: string): unknown {
  let value: unknown = context;
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return null;
    value = (value as Record<string, unknown>)[part];
  }
  return value ?? null;
}

/** Whether a condition holds: every entry's value equals the wanted one, or one of those wanted. */
export const holds = (when: When | undefined, context: object): boolean =>
  Object.entries(when ?? {}).every(([name, wanted]) => {
    const value = valueAt(context, name);
    return Array.isArray(wanted) ? wanted.includes(value as never) : value === wanted;
  });
