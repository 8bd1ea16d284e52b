import type { At } from '../../src/kit/index.ts';
import type { Reference } from './model.ts';

/** An image as jobs and builds name it, without its tag: pinned when its digest says which one, whatever its tag is. */
export function imageReference(image: string, at: At): Reference {
  const [named = image, digest] = image.split('@');
  const colon = named.lastIndexOf(':');
  // A colon before the last slash is that of a port.
  const tag = colon > named.lastIndexOf('/') ? named.slice(colon + 1) : undefined;
  return {
    at,
    kind: 'image',
    name: tag === undefined ? named : named.slice(0, colon),
    ref: digest ?? (tag === undefined ? 'no tag' : `the tag ${tag}`),
    pinned: /^sha256:[0-9a-f]{64}$/.test(digest ?? ''),
    version: null,
  };
}
