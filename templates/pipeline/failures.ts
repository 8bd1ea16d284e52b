import { alwaysSucceeds, commandIn, type Group, groupsOf, isCloser } from './groups.ts';
import type { Piece } from './pieces.ts';

/** How a shell takes failures. */
export interface ShellOptions {
  /** Whether a failure inside of a pipe fails the pipe. */
  readonly pipefail: boolean;
  /** Whether a command that fails ends the program. */
  readonly errexit: boolean;
}

// Whoever looks at the status, or exits with one, handles failures in a way that is not followed here.
const handling = /\$\?|PIPESTATUS|\btrap\b|\bwait\s+\S|(?<![-\w])(?:exit|return)(?![-\w]|\s{1,9}0\b)/;
// No program that is written by hand looks further than that.
const farthest = 40;

/** The pieces of a program that goes on as if nothing were when they fail. */
export function swallowedIn(
  pieces: readonly Piece[],
  text: string,
  options: ShellOptions,
): { readonly has: (index: number) => boolean } {
  const groups = groupsOf(pieces);
  const closed = new Map(groups.map((group) => [group.close, group]));
  const handles = handling.test(text);
  const last = handles ? new Set<number>() : lastOf(pieces, closed);
  let { pipefail, errexit } = options;
  const lost = pieces.map((piece, index) => {
    const { words, end } = piece;
    if (words[0] === 'set') {
      if (words.includes('pipefail')) pipefail = words.some((word) => /^-\w*o$/.test(word));
      if (words.some((word) => /^[-+]\w{0,40}e\w{0,40}$/.test(word) || word === 'errexit'))
        errexit = words.some((word) => /^-\w*[eo]/.test(word));
    }
    if (end === '||') return isForgiven(pieces, index + 1, handles);
    if (handles) return false;
    if (words[0] === '!' || end === '&') return true;
    return end === '|' ? !pipefail : /^[;\n]$/.test(end) && !errexit && !last.has(index);
  });
  // A list fails as its end does: `jest && echo fine || echo sad`.
  for (let index = pieces.length - 2; index >= 0; index -= 1)
    if (pieces[index]?.end === '&&') lost[index] ||= lost[index + 1] ?? false;
  return { has: spread(pieces, lost, handles ? [] : groups, closed) };
}

/** Takes what happens to a group to all that stands in it, and what nobody looks at to its condition. */
function spread(
  pieces: readonly Piece[],
  lost: readonly boolean[],
  groups: readonly Group[],
  closed: ReadonlyMap<number, Group>,
): (index: number) => boolean {
  const changes = new Map<number, number>();
  const mark = (from: number, to: number): void => {
    changes.set(from, (changes.get(from) ?? 0) + 1);
    changes.set(to + 1, (changes.get(to + 1) ?? 0) - 1);
  };
  for (const [index, swallowed] of lost.entries()) {
    const group = swallowed ? closed.get(index) : undefined;
    if (group !== undefined) mark(group.open, group.close);
  }
  for (const { kind, open, close, branches } of groups) {
    const then = branches[0] ?? close;
    if (kind === 'if' && close - open <= farthest && pieces.slice(then, close).every((piece) => isIdle(piece)))
      mark(open, then - 1);
  }
  let depth = 0;
  const within = pieces.map((_, index) => (depth += changes.get(index) ?? 0) > 0);
  return (index) => lost[index] === true || within[index] === true;
}

const isIdle = (piece: Piece): boolean => {
  const words = commandIn(piece);
  return words.length === 0 || alwaysSucceeds(words) || isCloser(piece) || /^(?:exit|return)$/.test(words[0] ?? '');
};

/** Whether what runs instead of a command that failed succeeds for sure. */
function isForgiven(pieces: readonly Piece[], start: number, handles: boolean): boolean {
  let depth = 0;
  for (let index = start; index < pieces.length && index < start + farthest; index += 1) {
    const piece = pieces[index] as Piece;
    const words = commandIn(piece);
    const [word = ''] = words;
    if (isCloser(piece)) depth -= 1;
    else if (/^[({]$/.test(piece.words[0] ?? '')) depth += 1;
    if (word === 'exit' || word === 'return') return words[1] === '0';
    // To remember that something failed counts where somebody asks for it.
    const remembers = !handles && /^[A-Za-z_]\w*=/.test(word);
    if (words.length > 0 && !isCloser(piece) && !alwaysSucceeds(words) && !remembers) return false;
    if (piece.end !== '&&' && depth === 0) return true;
  }
  return false;
}

/** The pieces whose status is that of the program. */
function lastOf(pieces: readonly Piece[], closed: ReadonlyMap<number, Group>): ReadonlySet<number> {
  const last = new Set<number>();
  const open = [pieces.length - 1];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (index < 0 || last.has(index)) continue;
    last.add(index);
    const group = closed.get(index);
    if (group === undefined) continue;
    open.push(index - 1);
    if (group.kind === 'if') open.push(...group.branches.slice(1).map((branch) => branch - 1));
  }
  return last;
}
