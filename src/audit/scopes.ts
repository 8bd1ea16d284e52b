import { folderOf, readEntities, shown } from '../kit/index.ts';
import type { Entity, RepositoryView, ServiceScope } from '../kit/index.ts';
import type { Coverage, Documents } from './documents.ts';

/** One service of a repository, and what it may see. */
export interface Scope {
  readonly view: RepositoryView;
  /** Of what the service may see: what was read so far, and what was not. */
  coverage(): Coverage;
}

/** The whole repository as one service. */
export const wholeRepository = (documents: Documents): Scope => ({
  view: documents.view,
  coverage: documents.coverage,
});

/**
 * The services of a repository: one for each Component of its catalogue, or the whole repository where there is none. Files are
 * read and parsed once for all of them.
 */
export const scopesOf = (documents: Documents): readonly Scope[] => {
  const { view } = documents;
  const services = servicesOf(view);
  if (services.length === 0) return [wholeRepository(documents)];
  const roots = new Set(services.map(({ root }) => root));
  if (roots.size === 1)
    return services.map((service) => ({ ...wholeRepository(documents), view: { ...view, service } }));
  const owners = new Map(view.paths.map((path) => [path, ownerOf(path, roots)]));
  return services.map((service) => scopeOf(documents, service, sees(service.root, roots, owners)));
};

/** Folders that hold nothing but entries of the catalogue: what these describe is the folder around. */
const onlyEntries = /(?:^|\/)(?:\.?backstage|catalog|\.catalog)$/;

/** The components of the catalogue, in the order of their files. What a skeleton still has to fill in is no service. */
export const servicesOf = (view: RepositoryView): readonly Required<ServiceScope>[] =>
  readEntities(view)
    .filter(({ kind, metadata }) => kind === 'Component' && !shown(metadata['name']).includes('{{'))
    .map(({ at: { path, document = 0 } }: Entity) => {
      const folder = folderOf(path);
      return { root: onlyEntries.test(folder) ? folderOf(folder) : folder, descriptor: { path, document } };
    })
    .toSorted((a, b) => (a.root < b.root ? -1 : a.root > b.root ? 1 : 0));

/** The deepest folder of a service that a path stands in; `undefined` for what belongs to none. */
export const ownerOf = (path: string, roots: ReadonlySet<string>): string | undefined => {
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) if (roots.has(folder)) return folder;
  return roots.has('') ? '' : undefined;
};

/** At the root, hosts and package managers look for these on behalf of every folder, whichever service stands there too. */
const ofTheRepository = (path: string): boolean =>
  path.startsWith('.') ||
  path === 'docs/CODEOWNERS' ||
  (!path.includes('/') &&
    !/^(?:catalog-info|service\.ya?ml$|openapi|swagger|asyncapi|dockerfile|containerfile)/i.test(path));

/** What a service may see: its own files, and those that belong to no service. */
export const sees =
  (root: string, roots: ReadonlySet<string>, owners: ReadonlyMap<string, string | undefined>) =>
  (path: string): boolean => {
    const owner = owners.get(path) ?? ownerOf(path, roots);
    if (owner === root || owner === undefined) return true;
    return owner === '' && ofTheRepository(path);
  };

const scopeOf = (documents: Documents, service: ServiceScope, visible: (path: string) => boolean): Scope => {
  const { view } = documents;
  const paths = view.paths.filter(visible);
  const seen = new Set(paths);
  const opened = new Set<string>();
  /** Looks at a file of this service; of another one there is nothing to see. */
  const looking =
    <Rest extends readonly unknown[], Value>(look: (path: string, ...rest: Rest) => Value) =>
    (path: string, ...rest: Rest): Value | undefined => {
      if (!seen.has(path)) return undefined;
      opened.add(path);
      return look(path, ...rest);
    };
  const [typescript, tree] = [looking(view.typescript), looking(view.tree)];
  return {
    view: {
      service,
      paths,
      has: (path) => seen.has(path),
      glob: (...patterns) => view.glob(...patterns).filter((path) => seen.has(path)),
      text: looking(view.text),
      ...(view.tracked && { tracked: view.tracked }),
      blobId: (path) => (seen.has(path) ? view.blobId(path) : undefined),
      yaml: looking(view.yaml),
      yamlText: view.yamlText,
      json: looking(view.json),
      typescript: async (path) => typescript(path),
      tree: (async (path, language) => tree(path, language)) as RepositoryView['tree'],
    },
    coverage: () => ({
      files: paths.length,
      read: [...opened].filter((path) => view.text(path) !== undefined).length,
      skipped: documents.coverage().skipped.filter(({ path }) => visible(path)),
    }),
  };
};
