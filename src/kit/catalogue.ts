import type { At } from './at.ts';
import { pointer } from './at.ts';
import type { RepositoryView } from './reader.ts';
import { folderOf, get, joinPath, list, record } from './values.ts';
import type { Mapping } from './values.ts';
import { pathMatches } from './wildcards.ts';

/** An entity as a Backstage catalogue knows it, with its place. */
export interface Entity {
  /** Such as `Component`; never blank. */
  readonly kind: string;
  readonly metadata: Mapping;
  readonly spec: Mapping;
  /** Of its `spec`. */
  readonly at: At;
}

/** Backstage finds descriptors by any name through a Location; these are the usual ones. */
export const descriptorGlobs: readonly string[] = [
  '**/catalog-info*.{yaml,yml}',
  '{.backstage,catalog}/**/*.{yaml,yml}',
];

const notOurs = /(?:^|\/)(?:node_modules|vendor|dist|fixtures?|testdata)\//;

const mostFiles = 5000;
const mostTargets = 5000;
// Each is compared with every path.
const mostWildcards = 50;

/** Every entity of the usual files and of those that a Location names inside of the repository, each file once. */
export const readEntities = (view: RepositoryView): readonly Entity[] => {
  const files = view.glob(...descriptorGlobs).filter((path) => !notOurs.test(path));
  const known = new Set(files);
  const entities: Entity[] = [];
  const find = finder(view);
  // A Location may name another; the list grows while it is walked, and a file is never on it twice.
  for (const path of files) {
    for (const entity of entitiesIn(view, path)) {
      entities.push(entity);
      if (entity.kind !== 'Location') continue;
      for (const target of find(entity)) {
        if (known.has(target) || known.size >= mostFiles) continue;
        known.add(target);
        files.push(target);
      }
    }
  }
  return entities;
};

const entitiesIn = (view: RepositoryView, path: string): readonly Entity[] =>
  (view.yaml(path) ?? []).flatMap((document, index): readonly Entity[] => {
    const [kind, version] = [get(document, 'kind'), get(document, 'apiVersion')];
    if (typeof kind !== 'string' || kind.trim() === '') return [];
    if (typeof version !== 'string' || !version.startsWith('backstage.io/')) return [];
    const at = { path, document: index, pointer: pointer('spec') };
    return [
      { kind: kind.trim(), metadata: record(get(document, 'metadata')), spec: record(get(document, 'spec')), at },
    ];
  });

/** Finds the files of the repository that Locations name by a relative path, with wildcards or without. */
const finder = (view: RepositoryView): ((location: Entity) => readonly string[]) => {
  let [targets, wildcards] = [0, 0];
  const find = (folder: string, target: unknown): readonly string[] => {
    if (typeof target !== 'string' || /^[a-z][\w+.-]*:/i.test(target) || (targets += 1) > mostTargets) return [];
    const path = joinPath(folder, target);
    if (path === undefined) return [];
    if (!/[*?]/.test(path)) return view.has(path) ? [path] : [];
    return (wildcards += 1) > mostWildcards ? [] : view.paths.filter((candidate) => pathMatches(path, candidate));
  };
  return ({ spec, at }) =>
    [spec['target'], ...list(spec['targets'])].flatMap((target) => find(folderOf(at.path), target));
};
