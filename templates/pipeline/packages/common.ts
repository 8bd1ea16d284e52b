import { folderOf, joinPath, type At, type RepositoryView } from '../../../src/kit/index.ts';
import type { Lock, Manifest, Requirement } from '../model.ts';

/** A manifest as its file and its lock file tell it; which steps install it is known later. */
export type Found = Omit<Manifest, 'installs' | 'place'>;

// Not ours: a template of other projects, installed, copied, generated, or there to be read by tests and people.
const foreign =
  /\{\{|(?:^|\/)(?:node_modules|META-INF|vendor|third_party|dist|build|out|cdk\.out|\.terraform|\.venv|venv|fixtures?|__fixtures__|testdata|examples?|samples?|docs?)\//;

/** The files of the repository's own projects that match. */
export const ownFiles = (view: RepositoryView, pattern: RegExp): readonly string[] =>
  view.paths.filter((path) => pattern.test(path) && !foreign.test(path)).slice(0, 500);

/** The first of some files that stands in a folder, or in one around it. */
export function nearest(view: RepositoryView, folder: string, names: readonly string[]): string | undefined {
  const parts = folder === '' ? [] : folder.split('/');
  for (let depth = parts.length; depth >= 0; depth -= 1) {
    for (const name of names) {
      const path = joinPath(...parts.slice(0, depth), name) ?? name;
      if (view.has(path)) return path;
    }
  }
  return undefined;
}

/** The way from one folder to another one inside of it; empty for itself. */
export const within = (outer: string, inner: string): string =>
  outer === '' ? inner : inner.slice(outer.length).replace(/^\//, '');

export const requirement = (at: At, name: string, range: string): Requirement => ({ at, name, range });

/** A lock file with what the manifest asks for and it does not have; `lacks` is undefined when they could not be compared. */
export const lockOf = (path: string, lacks: readonly Requirement[] | undefined): Lock => ({
  at: { path },
  compared: lacks !== undefined,
  lacks: lacks ?? [],
  missing: (lacks ?? []).slice(0, 10).map(({ name, range }) => `${name} ${range}`.trim()),
});

/** What a manifest is when nothing more is said of it. */
export const manifestOf = (path: string, ecosystem: string, manager: string): Found => ({
  at: { path },
  ecosystem,
  manager,
  directory: folderOf(path),
  dependencies: 0,
  library: false,
  lock: null,
  open: [],
  lockable: true,
});
