import { folderOf, get, joinPath, list, record, type RepositoryView } from '../../src/kit/index.ts';
import { nxTasksOf, type NxTask } from './nx.ts';
import { preCommitFile, preCommitTasks } from './pre-commit.ts';
import { text } from './values.ts';
import { packageFiles } from './places.ts';

/** What a runner starts in one project of the repository. */
export type Task = NxTask;

/** Which scripts, or targets, a command starts in many projects at once. */
interface Tasks {
  readonly names: readonly string[];
  /** Beginnings of the folders or package names that it is limited to; empty for all. */
  readonly filters: readonly string[];
}

const hookFiles: readonly string[] = ['lefthook.yml', '.lefthook.yml', 'lefthook.yaml', '.lefthook.yaml'];

export const workspaceGlobs: readonly string[] = [
  '**/package.json',
  '**/project.json',
  'nx.json',
  preCommitFile,
  ...hookFiles,
];

const foreign = /(?:^|\/)(?:node_modules|dist|vendor|fixtures?|testdata)\//;
const most = 200;

/**
 * What a command runs in the projects of a repository: `turbo run lint`, `nx affected -t test`, `pnpm --recursive run lint`. Empty for
 * any other command, and where no project has what it asks for.
 */
export function tasksOf(view: RepositoryView, words: readonly string[], directory: string): readonly Task[] {
  if (words[0] === 'lefthook' && words[1] === 'run') return ofHook(view, words[2] ?? '');
  const ofHooks = preCommitTasks(view, words);
  if (ofHooks !== undefined) return ofHooks;
  const targets = nxTasksOf(view, words, directory);
  if (targets !== undefined) return targets;
  const tasks = ofRunner(words) ?? ofManager(words);
  if (tasks === undefined || tasks.names.length === 0) return [];
  const own = packageFiles(view).filter((path) => path.endsWith('package.json') && !foreign.test(path));
  const inside = own.filter((path) => directory === '' || path.startsWith(`${directory}/`)).slice(0, most);
  return inside.flatMap((path) => {
    const folder = folderOf(path);
    const data = view.json(path);
    const isMember = tasks.filters.length === 0 ? folder !== directory : isChosen(tasks.filters, folder, data);
    if (!isMember) return [];
    return tasks.names.flatMap((name) => ofScript(data, name, folder));
  });
}

/** What a hook of Lefthook runs. */
function ofHook(view: RepositoryView, hook: string): readonly Task[] {
  const file = hookFiles.find((path) => view.has(path));
  const config = get(file === undefined ? undefined : view.yaml(file)?.[0], hook);
  return [...Object.values(record(get(config, 'commands'))), ...list(get(config, 'jobs'))]
    .slice(0, most)
    .flatMap((job) => {
      const program = text(get(job, 'run'));
      return program === undefined ? [] : [{ program, directory: joinPath(text(get(job, 'root')) ?? '') ?? '' }];
    });
}

const isChosen = (filters: readonly string[], folder: string, data: unknown): boolean =>
  filters.some((filter) => folder.startsWith(filter) || (text(get(data, 'name')) ?? '').startsWith(filter));

const ofScript = (manifest: unknown, name: string, directory: string): readonly Task[] => {
  const program = text(get(manifest, 'scripts', name));
  return program === undefined ? [] : [{ program, directory }];
};

/** `turbo run lint test`, `lerna run test`. */
function ofRunner([runner, verb = '', ...rest]: readonly string[]): Tasks | undefined {
  if (runner === 'turbo') return { names: plain(verb === 'run' ? rest : [verb, ...rest]), filters: filtersIn(rest) };
  if (runner === 'lerna' && verb === 'run') return { names: plain(rest).slice(0, 1), filters: [] };
  return undefined;
}

/** `pnpm -r run lint`, `npm run test --workspaces`, `yarn workspaces foreach -A run build`, `pnpm --filter './libs/**' test`. */
function ofManager([manager = '', ...rest]: readonly string[]): Tasks | undefined {
  if (!/^(?:npm|pnpm|yarn|bun)$/.test(manager)) return undefined;
  const everywhere =
    rest.some((word) => /^(?:-r|--recursive|-ws|--workspaces)$/.test(word)) ||
    (rest[0] === 'workspaces' && /^(?:foreach|run)$/.test(rest[1] ?? ''));
  const filters = filtersIn(rest);
  if (!everywhere && filters.length === 0) return undefined;
  const args = rest.filter(
    (word, index) => !word.startsWith('-') && !/^(?:--filter|-F|--include|--exclude|-j)$/.test(rest[index - 1] ?? ''),
  );
  const verb = args.findIndex((word) => word === 'run' || word === 'run-script');
  const name = verb >= 0 ? args[verb + 1] : args.find((word) => word !== 'workspaces' && word !== 'foreach');
  return name === undefined ? undefined : { names: [name], filters };
}

/** Words up to the next option. */
function plain(words: readonly string[]): readonly string[] {
  const end = words.findIndex((word) => word.startsWith('-'));
  return end < 0 ? words : words.slice(0, end);
}

/** Filters with a pattern, such as `./packages/*` or `@acme/*`; one that names a single package is followed elsewhere. */
const filtersIn = (words: readonly string[]): readonly string[] =>
  words.flatMap((word, index) => {
    const said = /^(?:--filter|-F)$/.test(words[index - 1] ?? '') ? word : /^--filter=(.*)$/.exec(word)?.[1];
    const pattern = said?.replace(/^[{.^]{0,4}\/?(?=[@\w*])|[}.^]{1,5}$/g, '');
    const star = pattern?.indexOf('*') ?? -1;
    return pattern === undefined || star < 0 || pattern.startsWith('!') ? [] : [pattern.slice(0, star)];
  });
