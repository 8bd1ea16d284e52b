/** How a value is written so that a parser of the target language reads the same value back. */

const plainYaml = /^[A-Za-z_/][A-Za-z0-9_./@+-]*( [A-Za-z0-9_./@+-]+)*$/;
// Words that some YAML version reads as something other than text (YAML 1.1 booleans included, which GitLab and others still use).
const reservedYaml = /^(true|false|null|yes|no|on|off|y|n)$/i;

// Characters that some parser of JSON, YAML, TOML or JavaScript refuses, or takes for a line break, when they stand there bare.
const unprintable = /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g;

/** A JSON literal that YAML reads the same way, and for a text TOML and JavaScript too. */
export const jsonLiteral = (value: unknown): string =>
  JSON.stringify(value).replace(
    unprintable,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

export function yamlScalar(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(yamlScalar).join(', ')}]`;
  if (typeof value !== 'string') return jsonLiteral(value);
  return plainYaml.test(value) && !reservedYaml.test(value) ? value : jsonLiteral(value);
}

/** A JavaScript literal; strings in single quotes unless double quotes need fewer escapes, as formatters want it. */
export function jsLiteral(value: unknown): string {
  if (typeof value !== 'string') return jsonLiteral(value);
  const double = jsonLiteral(value);
  const count = (quote: string): number => value.split(quote).length - 1;
  if (count("'") > count('"')) return double;
  return `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** Text for the inside of a single-quoted or template literal of JavaScript. */
export const jsText = (text: string): string =>
  jsonLiteral(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll("'", "\\'")
    .replaceAll('`', '\\`')
    .replaceAll('${', '\\${');

/** One word of a POSIX shell. */
export const shellWord = (text: string): string =>
  /^[A-Za-z0-9_./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** A TOML value: a text, a number, a boolean or a list of these. Undefined for what TOML says in another way, or not at all. */
export function tomlValue(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    const items = value.map(tomlValue);
    return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
  }
  return typeof value === 'object' || value === undefined ? undefined : jsonLiteral(value);
}

/** Markdown text that shows the characters as they are, in one line. */
export const markdownText = (text: string): string =>
  text
    .replace(/\s*[\n\r]\s*/g, ' ')
    .replace(/[\\`*_[\]<>|~]/g, '\\$&')
    .replace(/&(?=[A-Za-z#][A-Za-z0-9]*;)/g, '&amp;')
    // What makes a heading or a list of a line that begins with it.
    .replace(/^(\d*)([#+=-]+|[.)])(?=\s|$)/, '$1\\$2');
