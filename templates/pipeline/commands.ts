import { folderOf, get, joinPath } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import type { At } from '../../src/kit/index.ts';
import { buildsOf, insideOf } from './containers.ts';
import { FolderTrail, type Folders } from './folders.ts';
import { goesDeep } from './depths.ts';
import { handsOver, mayCheck, mayDeliver, ownProgram, shellScript } from './hidden.ts';
import { isIdle, onlyAsks } from './idle.ts';
import { installOf } from './installs.ts';
import { javaChecksOf, startsOthers } from './java-checks.ts';
import { letsFindingsPass } from './lenient.ts';
import { unrolled } from './loops.ts';
import { recipeOf } from './makefile.ts';
import type { Act, Install, Runtime } from './model.ts';
import { runtimeOfCommand } from './managers.ts';
import { packageScriptOf } from './package-scripts.ts';
import { toolOf } from './runners.ts';
import { commandsOf, type ShellOptions } from './shell.ts';
import { actsOfScriptName, actsOfTargets, actsOfTool, startsTargets, targetsIn } from './tools.ts';
import { tasksOf } from './workspaces.ts';
import { hasFolder } from './places.ts';

/** What one command of a step comes down to, scripts resolved. */
export interface Effect {
  readonly acts: readonly Act[];
  readonly install: Install | null;
  /** The runtime that a version manager brings. */
  readonly runtime: ((at: At) => Runtime) | null;
  readonly swallowed: boolean;
  readonly directory: string;
  /** Whether it works in some folder below that one, which a variable names. */
  readonly vague: boolean;
  /** Whether it goes through every folder below: a linter that is given no path. */
  readonly deep: boolean;
  readonly text: string;
  /** Whether it starts something of the repository that cannot be followed, and so may check anything. */
  readonly hidden: boolean;
  /** Whether that is called like something that deploys. */
  readonly delivers: boolean;
}

const deepest = 6;
const checks: ReadonlySet<Act> = new Set(['test', 'lint', 'format', 'typecheck']);

/** Commands that may still be looked at: scripts that call each other could be followed for ever. */
interface Budget {
  left: number;
}

/** What follows scripts into scripts. */
interface Trail {
  readonly view: RepositoryView;
  /** Whether a change of files fails the run afterwards. */
  readonly guarded: boolean;
  readonly depth: number;
  readonly budget: Budget;
}

/** What a program does, and the folder in which it leaves its shell. */
export interface Run {
  readonly effects: readonly Effect[];
  readonly directory: string;
  readonly vague: boolean;
}

/** What else holds where a program starts. */
interface RunOptions {
  readonly vague: boolean;
  readonly guarded: boolean;
}

/**
 * What a shell program does when it starts in a folder. Scripts of package.json, shell scripts and recipes of the
 * Makefile are followed as deep as five calls.
 */
export const runCommands = (
  view: RepositoryView,
  program: string,
  directory: string,
  pipefail: boolean,
  { vague = false, guarded = false }: Partial<RunOptions> = {},
): Run =>
  follow(
    { view, guarded, depth: 0, budget: { left: 500 } },
    program,
    { current: directory, vague },
    { pipefail, errexit: true },
  );

function follow(trail: Trail, program: string, start: Folders, options: ShellOptions): Run {
  const effects: Effect[] = [];
  const folders = new FolderTrail(start.current, start.vague);
  let frozen = false;
  for (const { words, swallowed } of unrolled(commandsOf(program, options))) {
    trail.budget.left -= 1;
    if (trail.budget.left < 0) break;
    if (folders.enter(words)) continue;
    // Bundler keeps to the lock file once it is told so.
    frozen ||=
      words[0] === 'bundle' && /^config .*\b(?:deployment|frozen) ['"]?(?:true|1)/.test(words.slice(1).join(' '));
    const done = effectsOfCommand(trail, words, folders.here);
    effects.push(...done.map((effect) => ({ ...kept(effect, frozen), swallowed: effect.swallowed || swallowed })));
  }
  return { effects, directory: folders.here.current, vague: folders.here.vague };
}

const kept = (effect: Effect, frozen: boolean): Effect =>
  frozen && effect.install?.ecosystem === 'bundler' ? { ...effect, install: { ...effect.install, frozen } } : effect;

const lenient: ShellOptions = { pipefail: false, errexit: false };
const some = (effects: readonly Effect[]): boolean => effects.some(({ acts }) => acts.length > 0);

function effectsOfCommand(trail: Trail, words: readonly string[], folders: Folders): readonly Effect[] {
  const { view, depth } = trail;
  const { current: directory, vague } = folders;
  const text = words.join(' ');
  const plain = { install: null, runtime: null, swallowed: false, deep: false, hidden: false, delivers: false };
  const one = (acts: readonly Act[], rest: Partial<Effect> = {}): readonly Effect[] => [
    { ...plain, acts, directory, vague, text, ...rest },
  ];
  const into = (program: string, folder: string, options = lenient, guarded = trail.guarded): readonly Effect[] =>
    depth < deepest
      ? follow({ ...trail, guarded, depth: depth + 1 }, program, { current: folder, vague }, options).effects
      : [];
  const again = (inner: readonly string[], folder: string): readonly Effect[] =>
    depth < deepest && inner.length > 0
      ? effectsOfCommand({ ...trail, depth: depth + 1 }, inner, { current: folder, vague })
      : [];
  const install = vague ? undefined : installOf(view, words, directory);
  // In a folder that is not of the repository, packages of others are installed.
  if (install !== undefined)
    return hasFolder(view, install.directory)
      ? one(['install'], { install, directory: install.directory })
      : one(['install']);
  const tool = toolOf(words);
  if (onlyAsks(tool)) return one([]);
  const runtime = runtimeOfCommand(view, tool, directory);
  if (runtime !== undefined) return one(['setup-runtime'], { runtime });
  const recipe = recipeOf(view, tool, directory);
  if (recipe !== undefined) {
    const inner = recipe.lines.flatMap(({ program, tolerated }) =>
      into(program, recipe.directory).map((effect) => ({ ...effect, swallowed: effect.swallowed || tolerated })),
    );
    if (some(inner) || (recipe.complete && inner.length > 0)) return inner;
    if (recipe.idle) return one([]);
  }
  const asked = tasksOf(view, tool, directory);
  const idle = asked.length > 0 && asked.every((task) => task.acts === undefined && isIdle(task.program));
  const tasks = asked.flatMap((task) =>
    task.acts === undefined
      ? into(task.program, task.directory, lenient, task.guarded).map((effect) => ({
          ...effect,
          deep: effect.deep || task.deep === true,
        }))
      : [
          ...one(task.acts, { directory: task.directory, deep: task.deep === true }),
          // A plugin that builds may check types on its way.
          ...(task.open === true ? one(['typecheck'], { directory: task.directory, vague: true }) : []),
        ],
  );
  if (some(tasks)) return tasks;
  if (idle) return one([]);
  const inside = insideOf(view, tool, directory);
  if (inside !== undefined) {
    const image = inside.name.slice(inside.name.lastIndexOf('/') + 1).replace(/[:@].*$/, '');
    const started = [again(inside.words, inside.directory), again([image, ...inside.words], directory)];
    const known = started.find(some);
    if (known !== undefined) return known;
    const named = inside.words.length === 0 ? actsOfScriptName(image) : [];
    const unseen = named.length === 0 && /test|spec|lint|check|\bci\b|\bsut\b/i.test(text.slice(0, 500));
    return one(named, {
      directory: inside.directory,
      hidden: unseen || started[0]?.some(({ hidden }) => hidden) === true,
    });
  }
  const acts = [
    ...new Set([...actsOfTool(tool, trail.guarded), ...actsOfTargets(tool), ...javaChecksOf(view, tool, directory)]),
  ];
  if (acts.length === 0 && startsTargets(tool)) return one([], { hidden: mayCheck(targetsIn(tool).join(' ')) });
  if (acts.length > 0)
    return [
      ...one(acts, {
        swallowed: letsFindingsPass(view, tool),
        deep: goesDeep(view, tool, directory),
        hidden: startsOthers(view, tool, directory),
      }),
      ...checksOfBuild(view, tool, directory, into),
    ];
  const script = packageScriptOf(view, tool, directory);
  if (script !== undefined) {
    const body = get(view.json(joinPath(script.directory, 'package.json') ?? 'package.json'), 'scripts', script.name);
    // `echo ok` tests nothing, and neither does what npm init writes, which only fails.
    if (typeof body === 'string' ? isIdle(body) : tool.includes('--if-present')) return one([]);
    // yarn, pnpm and bun start a program of a package by its bare name too.
    const bare = tool.indexOf(script.name);
    if (typeof body !== 'string' && tool[bare - 1] !== 'run' && tool[0] !== 'npm' && bare > 0) {
      const started = again(tool.slice(bare), script.directory);
      if (some(started)) return started;
    }
    const inner = typeof body === 'string' ? into([body, ...script.rest].join(' '), script.directory) : [];
    const named = actsOfScriptName(script.name);
    if (some(inner) || (named.length === 0 && inner.some(({ hidden }) => hidden))) return inner;
    return one(named, { directory: script.directory });
  }
  // `bash -c 'npm test'`
  if (/^(?:ba|da|z)?sh$/.test(tool[0] ?? '')) {
    const flag = tool.findIndex((word) => /^-\w*c$/.test(word));
    if (flag > 0) return into(tool[flag + 1] ?? '', directory);
  }
  const file = shellScript(view, tool, directory);
  if (file === undefined) {
    if (handsOver(text)) return one([], { delivers: true });
    const own = ownProgram(view, tool, directory);
    const name = own?.slice(own.lastIndexOf('/') + 1).replace(/\.\w+$/, '') ?? '';
    const known = actsOfScriptName(name);
    const mute = own !== undefined && known.length === 0;
    return one(known, { hidden: mute && mayCheck(name), delivers: mute && mayDeliver(name) });
  }
  const program = view.text(file) ?? '';
  const inner = into(program, directory, { pipefail: false, errexit: /^#!.{0,80}\s-\w*e/.test(program) });
  return some(inner) || !mayDeliver(file) ? [...inner, ...one([])] : [...inner, ...one([], { delivers: true })];
}

/** Checks that a build of an image runs on its way: a red one stops the build. */
function checksOfBuild(
  view: RepositoryView,
  tool: readonly string[],
  directory: string,
  into: (program: string, folder: string) => readonly Effect[],
): readonly Effect[] {
  return buildsOf(view, tool, directory)
    .flatMap((build) => build.programs.flatMap((program) => into(program, build.directory)))
    .flatMap((effect) => {
      const acts = effect.acts.filter((act) => checks.has(act));
      return acts.length === 0 ? [] : [{ ...effect, acts, install: null, runtime: null }];
    });
}

/** Whether a folder lies in another one; every folder lies in the root. */
export const isWithin = (path: string, directory: string): boolean =>
  directory === '' || path === directory || path.startsWith(`${directory}/`) || folderOf(path) === directory;
