import type { Token } from './tokens.ts';

/** A type of a column, as far as its size goes. */
export interface ColumnType {
  /** What kind of values: `int`, `text`, or the name as it is written. */
  readonly family: string;
  /** How much fits; infinite without a limit. */
  readonly size: number;
}

const integers = new Map([
  ['TINYINT', 1],
  ['SMALLINT', 2],
  ['INT2', 2],
  ['SMALLSERIAL', 2],
  ['MEDIUMINT', 3],
  ['INT', 4],
  ['INTEGER', 4],
  ['INT4', 4],
  ['SERIAL', 4],
  ['BIGINT', 8],
  ['INT8', 8],
  ['BIGSERIAL', 8],
]);
const texts = new Map([
  ['TINYTEXT', 255],
  ['TEXT', Number.POSITIVE_INFINITY],
  ['MEDIUMTEXT', Number.POSITIVE_INFINITY],
  ['LONGTEXT', Number.POSITIVE_INFINITY],
  ['CITEXT', Number.POSITIVE_INFINITY],
]);
const floats = new Map([
  ['REAL', 4],
  ['FLOAT4', 4],
  ['FLOAT', 8],
  ['FLOAT8', 8],
  ['DOUBLE', 8],
]);

/** The type at the beginning of the tokens; undefined when there is none. */
export const typeOf = ([first, second, third, fourth]: readonly Token[]): ColumnType | undefined => {
  if (first?.kind !== 'word') return undefined;
  const limit = (open: Token | undefined, size: Token | undefined): number =>
    open?.text === '(' && size?.kind === 'number' ? Number(size.text) : Number.POSITIVE_INFINITY;
  const integer = integers.get(first.text);
  if (integer !== undefined) return { family: 'int', size: integer };
  const float = floats.get(first.text);
  if (float !== undefined) return { family: 'float', size: float };
  const text = texts.get(first.text);
  if (text !== undefined) return { family: 'text', size: text };
  if (/^(?:N?VARCHAR|VARCHAR2|N?CHAR|BPCHAR)$/.test(first.text)) return { family: 'text', size: limit(second, third) };
  if (first.text === 'CHARACTER') {
    const varying = second?.text === 'VARYING';
    return { family: 'text', size: varying ? limit(third, fourth) : limit(second, third) };
  }
  if (/^(?:NUMERIC|DECIMAL)$/.test(first.text)) return { family: 'numeric', size: limit(second, third) };
  return { family: first.text.toLowerCase(), size: Number.POSITIVE_INFINITY };
};

/** Pairs of families of which the second takes every value of the first. */
const widens = new Set(['int numeric', 'int float', 'json jsonb', 'date timestamp', 'timestamp timestamptz']);

/** Whether values of the old type may not fit the new one; false for what is not known. */
export const narrows = (from: ColumnType | undefined, to: ColumnType | undefined): boolean => {
  if (from === undefined || to === undefined) return false;
  if (from.family === to.family) return to.size < from.size;
  // Of types that we do not know to differ in size, a program of the version before may read either.
  return !widens.has(`${from.family} ${to.family}`) && known.has(from.family) && known.has(to.family);
};

const known = new Set([
  'int',
  'float',
  'text',
  'numeric',
  'boolean',
  'bool',
  'uuid',
  'date',
  'timestamp',
  'timestamptz',
]);
