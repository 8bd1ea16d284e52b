import type { HclBlock, HclBody, HclExpression } from './hcl-tree.ts';
import { folderOf, joinPath } from './values.ts';

/** A parsed file of Terraform. */
export interface TerraformFile {
  readonly path: string;
  readonly body: HclBody;
}

/** The files of one folder, which Terraform reads as one module. */
export interface Folder {
  readonly directory: string;
  readonly files: readonly string[];
  /** Blocks that may be there many times, by type: `provider`, `terraform`, `resource`. */
  blocks(type: string): readonly HclBlock[];
  /** Blocks that have names, by type and name: `variable`, `module`, `output`, `resource` (`aws_sns_topic.alerts`), `data`. */
  block(type: string, name: string): HclBlock | undefined;
  local(name: string): HclExpression | undefined;
}

// Overrides are for a developer's own machine.
const override = /(?:^|[/_])override\.tf(?:\.json)?$/;

/** @param files of all folders, sorted by path */
export const foldersOf = (files: readonly TerraformFile[]): ReadonlyMap<string, Folder> => {
  const grouped = new Map<string, TerraformFile[]>();
  for (const file of files) {
    if (override.test(file.path)) continue;
    const directory = folderOf(file.path);
    const found = grouped.get(directory) ?? [];
    found.push(file);
    grouped.set(directory, found);
  }
  return new Map([...grouped].map(([directory, own]) => [directory, folder(directory, own)] as const));
};

const folder = (directory: string, files: readonly TerraformFile[]): Folder => {
  const byType = new Map<string, HclBlock[]>();
  const byName = new Map<string, HclBlock>();
  const locals = new Map<string, HclExpression>();
  for (const block of files.flatMap(({ body }) => body.blocks)) {
    const found = byType.get(block.type) ?? [];
    found.push(block);
    byType.set(block.type, found);
    const key = `${block.type} ${block.labels.join('.')}`;
    if (!byName.has(key)) byName.set(key, block);
    if (block.type !== 'locals') continue;
    for (const { name, value } of block.body.attributes) if (!locals.has(name)) locals.set(name, value);
  }
  return {
    directory,
    files: files.map(({ path }) => path),
    blocks: (type) => byType.get(type) ?? [],
    block: (type, name) => byName.get(`${type} ${name}`),
    local: (name) => locals.get(name),
  };
};

/** The value of an attribute of a block, as it is written. */
export const argumentOf = ({ body }: HclBlock, name: string): HclExpression | undefined =>
  body.attributes.find((attribute) => attribute.name === name)?.value;

/** The folder of the repository that a module call names; undefined for a registry, a URL and a folder outside. */
export const localSource = (directory: string, block: HclBlock): string | undefined => {
  const source = argumentOf(block, 'source');
  if (source?.kind !== 'literal' || typeof source.value !== 'string') return undefined;
  return /^\.\.?(?:\/|$)/.test(source.value) ? joinPath(directory, source.value) : undefined;
};

/**
 * The folders that are entered from outside: those that no other folder calls. Folders that only call each other have no
 * entry, so that the first of them is taken for one.
 */
export const rootsOf = (folders: ReadonlyMap<string, Folder>): readonly Folder[] => {
  const callees = new Map(
    [...folders.values()].map((from) => {
      const called = from.blocks('module').map((block) => localSource(from.directory, block));
      return [from.directory, called.filter((to) => to !== undefined && to !== from.directory)] as const;
    }),
  );
  const called = new Set([...callees.values()].flat());
  const reached = new Set<string>();
  const reach = (first: string): void => {
    const open: string[] = [first];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (reached.has(next)) continue;
      reached.add(next);
      open.push(...(callees.get(next) ?? []).filter((to) => to !== undefined));
    }
  };
  const roots = [...folders.values()].filter(({ directory }) => !called.has(directory));
  for (const { directory } of roots) reach(directory);
  for (const each of folders.values()) {
    if (reached.has(each.directory)) continue;
    roots.push(each);
    reach(each.directory);
  }
  return roots;
};
