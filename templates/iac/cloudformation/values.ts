import type { At } from '../../../src/kit/index.ts';

/** The items of a list, or the one value that stands in its place. */
export const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];
/** The number, or null: intrinsic functions are known only to a deployment. */
export const number = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;
/** The text, or `${}` for what only a deployment knows. */
export const text = (value: unknown): string => (typeof value === 'string' ? value : '${}');

/** A resource of a template, ready to be looked at. */
export interface Resource {
  readonly id: string;
  readonly properties: unknown;
  readonly body: unknown;
  readonly at: At;
}
