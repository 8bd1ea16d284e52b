import { folderOf, get, joinPath, record, type RepositoryView } from '../../src/kit/index.ts';
import type { Act } from './acts.ts';
import { actsOfScriptName } from './tools.ts';
import { text, texts } from './values.ts';
import { packageFiles } from './places.ts';

/** What Nx runs in one project: commands, or a plugin whose acts are known. */
export interface NxTask {
  readonly program: string;
  readonly directory: string;
  readonly acts?: readonly Act[];
  /** Whether nobody here knows if the plugin checks types while it builds. */
  readonly open?: boolean;
  /** Whether it goes through every folder below. */
  readonly deep?: boolean;
  /** Whether a change of files fails it. */
  readonly guarded?: boolean;
}

/** The targets that a command names, and the projects that it is limited to; empty for all. */
interface Asked {
  readonly targets: readonly string[];
  readonly projects: readonly string[];
}

interface Project {
  readonly name: string;
  readonly folder: string;
  readonly targets: unknown;
  readonly scripts: unknown;
}

const foreign = /(?:^|\/)(?:node_modules|dist|vendor|fixtures?|testdata|templates?)\//;
const most = 300;
const deepest = 3;

// Executors of plugins: those that compile check types on their way, as long as nobody tells them not to.
const executors: readonly (readonly [RegExp, readonly Act[]])[] = [
  [/(?:eslint|linter)(?::|$).*|:(?:eslint|lint)$/, ['lint']],
  [/:(?:jest|vitest|test|karma)$/, ['test']],
  [/(?:cypress|playwright|detox):/, ['smoke']],
  [/^@(?:nx|nrwl)\/vite:build$/, ['build']],
  [/:(?:tsc|typecheck)$/, ['build', 'typecheck']],
  [
    /^@(?:nx|nrwl)\/(?:webpack|angular|esbuild|rollup|next|node|js|react|nest|web|expo|remix):(?!.*(?:serve|server|dev|node|host|start|storybook))/,
    ['build', 'typecheck'],
  ],
  [
    /^@(?:angular-devkit\/build-angular|angular\/build):(?:application|browser|server|ng-packagr)/,
    ['build', 'typecheck'],
  ],
];

// Plugins that bring targets along without a word in the project, by the name that they usually have.
const plugins: readonly (readonly [RegExp, string, readonly Act[]])[] = [
  [/^@nx\/(?:webpack|next|rollup|angular|rspack|js|remix)(?:\/|$)/, 'build', ['build', 'typecheck']],
  [/^@nx\/js(?:\/|$)/, 'typecheck', ['typecheck']],
];

/** What a command of Nx runs in the projects of a repository; undefined for any other command. */
export function nxTasksOf(view: RepositoryView, words: readonly string[], root: string): readonly NxTask[] | undefined {
  const asked = words[0] === 'nx' ? askedOf(words.slice(1)) : undefined;
  if (asked === undefined) return undefined;
  const config = view.json(joinPath(root, 'nx.json') ?? 'nx.json');
  const projects = projectsOf(view, root).filter(
    ({ name, folder }) =>
      asked.projects.length === 0 ||
      asked.projects.some((project) => project === name || folder.split('/').at(-1) === project || folder === project),
  );
  return projects.flatMap((project) => asked.targets.flatMap((target) => tasksIn(config, project, target, [])));
}

// What else the command line does.
const verbs =
  /^(?:format(?::\w+)?|graph|show|list|migrate|init|reset|report|daemon|connect|login|logout|view-logs|import|add|generate|g|release|sync(?::\w+)?|repair|watch|workspace-lint|dep-graph|print-affected|exec|start-ci-run|fix-ci|record|configure-ai-agents|--\w[\w-]*)$/;

function askedOf([verb = '', ...rest]: readonly string[]): Asked | undefined {
  const flagged = (names: RegExp): readonly string[] =>
    rest.flatMap((word, index) => {
      const [flag = '', value] = word.split('=', 2);
      if (!names.test(flag)) return [];
      return (value === undefined ? plain(rest.slice(index + 1)) : [value]).flatMap((each) => each.split(','));
    });
  const projects = flagged(/^(?:-p|--projects?)$/).filter((name) => name !== '' && !/[*!:$]/.test(name));
  if (verb === '' || verbs.test(verb)) return undefined;
  const targets = flagged(/^(?:-t|--targets?)$/);
  if (targets.length > 0) return { targets, projects };
  if (/^(?:affected|run-many)$/.test(verb)) return undefined;
  const [first] = plain(rest);
  if (verb === 'run' || verb === 'run-one') {
    // `nx run api:build:production`; the target itself may have colons too.
    const [project = '', ...target] = (first ?? '').split(':');
    return target.length === 0 ? undefined : { targets: [target.join(':')], projects: [project] };
  }
  const old = /^affected:(.+)$/.exec(verb)?.[1];
  return { targets: [old ?? verb], projects: first === undefined || old !== undefined ? [] : [first] };
}

/** Words up to the next option. */
function plain(words: readonly string[]): readonly string[] {
  const end = words.findIndex((word) => word.startsWith('-'));
  return end < 0 ? words : words.slice(0, end);
}

function projectsOf(view: RepositoryView, root: string): readonly Project[] {
  const files = packageFiles(view).filter(
    (path) => !foreign.test(path) && (root === '' || path.startsWith(`${root}/`)),
  );
  const folders = [...new Set(files.slice(0, 2 * most).map(folderOf))]
    .filter((folder) => folder !== root)
    .slice(0, most);
  return folders.map((folder) => {
    const project = view.json(`${folder}/project.json`);
    const manifest = view.json(`${folder}/package.json`);
    return {
      folder,
      name: text(get(project, 'name')) ?? text(get(manifest, 'name')) ?? folder.split('/').at(-1) ?? folder,
      targets: get(project, 'targets') ?? get(manifest, 'nx', 'targets'),
      scripts: get(manifest, 'scripts'),
    };
  });
}

/** The tasks of a target in a project, those that it depends on there included. */
function tasksIn(config: unknown, project: Project, asked: string, trail: readonly string[]): readonly NxTask[] {
  // The last part may be a configuration: `build:production`.
  const target =
    get(project.targets, asked) === undefined && get(project.scripts, asked) === undefined && !inferred(config, asked)
      ? (asked.split(':')[0] ?? asked)
      : asked;
  if (trail.includes(target) || trail.length >= deepest) return [];
  const own = get(project.targets, target);
  const script = text(get(project.scripts, target));
  if (own === undefined && script === undefined) {
    const acts = inferred(config, target);
    return acts === undefined || !isMember(project) ? [] : [{ program: '', directory: project.folder, acts }];
  }
  const defaults = record(get(config, 'targetDefaults', target));
  // A script of the package runs unless the project itself names another executor.
  const merged: Readonly<Record<string, unknown>> = {
    ...defaults,
    ...(script !== undefined && { executor: undefined }),
    ...record(own),
  };
  const needs = texts(merged['dependsOn']).filter((need) => !/[\^:]/.test(need));
  return [
    ...needs.flatMap((need) => tasksIn(config, project, need, [...trail, target])),
    ...taskOf(
      config,
      { ...merged, options: { ...record(get(defaults, 'options')), ...record(get(own, 'options')) } },
      project,
      target,
      script,
    ),
  ];
}

/** A project that is described for Nx: plugins find others by files that are not looked for here. */
const isMember = ({ targets }: Project): boolean => targets !== undefined;

const inferred = (config: unknown, target: string): readonly Act[] | undefined => {
  const used = [get(config, 'plugins')].flat().map((plugin) => text(plugin) ?? text(get(plugin, 'plugin')) ?? '');
  return plugins.find(([plugin, name]) => name === target && used.some((each) => plugin.test(each)))?.[2];
};

function taskOf(
  config: unknown,
  target: Readonly<Record<string, unknown>>,
  { folder }: Project,
  name: string,
  script: string | undefined,
): readonly NxTask[] {
  const options = record(target['options']);
  const executor = text(target['executor']);
  const place = text(options['cwd'])?.replace('{projectRoot}', folder).replace('{workspaceRoot}', '.');
  const directory = joinPath(place ?? folder) ?? folder;
  const commands = Array.isArray(options['commands'])
    ? options['commands'].slice(0, 20).flatMap((each: unknown) => text(each) ?? text(get(each, 'command')) ?? [])
    : texts(options['command'] ?? target['command']);
  if (commands.length > 0) return commands.map((program) => ({ program, directory }));
  if (script !== undefined && (executor === undefined || executor === 'nx:run-script'))
    return [{ program: script, directory: folder }];
  const known =
    executor === undefined
      ? inferred(config, name)
      : executors.find(([pattern]) => pattern.test(executor.slice(0, 200)))?.[1];
  if (known !== undefined && options['skipTypeCheck'] !== true)
    return [{ program: '', directory: folder, acts: known }];
  const acts = actsOfScriptName(name);
  return acts.length === 0 ? [] : [{ program: '', directory: folder, acts, open: acts.includes('build') }];
}
