import type { Provided, Text, When } from '../catalog/types.ts';
import { holds } from '../catalog/when.ts';
import { evaluateText } from './text.ts';

/** What a template provides, with its texts evaluated and its conditions decided. */
export function provide(provided: Provided, context: object, source: string): unknown {
  if (typeof provided !== 'object' || provided === null) return provided;
  if (isList(provided)) {
    return provided.flatMap((item) => {
      if (!isConditional(item)) return [provide(item, context, source)];
      return holds(item.when, context) ? [provide(item.value, context, source)] : [];
    });
  }
  if (isText(provided)) return evaluateText(provided, context, source);
  if (isConditional(provided)) return holds(provided.when, context) ? provide(provided.value, context, source) : null;
  return Object.fromEntries(Object.entries(provided).map(([key, value]) => [key, provide(value, context, source)]));
}

/**
 * Gives every property that a contract declares a value: null where the template provides none. So a template that reads
 * an optional part of another kind's contract meets null, and only a name that no contract knows is an error.
 */
export function withNulls(value: unknown, schema: unknown): unknown {
  const { properties, items } = (schema ?? {}) as { properties?: Record<string, unknown>; items?: unknown };
  if (Array.isArray(value)) return value.map((item) => withNulls(item, items));
  if (properties === undefined || typeof value !== 'object' || value === null) return value;
  const given = value as Record<string, unknown>;
  const names = [...new Set([...Object.keys(properties), ...Object.keys(given)])];
  return Object.fromEntries(names.map((name) => [name, withNulls(given[name] ?? null, properties[name])]));
}

const isList = (value: Provided): value is readonly Provided[] => Array.isArray(value);

const isText = (value: object): value is Exclude<Text, string> => 'program' in value;

const isConditional = (value: Provided): value is { readonly when: When; readonly value: Provided } =>
  typeof value === 'object' && value !== null && 'when' in value && 'value' in value;
