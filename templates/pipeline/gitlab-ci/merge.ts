import { isMapping, type Mapping } from '../../../src/kit/index.ts';

const deepest = 100;

/** Joins two configurations as GitLab does: mappings key by key at any depth, anything else is replaced by the later one. */
export function mergeDeep(first: Mapping, second: Mapping, depth = 0): Mapping {
  const merged = new Map(Object.entries(first));
  for (const [key, theirs] of Object.entries(second)) {
    const mine = merged.get(key);
    const both = isMapping(mine) && isMapping(theirs) && depth < deepest && !isReference(theirs);
    merged.set(key, both ? mergeDeep(mine, theirs, depth + 1) : theirs);
  }
  return Object.fromEntries(merged);
}

/** `!reference [.job, script]`, as documents give it. */
export const isReference = (value: unknown): value is { readonly '!reference': readonly unknown[] } =>
  isMapping(value) && Array.isArray(value['!reference']);

/** The keys that a reference names; empty for one that names nothing. */
export const referencedKeys = (reference: { readonly '!reference': readonly unknown[] }): readonly string[] =>
  reference['!reference'].every((key) => typeof key === 'string' || typeof key === 'number')
    ? reference['!reference'].map(String)
    : [];
