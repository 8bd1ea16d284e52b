/** Text of a repository on one line, safe to print: control characters and what reorders text are shown, never sent to a terminal. */
export const oneLine = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/\p{C}/gu, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
    .trim();

/** Breaks a line at spaces so that it fits; a word that is too long stands alone and is never cut, so that it can be copied. */
export const wrap = (text: string, width: number, indent: string): readonly string[] => {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, indent + line];
};

/** The first sentence of a text, on one line. */
export const firstSentence = (text: string): string => {
  const line = oneLine(text);
  return /^.{20,}?[.!?](?= [A-Z`]|$)/.exec(line)?.[0] ?? line;
};

/** `1 file`, `2 files`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
