import { isMapping, list, record } from '../../../src/kit/index.ts';
import type { Mapping } from '../../../src/kit/index.ts';

/**
 * What `Globals` of a serverless template gives each resource of a type; its own properties come first.
 *
 * @param ignored what a resource wants nothing of: names of properties, or `*` for all
 */
export const withGlobals = (type: string, properties: Mapping, globals: unknown, ignored?: unknown): Mapping => {
  const section = /^AWS::Serverless::(\w+)$/.exec(type)?.[1];
  if (section === undefined || ignored === '*') return properties;
  const left = new Set(list(ignored));
  const shared = Object.entries(record(record(globals)[section])).filter(([key]) => !left.has(key));
  return merged(Object.fromEntries(shared), properties);
};

const merged = (shared: Mapping, own: Mapping, depth = 0): Mapping => {
  const entries = Object.entries(own).map(([key, value]) => {
    const base = Object.hasOwn(shared, key) ? shared[key] : undefined;
    if (isMapping(base) && isMapping(value) && depth < 20) return [key, merged(base, value, depth + 1)] as const;
    return [key, Array.isArray(base) && Array.isArray(value) ? [...base, ...value] : value] as const;
  });
  return { ...shared, ...Object.fromEntries(entries) };
};
