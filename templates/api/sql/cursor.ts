import type { Token } from './tokens.ts';

/** Reads the tokens of a statement from left to right. */
export class Cursor {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get done(): boolean {
    return this.#at >= this.#tokens.length;
  }

  /** Takes these words when they come next, all or none. */
  take(...words: readonly string[]): boolean {
    const follows = words.every((word, index) => {
      const token = this.#tokens[this.#at + index];
      return token?.text === word && (token.kind === 'word' || token.kind === 'symbol');
    });
    if (follows) this.#at += words.length;
    return follows;
  }

  /** Takes one of these words; undefined when none comes next. */
  takeAny(...words: readonly string[]): string | undefined {
    return words.find((word) => this.take(word));
  }

  /** Takes a name, qualified or not, as it is compared: without quotes, unquoted ones in lower case, without the usual schema. */
  name(): string | undefined {
    const parts: string[] = [];
    do {
      const token = this.#tokens[this.#at];
      if (token?.kind !== 'word' && token?.kind !== 'name') break;
      parts.push(token.kind === 'name' ? token.text : token.raw.toLowerCase());
      this.#at += 1;
    } while (this.take('.'));
    if (parts.length === 0) return undefined;
    // What a template engine fills in is a schema or a prefix of one.
    const usual = parts.length > 1 && /^(?:public|dbo|main)$|\{\{/.test(parts[0] ?? '');
    return (usual ? parts.slice(1) : parts).join('.');
  }

  /** Whether one of the words stands anywhere in what is left, outside of brackets. */
  holds(...words: readonly string[]): boolean {
    let depth = 0;
    for (let index = this.#at; index < this.#tokens.length; index += 1) {
      const token = this.#tokens[index];
      if (token?.kind === 'symbol') depth += token.text === '(' ? 1 : token.text === ')' ? -1 : 0;
      if (depth === 0 && token?.kind === 'word' && words.includes(token.text)) return true;
    }
    return false;
  }

  rest(): readonly Token[] {
    return this.#tokens.slice(this.#at);
  }

  /** The parts of what is left between commas outside of brackets. */
  parts(): readonly Cursor[] {
    return splitAtCommas(this.rest()).map((tokens) => new Cursor(tokens));
  }

  /** The parts between commas within the brackets that come next; none when there are no brackets. */
  bracketed(): readonly Cursor[] {
    if (!this.take('(')) return [];
    const start = this.#at;
    for (let depth = 1; depth > 0 && !this.done; this.#at += 1) {
      const token = this.#tokens[this.#at];
      if (token?.kind === 'symbol') depth += token.text === '(' ? 1 : token.text === ')' ? -1 : 0;
    }
    return splitAtCommas(this.#tokens.slice(start, this.#at - 1)).map((tokens) => new Cursor(tokens));
  }
}

const splitAtCommas = (tokens: readonly Token[]): readonly (readonly Token[])[] => {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'symbol') depth += token.text === '(' ? 1 : token.text === ')' ? -1 : 0;
    if (depth === 0 && token.kind === 'symbol' && token.text === ',') parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts.filter((part) => part.length > 0);
};
