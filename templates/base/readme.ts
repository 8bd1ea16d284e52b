import { get } from '../../src/kit/index.ts';
import type { At, RepositoryView } from '../../src/kit/index.ts';
import { parseMarkdown } from './markdown.ts';
import type { Fence, Line } from './markdown.ts';
import type { Command, Readme } from './model.ts';
import { missingTopics, readmeTopics } from './topics.ts';
import { anywhere, firstOf, homesOf, join, nameOf, nearest } from './values.ts';

const places = ['README.md', '.github/README.md', 'docs/README.md', 'README.markdown', 'README'];

/** Read beside READMEs: what their commands need. */
export const readmeGlobs = anywhere([
  '[Rr][Ee][Aa][Dd][Mm][Ee]{.md,.markdown,}',
  '{.github,docs}/README.md',
  '{package.json,Makefile,makefile,GNUmakefile}',
]);

export const readReadmes = (view: RepositoryView): readonly Readme[] => {
  const path = nearest(view, places);
  const content = path === undefined ? undefined : view.text(path);
  if (path === undefined || content === undefined) return inOtherFormat(view);
  const { sections, fences } = parseMarkdown(content);
  const missing = missingTopics(
    readmeTopics,
    sections.map(({ title }) => title),
  );
  // A sentence below the title says what the repository is as well as a heading of its own.
  const [before, title] = sections;
  const opening = [before, title?.level === 1 ? title : undefined].flatMap((section) => section?.lines ?? []);
  // Without a title, the first heading may be that sentence itself.
  const headline = sections.some(({ level }) => level === 1) ? '' : (title?.title ?? '');
  const introduced = opening.some(({ text }) => isSentence(text)) || headline.split(/\s+/).length >= 5;
  const lost = new Set<number>();
  // Commands of a service's own README start in its folder.
  const home = homesOf(view).find((candidate) => path.startsWith(candidate)) ?? '';
  const links = content.match(/https?:\/\/[^\s()<>[\]"'`]{1,500}/g) ?? [];
  const commands = fences
    .flatMap((fence) => commandsOf(view, fence, path, home.replace(/\/$/, ''), lost))
    // What the text links to in another repository is run there.
    .filter(({ needs, exists }) => exists || !links.some((link) => link.endsWith(needs.replace(/^file /, '/'))));
  return [
    {
      missing: introduced ? missing.filter((topic) => topic !== 'what') : missing,
      headings: sections.map(({ title }) => title).filter((title) => title !== ''),
      commands,
      at: { path, line: 1 },
    },
  ];
};

const inOtherFormat = (view: RepositoryView): readonly Readme[] => {
  const path = nearest(view, ['README.rst', 'README.adoc', 'README.asciidoc', 'README.org', 'README.txt']);
  const nothing = { missing: [], headings: [], commands: [] };
  return path === undefined ? [] : [{ ...nothing, unread: true, at: { path } }];
};

/** Whether a line has words beside badges and links. */
const isSentence = (line: string): boolean => {
  const words = line
    .replaceAll(/!?\[[^\][]{0,200}\]\([^()]{0,500}\)|<[^<>]{0,300}>|https?:\/\/\S+/g, ' ')
    .match(/\p{L}{2,}/gu);
  return words !== null && words.join('').length >= 12;
};

const shells: ReadonlySet<string> = new Set([
  '',
  'sh',
  'bash',
  'shell',
  'zsh',
  'console',
  'shell-session',
  'shellsession',
]);

/**
 * The commands of a block whose need can be looked up. `cd` is followed.
 * @param start folder that a block starts in
 * @param lost headings below which the reader has gone into another folder, such as a project that he just made
 */
const commandsOf = (
  view: RepositoryView,
  { section, language, lines }: Fence,
  path: string,
  start: string,
  lost: Set<number>,
): readonly Command[] => {
  if (!shells.has(language)) return [];
  const session = lines.some(({ text }) => /^\s*\$ /.test(text));
  let folder: string | null = lost.has(section) ? null : start;
  let cloned = false;
  // Files that the reader has just fetched or made need not be in the repository.
  const made = new Set<string>();
  const commands: Command[] = [];
  for (const { text, line } of joined(lines)) {
    // In a session, lines without a prompt are output.
    if (session && !/^\s*\$ /.test(text)) continue;
    for (const words of simpleCommands(text.replace(/^\s*\$ /, ''))) {
      const [program = '', first = ''] = words;
      if (/^(?:curl|wget|cp|mv|ln|touch|tar|unzip|tee)$/.test(program))
        for (const word of words) made.add(nameOf(word));
      if (program === 'git' && first === 'clone') cloned = true;
      else if (program === 'cd') {
        // After a clone the first cd leads into this repository.
        folder = cloned ? start : enter(view, folder, first);
        cloned = false;
      } else if (makesProject(program, first)) folder = null;
      if (folder === null) lost.add(section);
      // A block without a language is a listing as often as a script: only what cannot be one is judged.
      const judged =
        folder !== null &&
        (language !== '' || /^(?:npm|yarn|pnpm|bun|make)$/.test(program) || program.startsWith('./'));
      const need = judged && folder !== null ? needOf(view, folder, words, { path, line }) : undefined;
      if (need !== undefined && (need.exists || !made.has(nameOf(need.needs.replace(/^file /, '')))))
        commands.push(need);
    }
  }
  return commands;
};

const makesProject = (program: string, first: string): boolean =>
  (/^(?:npm|yarn|pnpm|bun)$/.test(program) && /^(?:init|create)$/.test(first)) ||
  (/^(?:npx|bunx|pnpx)$/.test(program) && /create-|degit/.test(first));

const enter = (view: RepositoryView, folder: string | null, target: string): string | null => {
  const entered = folder === null || target === '' ? null : join(folder, target);
  return entered !== null && (entered === '' || view.paths.some((path) => path.startsWith(`${entered}/`)))
    ? entered
    : null;
};

/** Lines that a backslash continues, as one. */
const joined = (lines: readonly Line[]): readonly Line[] => {
  const whole: Line[] = [];
  let open: Line | undefined;
  for (const { text, line } of lines) {
    const continues = text.endsWith('\\');
    const part = continues ? text.slice(0, -1) : text;
    const current: Line =
      open === undefined ? { text: part, line } : { text: `${open.text} ${part.trim()}`, line: open.line };
    if (continues) open = current;
    else {
      whole.push(current);
      open = undefined;
    }
  }
  return open === undefined ? whole : [...whole, open];
};

/** Commands of a line as words, without comments and leading assignments. Quotes do not matter for what we look at. */
const simpleCommands = (text: string): readonly (readonly string[])[] =>
  text
    .replace(/(?:^|\s)#.*$/, '')
    .split(/&&|\|\||[;|]/)
    .map((part) => part.trim().split(/\s+/))
    .map(withoutAssignments)
    .filter(([first]) => first !== undefined && first !== '');

const withoutAssignments = (words: readonly string[]): readonly string[] => {
  const first = words.findIndex((word) => !/^\w+=/.test(word));
  return first === -1 ? [] : words.slice(first);
};

/** What a command needs of the repository, and whether it is there; undefined when it needs nothing that we know. */
const needOf = (view: RepositoryView, folder: string, words: readonly string[], at: At): Command | undefined => {
  const text = words.join(' ').slice(0, 80);
  const [program = '', ...rest] = words;
  const script = scriptOf(program, rest);
  if (script !== undefined) {
    const file = join(folder, `${script.folder}/package.json`);
    const scripts = file === null ? undefined : get(view.json(file), 'scripts');
    return { text, needs: `script ${script.name} of ${file}`, exists: get(scripts, script.name) !== undefined, at };
  }
  if (program === 'make' && rest.length > 0 && rest.every((word) => /^[\w./-]+$/.test(word) && !word.startsWith('-'))) {
    const file = firstOf(
      view.paths,
      ['GNUmakefile', 'makefile', 'Makefile'].map((name) => join(folder, name) ?? name),
    );
    const missing = rest.find((target) => !targetsOf(view, file).has(target));
    return {
      text,
      needs: `target ${missing ?? rest.join(' ')} of ${file ?? 'a Makefile'}`,
      exists: missing === undefined,
      at,
    };
  }
  const file = fileOf(program, rest);
  const path = file === undefined ? null : join(folder, file);
  return path === null ? undefined : { text, needs: `file ${path}`, exists: view.has(path), at };
};

const scriptOf = (
  program: string,
  rest: readonly string[],
): { readonly name: string; readonly folder: string } | undefined => {
  if (!/^(?:npm|yarn|pnpm|bun)$/.test(program)) return undefined;
  // Workspaces are chosen by name, which may stand for any folder.
  if (rest.some((word) => /^(?:-w|--workspaces?|--filter|-F|-r|--recursive|workspace|workspaces)(?:=|$)/.test(word)))
    return undefined;
  const prefix = rest.findIndex((word) => /^(?:--prefix|-C|--cwd|--dir)$/.test(word));
  const words = rest.filter((word, index) => !word.startsWith('-') && (prefix === -1 || index !== prefix + 1));
  const folder = prefix === -1 ? '.' : (rest[prefix + 1] ?? '.');
  const [verb, name] = words;
  if ((verb === 'run' || verb === 'run-script') && name !== undefined) return { name, folder };
  if (program !== 'bun' && (verb === 'test' || verb === 't' || verb === 'start'))
    return { name: verb === 't' ? 'test' : verb, folder };
  return undefined;
};

const targetsOf = (view: RepositoryView, file: string | undefined): ReadonlySet<string> => {
  const content = file === undefined ? '' : (view.text(file) ?? '');
  const names = content
    .split('\n')
    .flatMap((line) =>
      /^[\w./-][\w./ -]*:(?!=)/.test(line) ? line.slice(0, line.indexOf(':')).trim().split(/\s+/) : [],
    );
  return new Set(names);
};

const interpreters: ReadonlySet<string> = new Set(['sh', 'bash', 'zsh', 'node', 'python', 'python3', 'source', '.']);

/** A file of the repository that is run, by its own path or by an interpreter. */
const fileOf = (program: string, rest: readonly string[]): string | undefined => {
  const file = interpreters.has(program) ? rest.find((word) => !word.startsWith('-')) : program;
  if (file === undefined || !/^[\w./@-]+$/.test(file) || file.startsWith('/') || file.endsWith('/')) return undefined;
  // Build output is not in the repository, and a name without a slash is found on the machine.
  if (/(?:^|\/)(?:dist|build|target|out|bin|\.venv|venv|node_modules)\//.test(file)) return undefined;
  return file.includes('/') ? file : undefined;
};
