import { member } from './pointers.ts';

/** `{a.b}`, but not the `{{ … }}` of a workflow or a template. */
const placeholder = /(?<!\{)\{([\w$-]+(?:\.[\w$-]+)*)\}(?!\})/g;

const longest = 120;

const words = (value: unknown): string => {
  if (value === undefined || value === null || value === '') return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(words).join(', ');
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
};

const valueAt = (subject: unknown, path: string): unknown =>
  path.split('.').reduce((value: unknown, key) => member(value, key), subject);

/** Puts values of a subject into a text: `{a.b}` is the value at that path, lists with commas, `nothing` where there is none. */
export const interpolate = (text: string, subject: unknown): string =>
  text.replace(placeholder, (_, path: string) => words(valueAt(subject, path)));

/** The values alone that a text would show: evidence that stays the same when we word the text better. */
export const interpolated = (text: string, subject: unknown): readonly string[] =>
  [...text.matchAll(placeholder)].map(([, path]) => words(valueAt(subject, path ?? '')));
