type Crypto = typeof import('node:crypto');

/** Loaded when the first digest is asked for: it takes as long as all else that an empty folder needs. */
const createHash: Crypto['createHash'] = (...args) => process.getBuiltinModule('node:crypto').createHash(...args);

/** 16 hexadecimal digits of the SHA-256 of a text: enough to tell texts apart, not to get one back. */
export const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** The id by which git knows a file of this text (SHA-1 of its bytes with a header). */
export const gitBlobId = (text: string): string => {
  const bytes = Buffer.from(text);
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
};
