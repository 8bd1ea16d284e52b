import { alwaysSucceeds, groupsOf } from './groups.ts';
import type { Piece } from './pieces.ts';

/** The pieces that never run: behind an `exit`, behind `true ||`, in `if false`. */
export function deadIn(pieces: readonly Piece[]): ReadonlySet<number> {
  const dead = new Set<number>();
  if (!pieces.some(({ words }) => /^(?:exit|true|:|echo|printf|false|if)$/.test(words[0] ?? ''))) return dead;
  const groups = groupsOf(pieces);
  const closes = new Map(groups.map(({ open, close }) => [open, close]));
  const kill = (from: number, to: number): void => {
    for (let index = from; index <= to && index < pieces.length; index += 1) dead.add(index);
  };
  for (const { kind, open, branches } of groups) {
    const [start, end = -1] = branches;
    if (kind === 'if' && start === open + 1 && /^if false$/.test(pieces[open]?.words.join(' ') ?? ''))
      kill(start, (end < 0 ? (closes.get(open) ?? 0) : end) - 1);
  }
  for (let index = 0; index < pieces.length; index += 1) {
    const { words, end } = pieces[index] as Piece;
    // What stands in a group may be left out by it, so an `exit` there ends nothing for sure.
    const close = closes.get(index);
    if (words[0] === 'exit' && startsAnew(pieces, index)) {
      kill(index + 1, pieces.length);
      break;
    }
    const skips = (end === '||' && alwaysSucceeds(words)) || (end === '&&' && words[0] === 'false');
    if (skips && isFirst(pieces[index - 1])) kill(index + 1, closes.get(index + 1) ?? index + 1);
    if (close !== undefined) index = close;
  }
  return dead;
}

/** Whether a piece begins a list of commands. */
const isFirst = (before: Piece | undefined): boolean => before === undefined || /^[;\n&]$/.test(before.end);

/** Whether a command runs in any case: it stands first, or behind others that only say something. */
function startsAnew(pieces: readonly Piece[], index: number): boolean {
  for (let before = index - 1; before >= 0; before -= 1) {
    const piece = pieces[before] as Piece;
    if (isFirst(piece)) return true;
    if (piece.end !== '&&' || !alwaysSucceeds(piece.words)) return false;
  }
  return true;
}
