import { limits, LimitError } from './limits.ts';

/** A JSON value with its place in the text: offsets in UTF-16 units, the end exclusive. */
export type JsonNode = { readonly start: number; readonly end: number } & (
  | { readonly type: 'scalar'; readonly value: string | number | boolean | null }
  | { readonly type: 'array'; readonly items: readonly JsonNode[] }
  | { readonly type: 'object'; readonly members: readonly JsonMember[] }
);

export interface JsonMember {
  readonly key: string;
  /** Where the key begins. */
  readonly start: number;
  readonly value: JsonNode;
}

const blank = /(?:[\s\uFEFF]+|\/\/[^\n]*|\/\*[^]*?\*\/)*/y;
const string = /"(?:[^"\\\n]|\\.)*"/y;
const word = /[^\s,:[\]{}"/]+/y;

/** The syntax tree of a JSON text; comments and trailing commas are allowed. Throws an Error that tells line and column. */
export const parseJsonTree = (text: string): JsonNode => {
  let at = 0;
  const fail = (expected: string): never => {
    const before = text.slice(0, at).split('\n');
    throw new SyntaxError(`${expected} expected (${before.length}:${(before.at(-1) ?? '').length + 1})`);
  };
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    at += found?.length ?? 0;
    return found;
  };
  const skipBlank = (): void => void take(blank);
  const eat = (character: string): boolean => {
    if (text[at] !== character) return false;
    at += 1;
    return true;
  };
  const scalar = (pattern: RegExp, expected: string): string | number | boolean | null => {
    const start = at;
    const source = take(pattern);
    try {
      return JSON.parse(source ?? '');
    } catch {
      at = start;
      return fail(expected);
    }
  };
  /** Reads members until the closing bracket; a comma may stand before it. */
  const list = <Member>(close: string, member: () => Member): Member[] => {
    const members: Member[] = [];
    for (skipBlank(); !eat(close); skipBlank()) {
      members.push(member());
      skipBlank();
      if (!eat(',') && text[at] !== close) return fail(`"," or "${close}"`);
    }
    return members;
  };
  const value = (depth: number): JsonNode => {
    if (depth > limits.depth) throw new LimitError(`nested deeper than ${limits.depth} levels`);
    const start = at;
    if (eat('[')) {
      const items = list(']', () => value(depth + 1));
      return { type: 'array', start, end: at, items };
    }
    if (eat('{')) {
      const members = list('}', (): JsonMember => {
        const keyStart = at;
        const key = String(scalar(string, 'a key in double quotes'));
        skipBlank();
        if (!eat(':')) fail('":"');
        skipBlank();
        return { key, start: keyStart, value: value(depth + 1) };
      });
      return { type: 'object', start, end: at, members };
    }
    const plain = text[at] === '"' ? scalar(string, 'a string') : scalar(word, 'a value');
    return { type: 'scalar', start, end: at, value: plain };
  };
  skipBlank();
  const root = value(0);
  skipBlank();
  if (at < text.length) fail('the end of the file');
  return root;
};

/** The plain value of a syntax tree. */
export const jsonValue = (node: JsonNode): unknown => {
  if (node.type === 'scalar') return node.value;
  if (node.type === 'array') return node.items.map(jsonValue);
  // fromEntries defines properties, so a key named __proto__ stays a key.
  return Object.fromEntries(node.members.map(({ key, value }) => [key, jsonValue(value)]));
};

/** The value of a JSON text: by the fast parser when it is plain JSON, else with comments and trailing commas. Throws. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return jsonValue(parseJsonTree(text));
  }
};
