import { defineReader, folderOf, hcl, terraformOf } from '../../../src/kit/index.ts';
import type { HclBody, RepositoryView, TerraformFile, TerraformRoot } from '../../../src/kit/index.ts';
import { joinParts } from '../model.ts';
import type { Elsewhere, Infrastructure, Part, Use } from '../model.ts';
import { elsewhere } from '../places.ts';
import { readAsync } from './async.ts';
import { suppressionsIn } from './comments.ts';
import { readData } from './data.ts';
import { readDeployments } from './deployments.ts';
import { readEncryption } from './encryption.ts';
import { environmentsOf } from './environments.ts';
import { readGuards, readTags } from './guards.ts';
import { readIdentity } from './identity.ts';
import { readListeners } from './listeners.ts';
import { readLogins, readLookup } from './logins.ts';
import { readReach } from './network.ts';
import { readPrograms } from './programs.ts';
import { readScaling } from './scaling.ts';
import { headOf, stackOf } from './stack.ts';
import type { Stack } from './stack.ts';
import { isEntry, stateOf } from './states.ts';
import type { Surroundings } from './states.ts';
import { dig, pairsIn } from './values.ts';

const sources = ['**/*.tf', '**/*.tf.json'];
const valueFiles = ['**/*.tfvars', '**/*.tfvars.json'];
const backendFiles = ['**/*.tfbackend', '**/*backend*.hcl'];
const lockFiles = ['**/.terraform.lock.hcl'];

const isOwn = (path: string): boolean => !elsewhere.test(path) && !/(?:^|\/)\.terraform\//.test(path);

/** Terraform as it is written: nothing is planned or fetched, so that what is computed, and what other modules make, is unknown. */
export const reader = defineReader<Infrastructure>({
  globs: [...sources, ...valueFiles, ...backendFiles, ...lockFiles],
  read: async (view) => {
    const paths = view.glob(...sources).filter(isOwn);
    if (paths.length === 0) return {};
    const files = await parsed(view, paths);
    const values = await parsed(view, view.glob(...valueFiles).filter(isOwn));
    const read = new Set(files.map(({ path }) => path));
    const broken = new Set(paths.filter((path) => !read.has(path)).map(folderOf));
    const roots = terraformOf({ files, values, broken });
    const parts = await Promise.all(roots.map(async (root) => partsOf(root, await surroundingsOf(root, view))));
    const comments = files.map(({ path }) => ({ suppressions: suppressionsIn(path, view.text(path) ?? '') }));
    return distinct(joinParts([...parts.flat(), ...comments]));
  },
});

const parsed = async (view: RepositoryView, paths: readonly string[]): Promise<readonly TerraformFile[]> => {
  const files = await Promise.all(paths.map(async (path) => ({ path, body: await view.tree(path, hcl) })));
  return files.filter((file): file is TerraformFile => file.body !== undefined);
};

const surroundingsOf = async ({ directory }: TerraformRoot, view: RepositoryView): Promise<Surroundings> => {
  const inside = directory === '' ? '' : `${directory}/`;
  const lock = `${inside}.terraform.lock.hcl`;
  const backends = await parsed(
    view,
    view.glob(...backendFiles).filter((path) => isOwn(path) && path.startsWith(inside)),
  );
  return {
    lock: await view.tree<HclBody>(lock, hcl),
    hasLock: view.paths.includes(lock),
    backendFiles: backends.map(({ body }) => body),
  };
};

const readers = [
  readAsync,
  readData,
  readDeployments,
  readEncryption,
  readGuards,
  readIdentity,
  readListeners,
  readLogins,
  readPrograms,
  readReach,
  readScaling,
  readTags,
];

const partsOf = (root: TerraformRoot, around: Surroundings): readonly Part[] => {
  const stack = stackOf(root);
  const entry = isEntry(root, around);
  const parts = stack.resources.flatMap((resource) => readers.flatMap((read) => read(resource, stack)));
  return [
    { apps: [{ tool: 'terraform', directory: root.directory, at: root.at }] },
    { elsewhere: unreadIn(root, stack) },
    ...(entry ? [{ states: [stateOf(root, around)], environments: environmentsOf(root) }] : []),
    { tags: defaultTags(root), uses: actionsIn(parts) },
    ...parts,
    ...stack.lookups.flatMap((resource) => readLookup(resource, stack)),
  ];
};

/** What modules of others make, and what is made on other platforms, is not read. */
const unreadIn = ({ calls, resources }: TerraformRoot, stack: Stack): readonly Elsewhere[] => {
  const modules = calls.map(({ source, at }) => ({ what: `the module ${source ?? 'of a computed address'}`, at }));
  const platforms = new Map<string, Elsewhere>();
  for (const { type, at } of stack.resources) {
    const platform = /^(?:google|azurerm|azuread|kubernetes|helm|digitalocean|oci|alicloud|openstack)(?=_)/.exec(
      type,
    )?.[0];
    if (platform !== undefined && !platforms.has(platform)) {
      platforms.set(platform, { what: `resources of the provider ${platform}`, at });
    }
  }
  return resources.length + calls.length === 0 ? [] : [...modules, ...platforms.values()];
};

const defaultTags = ({ providers }: TerraformRoot): NonNullable<Part['tags']> =>
  providers
    .filter(({ name }) => name === 'aws')
    .flatMap(({ body }) => pairsIn(dig(body, 'default_tags', 'tags')))
    .map(([key, value]) => ({
      key,
      value: value.kind === 'literal' && value.value !== null ? String(value.value) : null,
      reaches: 'yes',
      at: headOf(value.at),
    }));

const actionsIn = (parts: readonly Part[]): readonly Use[] =>
  parts
    .flatMap(({ permissions = [] }) => permissions)
    .flatMap(({ actions, at }) =>
      actions.filter((name) => name.includes(':')).map((name): Use => ({ kind: 'action', name, at })),
    );

/** What several calls of a module, or several instances of a resource, say alike counts once. */
const distinct = (model: Infrastructure): Infrastructure => {
  const entries = Object.entries(model).map(([key, value]: [string, unknown]) => {
    if (!Array.isArray(value)) return [key, value];
    const seen = new Map(value.map((item: unknown) => [JSON.stringify(item), item] as const));
    return [key, [...seen.values()]];
  });
  return Object.fromEntries(entries) as Infrastructure;
};
