import type { At, Judge, Judgement } from '../../../src/kit/index.ts';
import { get, list } from '../../../src/kit/index.ts';
import type { Manifest, Pipeline } from '../model.ts';

/** Judges every project with dependencies: what it resolves to, and whether its installations keep to that. */
export const judge: Judge<Pipeline> = ({ manifests }, { models }) => {
  const judged = manifests.filter(
    ({ installs, library, dependencies, lock }) =>
      installs.length > 0 || lock !== null || (!library && dependencies > 0),
  );
  if (judged.length === 0) return { outcome: 'not-applicable', message: 'No project with dependencies was found.' };
  const shipped = imagesIn(models['api']);
  return judged.map((manifest) => judgeManifest(manifest, shipped));
};

/** The files of images that run in production; the kind that reads them tells those for development and tests apart. */
const imagesIn = (api: unknown): ReadonlySet<unknown> =>
  new Set(list(get(api, 'containers')).map((image) => get(image, 'path')));

interface Problem {
  readonly what: string;
  readonly at: At;
}

function judgeManifest(manifest: Manifest, shipped: ReadonlySet<unknown>): Judgement {
  const { manager, place, at, lock } = manifest;
  const subject = `dependencies of ${manager} in ${place}`;
  const problems = [...installing(manifest, shipped), ...resolving(manifest)];
  if (problems.length === 0) {
    const where = lock?.at ?? at;
    return { outcome: 'pass', message: `What ${manager} installs in ${place} is fixed.`, at: [where], subject };
  }
  const message = `The ${subject} are not those that were tested: ${problems.map(({ what }) => what).join('; ')}.`;
  return { outcome: 'fail', message, at: problems.map((problem) => problem.at), subject };
}

const installing = (
  { installs, lock, manager, images = [] }: Manifest,
  shipped: ReadonlySet<unknown>,
): readonly Problem[] => {
  const step = installs.find(({ frozen }) => !frozen);
  // The image is what ships: it has to hold what was tested.
  const image = images.find(({ at }) => shipped.has(at.path));
  const file = lock === null ? 'a lock file' : lock.at.path;
  const loose = [
    ...(step === undefined ? [] : [{ said: `"${step.name}"`, at: step.at }]),
    ...(image === undefined ? [] : [{ said: `"${image.name}" in ${image.at.path}`, at: image.at }]),
  ];
  return loose.map(({ said, at }) => ({
    what: `${said} lets ${manager} resolve them anew instead of keeping to ${file}`,
    at,
  }));
};

function resolving({ at, lock, lockable, open }: Manifest): readonly Problem[] {
  const lacks = lock?.lacks ?? [];
  const [first] = lacks;
  if (first !== undefined && lock !== null) return [{ what: `${lock.at.path} lacks ${named(lacks)}`, at: first.at }];
  if (lockable) {
    // Of a list without hashes the first line tells more than that no lock file stands beside it.
    if (lock !== null) return [];
    return [open[0] === undefined ? { what: 'no lock file says which', at } : left(open, open[0])];
  }
  return open[0] === undefined ? [] : [left(open, open[0])];
}

const left = (open: Manifest['open'], { at }: Manifest['open'][number]): Problem => ({
  what: `left open is ${named(open)}`,
  at,
});

const named = (requirements: Manifest['open']): string => {
  const shown = requirements.slice(0, 3).map(({ name, range }) => `${name} ${range}`.trim());
  return requirements.length > 3 ? `${shown.join(', ')} and ${requirements.length - 3} more` : shown.join(', ');
};
