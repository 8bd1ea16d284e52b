import { folderOf, get, isMapping, joinPath, pointer, record, type RepositoryView } from '../../../src/kit/index.ts';
import type { Requirement } from '../model.ts';
import { text } from '../values.ts';
import { type Found, lockOf, manifestOf, nearest, ownFiles, requirement, within } from './common.ts';
import { rangesInLock } from './npm-locks.ts';

const managers: readonly (readonly [string, readonly string[]])[] = [
  ['npm', ['package-lock.json', 'npm-shrinkwrap.json']],
  ['pnpm', ['pnpm-lock.yaml']],
  ['yarn', ['yarn.lock']],
  ['bun', ['bun.lock', 'bun.lockb']],
];

export const npmGlobs: readonly string[] = [
  '**/package.json',
  ...managers.flatMap(([, locks]) => locks.filter((lock) => lock !== 'bun.lockb').map((lock) => `**/${lock}`)),
];

const sections = ['dependencies', 'devDependencies', 'optionalDependencies'];

/** Projects of npm, pnpm, yarn and bun, each compared with its lock file. */
export function readNpm(view: RepositoryView): readonly Found[] {
  const paths = ownFiles(view, /(?:^|\/)package\.json$/);
  const siblings = new Set(paths.map((path) => text(get(view.json(path), 'name'))));
  return paths.flatMap((path): readonly Found[] => {
    const manifest = view.json(path);
    const asked = requirementsOf(path, manifest);
    if (asked.length === 0) return [];
    const locks = managers.flatMap(([, names]) => names);
    const lock = nearest(view, folderOf(path), locks);
    const [manager = 'npm'] =
      managers.find(([, names]) => names.some((name) => lock?.endsWith(name))) ?? managerOf(manifest);
    const found: Found = {
      ...manifestOf(path, 'npm', manager),
      dependencies: asked.length,
      library:
        get(manifest, 'private') !== true &&
        (get(manifest, 'publishConfig') !== undefined || get(manifest, 'files') !== undefined),
    };
    if (lock === undefined) return [found];
    const member = within(folderOf(lock), found.directory);
    const locked = rangesInLock(view, lock, member, text(get(manifest, 'name')) ?? '');
    // A lock file around that does not know the folder is that of another project.
    // Nx builds its projects with the packages of the root.
    if (locked === 'unknown-member') return view.has(joinPath(folderOf(lock), 'nx.json') ?? '') ? [] : [found];
    const changed = namesChangedBy(manifest, view.json(joinPath(folderOf(lock), 'package.json') ?? ''), view, lock);
    const lacks = asked.filter(
      ({ name, range }) => !siblings.has(name) && !changed.has(name) && !/^(?:link|workspace|portal):/.test(range),
    );
    return [{ ...found, lock: lockOf(lock, locked === undefined ? undefined : lacks.filter(lacksIn(locked))) }];
  });
}

/** Whether a lock file lacks a requirement: its name, or its range where both are plain versions. */
const lacksIn =
  (locked: ReadonlyMap<string, ReadonlySet<string> | null>) =>
  ({ name, range }: Requirement): boolean => {
    const ranges = locked.get(name);
    if (ranges === undefined) return true;
    return ranges !== null && !/[:/]/.test(range) && !ranges.has(range);
  };

const requirementsOf = (path: string, manifest: unknown): readonly Requirement[] =>
  sections.flatMap((section) =>
    Object.entries(record(get(manifest, section))).flatMap(([name, range]) =>
      typeof range === 'string' ? [requirement({ path, pointer: pointer(section, name) }, name, range)] : [],
    ),
  );

const managerOf = (manifest: unknown): readonly [string] => [
  /^(npm|pnpm|yarn|bun)@/.exec(text(get(manifest, 'packageManager')) ?? '')?.[1] ?? 'npm',
];

/** Names whose range the project itself replaces; lock files keep the one that replaces, or the other. */
const namesChangedBy = (manifest: unknown, root: unknown, view: RepositoryView, lock: string): ReadonlySet<string> =>
  new Set(
    [
      ...[manifest, root].flatMap((each) => [
        get(each, 'overrides'),
        get(each, 'resolutions'),
        get(each, 'pnpm', 'overrides'),
      ]),
      // pnpm takes them from the workspace too, and its lock file repeats them.
      lock.endsWith('pnpm-lock.yaml') ? get(view.yaml(lock)?.[0], 'overrides') : undefined,
    ]
      .filter(isMapping)
      .flatMap((overrides) => Object.keys(overrides))
      .map((key) => key.replace(/^.*[>/](?=[^/>]+$)(?<!@[^/]*\/)/, '').replace(/(?<=.)@.*$/, '')),
  );
