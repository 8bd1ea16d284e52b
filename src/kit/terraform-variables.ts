import { entryOf } from './evaluate.ts';
import type { Value } from './evaluate.ts';
import type { HclExpression } from './hcl-tree.ts';
import { isNull, listOf, literalOf, objectOf } from './terraform-values.ts';

type Evaluate = (node: HclExpression) => Value;

/** Fills in what a type says of attributes that a value may leave out: `object({ a = optional(bool, true) })`. */
export const withDefaults = (value: Value, type: HclExpression | undefined, evaluate: Evaluate, depth = 0): Value => {
  if (type?.kind !== 'call' || depth > 8) return value;
  const [inner] = type.args;
  if (type.name === 'optional') return withDefaults(value, inner, evaluate, depth + 1);
  if (type.name === 'object' && inner?.kind === 'object' && value.kind === 'object') {
    const entries = inner.entries.map(({ key, value: typed }): readonly [string, Value] | undefined => {
      const name = key.kind === 'literal' ? String(key.value) : '';
      const given = entryOf(value, name);
      if (given !== undefined && !isNull(given)) return [name, withDefaults(given, typed, evaluate, depth + 1)];
      if (!value.complete || typed.kind !== 'call' || typed.name !== 'optional') return given && [name, given];
      const [of, fallback] = typed.args;
      const missing = fallback === undefined ? literalOf(null, value.at) : evaluate(fallback);
      return [name, withDefaults(missing, of, evaluate, depth + 1)];
    });
    return objectOf(
      [...Object.entries(value.entries), ...entries.filter((entry) => entry !== undefined)],
      value.complete,
      value.at,
    );
  }
  if (type.name === 'list' || type.name === 'set' || type.name === 'map') {
    const each = (item: Value): Value => withDefaults(item, inner, evaluate, depth + 1);
    if (value.kind === 'list') return listOf(value.items.map(each), value.complete, value.at);
    if (value.kind === 'object') {
      return objectOf(
        Object.entries(value.entries).map(([key, item]) => [key, each(item)]),
        value.complete,
        value.at,
      );
    }
  }
  return value;
};
