import { closeSync, fchmodSync, fsyncSync, openSync, writeSync } from 'node:fs';
import type { Change } from '../plan/types.ts';

export const modeBits = { '644': 0o644, '755': 0o755 } as const satisfies Record<Change['mode'], number>;

/**
 * Writes a file that must not stand yet, with exactly this mode whatever the umask says.
 * @param lasting also bring it to the disk now, so that it survives a power cut
 */
export function writeNew(path: string, content: Uint8Array, mode: number, lasting = false): void {
  const descriptor = openSync(path, 'wx', mode);
  try {
    for (let written = 0; written < content.byteLength;) {
      written += writeSync(descriptor, content, written, content.byteLength - written);
    }
    // What the umask took away from the mode is given back; mostly it took nothing.
    if ((mode & process.umask()) !== 0) fchmodSync(descriptor, mode);
    if (lasting) fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
