import { perView } from './per-view.ts';
import { hcl } from './hcl.ts';
import type { RepositoryView } from './reader.ts';
import { terraformOf } from './terraform.ts';
import type { TerraformRoot } from './terraform.ts';
import type { TerraformFile } from './terraform-folders.ts';
import { folderOf } from './values.ts';

/** The files that describe Terraform, for the globs of readers. */
export const terraformGlobs: readonly string[] = ['**/*.tf', '**/*.tf.json', '**/*.tfvars', '**/*.tfvars.json'];

const known = perView(() => new Map<string, Promise<readonly TerraformRoot[]>>());

/**
 * The folders that Terraform is run in, of the files that are our own. Evaluated once for each view, whichever readers ask.
 *
 * @param foreign paths that are not read: of tests, of what was installed
 */
export const terraformIn = (view: RepositoryView, foreign: RegExp): Promise<readonly TerraformRoot[]> => {
  const ofView = known(view);
  const found = ofView.get(foreign.source) ?? rootsIn(view, foreign);
  ofView.set(foreign.source, found);
  return found;
};

const rootsIn = async (view: RepositoryView, foreign: RegExp): Promise<readonly TerraformRoot[]> => {
  const own = (...globs: readonly string[]): readonly string[] =>
    view.glob(...globs).filter((path) => !foreign.test(path) && !/(?:^|\/)\.terraform\//.test(path));
  const paths = own('**/*.tf', '**/*.tf.json');
  if (paths.length === 0) return [];
  const files = await parsed(view, paths);
  const given = own('**/*.tfvars', '**/*.tfvars.json');
  // Files of values are often encrypted; that is no fault of theirs.
  const texts = given.filter((path) => view.text(path) !== undefined);
  const values = await parsed(view, texts);
  const read = new Set([...files, ...values].map(({ path }) => path));
  const unread = (candidates: readonly string[]): readonly string[] => candidates.filter((path) => !read.has(path));
  return terraformOf({ files, values, broken: new Set(unread(paths).map(folderOf)), hidden: unread(given) });
};

const parsed = async (view: RepositoryView, paths: readonly string[]): Promise<readonly TerraformFile[]> => {
  const files = await Promise.all(paths.map(async (path) => ({ path, body: await view.tree(path, hcl) })));
  return files.filter((file): file is TerraformFile => file.body !== undefined);
};
