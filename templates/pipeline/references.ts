import type { At } from '../../src/kit/index.ts';
import type { Reference } from './model.ts';

/** An image as jobs name it: pinned when its digest says which one, whatever its tag is. */
export function imageReference(image: string, at: At): Reference {
  const [name = image, digest] = image.split('@');
  return {
    at,
    kind: 'image',
    name,
    ref: digest ?? 'a tag',
    pinned: /^sha256:[0-9a-f]{64}$/.test(digest ?? ''),
    version: null,
  };
}
