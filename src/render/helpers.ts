import { jsLiteral, jsonLiteral, jsText, markdownText, shellWord, tomlValue, yamlScalar } from './quote.ts';
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

function refuse(value: unknown, what: string): never {
  throw new HelperError(`${JSON.stringify(value)} is not ${what}`);
}

/** A context is JSON: what is not there, or no number, is a mistake of the template. */
function present(value: unknown): unknown {
  if (value === undefined || (typeof value === 'number' && !Number.isFinite(value)))
    throw new HelperError(`there is no value to write: ${value}`);
  return value;
}

function matching(value: unknown, pattern: RegExp, what: string): string {
  const candidate = text(value);
  return pattern.test(candidate) ? candidate : refuse(candidate, what);
}

/** What Handlebars calls true: everything but false, null, undefined, 0, '' and the empty list. */
export const isTruthy = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : Boolean(value));

// Doubles carry noise such as 0.30000000000000004; twelve significant digits are more than any fraction of a template has.
const clean = (value: number): number => (Number.isInteger(value) ? value : Number(value.toPrecision(12)));

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : refuse(value, 'a list'));

/** Helpers that write a value for the language of the file it stands in. A bare value in such a file is a mistake. */
const writers = {
  json: (value) => jsonLiteral(present(value)),
  yaml: (value) => yamlScalar(present(value)),
  yamlText: (value) => jsonLiteral(text(value)).slice(1, -1),
  js: (value) => jsLiteral(present(value)),
  jsText: (value) => jsText(text(value)),
  shell: (value) => shellWord(text(value)),
  md: (value) => markdownText(text(value)),
  mdCode: (value) => matching(value, /^[^`\n\r]*$/, 'one line without backticks'),
  toml: (value) => tomlValue(value) ?? refuse(value, 'a value that TOML has'),
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
  join: (items, separator) => list(items).map(text).join(text(separator)),
  includes: (items, value) => Array.isArray(items) && items.includes(value),
  lookup: (object, key) => own(object, text(key)),
  add: (a, b) => clean(number(a) + number(b)),
  subtract: (a, b) => clean(number(a) - number(b)),
  multiply: (a, b) => clean(number(a) * number(b)),
  divide: (a, b) => clean(number(a) / (number(b) || refuse(b, 'a number to divide by'))),
  round: (value, digits) => Number(number(value).toFixed(Math.min(Math.max(number(digits), 0), 20))),
} satisfies Record<string, Helper>;

function own(object: unknown, key: string): unknown {
  if (typeof object === 'object' && object !== null && Object.hasOwn(object, key))
    return (object as Record<string, unknown>)[key];
  throw new HelperError(`there is no ${JSON.stringify(key)} to look up`);
}

export const helpers: Readonly<Record<string, Helper>> = { ...writers, ...functions };

export const isHelper = (name: string): boolean => Object.hasOwn(helpers, name);

/** True for helpers that make a value safe for the file it stands in. */
export const isWriter = (name: string): boolean => Object.hasOwn(writers, name);
