import type { At } from '../kit/index.ts';
import type { Validator } from '../catalog/types.ts';
import { member, pointerKeys } from './pointers.ts';

/** One thing that a rule judges. */
export interface Subject {
  readonly value: unknown;
  /** The nearest place: its own, or that of the closest thing around it. */
  readonly at: At | undefined;
}

/** The place that a node of a model says it was read at. */
export const placeOf = (node: unknown): At | undefined => {
  const at = member(node, 'at');
  return typeof member(at, 'path') === 'string' ? (at as At) : undefined;
};

/** The nodes of a model that a JSON pointer names; `*` stands for every element of an array or member of an object. */
export const select = (model: unknown, pointer: string): readonly Subject[] => {
  let subjects: readonly Subject[] = [{ value: model, at: placeOf(model) }];
  for (const key of pointerKeys(pointer)) {
    subjects = subjects.flatMap(({ value, at }) =>
      childrenOf(value, key).map((child) => ({ value: child, at: placeOf(child) ?? at })),
    );
  }
  return subjects;
};

const childrenOf = (value: unknown, key: string): readonly unknown[] => {
  const children =
    key !== '*' ? [member(value, key)] : typeof value === 'object' && value !== null ? Object.values(value) : [];
  return children.filter((child) => child !== undefined);
};

type ValidationError = NonNullable<Validator['errors']>[number];

/** Keywords whose error sums up those of the alternatives or elements that were tried before: none of these is to blame alone. */
const summaries: ReadonlySet<string> = new Set(['anyOf', 'oneOf', 'contains']);

/** The error that says most: the first, unless a later one sums it up. */
export const tellingError = (errors: Validator['errors']): ValidationError | undefined => {
  const [first] = errors ?? [];
  const sumsUp = ({ keyword, instancePath }: ValidationError): boolean =>
    summaries.has(keyword) && (first?.instancePath.startsWith(instancePath) ?? false);
  return errors?.findLast(sumsUp) ?? first;
};

/** The place of what a validator found wrong within a subject: of the deepest node on the way there that knows its place. */
export const placeOfError = (subject: Subject, errors: Validator['errors']): At | undefined => {
  let { value, at } = subject;
  for (const key of pointerKeys(tellingError(errors)?.instancePath ?? '')) {
    value = member(value, key);
    at = placeOf(value) ?? at;
  }
  return at;
};
