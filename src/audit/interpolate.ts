import { member } from './pointers.ts';

/** `{a.b}`, but not the `{{ … }}` of a workflow or a template. */
const placeholder = /(?<!\{)\{([\w$-]+(?:\.[\w$-]+)*)\}(?!\})/;

const longest = 120;

const words = (value: unknown): string => {
  if (value === undefined || value === null || value === '') return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(words).join(', ');
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
};

/** A text with places for values of a subject. */
export interface Wording {
  /** `{a.b}` is the value at that path, lists with commas, `nothing` where there is none. */
  text(subject: unknown): string;
  /** The values alone that the text would show: evidence that stays the same when we word the text better. */
  values(subject: unknown): readonly string[];
}

/** Takes a text apart once, so that it can be said of many subjects. */
export const wording = (template: string): Wording => {
  // Split by a pattern with one group: literal text and paths take turns.
  const parts = template.split(placeholder);
  const paths = parts.map((part, index) => (index % 2 === 1 ? part.split('.') : undefined));
  const valueAt = (subject: unknown, path: readonly string[]): string => words(path.reduce<unknown>(member, subject));
  return {
    text: (subject) => parts.map((part, index) => (paths[index] ? valueAt(subject, paths[index]) : part)).join(''),
    values: (subject) => paths.flatMap((path) => (path ? [valueAt(subject, path)] : [])),
  };
};
