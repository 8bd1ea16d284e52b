import { folderOf, joinPath, perView, type RepositoryView } from '../../src/kit/index.ts';
import { runCommands } from './commands.ts';
import { containerGlobs } from './containers.ts';
import type { ImageInstall } from './model.ts';

const most = 50;
const longest = 50_000;
const managers = /\b(?:npm|yarn|pnpm|bun|pip3?|uv|poetry|pdm|pipenv|bundle)\b/;
const manifests = ['package.json', 'pyproject.toml', 'requirements.txt', 'Gemfile', 'Pipfile'];
// Stages that nobody delivers.
const aside = /^(?:dev|devel|development|debug|tests?|testing|lint|ci)$/i;

/** Installations in Dockerfiles that may resolve the service's dependencies anew. */
export const readImageInstalls = perView((view): readonly ImageInstall[] =>
  view
    .glob(...containerGlobs)
    .filter((path) => !/compose[^/]*$/.test(path))
    .slice(0, most)
    .flatMap((path) => installsIn(view, path)),
);

function installsIn(view: RepositoryView, path: string): readonly ImageInstall[] {
  const text = (view.text(path) ?? '').slice(0, longest);
  if (!managers.test(text)) return [];
  const home = folderOf(path);
  // An image is built from the folder of its file, or else from the root.
  const own = manifests.some((name) => view.has(joinPath(home, name) ?? name)) ? home : '';
  let root: string | undefined;
  let folder = own;
  let stage = '';
  return linesOf(text).flatMap(({ words, line }) => {
    const [, name = '', said = ''] = /^\s*(\w+)\s+(.*)$/.exec(words.slice(0, 5000)) ?? [];
    const instruction = name.toUpperCase();
    if (instruction === 'FROM') stage = /\sAS\s+([\w.-]+)\s*$/i.exec(said)?.[1] ?? '';
    if (instruction === 'WORKDIR') {
      // The first working folder takes what the context has; later ones lie in it.
      const place = said.trim().replace(/^["']|["']$/g, '');
      root ??= place;
      const inner = place.startsWith(`${root}/`) ? place.slice(root.length + 1) : place.startsWith('/') ? '' : place;
      folder = joinPath(own, place === root ? '' : inner) ?? own;
    }
    if (instruction !== 'RUN' || aside.test(stage) || !managers.test(said)) return [];
    const program = said.replace(/^(?:--\S+\s+){1,10}/, '');
    const { effects } = runCommands(view, asShell(program), folder, false);
    return effects.flatMap(({ install }) =>
      install === null || install.frozen ? [] : [{ ...install, at: { path, line }, name: install.command }],
    );
  });
}

/** Instructions with the lines that they go on in as one, each with the number of its first. */
function linesOf(text: string): readonly { readonly words: string; readonly line: number }[] {
  const found: { words: string; line: number }[] = [];
  let open = false;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*#/.test(line)) continue;
    const last = found.at(-1);
    const words = line.replace(/\\\s*$/, ' ');
    if (open && last !== undefined) last.words += words;
    else found.push({ words, line: index + 1 });
    open = /\\\s*$/.test(line.slice(-200));
  }
  return found;
}

/** `["npm", "install"]` as a line of a shell. */
const asShell = (program: string): string =>
  program.startsWith('[') ? program.replace(/["[\],]{1,20}/g, ' ').trim() : program;
