import type { Reference } from '../model.ts';
import { imageReference } from '../references.ts';
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

function referenceOf({ at, name }: RawImage): Reference {
  const reference = imageReference(name, at);
  // Images of CodeBuild itself are no code of third parties, and have no digest to name: their version stands for one.
  const managed = /^aws\/codebuild\/[^:]{1,100}:(?!latest$)./.test(name);
  return { ...reference, pinned: managed || reference.pinned };
}
