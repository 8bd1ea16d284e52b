interface Folder {
  readonly folders: Map<string, Folder>;
  readonly files: string[];
}

const empty = (): Folder => ({ folders: new Map(), files: [] });

const count = (folder: Folder): number =>
  [...folder.folders.values()].reduce((sum, inner) => sum + count(inner), folder.files.length);

/**
 * Draws paths as a tree. Folders below the given depth are shown as a count, so that a service of a hundred files fits a screen.
 *
 * @param depth how many levels are opened
 */
export function drawTree(root: string, paths: readonly string[], depth: number): string {
  const top = empty();
  for (const path of paths) {
    const segments = path.split('/');
    const name = segments.pop() ?? '';
    let folder = top;
    for (const segment of segments) {
      const inner: Folder = folder.folders.get(segment) ?? empty();
      folder.folders.set(segment, inner);
      folder = inner;
    }
    folder.files.push(name);
  }
  return [root, ...draw(top, '', depth)].join('\n');
}

function draw(folder: Folder, indent: string, depth: number): string[] {
  const entries = [
    ...[...folder.folders].sort(byName).map(([name, inner]) => ({ name: `${name}/`, inner })),
    ...folder.files.sort().map((name) => ({ name, inner: undefined })),
  ];
  return entries.flatMap(({ name, inner }, index) => {
    const last = index === entries.length - 1;
    const line = `${indent}${last ? '└─ ' : '├─ '}${name}`;
    if (inner === undefined) return [line];
    const files = count(inner);
    if (depth <= 1) return [`${line}  ${files} ${files === 1 ? 'file' : 'files'}`];
    return [line, ...draw(inner, `${indent}${last ? '   ' : '│  '}`, depth - 1)];
  });
}

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
