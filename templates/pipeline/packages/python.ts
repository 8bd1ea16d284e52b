import { folderOf, get, isMapping, list, perView, record, toml } from '../../../src/kit/index.ts';
import type { RepositoryView, TomlTree } from '../../../src/kit/index.ts';
import type { Requirement } from '../model.ts';
import { text } from '../values.ts';
import { type Found, lockOf, manifestOf, nearest, ownFiles, requirement } from './common.ts';

export const pythonGlobs: readonly string[] = [
  '**/pyproject.toml',
  '**/uv.lock',
  '**/poetry.lock',
  '**/pdm.lock',
  '**/Pipfile',
  '**/Pipfile.lock',
  '**/requirements*.txt',
  '**/requirements*.in',
];

/** Folders with requirements. */
const requirements = perView((view) => new Set(view.glob('**/*requirements*.txt').map(folderOf)));

/** The name of a Python package as indexes compare it. */
const normal = (name: string): string => name.toLowerCase().replace(/[-_.]+/g, '-');

const nameIn = (specification: string): string | undefined =>
  /^\s*([A-Za-z0-9][\w.-]{0,200})/.exec(specification.slice(0, 300))?.[1];

/** The versions that a specification allows, without extras, markers and blanks. */
const rangeIn = (specification: string): string =>
  (specification.split(';')[0] ?? '')
    .replace(/^\s*[A-Za-z0-9][\w.-]*/, '')
    .replace(/\[[^\]]{0,200}\]/, '')
    .replace(/[\s()]/g, '')
    .split(',')
    .sort()
    .join(',');

/** Projects of uv, Poetry, PDM, Pipenv and pip, each compared with its lock file. */
export async function readPython(view: RepositoryView): Promise<readonly Found[]> {
  const projects = await Promise.all(
    ownFiles(view, /(?:^|\/)pyproject\.toml$/).map(async (path) => {
      const tree = await view.tree(path, toml);
      return tree === undefined ? [] : ofProject(view, path, tree);
    }),
  );
  const pipfiles = await Promise.all(
    ownFiles(view, /(?:^|\/)Pipfile$/).map(async (path) => {
      const tree = await view.tree(path, toml);
      return tree === undefined ? [] : [ofPipfile(view, path, tree)];
    }),
  );
  const requirements = ownFiles(view, /(?:^|\/)requirements[\w.-]*\.txt$/).map((path) => ofRequirements(view, path));
  return [...projects.flat(), ...pipfiles.flat(), ...requirements.filter(({ dependencies }) => dependencies > 0)];
}

const fromTable = (tree: TomlTree, ...keys: readonly string[]): readonly Requirement[] =>
  Object.entries(record(get(tree.value, ...keys)))
    .filter(([name]) => name !== 'python')
    .map(([name, value]) =>
      requirement(tree.at(...keys, name), name, text(value) ?? text(get(value, 'version')) ?? ''),
    );

const fromList = (tree: TomlTree, ...keys: readonly string[]): readonly Requirement[] =>
  list(get(tree.value, ...keys)).flatMap((item, index) => {
    const name = nameIn(text(item) ?? '');
    return name === undefined ? [] : [requirement(tree.at(...keys, index), name, rangeIn(text(item) ?? ''))];
  });

async function ofProject(view: RepositoryView, path: string, tree: TomlTree): Promise<readonly Found[]> {
  const groups = Object.keys(record(get(tree.value, 'tool', 'poetry', 'group')));
  const poetry = [
    ...fromTable(tree, 'tool', 'poetry', 'dependencies'),
    ...fromTable(tree, 'tool', 'poetry', 'dev-dependencies'),
    ...groups.flatMap((group) => fromTable(tree, 'tool', 'poetry', 'group', group, 'dependencies')),
  ];
  const standard = fromList(tree, 'project', 'dependencies');
  const asked = [...standard, ...poetry];
  if (asked.length === 0) return [];
  const lock = nearest(view, folderOf(path), ['uv.lock', 'poetry.lock', 'pdm.lock']);
  const tool = (name: string): boolean => isMapping(get(tree.value, 'tool', name));
  const manager =
    /(uv|poetry|pdm)\.lock$/.exec(lock ?? '')?.[1] ??
    ['uv', 'poetry', 'pdm'].find(tool) ??
    (poetry.length > 0 ? 'poetry' : 'pip');
  const hashed = requirements(view).has(folderOf(path));
  const found: Found = {
    ...manifestOf(path, 'pip', manager),
    dependencies: asked.length,
    library: list(get(tree.value, 'project', 'classifiers')).length > 0,
  };
  if (lock === undefined) {
    // Compiled requirements beside it are what is installed; they are judged themselves.
    return manager === 'pip' && hashed ? [] : [found];
  }
  const locked = await view.tree(lock, toml);
  const packages = list(get(locked?.value, 'package'));
  if (locked === undefined || packages.length === 0) return [{ ...found, lock: lockOf(lock, undefined) }];
  const names = new Set(packages.map((entry) => normal(text(get(entry, 'name')) ?? '')));
  const own = text(get(tree.value, 'project', 'name'));
  const entry = own === undefined ? undefined : packages.find((each) => text(get(each, 'name')) === normal(own));
  const metadata = list(get(entry, 'metadata', 'requires-dist'));
  const ranges = new Map(
    metadata.map((each) => [normal(text(get(each, 'name')) ?? ''), rangeIn(text(get(each, 'specifier')) ?? '')]),
  );
  const lacks = asked.filter(({ name, range }) => {
    if (!names.has(normal(name))) return true;
    const said = ranges.get(normal(name));
    return metadata.length > 0 && standard.length > 0 && said !== undefined && said !== range && !range.includes('@');
  });
  return [{ ...found, lock: lockOf(lock, lacks) }];
}

function ofPipfile(view: RepositoryView, path: string, tree: TomlTree): Found {
  const asked = [...fromTable(tree, 'packages'), ...fromTable(tree, 'dev-packages')];
  const lock = nearest(view, folderOf(path), ['Pipfile.lock']);
  const found = { ...manifestOf(path, 'pip', 'pipenv'), dependencies: asked.length };
  if (lock === undefined) return found;
  const data = view.json(lock);
  const names = new Set(['default', 'develop'].flatMap((key) => Object.keys(record(get(data, key))).map(normal)));
  return {
    ...found,
    lock: lockOf(lock, names.size === 0 ? undefined : asked.filter(({ name }) => !names.has(normal(name)))),
  };
}

const most = 5000;

/** A list of requirements is its own lock file when every line names one version with its hashes. */
function ofRequirements(view: RepositoryView, path: string): Found {
  const lines = (view.text(path) ?? '').split('\n').slice(0, most);
  const open: Requirement[] = [];
  let count = 0;
  for (let index = 0; index < lines.length; index += 1) {
    const start = index;
    let line = (lines[index] ?? '').slice(0, 2000);
    while (line.endsWith('\\') && index + 1 < lines.length)
      line = `${line.slice(0, -1)} ${(lines[(index += 1)] ?? '').slice(0, 2000)}`;
    const specification = line.replace(/(?:^|\s)#.*$/, '').trim();
    const name = nameIn(specification);
    if (name === undefined || /^(?:-|\.|https?:)/.test(specification)) continue;
    count += 1;
    const exact = /^[^;]*===?\s*[\w.!+-]+(?:\s|;|\\|$)/.test(specification) || specification.includes(' @ ');
    // pip has no hashes for a repository; the commit fixes what is in it.
    if (/ @ git\+\S+@[0-9a-f]{40}(?:[#\s]|$)/.test(specification)) continue;
    if (exact && specification.includes('--hash=')) continue;
    const range = exact ? 'has no hash' : rangeIn(specification.split(' --')[0] ?? '') || 'any version';
    open.push(requirement({ path, line: start + 1 }, name, range));
  }
  const lock = open.length === 0 && count > 0 ? lockOf(path, []) : null;
  return { ...manifestOf(path, 'pip', 'pip'), dependencies: count, open, lock };
}
