import { isMapping, record } from '../../../src/kit/index.ts';
import type { Mapping } from '../../../src/kit/index.ts';

/** What `Globals` of a serverless template gives each resource of a type; its own properties come first. */
export const withGlobals = (type: string, properties: Mapping, globals: unknown): Mapping => {
  const section = /^AWS::Serverless::(\w+)$/.exec(type)?.[1];
  const shared = section === undefined ? {} : record(record(globals)[section]);
  return merged(shared, properties);
};

const merged = (shared: Mapping, own: Mapping, depth = 0): Mapping => {
  const entries = Object.entries(own).map(([key, value]) => {
    const base = Object.hasOwn(shared, key) ? shared[key] : undefined;
    if (isMapping(base) && isMapping(value) && depth < 20) return [key, merged(base, value, depth + 1)] as const;
    return [key, Array.isArray(base) && Array.isArray(value) ? [...base, ...value] : value] as const;
  });
  return { ...shared, ...Object.fromEntries(entries) };
};
