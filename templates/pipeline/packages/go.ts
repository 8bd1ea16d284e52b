import { folderOf, joinPath, type RepositoryView } from '../../../src/kit/index.ts';
import type { Requirement } from '../model.ts';
import { type Found, lockOf, manifestOf, ownFiles, requirement } from './common.ts';

export const goGlobs: readonly string[] = ['**/go.mod', '**/go.sum'];

const most = 20_000;

interface Module {
  readonly requires: readonly Requirement[];
  readonly replaced: ReadonlySet<string>;
}

/** Go modules, each compared with its checksums. */
export const readGo = (view: RepositoryView): readonly Found[] =>
  ownFiles(view, /(?:^|\/)go\.mod$/).flatMap((path): readonly Found[] => {
    const { requires, replaced } = moduleOf(path, view.text(path) ?? '');
    if (requires.length === 0) return [];
    const sums = joinPath(folderOf(path), 'go.sum') ?? 'go.sum';
    const found = { ...manifestOf(path, 'gomod', 'go'), dependencies: requires.length };
    const content = view.text(sums);
    if (content === undefined) return [found];
    const known = new Set(content.split('\n', most).map((line) => line.split(' ').slice(0, 2).join(' ')));
    const lacks = requires.filter(
      ({ name, range }) =>
        !replaced.has(name) && !known.has(`${name} ${range}/go.mod`) && !known.has(`${name} ${range}`),
    );
    return [{ ...found, lock: lockOf(sums, lacks) }];
  });

/** The directives of a `go.mod`: one in a line, or several in brackets behind their name. */
function moduleOf(path: string, content: string): Module {
  const requires: Requirement[] = [];
  const replaced = new Set<string>();
  let block: string | undefined;
  content.split('\n', most).forEach((written, index) => {
    const line = written
      .slice(0, 1000)
      .replace(/\/\/.*$/, '')
      .trim();
    if (line === ')') block = undefined;
    const opened = /^(\w+)\s*\($/.exec(line)?.[1];
    if (opened !== undefined) block = opened;
    const [directive, ...rest] = block === undefined ? line.split(/\s+/) : [block, ...line.split(/\s+/)];
    const [name = '', version = ''] = rest;
    if (directive === 'require' && /^v\d/.test(version))
      requires.push(requirement({ path, line: index + 1 }, name, version));
    if (directive === 'replace' && name !== '') replaced.add(name);
  });
  return { requires, replaced };
}
