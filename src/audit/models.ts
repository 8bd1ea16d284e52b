import type { Units } from '../catalog/types.ts';
import type { RepositoryView } from '../kit/index.ts';

/** A reader that threw: its kind has no trustworthy model, so its rules give no verdict. */
export interface ReaderFailure {
  readonly kind: string;
  /** Such as `pipeline/github-actions`. */
  readonly reader: string;
  readonly message: string;
}

export interface Models {
  /** Kind to what was read of it; the kind's empty model where nothing was. */
  readonly models: Readonly<Record<string, object>>;
  readonly failures: readonly ReaderFailure[];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isAbsent = (value: unknown): boolean => value === undefined || value === null;

/** Arrays are joined, objects merged, and of two scalars the first stands. A place (`at`) is one value: never half of two. */
export const mergeModels = (first: unknown, second: unknown): unknown => {
  if (isAbsent(first)) return second === undefined ? first : second;
  if (Array.isArray(first)) return Array.isArray(second) ? [...first, ...second] : first;
  if (!isObject(first) || !isObject(second)) return first;
  const keys = new Set([...Object.keys(first), ...Object.keys(second)]);
  return Object.fromEntries(
    [...keys].map((key) => {
      const [mine, theirs] = [ownValue(first, key), ownValue(second, key)];
      return [key, key === 'at' && !isAbsent(mine) ? mine : mergeModels(mine, theirs)];
    }),
  );
};

const ownValue = (value: Readonly<Record<string, unknown>>, key: string): unknown =>
  Object.hasOwn(value, key) ? value[key] : undefined;

/** Runs every reader, each isolated, joins what they read of a kind onto the kind's empty model, and completes it. */
export const readModels = async (units: Units, view: RepositoryView): Promise<Models> => {
  const read: Record<string, unknown> = {};
  const failures: ReaderFailure[] = [];
  for (const { kind, template, reader } of units.readers) {
    // A dialect of which there is no file has nothing to say, and its code is not even loaded.
    if (template !== undefined && reader.globs.length > 0 && view.glob(...reader.globs).length === 0) continue;
    try {
      const partial = await reader.read(view);
      read[kind] = mergeModels(read[kind], partial);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      failures.push({ kind, reader: template ?? kind, message });
    }
  }
  const models = Object.entries(units.models).map(([kind, empty]): [string, object] => {
    const joined = mergeModels(read[kind], empty) as object;
    const complete = units.completions?.[kind] as ((model: object) => object) | undefined;
    try {
      return [kind, complete?.(joined) ?? joined];
    } catch (error) {
      failures.push({ kind, reader: kind, message: error instanceof Error ? error.message : String(error) });
      return [kind, joined];
    }
  });
  return { models: Object.fromEntries(models), failures };
};
