/** Loaded when the first digest is asked for: it takes as long as all else that an empty folder needs. */
const hash = (algorithm: string, text: string): string =>
  process.getBuiltinModule('node:crypto').hash(algorithm, text, 'hex');

/** 16 hexadecimal digits of the SHA-256 of a text: enough to tell texts apart, not to get one back. */
export const digestOf = (text: string): string => hash('sha256', text).slice(0, 16);

/** The id by which git knows a file of this text (SHA-1 of its bytes with a header). */
export const gitBlobId = (text: string): string => hash('sha1', `blob ${Buffer.byteLength(text)}\0${text}`);
