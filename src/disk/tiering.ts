import { versions } from 'node:process';

/** By the first part of V8's version, the flags for it: those of Node 20, and those of Node 22, 24 and 26. */
const flags: Readonly<Record<string, readonly string[]>> = {
  '11': ['--interrupt-budget=1000000'],
  ...Object.fromEntries(
    ['12', '13', '14'].map((version) => [
      version,
      ['--invocation-count-for-maglev=4000', '--invocation-count-for-turbofan=30000'],
    ]),
  ),
};

/**
 * Lets V8 wait longer before it compiles a function for speed: most runs are over so soon that this work, half of it on functions
 * that hardly run again, costs an audit a fifth of it, and a third from Node 22 on. What runs on, as in a fleet, is compiled all the
 * same, only later. These flags are numbers that V8 looks up each time; one that changes what code it makes, such as `--no-regexp-tier-up`,
 * must not be set in a program that runs: what was made before it no longer fits, and the process ends with a fault of memory. A version whose flags are not known keeps its own: one that does not know a flag says so on the terminal.
 */
export const expectShortRun = (): void => {
  const { setFlagsFromString } = process.getBuiltinModule('node:v8');
  for (const flag of flags[versions.v8.split('.')[0] ?? ''] ?? []) setFlagsFromString(flag);
};
