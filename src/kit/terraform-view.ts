import { hcl } from './hcl.ts';
import type { RepositoryView } from './reader.ts';
import { terraformOf } from './terraform.ts';
import type { TerraformRoot } from './terraform.ts';
import type { TerraformFile } from './terraform-folders.ts';
import { folderOf } from './values.ts';

/** The files that describe Terraform, for the globs of readers. */
export const terraformGlobs: readonly string[] = ['**/*.tf', '**/*.tf.json', '**/*.tfvars', '**/*.tfvars.json'];

/** The Terraform of a repository: its files, and the folders that it is run in. */
export interface TerraformSeen {
  readonly files: readonly TerraformFile[];
  readonly roots: readonly TerraformRoot[];
}

const known = new WeakMap<RepositoryView, Map<string, Promise<TerraformSeen>>>();

/**
 * The Terraform of the files that are our own, evaluated as far as it can be. Evaluated once for each view, whichever readers ask.
 *
 * @param foreign paths that are not read: of tests, of what was installed
 */
export const terraformIn = (view: RepositoryView, foreign: RegExp): Promise<TerraformSeen> => {
  const ofView = known.get(view) ?? new Map<string, Promise<TerraformSeen>>();
  known.set(view, ofView);
  const found = ofView.get(foreign.source) ?? read(view, foreign);
  ofView.set(foreign.source, found);
  return found;
};

const read = async (view: RepositoryView, foreign: RegExp): Promise<TerraformSeen> => {
  const own = (...globs: readonly string[]): readonly string[] =>
    view.glob(...globs).filter((path) => !foreign.test(path) && !/(?:^|\/)\.terraform\//.test(path));
  const paths = own('**/*.tf', '**/*.tf.json');
  if (paths.length === 0) return { files: [], roots: [] };
  const files = await parsed(view, paths);
  const given = own('**/*.tfvars', '**/*.tfvars.json');
  // Files of values are often encrypted; that is no fault of theirs.
  const values = await parsed(
    view,
    given.filter((path) => view.text(path) !== undefined),
  );
  const valued = new Set(values.map(({ path }) => path));
  const whole = new Set(files.map(({ path }) => path));
  const broken = new Set(paths.filter((path) => !whole.has(path)).map(folderOf));
  const hidden = given.filter((path) => !valued.has(path));
  return { files, roots: terraformOf({ files, values, broken, hidden }) };
};

const parsed = async (view: RepositoryView, paths: readonly string[]): Promise<readonly TerraformFile[]> => {
  const files = await Promise.all(paths.map(async (path) => ({ path, body: await view.tree(path, hcl) })));
  return files.filter((file): file is TerraformFile => file.body !== undefined);
};
