import { defineReader, hcl, terraformGlobs, terraformIn } from '../../../src/kit/index.ts';
import type { HclBody, RepositoryView, TerraformRoot } from '../../../src/kit/index.ts';
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
import { headOf, namesOf, stackOf } from './stack.ts';
import type { Stack } from './stack.ts';
import { isEntry, stateOf } from './states.ts';
import type { Surroundings } from './states.ts';
import { dig, pairsIn } from './values.ts';

const sources = ['**/*.tf', '**/*.tf.json'];
const backendFiles = ['**/*.tfbackend', '**/*backend*.hcl'];
const lockFiles = ['**/.terraform.lock.hcl'];

const isOwn = (path: string): boolean => !elsewhere.test(path) && !/(?:^|\/)\.terraform\//.test(path);

/** Terraform as it is written: nothing is planned or fetched, so that what is computed, and what other modules make, is unknown. */
export const reader = defineReader<Infrastructure>({
  globs: [...terraformGlobs, ...backendFiles, ...lockFiles],
  read: async (view) => {
    const roots = await terraformIn(view, elsewhere);
    if (roots.length === 0) return {};
    const stacks = roots.map(stackOf);
    const made = new Set(stacks.flatMap(({ resources }) => resources.flatMap(namesOf)));
    const parts = await Promise.all(
      stacks.map(async (stack) => partsOf(stack, made, await surroundingsOf(stack.root, view))),
    );
    const comments = view
      .glob(...sources)
      .filter(isOwn)
      .map((path) => ({ suppressions: suppressionsIn(path, view.text(path) ?? '') }));
    return distinct(joinParts([...parts.flat(), ...comments]));
  },
});

/** Folders above one, from its parent to the root, each as the beginning of a path. */
const ancestorsOf = (directory: string): readonly string[] =>
  directory.split('/').map((_, index, parts) =>
    parts
      .slice(0, index)
      .map((part) => `${part}/`)
      .join(''),
  );

const surroundingsOf = async ({ directory }: TerraformRoot, view: RepositoryView): Promise<Surroundings> => {
  const inside = directory === '' ? '' : `${directory}/`;
  const lock = `${inside}.terraform.lock.hcl`;
  const completing = view.glob(...backendFiles).filter((path) => isOwn(path) && path.startsWith(inside));
  const backends = await Promise.all(completing.map((path) => view.tree(path, hcl)));
  const above = ancestorsOf(directory).flatMap((folder) => [`${folder}versions.tf`, `${folder}terraform.tf`]);
  return {
    sharesVersions: above.some((path) => /\brequired_(?:version|providers)\b/.test(view.text(path) ?? '')),
    lock: await view.tree<HclBody>(lock, hcl),
    hasLock: view.has(lock),
    backendFiles: backends.filter((body) => body !== undefined),
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

/** @param made names of what any root of the repository makes */
const partsOf = (stack: Stack, made: ReadonlySet<string>, around: Surroundings): readonly Part[] => {
  const { root } = stack;
  const entry = isEntry(root, around);
  const parts = stack.resources.flatMap((resource) => readers.flatMap((read) => read(resource, stack)));
  return [
    // A module that others call is judged, but nobody runs it here.
    ...(entry ? [ofEntry(root, around)] : []),
    { elsewhere: unreadIn(root, stack) },
    { tags: defaultTags(root), uses: actionsIn(parts) },
    ...parts,
    ...stack.lookups.flatMap((resource) => readLookup(resource, stack, made)),
  ];
};

const ofEntry = (root: TerraformRoot, around: Surroundings): Part => ({
  apps: [{ tool: 'terraform', directory: root.directory, at: root.at }],
  states: [stateOf(root, around)],
  environments: environmentsOf(root),
});

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
