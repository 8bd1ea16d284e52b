import { type ShellOptions, swallowedIn } from './failures.ts';
import { deadIn } from './dead-code.ts';
import { keywords, piecesOf } from './pieces.ts';

export type { ShellOptions } from './failures.ts';

/** One simple command of a shell program. */
export interface Command {
  readonly words: readonly string[];
  /** Whether the program goes on as if nothing were when it fails. */
  readonly swallowed: boolean;
}

const longest = 20_000;

/**
 * Takes a shell program apart into its simple commands. Good enough to tell what a build script runs; not a shell:
 * functions and substitutions are read as if they were commands of their own.
 */
export function commandsOf(program: string, options: ShellOptions): readonly Command[] {
  const text = program.slice(0, longest);
  const pieces = piecesOf(text);
  const lost = swallowedIn(pieces, text, options);
  const dead = deadIn(pieces);
  return pieces.flatMap(({ words }, index) => {
    const bare = isBracket(words) ? words : withoutPrefix(words);
    return bare.length > 0 && !dead.has(index) ? [{ words: bare, swallowed: lost.has(index) }] : [];
  });
}

/** Whether it only begins or ends a subshell, which leaves the folder of its shell as it was. */
const isBracket = (words: readonly string[]): boolean => words.length === 1 && /^[()]$/.test(words[0] ?? '');

/** Drops keywords and variables set for one command. */
function withoutPrefix(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => !keywords.has(word) && !/^[A-Za-z_]\w*=/.test(word));
  return first < 0 ? [] : words.slice(first);
}
