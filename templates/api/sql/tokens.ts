/** The smallest parts of SQL that matter for telling statements apart, in the forms of PostgreSQL, MySQL and SQLite. */
export interface Token {
  /** `name` is a quoted identifier, `body` a dollar-quoted text. */
  readonly kind: 'word' | 'name' | 'string' | 'body' | 'number' | 'symbol' | 'comment';
  /** Words in upper case; quoted identifiers, bodies and comments without what encloses them. */
  readonly text: string;
  /** As it is written. */
  readonly raw: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

type Kind = Token['kind'];

const blank = /\s+/y;
const word = /[\p{L}_@][\p{L}\p{N}_$@]*/uy;
const number = /\d[\d.]*(?:[eE][+-]?\d+)?/y;
const lineComment = /--[^\n]*/y;
const hashComment = /#[^\n]*/y;
const dollarTag = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;
const delimiter = /delimiter[ \t]+(\S+)[^\n]*/iy;
// Commands of psql stand on lines of their own.
const metaLine = /\\[^\n]*/y;

const templateAtMost = 200;

/** The tokens of a text, comments included; `;` is a symbol. Never throws, and looks at each character a bounded number of times. */
export const tokensOf = (text: string, from: { readonly line: number; readonly column: number } = start): Token[] => {
  const tokens: Token[] = [];
  let { line, column } = from;
  let at = 0;
  let terminator = ';';
  // Backslashes escape in MySQL only; its quotes for names tell it.
  const mysql = /`|\bENGINE\s*=/i.test(text);

  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const move = (raw: string): void => {
    const last = raw.lastIndexOf('\n');
    if (last === -1) column += raw.length;
    else {
      for (let index = raw.indexOf('\n'); index !== -1; index = raw.indexOf('\n', index + 1)) line += 1;
      column = raw.length - last;
    }
    at += raw.length;
  };
  const push = (kind: Kind, raw: string, content = raw): void => {
    const [startLine, startColumn] = [line, column];
    move(raw);
    tokens.push({ kind, text: content, raw, line: startLine, column: startColumn, endLine: line, endColumn: column });
  };
  /** Behind what a template engine fills in; just behind its opening when it has no end. */
  const templateEnd = (from: number): number => {
    const end = text.slice(from, from + templateAtMost).indexOf('}}');
    return from + (end === -1 ? 2 : end + 2);
  };
  /** A quoted run from `at`; its quote is doubled inside, or escaped where backslashes do. */
  const quoted = (quote: string, escapes: boolean, skip = 1): string => {
    for (let index = at + skip; index < text.length; index += 1) {
      if (escapes && text[index] === '\\') index += 1;
      else if (text.startsWith('{{', index)) index = templateEnd(index) - 1;
      else if (text[index] === quote) {
        if (text[index + 1] !== quote) return text.slice(at, index + 1);
        index += 1;
      }
    }
    return text.slice(at);
  };
  /** A block comment; PostgreSQL nests them. */
  const block = (): string => {
    let depth = 0;
    for (let index = at; index < text.length; index += 1) {
      const pair = text.slice(index, index + 2);
      if (pair === '/*') depth += 1;
      else if (pair === '*/') depth -= 1;
      else continue;
      index += 1;
      if (depth === 0 || (mysql && pair === '*/')) return text.slice(at, index + 1);
    }
    return text.slice(at);
  };
  /** Rows of a dump follow `COPY ... FROM stdin;` up to a line with `\.`: they are data. */
  const skipRows = (): void => {
    const end = text.indexOf('\n\\.', at);
    move(end === -1 ? text.slice(at) : text.slice(at, end + 3));
  };
  const atLineStart = (): boolean => tokens.at(-1)?.endLine !== line;

  while (at < text.length) {
    const character = text[at] ?? '';
    const next = text[at + 1];
    const space = match(blank);
    if (space !== undefined) move(space);
    else if (character === '{' && next === '{') push('name', text.slice(at, templateEnd(at)));
    else if (terminator !== ';' && text.startsWith(terminator, at)) push('symbol', terminator, ';');
    else if (character === '-' && next === '-') {
      const raw = match(lineComment) ?? '--';
      push('comment', raw, raw.slice(2).trim());
    } else if (character === '#' && mysql) push('comment', match(hashComment) ?? '#');
    else if (character === '/' && next === '*') {
      const raw = block();
      push('comment', raw, raw.slice(2, -2).trim());
    } else if (character === "'") push('string', quoted("'", mysql));
    else if ((character === 'E' || character === 'e') && next === "'") push('string', quoted("'", true, 2));
    else if (character === '"' || character === '`') {
      const raw = quoted(character, false);
      push('name', raw, raw.slice(1, -1).replaceAll(character + character, character));
    } else if (character === '$' && match(dollarTag) !== undefined) {
      const tag = match(dollarTag) ?? '$$';
      const end = text.indexOf(tag, at + tag.length);
      const raw = end === -1 ? text.slice(at) : text.slice(at, end + tag.length);
      push('body', raw, raw.slice(tag.length, end === -1 ? undefined : -tag.length));
    } else if (character === '\\' && atLineStart()) move(match(metaLine) ?? character);
    else if (/d/i.test(character) && atLineStart() && match(delimiter) !== undefined) {
      const raw = match(delimiter) ?? '';
      terminator = /\S+/.exec(raw.slice('delimiter'.length))?.[0] ?? ';';
      move(raw);
    } else {
      const found = match(word);
      if (found !== undefined) push('word', found, found.toUpperCase());
      else {
        const digits = match(number);
        if (digits !== undefined) push('number', digits);
        else {
          push('symbol', character);
          if (character === ';' && tokens.at(-2)?.text === 'STDIN') skipRows();
        }
      }
    }
  }
  return tokens;
};

const start = { line: 1, column: 1 };
