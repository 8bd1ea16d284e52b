import { wholeText } from '../../../src/kit/index.ts';
import type { HclBody, TerraformRoot, Value } from '../../../src/kit/index.ts';
import type { Known, State } from '../model.ts';
import { headOf } from './stack.ts';
import { dig, either, flag, given, items, pairsIn } from './values.ts';

/** What else of the repository belongs to a root. */
export interface Surroundings {
  /** Whether a folder above has versions for its folders, which reach them by links that are not followed. */
  readonly sharesVersions: boolean;
  /** The lock file beside it; undefined when there is none. */
  readonly lock: HclBody | undefined;
  readonly hasLock: boolean;
  /** Files that complete the backend when it is run (`-backend-config`), as objects. */
  readonly backendFiles: readonly HclBody[];
}

/** Backends that keep two runs apart, and encrypt what they keep, by themselves. */
const managed = new Set(['cloud', 'remote', 'gcs', 'azurerm']);
const locking = new Set(['consul', 'cos', 'kubernetes', 'pg']);

/**
 * Whether Terraform is run in this folder, rather than called from elsewhere: it has a backend, providers with settings of their
 * own, values or a lock file. A module takes values and gives some back.
 */
export const isEntry = (root: TerraformRoot, { hasLock }: Surroundings): boolean => {
  if (backendOf(root) !== undefined || root.hasOwnValues || root.variableFiles.length > 0) return true;
  // Modules for others may bring providers or locks of their own; what looks things up alone has no state to keep.
  const makes = root.calls.length > 0 || root.resources.some(({ mode }) => mode === 'managed');
  if (/(?:^|\/)modules?\//.test(root.directory)) return false;
  return hasLock || root.providers.length > 0 || (makes && (root.variables.length === 0 || root.outputs.length === 0));
};

const backendOf = ({ settings }: TerraformRoot): { type: string; body: Value } | undefined => {
  for (const setting of settings) {
    const [backend] = items(dig(setting, 'backend'));
    if (backend !== undefined) return { type: wholeText(dig(backend, '#')) ?? '', body: backend };
    const [cloud] = items(dig(setting, 'cloud'));
    if (cloud !== undefined) return { type: 'cloud', body: cloud };
  }
  return undefined;
};

export const stateOf = (root: TerraformRoot, around: Surroundings): State => {
  const backend = backendOf(root);
  const absent: Known = root.complete ? 'no' : 'unknown';
  const versions = root.settings.map((setting) => given(dig(setting, 'required_version')));
  const required = root.settings.flatMap((setting) => items(dig(setting, 'required_providers')));
  const type = backend?.type ?? null;
  const remote: Known = type === null ? absent : type === 'local' ? 'no' : 'yes';
  const [setting] = root.settings;
  return {
    directory: root.directory,
    backend: type,
    remote,
    encrypted: backend === undefined ? remote : encrypted(backend, around),
    locked: backend === undefined ? remote : locked(backend, around),
    versioned: either(around.sharesVersions ? 'unknown' : absent, ...versions),
    unconstrained: root.complete && !around.sharesVersions ? unconstrained(root, required) : [],
    lockFile: lockOf(around, required),
    at: headOf(backend?.body.at ?? setting?.at ?? root.at),
  };
};

type Backend = NonNullable<ReturnType<typeof backendOf>>;

/** What one argument says, here or in a file that completes it. */
const told = ({ body }: Backend, { backendFiles }: Surroundings, key: string): readonly (Value | 'given')[] => [
  ...items(dig(body, key)),
  ...backendFiles.flatMap((file) =>
    file.attributes.flatMap(({ name, value }) => (name === key ? [literalOf(value)] : [])),
  ),
];

const literalOf = (value: HclBody['attributes'][number]['value']): Value | 'given' =>
  value.kind === 'literal' ? { kind: 'literal', value: value.value, at: value.at } : 'given';

/** A backend whose place is not written is completed when it is run; what is absent from it may come then. */
const isPartial = (backend: Backend, around: Surroundings): boolean => {
  const whole = ['bucket', 'key'].every((key) => told(backend, around, key).length > 0);
  return backend.type === 's3' && !whole;
};

const encrypted = (backend: Backend, around: Surroundings): Known => {
  if (backend.type === 'local') return 'no';
  if (managed.has(backend.type)) return 'yes';
  if (backend.type !== 's3') return 'unknown';
  // S3 encrypts every object by itself; asking for the opposite is a decision.
  const answers = told(backend, around, 'encrypt').map((value) => (value === 'given' ? 'unknown' : flag(value, 'yes')));
  return answers.includes('no') ? 'no' : answers.includes('unknown') ? 'unknown' : 'yes';
};

const locked = (backend: Backend, around: Surroundings): Known => {
  const { type } = backend;
  if (type === 'local') return 'no';
  if (managed.has(type) || locking.has(type)) return 'yes';
  if (type === 'http') return told(backend, around, 'lock_address').length > 0 ? 'yes' : 'unknown';
  if (type !== 's3') return 'unknown';
  const file = told(backend, around, 'use_lockfile').map((value) =>
    value === 'given' ? 'unknown' : flag(value, 'no'),
  );
  const table = told(backend, around, 'dynamodb_table').map((value) => (value === 'given' ? 'yes' : given(value)));
  return either(isPartial(backend, around) ? 'unknown' : 'no', ...file, ...table);
};

/** Providers of the root that have no version of their own in `required_providers`. */
const unconstrained = ({ resources, providers }: TerraformRoot, required: readonly Value[]): readonly string[] => {
  const own = resources.filter(({ address }) => !address.startsWith('module.')).map(({ provider }) => provider);
  const used = new Set([...providers.map(({ name }) => name), ...own].map((name) => name.split('.')[0] ?? name));
  // Part of Terraform itself.
  used.delete('terraform');
  const constrained = (name: string): boolean =>
    required.some((block) => {
      const entry = dig(block, name);
      return given(entry?.kind === 'object' ? dig(entry, 'version') : entry) !== 'no';
    });
  return [...used].filter((name) => name !== '' && !constrained(name)).sort();
};

/** Whether a lock file is there, and knows the providers that the source names with their address. */
const lockOf = ({ lock, hasLock }: Surroundings, required: readonly Value[]): Known => {
  if (!hasLock) return 'no';
  if (lock === undefined) return 'unknown';
  const known = lock.blocks.flatMap(({ type, labels }) => (type === 'provider' ? labels : []));
  const sources = required.flatMap(pairsIn).flatMap(([, entry]) => wholeText(dig(entry, 'source')) ?? []);
  return sources.every((source) =>
    known.some((name) =>
      name.toLowerCase().endsWith(`/${source.toLowerCase().replace(/^registry\.terraform\.io\//, '')}`),
    ),
  )
    ? 'yes'
    : 'no';
};
