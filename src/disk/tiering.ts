import { versions } from 'node:process';

/** Versions of V8 whose flag it is: those of Node 20, 22 and 24. Others keep their own. */
const known = /^1[1-3]\./;

let told = false;

/**
 * Lets V8 wait longer before it compiles a function for speed: an audit is over so soon that this work, half of it on functions
 * that hardly run again, costs a fifth of it. What runs on, as in a fleet, is compiled all the same, only later.
 */
export const expectShortRun = (): void => {
  if (told || !known.test(versions.v8)) return;
  told = true;
  process.getBuiltinModule('node:v8').setFlagsFromString('--interrupt-budget=1000000');
};
