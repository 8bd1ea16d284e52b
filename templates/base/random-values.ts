/** A text that is assigned to a name of a secret, and looks as if a machine had made it. */
export interface RandomValue {
  readonly value: string;
  readonly index: number;
}

const hints = [
  'ecret',
  'assw',
  'oken',
  'api',
  'Api',
  'API',
  'ccess',
  'CCESS',
  'SECRET',
  'ASSW',
  'TOKEN',
  'PRIVATE',
  'rivate',
];

// A name, an assignment, and a quoted text of the letters that encodings use: each part is bounded, and none overlaps the next.
const assignment =
  /(?:secret|passw(?:or)?d|passwd|token|api[_-]?key|access[_-]?key|private[_-]?key|client[_-]?secret)["']?\s{0,3}(?:=>|:=|[:=])\s{0,3}["'`]([\w+/=.~-]{20,200})["'`]/gi;

/** Values that are random beyond doubt: what people write, names of secrets and addresses among it, is not. */
export const randomValues = (content: string): readonly RandomValue[] => {
  if (!hints.some((hint) => content.includes(hint))) return [];
  return [...content.matchAll(assignment)].flatMap((match): readonly RandomValue[] => {
    const [, value = ''] = match;
    return isRandom(value) ? [{ value, index: match.index }] : [];
  });
};

const isRandom = (value: string): boolean => {
  if (/^[0-9a-f]{32,}$/.test(value)) return entropyOf(value) >= 3.2;
  const count = (pattern: RegExp): number => value.match(pattern)?.length ?? 0;
  // Dots, dashes and slashes join words; what a machine made seldom has many, and mixes digits and both cases.
  const mixed = count(/[0-9]/g) >= 3 && count(/[A-Z]/g) >= 3 && count(/[a-z]/g) >= 3;
  return mixed && count(/[/.~_-]/g) <= value.length / 8 && entropyOf(value) >= 3.8;
};

/** Bits per character, by how often each occurs. */
export const entropyOf = (text: string): number => {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
};
