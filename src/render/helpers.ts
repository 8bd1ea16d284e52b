import { jsLiteral, jsText, markdownText, shellWord, yamlScalar } from './quote.ts';
import { camelCase, capitalize, kebabCase, pascalCase, wordsOf } from './words.ts';

/** Thrown by a helper that is given a value it cannot write safely; the renderer adds the template. */
export class HelperError extends Error {}

type Helper = (...args: readonly unknown[]) => unknown;

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new HelperError(`expected text, not ${JSON.stringify(value)}`);
}

function number(value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new HelperError(`expected a number, not ${JSON.stringify(value)}`);
}

function matching(value: unknown, pattern: RegExp, what: string): string {
  const candidate = text(value);
  if (pattern.test(candidate)) return candidate;
  throw new HelperError(`${JSON.stringify(candidate)} is not ${what}`);
}

/** What Handlebars calls true: everything but false, null, undefined, 0, '' and the empty list. */
export const isTruthy = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value));

// Doubles carry noise such as 0.30000000000000004; twelve significant digits are more than any figure of a template has.
const clean = (value: number): number => Number(value.toPrecision(12));

/** Helpers that write a value for the language of the file it stands in. A bare value in such a file is a mistake. */
const writers = {
  json: (value) => JSON.stringify(value),
  yaml: (value) => yamlScalar(value),
  yamlText: (value) => JSON.stringify(text(value)).slice(1, -1),
  js: (value) => jsLiteral(value),
  jsText: (value) => jsText(text(value)),
  shell: (value) => shellWord(text(value)),
  md: (value) => markdownText(text(value)),
  mdCode: (value) => matching(value, /^[^`\n\r]*$/, 'one line without backticks'),
  toml: (value) => JSON.stringify(value),
  slug: (value) => matching(value, /^[A-Za-z0-9][A-Za-z0-9._/:@-]*$/, 'a name that is safe without quotes'),
  num: (value) => String(number(value)),
  command: (value) => matching(value, /^[^\n\r\0]+$/, 'a command of one line'),
  camel: (value) => camelCase(text(value)),
  pascal: (value) => pascalCase(text(value)),
  kebab: (value) => kebabCase(text(value)),
  snake: (value) => wordsOf(text(value)).join('_'),
  constant: (value) => wordsOf(text(value)).join('_').toUpperCase(),
  title: (value) => wordsOf(text(value)).map(capitalize).join(' '),
  words: (value) => wordsOf(text(value)).join(' '),
  sentence: (value) => capitalize(text(value)),
} satisfies Record<string, Helper>;

/** Helpers that compute a value; what they give still has to be written by a writer. */
const functions = {
  concat: (...parts) => parts.map(text).join(''),
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  gt: (a, b) => number(a) > number(b),
  and: (...values) => values.every(isTruthy),
  or: (...values) => values.some(isTruthy),
  not: (value) => !isTruthy(value),
  join: (list, separator) => (list as readonly unknown[]).map(text).join(text(separator)),
  includes: (list, value) => Array.isArray(list) && list.includes(value),
  lookup: (object, key) => own(object, text(key)),
  add: (a, b) => clean(number(a) + number(b)),
  subtract: (a, b) => clean(number(a) - number(b)),
  multiply: (a, b) => clean(number(a) * number(b)),
  divide: (a, b) => clean(number(a) / number(b)),
  round: (value, digits) => Number(number(value).toFixed(number(digits))),
} satisfies Record<string, Helper>;

function own(object: unknown, key: string): unknown {
  if (typeof object === 'object' && object !== null && Object.hasOwn(object, key)) return (object as Record<string, unknown>)[key];
  throw new HelperError(`there is no ${JSON.stringify(key)} to look up`);
}

export const helpers: Readonly<Record<string, Helper>> = { ...writers, ...functions };

export const isHelper = (name: string): boolean => Object.hasOwn(helpers, name);

/** True for helpers that make a value safe for the file it stands in. */
export const isWriter = (name: string): boolean => Object.hasOwn(writers, name);
