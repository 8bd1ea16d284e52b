import { folderOf, joinPath, type RepositoryView } from '../../src/kit/index.ts';

/** The folders around one, the nearest first, the root last. */
function* around(folder: string): Generator<string> {
  for (let outer = folder; outer !== '';) {
    outer = folderOf(outer);
    yield outer;
  }
}

const place = (folder: string, name: string): string => (folder === '' ? name : `${folder}/${name}`);

const parts: Readonly<Record<string, (view: RepositoryView, path: string) => boolean>> = {
  // A member of uv's or Poetry's workspace has no lock file of its own.
  'pyproject.toml': (view, path) =>
    !hasLock(view, folderOf(path)) && [...around(folderOf(path))].some((outer) => hasLock(view, outer)),
  'Cargo.toml': (view, path) =>
    !view.has(place(folderOf(path), 'Cargo.lock')) &&
    [...around(folderOf(path))].some((outer) => /^\[workspace\]/m.test(view.text(place(outer, 'Cargo.toml')) ?? '')),
  'pom.xml': (view, path) =>
    [...around(folderOf(path))].some((outer) => modulesOf(view, outer).includes(folderOf(path))),
  'build.gradle': (view, path) => isSubproject(view, folderOf(path)),
  'build.gradle.kts': (view, path) => isSubproject(view, folderOf(path)),
};

const hasLock = (view: RepositoryView, folder: string): boolean =>
  ['uv.lock', 'poetry.lock', 'pdm.lock'].some((lock) => view.has(place(folder, lock)));

/** The folders that a project of Maven names as its modules. */
const modulesOf = (view: RepositoryView, folder: string): readonly string[] =>
  [
    ...(view.text(place(folder, 'pom.xml')) ?? '').slice(0, 200_000).matchAll(/<module>\s{0,20}([^<\s]{1,200})/g),
  ].flatMap(([, name]) => joinPath(folder, name ?? '') ?? []);

const settings = ['settings.gradle', 'settings.gradle.kts'];

function isSubproject(view: RepositoryView, folder: string): boolean {
  const sets = (outer: string): boolean => settings.some((name) => view.has(place(outer, name)));
  return !sets(folder) && [...around(folder)].some(sets);
}

/** Whether a manifest is that of a part of a project around it, which bots update together. */
export const isMember = (view: RepositoryView, path: string): boolean => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return path.includes('/') && Object.hasOwn(parts, name) && (parts[name]?.(view, path) ?? false);
};
