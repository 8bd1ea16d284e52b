import { createHash } from 'node:crypto';

/** The id that git gives to a file with this content: SHA-1 of `blob <length>\0<content>`, in hexadecimal. */
export const blobId = (content: Uint8Array): string =>
  createHash('sha1').update(`blob ${content.byteLength}\0`).update(content).digest('hex');
