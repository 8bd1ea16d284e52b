import { versions } from 'node:process';

/** By the first part of V8's version, the flags for it: those of Node 20, and those of Node 22, 24 and 26. */
const flags: Readonly<Record<string, readonly string[]>> = {
  '11': ['--interrupt-budget=1000000', '--no-regexp-tier-up'],
  ...Object.fromEntries(
    ['12', '13', '14'].map((version) => [
      version,
      ['--invocation-count-for-maglev=4000', '--invocation-count-for-turbofan=30000', '--no-regexp-tier-up'],
    ]),
  ),
};

/**
 * Lets V8 wait longer before it compiles a function for speed: most runs are over so soon that this work, half of it on functions
 * that hardly run again, costs an audit a fifth of it, and a third from Node 22 on. What runs on, as in a fleet, is compiled all the
 * same, only later. Of a regular expression it is the other way round: an audit has a thousand, and nearly each is used more than once, so it is
 * compiled for speed at once instead of twice. A version whose flags are not known keeps its own: one that does not know a flag says so on the terminal.
 */
export const expectShortRun = (): void => {
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  for (const flag of flags[versions.v8.split('.')[0] ?? ''] ?? []) setFlagsFromString(flag);
};
