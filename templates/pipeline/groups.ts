import { keywords, type Piece } from './pieces.ts';

/** Pieces that belong together: what stands in brackets, a condition, a loop. */
export interface Group {
  readonly kind: string;
  readonly open: number;
  readonly close: number;
  /** Where `then`, `elif` and `else` stand. */
  readonly branches: readonly number[];
}

const ends: Readonly<Record<string, string>> = {
  '(': ')',
  '{': '}',
  if: 'fi',
  case: 'esac',
  for: 'done',
  select: 'done',
  while: 'done',
  until: 'done',
};
const closers: ReadonlySet<string> = new Set(Object.values(ends));

/** Whether a piece ends a group, and is no command. */
export const isCloser = ({ words: [word = ''] }: Piece): boolean => closers.has(word);

/** The groups of a program, those inside of others before them. */
export function groupsOf(pieces: readonly Piece[]): readonly Group[] {
  const groups: Group[] = [];
  const open: { kind: string; open: number; branches: number[] }[] = [];
  for (const [index, piece] of pieces.entries()) {
    const [first = ''] = piece.words;
    if (/^(?:then|elif|else)$/.test(first)) open.at(-1)?.branches.push(index);
    if (closers.has(first)) {
      const last = open.at(-1);
      if (last === undefined || ends[last.kind] !== first) continue;
      open.pop();
      groups.push({ ...last, close: index });
      continue;
    }
    for (const word of piece.words) {
      if (Object.hasOwn(ends, word)) open.push({ kind: word, open: index, branches: [] });
      if (!keywords.has(word)) break;
    }
  }
  // What is left open goes on to the end.
  return [...groups, ...open.map((group) => ({ ...group, close: pieces.length }))];
}

/** The words of a piece without the keywords in front. */
export const commandIn = ({ words }: Piece): readonly string[] => {
  const first = words.findIndex((word) => !keywords.has(word));
  return first < 0 ? [] : words.slice(first);
};

/** Whether a command succeeds whatever happens: it says something, or nothing at all. */
export const alwaysSucceeds = ([word = '']: readonly string[]): boolean => /^(?:true|:|echo|printf|sleep)$/.test(word);
