import { isMapping, pointer } from '../../src/kit/index.ts';
import type { At, Mapping } from '../../src/kit/index.ts';

/** Looks into parsed documents, of which nothing may be taken for granted. */

/** Own keys and values; none for anything but a mapping. */
export const entries = (value: unknown): readonly (readonly [string, unknown])[] =>
  isMapping(value) ? Object.entries(value) : [];

export const text = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : null;

export const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** A value of a document with the way to it. */
export interface Spot {
  readonly value: unknown;
  readonly path: string;
  readonly keys: readonly (string | number)[];
}

/** The value of an own key or index, and the way there. */
export const child = ({ value, path, keys }: Spot, key: string | number): Spot => {
  const holds = typeof value === 'object' && value !== null && Object.hasOwn(value, key);
  return { value: holds ? (value as Mapping)[key] : undefined, path, keys: [...keys, key] };
};

export const textAt = (spot: Spot, key: string): string | null => text(child(spot, key).value);

export const children = (spot: Spot): readonly (readonly [string, Spot])[] =>
  Array.isArray(spot.value)
    ? spot.value.map((_, index) => [String(index), child(spot, index)] as const)
    : entries(spot.value).map(([key]) => [key, child(spot, key)] as const);

export const placeOf = ({ path, keys }: Spot): At => ({ path, pointer: pointer(...keys) });
