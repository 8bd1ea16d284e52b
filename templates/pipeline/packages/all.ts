import type { RepositoryView } from '../../../src/kit/index.ts';
import { readImageInstalls } from '../image-installs.ts';
import type { Installation, Manifest, Step } from '../model.ts';
import type { Found } from './common.ts';
import { goGlobs, readGo } from './go.ts';
import { javaGlobs, readJava } from './java.ts';
import { npmGlobs, readNpm } from './npm.ts';
import { pythonGlobs, readPython } from './python.ts';

export const packageGlobs: readonly string[] = [...npmGlobs, ...pythonGlobs, ...goGlobs, ...javaGlobs];

/** What the projects of a repository are made of, each compared with its lock file. */
export const readPackages = async (view: RepositoryView): Promise<readonly Manifest[]> => {
  const found: readonly Found[] = [
    ...readNpm(view),
    ...(await readPython(view)),
    ...readGo(view),
    ...(await readJava(view)),
  ];
  const images = readImageInstalls(view);
  return found.map((manifest) => {
    const whole: Manifest = { ...manifest, place: placeOf(manifest), installs: [] };
    const own = images.filter((install) => installsIt(whole, install));
    return own.length === 0 ? whole : { ...whole, images: own };
  });
};

const placeOf = ({ manager, directory, at }: Found): string =>
  manager === 'pip' ? at.path : directory === '' ? 'the root folder' : directory;

/** Adds the steps that install each project; an installation of a project that was not found makes one known. */
export function completeManifests(manifests: readonly Manifest[], steps: readonly Step[]): readonly Manifest[] {
  const installing = steps.filter(({ install }) => install !== null);
  const rest = new Set(installing);
  const known = manifests.map((manifest) => {
    const installs = installing.filter(({ install }) => install !== null && installsIt(manifest, install));
    installs.forEach((step) => rest.delete(step));
    return { ...manifest, installs: installs.map(installationOf) };
  });
  const others = [...rest].flatMap((step): readonly Manifest[] =>
    step.install === null ? [] : [manifestBehind(step, step.install)],
  );
  return [...known, ...others];
}

/** Whether an installation is one of this project. */
function installsIt(
  manifest: Manifest,
  install: Pick<NonNullable<Step['install']>, 'ecosystem' | 'directory' | 'lockFile'>,
): boolean {
  if (install.ecosystem !== manifest.ecosystem) return false;
  // A list of requirements is installed by its name.
  if (manifest.manager === 'pip') return install.lockFile === manifest.at.path;
  return install.directory === manifest.directory || install.lockFile === manifest.lock?.at.path;
}

const installationOf = ({ at, name, install }: Step): Installation => ({ at, name, frozen: install?.frozen ?? false });

const manifestBehind = (step: Step, { ecosystem, directory, lockFile }: NonNullable<Step['install']>): Manifest => ({
  at: step.at,
  ecosystem,
  manager: ecosystem,
  directory,
  place: directory === '' ? 'the root folder' : directory,
  dependencies: 0,
  library: false,
  lock: lockFile === null ? null : { at: { path: lockFile }, compared: false, lacks: [], missing: [] },
  open: [],
  lockable: true,
  installs: [installationOf(step)],
});
