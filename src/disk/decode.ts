import { isUtf8 } from 'node:buffer';

const starts = (bytes: Uint8Array, ...head: readonly number[]): boolean => head.every((byte, i) => bytes[i] === byte);

/** The content of a text file, or why it is not read as text (a clause). */
export type Decoded = { readonly text: string; readonly mark: boolean } | { readonly skipped: string };

/** Reads bytes as UTF-8 without its byte order mark; `mark` tells that there was one. Never guesses an encoding. */
export function decode(bytes: Buffer): Decoded {
  if (starts(bytes, 0xff, 0xfe) || starts(bytes, 0xfe, 0xff)) return { skipped: 'UTF-16 text; only UTF-8 is read' };
  if (bytes.includes(0)) return { skipped: 'binary' };
  if (!isUtf8(bytes)) return { skipped: 'not valid UTF-8' };
  const mark = starts(bytes, 0xef, 0xbb, 0xbf);
  return { text: bytes.toString('utf8', mark ? 3 : 0), mark };
}

/** The bytes that `decode` read: decoding valid UTF-8 loses nothing, so they need not be kept. */
export const encode = (text: string, mark: boolean): Uint8Array => Buffer.from(mark ? `\uFEFF${text}` : text);
