import { oneLine } from '../text.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** HTML that needs no more escaping; only `html` and `raw` make it. */
export interface Markup {
  readonly markup: string;
}

type Part = string | number | Markup | readonly Part[] | undefined | false;

/** Text as HTML shows it: on one line, and what an HTML parser or a reader's eye would take for something else in words. */
export const escape = (text: string): string =>
  oneLine(text).replace(/[&<>"']/g, (character) => entities[character] ?? '');

/** Our own markup, taken as it is. */
export const raw = (markup: string): Markup => ({ markup });

const textOf = (part: Part): string => {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string') return escape(part);
  if (typeof part === 'number') return String(part);
  if (Array.isArray(part)) return part.map(textOf).join('');
  return (part as Markup).markup;
};

/** A template whose values are escaped, unless they are markup already. */
export const html = (strings: TemplateStringsArray, ...values: readonly Part[]): Markup => ({
  markup: strings.map((string, index) => string + textOf(values[index])).join(''),
});

/** A line of a file: its spaces count, so only what would be markup or a control character is changed. */
export const sourceLine = (line: string): Markup =>
  raw(
    line
      .replaceAll('\t', '  ')
      .replace(/\p{C}/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
      .replace(/[&<>"']/g, (character) => entities[character] ?? ''),
  );
