import { fstatSync, writeSync } from 'node:fs';

const pause = new Int32Array(new SharedArrayBuffer(4));

/**
 * Writes text to standard output (1) or standard error (2) at once. Node's own streams cost more to set up than all of `--help`,
 * and cut off what is left when the process exits.
 *
 * A reader that stops early, such as `| head`, is no error: the rest has nobody to read it. Nor is talk that goes nowhere: it must
 * not hide the exit code.
 *
 * @returns whether there was somebody to read it
 */
export function writeStream(descriptor: 1 | 2, text: string | Uint8Array): boolean {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  for (let offset = 0; offset < bytes.length;) {
    try {
      offset += writeSync(descriptor, bytes, offset);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') return false;
      if (code !== 'EAGAIN') {
        if (descriptor === 2) return false;
        throw error;
      }
      // A pipe that somebody set to non-blocking is full: wait until its reader has caught up.
      Atomics.wait(pause, 0, 0, 2);
    }
  }
  return true;
}

/** Whether a person's terminal is at this end: 0 standard input, 1 standard output, 2 standard error. */
export function isTerminal(descriptor: 0 | 1 | 2): boolean {
  try {
    // node:tty brings half of the network along, so it is asked only about what can be a terminal at all.
    return fstatSync(descriptor).isCharacterDevice() && process.getBuiltinModule('node:tty').isatty(descriptor);
  } catch {
    return false;
  }
}
