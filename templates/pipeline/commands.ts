import { folderOf, get, joinPath } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import type { At } from '../../src/kit/index.ts';
import { mayCheck, ownProgram } from './hidden.ts';
import { installOf } from './installs.ts';
import { letsFindingsPass } from './lenient.ts';
import { recipeOf } from './makefile.ts';
import type { Act, Install, Runtime } from './model.ts';
import { runtimeOfCommand } from './managers.ts';
import { commandsOf, type ShellOptions } from './shell.ts';
import { actsOfScriptName, actsOfTargets, actsOfTool, startsTargets } from './tools.ts';
import { tasksOf } from './workspaces.ts';

/** What one command of a step comes down to, scripts resolved. */
export interface Effect {
  readonly acts: readonly Act[];
  readonly install: Install | null;
  /** The runtime that a version manager brings. */
  readonly runtime: ((at: At) => Runtime) | null;
  readonly swallowed: boolean;
  readonly directory: string;
  /** Whether it goes through every folder below: a linter that is given no path. */
  readonly deep: boolean;
  readonly text: string;
  /** Whether it starts something of the repository that cannot be followed, and so may do anything. */
  readonly hidden: boolean;
}

const deepest = 5;

/** Commands that may still be looked at: scripts that call each other could be followed for ever. */
interface Budget {
  left: number;
}

const runners: readonly RegExp[] = [
  /^(?:npx|bunx|uvx|pipx run)(?= )/,
  /^(?:pnpm|yarn) (?:exec|dlx)(?= )/,
  /^(?:npm exec|bun x|poetry run|uv run|pipenv run|bundle exec)(?= )/,
  /^python3? -m(?= )/,
];

/** The tool behind a runner such as npx, without the runner's own flags. */
function toolOf(words: readonly string[]): readonly string[] {
  const line = words.join(' ');
  const runner = runners.find((pattern) => pattern.test(line));
  if (runner === undefined) return [baseName(words[0] ?? ''), ...words.slice(1)];
  const rest = line.replace(runner, '').trim().split(' ');
  const first = rest.findIndex((word) => !word.startsWith('-'));
  return first < 0 ? [] : [programOf(baseName(rest[first] as string)), ...rest.slice(first + 1)];
}

// Packages whose program has another name.
const programs: Readonly<Record<string, string>> = {
  'aws-cdk': 'cdk',
  '@apideck/portman': 'portman',
  '@biomejs/biome': 'biome',
  '@cyclonedx/cdxgen': 'cdxgen',
  '@cyclonedx/cyclonedx-npm': 'cyclonedx-npm',
  '@datadog/datadog-ci': 'datadog-ci',
  '@redocly/cli': 'redocly',
  '@stoplight/prism-cli': 'prism',
  '@stoplight/spectral-cli': 'spectral',
};

/** The program of a package, without the version that it was asked for: `cdk` of `aws-cdk@2`. */
function programOf(asked: string): string {
  const name = asked.replace(/(?<=.)@.*$/, '');
  return Object.hasOwn(programs, name) ? (programs[name] ?? name) : name;
}

// `node_modules/.bin/tsc` is tsc, but `./mvnw` keeps its shape and a scoped package its scope. `bin/rails` is a binstub.
const baseName = (word: string): string =>
  /(?:node_modules\/\.bin|vendor\/bin)\/|^(?:\.\/)?bin\/(?:rails|rake|rspec|rubocop|brakeman|bundler?-audit)$/.test(
    word,
  )
    ? word.slice(word.lastIndexOf('/') + 1)
    : word;

/** The package script that a command runs, and in which folder. */
function scriptOf(
  view: RepositoryView,
  words: readonly string[],
  directory: string,
): { readonly name: string; readonly directory: string } | undefined {
  const [manager, ...rest] = words;
  if (manager === undefined || !/^(?:npm|pnpm|yarn|bun)$/.test(manager)) return undefined;
  const args: string[] = [];
  let folder = directory;
  for (let index = 0; index < rest.length; index += 1) {
    const word = rest[index] as string;
    if (word === '--') break;
    if (/^(?:--prefix|-C|--dir|--cwd)$/.test(word)) folder = joinPath(directory, rest[(index += 1)] ?? '') ?? directory;
    else if (/^(?:-w|--workspace|--filter|-F)$/.test(word)) folder = memberOf(view, rest[(index += 1)] ?? '') ?? folder;
    else if (!word.startsWith('-')) args.push(word);
  }
  const [first, second] = args;
  if (first === 'run' || first === 'run-script')
    return second === undefined ? undefined : { name: second, directory: folder };
  if (first === 'test' || first === 't' || first === 'tst') return { name: 'test', directory: folder };
  if (manager === 'npm' || first === undefined) return undefined;
  // yarn, pnpm and bun run a script by its bare name.
  return { name: first, directory: folder };
}

/** The folder of the package of a workspace that a filter names, by its name or its path. */
function memberOf(view: RepositoryView, filter: string): string | undefined {
  const name = filter.replace(/^[{.^]{0,4}(?=[@\w])|[}.^]{1,4}$/g, '');
  if (name === '' || /[*$!]/.test(name)) return undefined;
  const manifests = view.paths.filter((path) => path.endsWith('/package.json') && !path.includes('node_modules/'));
  const path = joinPath(name);
  return (
    manifests.map(folderOf).find((folder) => folder === path) ??
    manifests
      .slice(0, 500)
      .flatMap((manifest) => (get(view.json(manifest), 'name') === name ? [folderOf(manifest)] : []))[0]
  );
}

/** What follows scripts into scripts. */
interface Trail {
  readonly view: RepositoryView;
  readonly depth: number;
  readonly budget: Budget;
}

/** What a program does, and the folder in which it leaves its shell. */
export interface Run {
  readonly effects: readonly Effect[];
  readonly directory: string;
}

/**
 * What a shell program does when it starts in a folder. Scripts of package.json, shell scripts and recipes of the
 * Makefile are followed as deep as five calls.
 */
export const runCommands = (view: RepositoryView, program: string, directory: string, pipefail: boolean): Run =>
  follow({ view, depth: 0, budget: { left: 500 } }, program, directory, { pipefail, errexit: true });

function follow(trail: Trail, program: string, directory: string, options: ShellOptions): Run {
  const effects: Effect[] = [];
  let folder = directory;
  for (const { words, swallowed } of commandsOf(program, options)) {
    trail.budget.left -= 1;
    if (trail.budget.left < 0) break;
    if (words[0] === 'cd' || words[0] === 'pushd') {
      folder = joinPath(words[1]?.startsWith('/') ? '' : folder, words[1] ?? '') ?? folder;
      continue;
    }
    const done = effectsOfCommand(trail, words, folder);
    effects.push(...done.map((effect) => ({ ...effect, swallowed: effect.swallowed || swallowed })));
  }
  return { effects, directory: folder };
}

function effectsOfCommand(trail: Trail, words: readonly string[], directory: string): readonly Effect[] {
  const { view, depth } = trail;
  const text = words.join(' ');
  const one = (acts: readonly Act[], rest: Partial<Effect> = {}): readonly Effect[] => [
    { acts, install: null, runtime: null, swallowed: false, directory, deep: false, text, hidden: false, ...rest },
  ];
  const into = (program: string, folder: string, options: ShellOptions): readonly Effect[] =>
    depth < deepest ? follow({ ...trail, depth: depth + 1 }, program, folder, options).effects : [];
  const install = installOf(view, words, directory);
  if (install !== undefined) return one(['install'], { install, directory: install.directory });
  const tool = toolOf(words);
  const runtime = runtimeOfCommand(view, tool, directory);
  if (runtime !== undefined) return one(['setup-runtime'], { runtime });
  const recipe = recipeOf(view, tool, directory);
  if (recipe !== undefined) {
    const inner = recipe.lines.flatMap(({ program, tolerated }) =>
      into(program, recipe.directory, { pipefail: false, errexit: false }).map((effect) => ({
        ...effect,
        swallowed: effect.swallowed || tolerated,
      })),
    );
    if (inner.some(({ acts }) => acts.length > 0) || (recipe.complete && inner.length > 0)) return inner;
  }
  const tasks = tasksOf(view, tool, directory).flatMap((task) =>
    into(task.program, task.directory, { pipefail: false, errexit: false }),
  );
  if (tasks.some(({ acts }) => acts.length > 0)) return tasks;
  const acts = [...actsOfTool(tool), ...actsOfTargets(tool)];
  if (acts.length === 0 && startsTargets(tool)) return one([], { hidden: mayCheck(tool.slice(1).join(' ')) });
  if (acts.length > 0)
    return one(acts, { swallowed: letsFindingsPass(view.paths, tool), deep: goesDeep(view, tool, directory) });
  const script = scriptOf(view, words, directory);
  if (script !== undefined) {
    const body = get(view.json(joinPath(script.directory, 'package.json') ?? 'package.json'), 'scripts', script.name);
    // npm init writes a test script that only fails.
    if (typeof body === 'string' && body.includes('no test specified')) return one([]);
    // yarn, pnpm and bun start a program of a package by its bare name too.
    const bare = words.indexOf(script.name);
    if (typeof body !== 'string' && words[bare - 1] !== 'run' && words[0] !== 'npm' && bare > 0) {
      const started =
        depth < deepest ? effectsOfCommand({ ...trail, depth: depth + 1 }, words.slice(bare), script.directory) : [];
      if (started.some(({ acts: known }) => known.length > 0)) return started;
    }
    const inner = typeof body === 'string' ? into(body, script.directory, { pipefail: false, errexit: false }) : [];
    return inner.some(({ acts: known }) => known.length > 0)
      ? inner
      : one(actsOfScriptName(script.name), { directory: script.directory });
  }
  // `bash -c 'npm test'`
  if (/^(?:ba|da|z)?sh$/.test(words[0] ?? '')) {
    const flag = words.findIndex((word) => /^-\w*c$/.test(word));
    if (flag > 0) return into(words[flag + 1] ?? '', directory, { pipefail: false, errexit: false });
  }
  const file = shellScript(view, words, directory);
  if (file === undefined) {
    const own = ownProgram(view, words, directory);
    const name = own?.slice(own.lastIndexOf('/') + 1).replace(/\.\w+$/, '') ?? '';
    const known = actsOfScriptName(name);
    return one(known, { hidden: own !== undefined && known.length === 0 && mayCheck(name) });
  }
  const program = view.text(file) ?? '';
  const inner = into(program, directory, { pipefail: false, errexit: /^#!.{0,80}\s-\w*e/.test(program) });
  return inner.length > 0 ? inner : one([]);
}

/** Whether a tool is given nothing that keeps it out of some folders. */
const goesDeep = (view: RepositoryView, words: readonly string[], directory: string): boolean =>
  words.slice(1).every((word) => {
    if (word.startsWith('-') || /^(?:\.\/?$|(?:\.\/)?\*\*?(?:\/|$)|\{)/.test(word)) return true;
    const folder = `${joinPath(directory, word) ?? word}/`;
    return !word.includes('/') && !view.paths.some((path) => path.startsWith(folder));
  });

/** The shell script of the repository that a command starts, from the root or beside the folder it works in. */
function shellScript(view: RepositoryView, words: readonly string[], directory: string): string | undefined {
  const called = /^(?:ba|da|z)?sh$/.test(words[0] ?? '')
    ? words.find((word, index) => index > 0 && !word.startsWith('-'))
    : words[0];
  if (called === undefined || !/\.(?:sh|bash)$/.test(called)) return undefined;
  return [joinPath(directory, called), joinPath(called)].find(
    (path) => path !== undefined && view.text(path) !== undefined,
  );
}

/** Whether a folder lies in another one; every folder lies in the root. */
export const isWithin = (path: string, directory: string): boolean =>
  directory === '' || path === directory || path.startsWith(`${directory}/`) || folderOf(path) === directory;
