import { oneLine } from './text.ts';

/** An entity for a character without width: GitHub looks for mentions, references and addresses after Markdown is read. */
const gap = '&#8203;';

/**
 * Text of a repository as Markdown that shows it as it is, in a table too: no markup, no HTML, nobody is mentioned and no
 * issue or address is linked.
 */
export const markdownText = (text: string): string =>
  oneLine(text)
    .replace(/[\\`*_{}[\]<>()#+!|~$&-]/g, '\\$&')
    .replace(/[@#]|:(?=\/\/)|\bwww(?=\.)/gi, `$&${gap}`);

/** A name or place as code; one that could break out of the code or the table is escaped text instead. */
export const markdownCode = (text: string): string =>
  /^[\w./@:,=+ -]+$/.test(text) ? `\`${text}\`` : markdownText(text);
