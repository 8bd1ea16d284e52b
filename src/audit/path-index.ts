import { extensionOf, globsOf } from './globs.ts';
import type { Glob } from './globs.ts';

/** Finds the paths of a repository that match a glob without looking at all of them. */
export interface PathIndex {
  /** Whether there is a path that matches any of the globs. */
  any(patterns: readonly string[]): boolean;
  /** The paths that match any of the globs, in order. */
  find(patterns: readonly string[]): readonly string[];
}

const known = new WeakMap<readonly string[], PathIndex>();

/**
 * The index of a list of paths, made once for each list.
 * @param paths in order
 */
export const indexPaths = (paths: readonly string[]): PathIndex => {
  const found = known.get(paths) ?? indexOf(paths);
  known.set(paths, found);
  return found;
};

const nothing: PathIndex = { any: () => false, find: () => [] };

const indexOf = (paths: readonly string[]): PathIndex => {
  if (paths.length === 0) return nothing;
  const byName = new Map<string, number[]>();
  const byExtension = new Map<string, number[]>();
  const split: (readonly string[] | undefined)[] = [];
  const add = (map: Map<string, number[]>, key: string, index: number): void => {
    const group = map.get(key);
    if (group === undefined) map.set(key, [index]);
    else group.push(index);
  };
  const all = paths.map((path, index) => {
    add(byName, path.slice(path.lastIndexOf('/') + 1), index);
    add(byExtension, extensionOf(path), index);
    return index;
  });
  const candidates = ({ name, extension }: Glob): readonly number[] => {
    if (name !== undefined) return byName.get(name) ?? [];
    return extension === undefined ? all : (byExtension.get(extension) ?? []);
  };
  const isMatch = (glob: Glob, index: number): boolean =>
    glob.decided === true || glob.matches((split[index] ??= (paths[index] ?? '').split('/')));

  return {
    any: (patterns) =>
      patterns.some((pattern) => globsOf(pattern).some((glob) => candidates(glob).some((at) => isMatch(glob, at)))),
    find: (patterns) => {
      const isFound = new Uint8Array(paths.length);
      for (const pattern of patterns) {
        for (const glob of globsOf(pattern)) {
          for (const index of candidates(glob)) if (isFound[index] === 0 && isMatch(glob, index)) isFound[index] = 1;
        }
      }
      return paths.filter((_, index) => isFound[index] === 1);
    },
  };
};
