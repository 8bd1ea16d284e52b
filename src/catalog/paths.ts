/** Paths of the standard that match, each with what the pattern captures. */
export const pathsLike = (
  tree: ReadonlyMap<string, string>,
  pattern: RegExp,
  below = '',
): [path: string, name: string][] =>
  [...tree.keys()].flatMap((path): [string, string][] => {
    const name = path.startsWith(below) ? pattern.exec(path)?.[1] : undefined;
    return name === undefined ? [] : [[path, name]];
  });
