import { commandsOf } from './shell.ts';

// What a shell does by itself, without starting anything.
const builtIn =
  /^(?:echo|printf|true|false|:|exit|return|sleep|cd|pwd|test|\[|\[\[|export|set|unset|wait|for|in|done|fi|esac|[(){}])$/;
// Such a program does nothing but what stands there.
const inline = /^(?:node|python3?|ruby|perl) (?:-e|-c|--eval)(?: |$)(?!.*(?:require|import|spawn|exec|test|describe))/;

/** Whether a program starts nothing: a script such as `echo ok`, whatever it is called. */
export const isIdle = (program: string): boolean =>
  program.length < 2000 &&
  commandsOf(program, { pipefail: false, errexit: false }).every(
    ({ words }) => builtIn.test(words[0] ?? '') || inline.test(words.join(' ')) || onlyAsks(words),
  );

// Options that make a tool tell something and do nothing; `--version 1.2` of others says which one is meant.
const asking = /^(?:--listTests|--list-tests|--collect-only|--no-run|--showConfig|--show-config|--print-config)$/;
const last = /^(?:--version|--help)$/;

/** Whether a tool is only asked what it is or would do. */
export const onlyAsks = (words: readonly string[]): boolean =>
  words.slice(1, 12).some((word) => asking.test(word)) ||
  (words.length > 1 && last.test(words.at(-1) ?? '')) ||
  (words.length === 2 && /^(?:-h|version|help)$/.test(words[1] ?? ''));
