/** How a value is written so that a parser of the target language reads the same value back. */

const plainYaml = /^[A-Za-z_/][A-Za-z0-9_./@+-]*( [A-Za-z0-9_./@+-]+)*$/;
// Words that some YAML version reads as something other than text (YAML 1.1 booleans included, which GitLab and others still use).
const reservedYaml = /^(true|false|null|yes|no|on|off|y|n)$/i;

export function yamlScalar(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(yamlScalar).join(', ')}]`;
  if (typeof value !== 'string') return JSON.stringify(value);
  return plainYaml.test(value) && !reservedYaml.test(value) ? value : JSON.stringify(value);
}

/** A JavaScript literal; strings in single quotes unless double quotes need fewer escapes, as formatters want it. */
export function jsLiteral(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  const double = JSON.stringify(value);
  const count = (quote: string): number => value.split(quote).length - 1;
  if (count("'") > count('"')) return double;
  return `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** Text for the inside of a single-quoted or template literal of JavaScript. */
export const jsText = (text: string): string =>
  JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'").replaceAll('`', '\\`').replaceAll('${', '\\${');

/** One word of a POSIX shell. */
export const shellWord = (text: string): string =>
  /^[A-Za-z0-9_./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** Markdown text that shows the characters as they are. */
export const markdownText = (text: string): string =>
  text.replace(/[\\`*_[\]<>|~]/g, '\\$&').replace(/&(?=[A-Za-z#][A-Za-z0-9]*;)/g, '&amp;');
