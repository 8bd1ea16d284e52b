import type { At, Mapping } from '../../../src/kit/index.ts';
import { get } from '../../../src/kit/index.ts';
import type { KeyValue, Known } from '../model.ts';

/** A resource of a template with its intrinsic functions replaced, ready to be looked at. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  /** As messages call it: its logical id, or its path in the program that made the template. */
  readonly name: string;
  readonly properties: Mapping;
  /** What stands beside its properties: `DeletionPolicy` and the like. */
  readonly body: Mapping;
  readonly at: At;
  /** The place of a property, or of the nearest thing around it that is written. */
  place(...keys: readonly (string | number)[]): At;
}

/** The resources of one template, and how they refer to each other. */
export interface Stack {
  readonly resources: readonly Resource[];
  /** The resource that a text refers to: `${Files}` or `${Files.Arn}`, also with more behind it. */
  referred(value: unknown): Resource | undefined;
  /** Resources whose properties refer to this one. */
  usersOf(resource: Resource): readonly Resource[];
  /** Whether the stack refuses to be deleted, which only who deploys it says. */
  readonly protection: Known;
  /** Whether it is put together with other files before it is deployed: what these say for all of its resources is not seen. */
  readonly partial: boolean;
}

/** The value below own keys, or `${}` when one on the way is known only to a deployment. */
export const dig = (value: unknown, ...keys: readonly string[]): unknown =>
  keys.reduce<unknown>((inner, key) => (isComputed(inner) ? '${}' : get(inner, key)), value);

/** The item of a list or the value of an own key. */
export const step = (value: unknown, key: string | number): unknown =>
  Array.isArray(value) ? value[Number(key)] : get(value, String(key));

/** The items of a list, or the one value that stands in its place. */
export const list = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

/** The text, or `${}` for what only a deployment knows. */
export const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '${}';

/** The text without any computed part; null for anything else. */
export const literal = (value: unknown): string | null =>
  typeof value === 'string' && !value.includes('${') ? value : null;

/** A scalar as a text; empty for anything else, since a document may hold objects that refuse to be one. */
export const said = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';

/** A switch; `absent` is what holds where nothing is written. */
export const flag = (value: unknown, absent: Known): Known => {
  if (value === undefined) return absent;
  if (value === true || value === 'true') return 'yes';
  return value === false || value === 'false' ? 'no' : 'unknown';
};

/** Whether a text or a part of it is known only to a deployment. */
export const isComputed = (value: unknown): boolean => typeof value === 'string' && value.includes('${');

/** `[{ Key, Value }]` or `{ key: value }` as pairs; null when the whole is computed. */
export const tagsOf = (value: unknown): readonly KeyValue[] | null => {
  if (value === undefined) return [];
  if (isComputed(value)) return null;
  const pairs = Array.isArray(value)
    ? value.map((tag) => [get(tag, 'Key'), get(tag, 'Value')] as const)
    : Object.entries(value as object);
  return pairs.flatMap(([key, item]) => (literal(key) === null ? [] : [{ key: String(key), value: literal(item) }]));
};

/** Finds who refers to whom by one look at every property: asked for each pair, a large template would cost its square. */
export const usersIn = (resources: readonly Resource[]): Stack['usersOf'] => {
  const users = new Map<string, Set<Resource>>();
  const visit = (value: unknown, user: Resource): void => {
    if (typeof value === 'string') {
      for (const [, id = ''] of value.matchAll(/\$\{(\w+)/g)) users.set(id, (users.get(id) ?? new Set()).add(user));
    } else if (typeof value === 'object' && value !== null) {
      for (const item of Object.values(value)) visit(item, user);
    }
  };
  for (const resource of resources) visit(resource.properties, resource);
  return ({ id }) => [...(users.get(id) ?? [])];
};
