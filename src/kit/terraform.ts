import type { At, Located } from './at.ts';
import type { Value } from './evaluate.ts';
import type { HclBlock } from './hcl-tree.ts';
import { bodyValue } from './terraform-bodies.ts';
import type { Steps } from './terraform-expressions.ts';
import { argumentOf, foldersOf, rootsOf } from './terraform-folders.ts';
import type { Folder, TerraformFile } from './terraform-folders.ts';
import { modulesOf, nameOfProvider, providerIn } from './terraform-modules.ts';
import type { Instance } from './terraform-modules.ts';
import { sameValue, unknownAt, wholeText } from './terraform-values.ts';

/** One resource or data source, as far as it can be told without running anything. */
export interface TerraformResource extends Located {
  readonly mode: 'managed' | 'data';
  readonly type: string;
  /** `module.service.aws_sqs_queue.orders`, without the index of an instance. What references to it begin with. */
  readonly address: string;
  /** `aws`, `aws.europe`: as the folder that is entered calls it. */
  readonly provider: string;
  /** Its arguments; the blocks of one type are a list of objects. */
  readonly body: Value;
  /** As it is written. */
  readonly source: HclBlock;
  /** False when it depends on something computed whether it is there. */
  readonly certain: boolean;
}

export interface TerraformProvider extends Located {
  readonly name: string;
  readonly alias: string | null;
  readonly body: Value;
}

/** A call of a module that is not in the repository: what it makes is unknown. */
export interface TerraformCall extends Located {
  readonly address: string;
  readonly source: string | null;
  readonly body: Value;
}

/** Values for the variables of a root, for one environment. */
export interface VariableFile {
  readonly path: string;
  readonly values: ReadonlyMap<string, Value>;
}

/** A folder that Terraform is run in, with all that it calls. */
export interface TerraformRoot extends Located {
  readonly directory: string;
  readonly files: readonly string[];
  /** False when some of it could not be read, or is too large to be followed: what is absent may be there. */
  readonly complete: boolean;
  readonly resources: readonly TerraformResource[];
  readonly providers: readonly TerraformProvider[];
  /** Its `terraform` blocks. */
  readonly settings: readonly Value[];
  readonly calls: readonly TerraformCall[];
  /** Files that are chosen when it is run (`-var-file`). */
  readonly variableFiles: readonly VariableFile[];
  /** Whether files give it values without being chosen. */
  readonly hasOwnValues: boolean;
  readonly variables: readonly string[];
  readonly outputs: readonly string[];
}

export interface TerraformSources {
  /** Parsed files that end in `.tf` or `.tf.json`. */
  readonly files: readonly TerraformFile[];
  /** Parsed files of values (`*.tfvars`). */
  readonly values: readonly TerraformFile[];
  /** Folders with a file that could not be parsed. */
  readonly broken: ReadonlySet<string>;
  /** Paths of files of values that nobody can read here, such as encrypted ones: what they give is unknown. */
  readonly hidden: readonly string[];
}

const maxSteps = 300_000;
const resourceSteps = 10;

/** What the folders describe that Terraform is run in. Files of values that must be chosen count where all of them agree. */
export const terraformOf = (sources: TerraformSources): readonly TerraformRoot[] => {
  const folders = foldersOf(sources.files);
  const steps: Steps = { left: maxSteps };
  const modules = modulesOf(folders, steps);
  return rootsOf(folders).map((folder) => rootOf(folder, folders, sources, modules, steps));
};

const rootOf = (
  folder: Folder,
  folders: ReadonlyMap<string, Folder>,
  { values, broken, hidden }: TerraformSources,
  modules: ReturnType<typeof modulesOf>,
  steps: Steps,
): TerraformRoot => {
  const { directory } = folder;
  const own = values.filter(({ path }) => nearestFolder(path, folders) === directory);
  const guessed = hidden.some((path) => nearestFolder(path, folders) === directory);
  const constants = own.map((file): VariableFile & { readonly automatic: boolean } => ({
    path: file.path,
    automatic: isAutomatic(file.path, directory),
    values: new Map(
      file.body.attributes.map(({ name, value, at }) => [name, { ...modules.evaluate(value, noScope), at }] as const),
    ),
  }));
  const automatic = constants.filter((file) => file.automatic);
  const chosen = constants.filter((file) => !file.automatic);
  const fallback = (name: string): Value | undefined =>
    automatic.map((file) => file.values.get(name)).findLast((value) => value !== undefined);
  const root: Instance = {
    folder,
    prefix: '',
    input: (name) => {
      if (guessed) return { kind: 'name', name: `var.${name}`, at: { path: folder.files[0] ?? '' } };
      const given = chosen.flatMap((file) => file.values.get(name) ?? []);
      const [first, ...rest] = given;
      if (first === undefined) return fallback(name);
      // Some environments may leave it to the default, or to the command line.
      const agreed = given.length === chosen.length && rest.every((other) => sameValue(first, other) === true);
      return agreed ? first : { kind: 'name', name: `var.${name}`, at: first.at };
    },
    providers: {},
    depth: 0,
  };
  const found = { resources: [] as TerraformResource[], calls: [] as TerraformCall[], seen: new Set<string>() };
  collect(root, modules, steps, found);
  const scope = modules.scopeOf(root);
  const [path = ''] = folder.files;
  return {
    directory,
    files: folder.files,
    complete: steps.left >= 0 && ![...found.seen].some((each) => broken.has(each)),
    resources: found.resources,
    providers: folder.blocks('provider').map((block) => {
      const alias = argumentOf(block, 'alias');
      return {
        name: block.labels[0] ?? '',
        alias: alias === undefined ? null : wholeText(modules.evaluate(alias, scope)),
        body: bodyValue(block.body, scope, modules.evaluate),
        at: block.at,
      };
    }),
    settings: folder.blocks('terraform').map((block) => bodyValue(block.body, scope, modules.evaluate)),
    calls: found.calls,
    variableFiles: chosen,
    hasOwnValues: automatic.length > 0,
    variables: folder.blocks('variable').flatMap(({ labels }) => labels),
    outputs: folder.blocks('output').flatMap(({ labels }) => labels),
    at: { path },
  };
};

const collect = (
  instance: Instance,
  modules: ReturnType<typeof modulesOf>,
  steps: Steps,
  found: { resources: TerraformResource[]; calls: TerraformCall[]; seen: Set<string> },
): void => {
  const { folder, prefix } = instance;
  found.seen.add(folder.directory);
  const add = (block: HclBlock, mode: TerraformResource['mode']): void => {
    const [type = '', name = ''] = block.labels;
    const provider = argumentOf(block, 'provider');
    const called = (provider && nameOfProvider(provider)) ?? type.split('_')[0] ?? '';
    for (const { names, certain } of modules.repetitionsOf(instance, block)) {
      steps.left -= resourceSteps;
      if (steps.left < 0) return;
      found.resources.push({
        mode,
        type,
        address: `${prefix}${mode === 'data' ? 'data.' : ''}${type}.${name}`,
        provider: providerIn(instance, called),
        body: bodyValue(block.body, modules.scopeOf(instance, names), modules.evaluate),
        source: block,
        certain,
        at: headOf(block.at),
      });
    }
  };
  for (const block of folder.blocks('resource')) add(block, 'managed');
  for (const block of folder.blocks('data')) add(block, 'data');
  for (const block of folder.blocks('module')) {
    const children = modules.childrenOf(instance, block);
    if (children !== undefined) {
      for (const child of children) collect(child, modules, steps, found);
      continue;
    }
    const source = argumentOf(block, 'source');
    found.calls.push({
      address: `${prefix}module.${block.labels[0] ?? ''}`,
      source: source?.kind === 'literal' ? String(source.value) : null,
      body: bodyValue(block.body, modules.scopeOf(instance), modules.evaluate),
      at: headOf(block.at),
    });
  }
};

/** A block is pointed at by its first line: the whole of it would hide the rest of the file. */
const headOf = ({ path, line, column, pointer }: At): At =>
  pointer === undefined ? { path, ...(line && { line }), ...(column && { column }) } : { path, pointer };

const noScope = { names: {}, resolve: (_: readonly string[], at: At) => ({ value: unknownAt(at), taken: 1 }) };

const isAutomatic = (path: string, directory: string): boolean => {
  const name = directory === '' ? path : path.slice(directory.length + 1);
  return /^(?:terraform\.tfvars|[^/]+\.auto\.tfvars)(?:\.json)?$/.test(name);
};

/** The nearest folder above a file that has files of Terraform; values stand in it or below it. */
const nearestFolder = (path: string, folders: ReadonlyMap<string, Folder>): string | undefined => {
  for (let end = path.lastIndexOf('/'); end >= 0; end = path.lastIndexOf('/', end - 1)) {
    const directory = path.slice(0, end);
    if (folders.has(directory)) return directory;
  }
  return folders.has('') ? '' : undefined;
};
