/** Text from a file or a name, safe to print: control characters and what reorders text are shown, never sent to the terminal. */
export const printable = (text: string): string =>
  text.replace(/[^\P{C}\n\t]/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
