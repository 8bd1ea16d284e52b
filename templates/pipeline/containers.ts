import { folderOf, get, joinPath, type RepositoryView } from '../../src/kit/index.ts';
import { text } from './values.ts';

/** What a command runs inside of a container. */
export interface Contained {
  /** The command; empty where the image or the compose file says what runs. */
  readonly words: readonly string[];
  readonly directory: string;
  /** What is started, for messages and for a guess by its name: the service, or the image. */
  readonly name: string;
}

export const containerGlobs: readonly string[] = [
  '**/{Dockerfile,Dockerfile.*,*.Dockerfile}',
  '**/{docker-,}compose*.{yml,yaml}',
];

// Options that have a word of their own behind them.
const valued =
  /^(?:-[fpeuvwlhmc]|--(?:file|project-name|profile|env-file|project-directory|env|user|volume|workdir|name|label|publish|entrypoint|network|platform|mount|hostname|memory|cpus|add-host|pull|tag|target|build-arg|cache-from|cache-to|secret|ssh|output|progress|builder|set|index))$/;

/** Words without options in front of the first that is none, and those options. */
function pastOptions(words: readonly string[]): readonly [readonly string[], readonly string[]] {
  let index = 0;
  while (index < words.length && (words[index] ?? '').startsWith('-')) {
    index += valued.test(words[index] ?? '') ? 2 : 1;
  }
  return [words.slice(index), words.slice(0, index)];
}

const valueOf = (options: readonly string[], names: RegExp): string | undefined => {
  const index = options.findIndex((word) => names.test(word.split('=', 1)[0] ?? ''));
  const word = options[index] ?? '';
  return index < 0 ? undefined : word.includes('=') ? word.slice(word.indexOf('=') + 1) : options[index + 1];
};

/** `docker compose run --rm api npm test`, `docker exec api npm test`, `docker run -v .:/app node:24 npm test`. */
export function insideOf(view: RepositoryView, words: readonly string[], directory: string): Contained | undefined {
  const [tool = '', ...rest] = words;
  const compose =
    /^(?:docker|podman)-compose$/.test(tool) || (/^(?:docker|podman|nerdctl)$/.test(tool) && rest[0] === 'compose');
  if (compose) {
    const [behind, global] = pastOptions(tool.endsWith('-compose') ? rest : rest.slice(1));
    const [verb = '', ...args] = behind;
    // `up` ends with what this service says.
    const judge = verb === 'up' ? valueOf(args, /^--exit-code-from$/) : undefined;
    if (judge !== undefined) return { words: [], directory, name: judge };
    if (!/^(?:run|exec)$/.test(verb)) return undefined;
    const [[service = '', ...inner], own] = pastOptions(args);
    const entry = valueOf(own, /^--entrypoint$/);
    const folder = serviceFolder(view, directory, valueOf(global, /^(?:-f|--file)$/), service);
    return { words: entry === undefined ? inner : [entry, ...inner], directory: folder, name: service };
  }
  if (!/^(?:docker|podman|nerdctl)$/.test(tool)) return undefined;
  const verb = rest[0] === 'container' ? rest[1] : rest[0];
  if (verb !== 'run' && verb !== 'exec') return undefined;
  const [[name = '', ...inner], own] = pastOptions(rest.slice(rest[0] === 'container' ? 2 : 1));
  const entry = valueOf(own, /^--entrypoint$/);
  return { words: entry === undefined ? inner : [entry, ...inner], directory, name };
}

const composeFiles = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'];

/** The folder that the image of a service is built from: what runs in it are the programs of that folder. */
function serviceFolder(view: RepositoryView, directory: string, named: string | undefined, service: string): string {
  const path = (named === undefined ? composeFiles : [named])
    .map((name) => joinPath(directory, name) ?? name)
    .find((name) => view.paths.includes(name));
  if (path === undefined) return directory;
  const build = get(view.yaml(path)?.[0], 'services', service, 'build');
  const context = text(build) ?? text(get(build, 'context'));
  return context === undefined || context.includes('$') ? directory : (joinPath(folderOf(path), context) ?? directory);
}

/** What a build of an image runs on its way: the lines `RUN` of its Dockerfile, up to the stage that is asked for. */
export function buildOf(
  view: RepositoryView,
  words: readonly string[],
  directory: string,
):
  | { readonly programs: readonly string[]; readonly directory: string; readonly target: string | undefined }
  | undefined {
  const line = words.slice(0, 3).join(' ');
  const skipped = /^(?:docker|podman) buildx build\b/.test(line)
    ? 3
    : /^(?:docker|podman|nerdctl) build\b/.test(line)
      ? 2
      : 0;
  if (skipped === 0) return undefined;
  const args = words.slice(skipped);
  const context = args.findLast((word, index) => !word.startsWith('-') && !valued.test(args[index - 1] ?? '')) ?? '.';
  const folder = context.includes('$') ? undefined : joinPath(directory, context);
  const target = valueOf(args, /^--target$/);
  if (folder === undefined) return { programs: [], directory, target };
  const file = valueOf(args, /^(?:-f|--file)$/);
  const path = joinPath(file === undefined ? folder : directory, file ?? 'Dockerfile') ?? '';
  return { programs: runsOf(view.text(path) ?? '', target), directory: folder, target };
}

const longest = 50_000;

function runsOf(dockerfile: string, target: string | undefined): readonly string[] {
  const lines = dockerfile
    .slice(0, longest)
    .replace(/\\\r?\n/g, ' ')
    .split('\n');
  const end = target === undefined ? -1 : lines.findIndex((line) => stageOf(line) === target.toLowerCase());
  const after = end < 0 ? -1 : lines.findIndex((line, index) => index > end && /^\s*FROM\s/i.test(line));
  return lines.slice(0, after < 0 ? undefined : after).flatMap((line) => {
    const program = /^\s*RUN\s+(?:--\S+\s+)*(.+)$/i.exec(line.slice(0, 5000))?.[1];
    return program === undefined ? [] : [program];
  });
}

const stageOf = (line: string): string | undefined =>
  /^\s*FROM\s.+\sAS\s+([\w.-]+)\s*$/i.exec(line.slice(0, 500))?.[1]?.toLowerCase();
