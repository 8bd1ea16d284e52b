import { folderOf, get, perView } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';

const installed = /(?:^|\/)node_modules\//;

const testFile =
  /(?:[.-](?:test|spec|cy)\.[cm]?[jt]sx?|(?:^|\/)(?:tests?|__tests__)\/.+\.[cm]?[jt]sx?|_test\.(?:go|py)|(?:^|\/)test_[^/]+\.py|(?:Tests?|[a-z]IT|Spec)\.(?:java|kts?|groovy|scala|php|cs)|_(?:spec|test)\.(?:rb|exs)|\.tftest\.hcl|\.feature)$/;

/** Files with tests. */
export const testFiles = perView(({ paths }) => paths.filter((path) => testFile.test(path) && !installed.test(path)));

/** Manifests of packages, and of the projects of Nx. */
export const packageFiles = perView(({ paths }) =>
  paths.filter((path) => /(?:^|\/)(?:package|project)\.json$/.test(path) && !installed.test(path)),
);

const packageFolders = perView((view) =>
  packageFiles(view)
    .filter((path) => path.endsWith('/package.json'))
    .map(folderOf),
);

/** Folders of packages below a folder, without itself. */
export const packagesWithin = (view: RepositoryView, directory: string): readonly string[] =>
  packageFolders(view).filter((folder) => directory === '' || folder.startsWith(`${directory}/`));

const mostNames = 500;

/** Names of packages with their folders. */
const named = perView((view) => {
  const names = new Map<string, string>();
  for (const folder of packageFolders(view).slice(0, mostNames)) {
    const name = get(view.json(`${folder}/package.json`), 'name');
    if (typeof name === 'string' && !names.has(name)) names.set(name, folder);
  }
  return names;
});
const folderSet = perView((view) => new Set(packageFolders(view)));

/** The folder of a package below the root, by its path or else by its name. */
export const packageAt = (view: RepositoryView, path: string | undefined, name: string): string | undefined =>
  path !== undefined && folderSet(view).has(path) ? path : named(view).get(name);

const folders = perView(({ paths }) => {
  const found = new Set<string>(['']);
  for (const path of paths)
    for (let folder = folderOf(path); !found.has(folder); folder = folderOf(folder)) found.add(folder);
  return found;
});

/** Whether there is a file somewhere in a folder. */
export const hasFolder = (view: RepositoryView, folder: string): boolean => folders(view).has(folder);
