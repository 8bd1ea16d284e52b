/** A simple command as it is written, keywords in front included. */
export interface Piece {
  readonly words: readonly string[];
  /** What stands after it: `&&`, `||`, `|`, `&`, `;`, a bracket or a line end. */
  readonly end: string;
}

/** Words that may stand before a command. */
export const keywords: ReadonlySet<string> = new Set([
  'if',
  'then',
  'elif',
  'else',
  'while',
  'until',
  'do',
  '!',
  'time',
  'exec',
  'sudo',
  'command',
  '{',
  '(',
]);

/** The pieces of a program, each with what ends it. */
export function piecesOf(text: string): readonly Piece[] {
  const program = withoutDocuments(text);
  const pieces: Piece[] = [];
  let words: string[] = [];
  let word: string | undefined;
  let quote = '';
  // Quotes around a substitution that is being read.
  const around: string[] = [];
  const endWord = (): void => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endPiece = (end: string): void => {
    endWord();
    if (words.length > 0) pieces.push({ words, end });
    // What stands behind a bracket joins all that is in it to what comes next.
    else if (pieces.at(-1)?.end === ')' && end !== ')') pieces.push({ words: pieces.pop()?.words ?? [], end });
    words = [];
  };
  for (let index = 0; index < program.length; index += 1) {
    const char = program[index] as string;
    const next = program[index + 1];
    if (char === '$' && next === '(' && quote !== "'") {
      endPiece('$(');
      pieces.push({ words: ['('], end: '(' });
      around.push(quote);
      quote = '';
      index += 1;
    } else if (quote !== '') {
      if (char === quote) quote = '';
      else if (char === '\\' && quote === '"' && next !== undefined) {
        word = (word ?? '') + next;
        index += 1;
      } else word = (word ?? '') + char;
    } else if (char === '(' && word === undefined && words.every((each) => keywords.has(each))) {
      words = [];
      pieces.push({ words: ['('], end: '(' });
      around.push('');
    } else if (char === ')') {
      endPiece(char);
      const open = around.pop();
      if (open !== undefined) pieces.push({ words: [')'], end: ')' });
      quote = open ?? '';
    } else if (char === '"' || char === "'") {
      quote = char;
      word ??= '';
    } else if (char === '\\' && next !== undefined) {
      if (next !== '\n') word = (word ?? '') + next;
      index += 1;
    } else if (char === '#' && word === undefined) {
      while (index + 1 < program.length && program[index + 1] !== '\n') index += 1;
    } else if (char === '\n' || char === ';') endPiece(char);
    else if ((char === '&' || char === '|') && next === char) {
      endPiece(char + next);
      index += 1;
    } else if (char === '|' || (char === '&' && next !== '>' && !/[<>]/.test(program[index - 1] ?? ''))) endPiece(char);
    else if (char === ' ' || char === '\t' || char === '\r') endWord();
    else word = (word ?? '') + char;
  }
  endPiece('\n');
  return pieces;
}

/** Drops here-documents: what they hold is data of the command before. */
function withoutDocuments(program: string): string {
  if (!program.includes('<<')) return program;
  const kept: string[] = [];
  let end: string | undefined;
  for (const line of program.split('\n')) {
    if (end !== undefined) {
      if (line.trim() === end) end = undefined;
      continue;
    }
    kept.push(line);
    end = /(?<!<)<<-?\s?["']?([A-Za-z_]\w{0,40})["']?/.exec(line.slice(0, 1000))?.[1];
  }
  return kept.join('\n');
}
