import type { Reference } from '../model.ts';
import type { Raw, RawImage } from './raw.ts';

/** The images that builds run in, each once. One that only a deployment can name is not judged. */
export function referencesOf(all: readonly Raw[]): readonly Reference[] {
  const projects = all.flatMap(({ pipelines, projects: own }) => [
    ...own,
    ...pipelines.flatMap(({ stages }) =>
      stages.flatMap(({ actions }) => actions.flatMap(({ project }) => project ?? [])),
    ),
  ]);
  const images = new Map<string, RawImage>();
  for (const { image } of projects) {
    if (image !== null && !image.name.includes('${')) images.set(JSON.stringify(image.at), image);
  }
  return [...images.values()].map(referenceOf);
}

function referenceOf({ at, name: image }: RawImage): Reference {
  const [named = image, digest] = image.split('@');
  const colon = named.lastIndexOf(':');
  const tag = colon > named.lastIndexOf('/') ? named.slice(colon + 1) : undefined;
  // Images of CodeBuild itself are no code of third parties, and have no digest to name: their version stands for one.
  const managed = image.startsWith('aws/codebuild/') && tag !== undefined && tag !== 'latest';
  return {
    at,
    kind: 'image',
    name: tag === undefined ? named : named.slice(0, colon),
    ref: digest ?? tag ?? 'no tag',
    pinned: managed || /^sha256:[0-9a-f]{64}$/.test(digest ?? ''),
    version: null,
  };
}
