import { folderOf, get, isMapping, record } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import { isMember } from './members.ts';
import type { Ecosystem } from './model.ts';
import { botFor, readBots } from './updates.ts';

type Found = Omit<Ecosystem, 'bot'>;

// Not ours: a template of other projects, installed, copied, generated, or there to be read by tests.
const foreign =
  /\{\{|(?:^|\/)(?:node_modules|META-INF|vendor|third_party|dist|build|out|cdk\.out|\.terraform|fixtures?|__fixtures__|testdata|examples?)\//;

const files: readonly { readonly name: string; readonly pattern: RegExp }[] = [
  { name: 'docker', pattern: /(?:^|\/)(?:Dockerfile(?:\.[\w.-]+)?|[\w.-]+\.Dockerfile)$/ },
  { name: 'pip', pattern: /(?:^|\/)(?:requirements[\w.-]*\.txt|pyproject\.toml|Pipfile)$/ },
  { name: 'maven', pattern: /(?:^|\/)pom\.xml$/ },
  { name: 'gradle', pattern: /(?:^|\/)build\.gradle(?:\.kts)?$/ },
  { name: 'gomod', pattern: /(?:^|\/)go\.mod$/ },
  { name: 'cargo', pattern: /(?:^|\/)Cargo\.toml$/ },
  { name: 'bundler', pattern: /(?:^|\/)Gemfile$/ },
  { name: 'composer', pattern: /(?:^|\/)composer\.json$/ },
  { name: 'docker-compose', pattern: /(?:^|\/)(?:docker-)?compose(?:\.[\w-]+)?\.ya?ml$/ },
  { name: 'terraform', pattern: /(?:^|\/)(?:\.terraform\.lock\.hcl|versions\.tf|providers\.tf)$/ },
];

/** What of the repository depends on what others publish, each with the bot that keeps it fresh. */
export function readEcosystems(view: RepositoryView): readonly Ecosystem[] {
  const own = view.paths.filter((path) => !foreign.test(path));
  const found: Found[] = [...ofFiles(view, own), ...ofNpm(view, own), ...ofActions(own)];
  const bots = readBots(view);
  const distinct = new Map(found.map((ecosystem) => [`${ecosystem.name} ${ecosystem.directory}`, ecosystem]));
  return [...distinct.values()].map((ecosystem) => ({
    ...ecosystem,
    bot: botFor(bots, ecosystem.name, ecosystem.directory),
  }));
}

const inFolder = (name: string, path: string, directory = folderOf(path)): Found => ({
  at: { path },
  name,
  directory: `/${directory}`,
});

function ofFiles(view: RepositoryView, paths: readonly string[]): readonly Found[] {
  return files.flatMap(({ name, pattern }) =>
    paths
      .filter((path) => pattern.test(path) && (name !== 'docker-compose' || hasImages(view.yaml(path)?.[0])))
      .filter((path) => !isMember(view, path))
      .map((path) => inFolder(name, path)),
  );
}

/** Whether a compose file runs images of others: one that only builds has nothing to update. */
const hasImages = (compose: unknown): boolean =>
  Object.values(record(get(compose, 'services'))).some(
    (service) => typeof get(service, 'image') === 'string' && get(service, 'build') === undefined,
  );

/** Packages with dependencies; members of a workspace are updated with its root, where the lock file stands. */
function ofNpm(view: RepositoryView, paths: readonly string[]): readonly Found[] {
  const locks = new Set(
    paths
      .filter((path) =>
        /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?)$/.test(path),
      )
      .map(folderOf),
  );
  return paths
    .filter((path) => /(?:^|\/)package\.json$/.test(path))
    .filter(
      (path) =>
        locks.has(folderOf(path)) ||
        (hasDependencies(view.json(path)) && !locks.has(parentWith(folderOf(path), locks))),
    )
    .map((path) => inFolder('npm', path));
}

const hasDependencies = (manifest: unknown): boolean =>
  ['dependencies', 'devDependencies'].some((key) => {
    const dependencies = get(manifest, key);
    return isMapping(dependencies) && Object.keys(dependencies).length > 0;
  });

function parentWith(folder: string, folders: ReadonlySet<string>): string {
  let parent = folder;
  while (parent !== '' && !folders.has(parent)) parent = folderOf(parent);
  return parent;
}

const ofActions = (paths: readonly string[]): readonly Found[] => {
  const workflow = paths.find((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path));
  const actions = paths.filter((path) => /^\.github\/actions\/.+\/action\.ya?ml$/.test(path));
  return [
    ...(workflow === undefined ? [] : [inFolder('github-actions', workflow, '')]),
    ...actions.map((path) => inFolder('github-actions', path)),
  ];
};
