import { folderOf, get, joinPath } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import { installOf } from './installs.ts';
import type { Act, Install } from './model.ts';
import { commandsOf } from './shell.ts';
import { actsOfScriptName, actsOfTargets, actsOfTool } from './tools.ts';

/** What one command of a step comes down to, scripts resolved. */
export interface Effect {
  readonly acts: readonly Act[];
  readonly install: Install | null;
  readonly swallowed: boolean;
  readonly directory: string;
  readonly text: string;
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
  return first < 0 ? [] : [baseName(rest[first] as string), ...rest.slice(first + 1)];
}

// `node_modules/.bin/tsc` is tsc, but `./mvnw` keeps its shape and a scoped package its scope.
const baseName = (word: string): string =>
  word.includes('node_modules/.bin/') ? word.slice(word.lastIndexOf('/') + 1) : word;

/** The package script that a command runs, and in which folder. */
function scriptOf(
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
    else if (/^(?:-w|--workspace|--filter|-F)$/.test(word)) index += 1;
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

/**
 * What a shell program does when it starts in a folder. Scripts of package.json and shell scripts of the repository are
 * followed as deep as five calls.
 */
export function effectsOf(
  view: RepositoryView,
  program: string,
  directory: string,
  depth = 0,
  budget: Budget = { left: 500 },
): readonly Effect[] {
  const effects: Effect[] = [];
  let folder = directory;
  for (const { words, swallowed } of commandsOf(program)) {
    budget.left -= 1;
    if (budget.left < 0) break;
    if (words[0] === 'cd') {
      folder = joinPath(words[1]?.startsWith('/') ? '' : folder, words[1] ?? '') ?? folder;
      continue;
    }
    effects.push(
      ...effectsOfCommand(view, words, folder, depth, budget).map((effect) => ({
        ...effect,
        swallowed: effect.swallowed || swallowed,
      })),
    );
  }
  return effects;
}

function effectsOfCommand(
  view: RepositoryView,
  words: readonly string[],
  directory: string,
  depth: number,
  budget: Budget,
): readonly Effect[] {
  const text = words.join(' ');
  const plain = (acts: readonly Act[], install: Install | null = null): readonly Effect[] => [
    { acts, install, swallowed: false, directory: install?.directory ?? directory, text },
  ];
  const install = installOf(view, words, directory);
  if (install !== undefined) return plain(['install'], install);
  const tool = toolOf(words);
  const acts = [...actsOfTool(tool), ...actsOfTargets(tool)];
  if (acts.length > 0) return plain(acts);
  const script = scriptOf(words, directory);
  if (script !== undefined) {
    const body = get(view.json(joinPath(script.directory, 'package.json') ?? 'package.json'), 'scripts', script.name);
    const inner =
      typeof body === 'string' && depth < deepest ? effectsOf(view, body, script.directory, depth + 1, budget) : [];
    const known = inner.some(({ acts }) => acts.length > 0);
    // npm init writes a test script that only fails.
    if (typeof body === 'string' && body.includes('no test specified')) return plain([]);
    return known
      ? inner
      : [{ acts: actsOfScriptName(script.name), install: null, swallowed: false, directory: script.directory, text }];
  }
  const file = shellScript(view, words, directory);
  if (file !== undefined && depth < deepest) {
    const inner = effectsOf(view, view.text(file) ?? '', directory, depth + 1, budget);
    return inner.length > 0 ? inner : plain([]);
  }
  return plain([]);
}

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
