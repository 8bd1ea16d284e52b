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

/** Three lines of a terminal. */
const mostOfOpening = 225;

/** The first sentence of a text, and those after it while they fit in three lines: half of an instruction mends nothing. */
export const opening = (text: string): string => {
  const line = oneLine(text);
  const [first = line, ...rest] = line.match(/.{20,}?[.!?](?= [A-Z`]|$)|.+$/g) ?? [];
  const fitting = rest.findIndex((_, index) => [first, ...rest.slice(0, index + 1)].join('').length > mostOfOpening);
  return [first, ...(fitting === -1 ? rest : rest.slice(0, fitting))].join('').trim();
};

/** `1 file`, `2 files`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
