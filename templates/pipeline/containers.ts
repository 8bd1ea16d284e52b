import { folderOf, get, joinPath, record, type RepositoryView } from '../../src/kit/index.ts';
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

const composeFile = (view: RepositoryView, directory: string, named: string | undefined): string | undefined =>
  (named === undefined ? composeFiles : [named])
    .map((name) => joinPath(directory, name) ?? name)
    .find((name) => view.has(name));

/** The folder that the image of a service is built from: what runs in it are the programs of that folder. */
function serviceFolder(view: RepositoryView, directory: string, named: string | undefined, service: string): string {
  const path = composeFile(view, directory, named);
  if (path === undefined) return directory;
  const build = get(view.yaml(path)?.[0], 'services', service, 'build');
  const context = text(build) ?? text(get(build, 'context'));
  return context === undefined || context.includes('$') ? directory : (joinPath(folderOf(path), context) ?? directory);
}

/** What a build of images runs on its way: the lines `RUN` of a Dockerfile, up to the stage that is asked for. */
export interface Build {
  readonly programs: readonly string[];
  readonly directory: string;
}

/** What `docker build` and `docker compose build` run on their way. */
export function buildsOf(view: RepositoryView, words: readonly string[], directory: string): readonly Build[] {
  const line = words.slice(0, 3).join(' ');
  if (/^(?:docker|podman)(?:-| )compose\b/.test(line)) return composed(view, words, directory);
  const skipped = /^(?:docker|podman) buildx build\b/.test(line)
    ? 3
    : /^(?:docker|podman|nerdctl) build\b/.test(line)
      ? 2
      : 0;
  if (skipped === 0) return [];
  const args = words.slice(skipped);
  const context = args.findLast((word, index) => !word.startsWith('-') && !valued.test(args[index - 1] ?? '')) ?? '.';
  const folder = context.includes('$') ? undefined : joinPath(directory, context);
  if (folder === undefined) return [];
  const file = valueOf(args, /^(?:-f|--file)$/);
  const path = joinPath(file === undefined ? folder : directory, file ?? 'Dockerfile') ?? '';
  return [{ programs: runsOf(view.text(path) ?? '', valueOf(args, /^--target$/)), directory: folder }];
}

/** The images that a compose file builds: all, or those of the services that are named. */
function composed(view: RepositoryView, words: readonly string[], directory: string): readonly Build[] {
  const [behind, global] = pastOptions(words.slice(words[0]?.includes('compose') === true ? 1 : 2));
  const [verb, ...args] = behind;
  if (verb !== 'build' && !(verb === 'up' && args.includes('--build'))) return [];
  const [named] = pastOptions(args);
  const path = composeFile(view, directory, valueOf(global, /^(?:-f|--file)$/));
  if (path === undefined) return [];
  const services = Object.entries(record(get(view.yaml(path)?.[0], 'services'))).slice(0, 50);
  return services.flatMap(([name, service]) => {
    const build = get(service, 'build');
    const context = text(build) ?? text(get(build, 'context'));
    const folder = context === undefined ? undefined : joinPath(folderOf(path), context);
    if (folder === undefined || (named.length > 0 && !named.includes(name))) return [];
    const file = joinPath(folder, text(get(build, 'dockerfile')) ?? 'Dockerfile') ?? '';
    return [{ programs: runsOf(view.text(file) ?? '', text(get(build, 'target'))), directory: folder }];
  });
}

const longest = 50_000;

function runsOf(dockerfile: string, target: string | undefined): readonly string[] {
  const lines = dockerfile
    .slice(0, longest)
    .replace(/\\\r?\n/g, ' ')
    .split('\n');
  const end = target === undefined ? -1 : lines.findIndex((line) => stageOf(line) === target.toLowerCase());
  const after = end < 0 ? -1 : lines.findIndex((line, index) => index > end && /^\s*FROM\s/i.test(line));
  let root: string | undefined;
  let folder = '';
  return lines.slice(0, after < 0 ? undefined : after).flatMap((line) => {
    const place = /^\s*WORKDIR\s+["']?([\w./-]{1,200})/i.exec(line.slice(0, 500))?.[1];
    if (place !== undefined) {
      // The first working folder takes what the context has; later ones lie in it.
      root ??= place;
      folder = place.startsWith(`${root}/`) ? place.slice(root.length + 1) : place.startsWith('/') ? '' : place;
    }
    const program = /^\s*RUN\s+(?:--\S+\s+)*(.+)$/i.exec(line.slice(0, 5000))?.[1];
    return program === undefined ? [] : [folder === '' ? program : `cd ${folder} && ${program}`];
  });
}

const stageOf = (line: string): string | undefined =>
  /^\s*FROM\s.+\sAS\s+([\w.-]+)\s*$/i.exec(line.slice(0, 500))?.[1]?.toLowerCase();
