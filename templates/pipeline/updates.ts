import { get, isMapping, list, pointer, record, type At, type RepositoryView } from '../../src/kit/index.ts';
import { json5 } from './json5.ts';
import type { UpdateBot } from './model.ts';
import { text, texts } from './values.ts';

/** A bot's entry: what it watches, and how. */
export interface BotEntry {
  /** Null: every sort that the bot knows. */
  readonly ecosystem: string | null;
  /** Folders as the bot writes them, globs allowed. Empty: every folder. */
  readonly directories: readonly string[];
  readonly bot: UpdateBot;
}

const renovateFiles = [
  'renovate.json',
  'renovate.json5',
  '.renovaterc',
  '.renovaterc.json',
  '.github/renovate.json',
  '.github/renovate.json5',
  '.gitlab/renovate.json',
];
const dependabotFiles = ['.github/dependabot.yml', '.github/dependabot.yaml'];

export const botFiles: readonly string[] = [...renovateFiles, ...dependabotFiles];

/** Every entry of every update bot that the repository configures. */
export const readBots = (view: RepositoryView): readonly BotEntry[] => [
  ...dependabotFiles.flatMap((path) => dependabot(path, view.yaml(path)?.[0])),
  ...renovateFiles.flatMap((path) => (view.has(path) ? renovate(path, configOf(view, path)) : [])),
  ...[get(view.json('package.json'), 'renovate')]
    .filter(isMapping)
    .flatMap((config) => renovate('package.json', config)),
];

function dependabot(path: string, config: unknown): readonly BotEntry[] {
  const names = isMapping(get(config, 'multi-ecosystem-groups'))
    ? Object.keys(get(config, 'multi-ecosystem-groups') as object)
    : [];
  return list(get(config, 'updates')).flatMap((update, index) => {
    const ecosystem = text(get(update, 'package-ecosystem'));
    if (ecosystem === undefined) return [];
    const directories = [...texts(get(update, 'directory')), ...texts(get(update, 'directories'))];
    const groups = get(update, 'groups');
    const bot = {
      at: { path, pointer: pointer('updates', index) },
      name: 'Dependabot',
      ...cooldownOf(get(update, 'cooldown')),
      grouped:
        (isMapping(groups) && Object.keys(groups).length > 0) ||
        names.includes(text(get(update, 'multi-ecosystem-group')) ?? ''),
      remote: false,
      ...idleOf(update),
    };
    return [{ ecosystem, directories, bot }];
  });
}

const isAll = (pattern: unknown): boolean => /^\*{1,2}(?:\/\*)?$/.test(text(pattern) ?? '');

/** What keeps an entry of Dependabot from opening a pull request for a new release. */
function idleOf(update: unknown): Pick<UpdateBot, 'idle'> {
  if (get(update, 'open-pull-requests-limit') === 0) return { idle: 'its open-pull-requests-limit is 0' };
  const whole = list(get(update, 'ignore')).some(
    (ignored) =>
      isAll(get(ignored, 'dependency-name')) &&
      get(ignored, 'versions') === undefined &&
      texts(get(ignored, 'update-types')).length % sorts.length === 0,
  );
  if (whole) return { idle: 'it ignores every package' };
  return texts(get(update, 'exclude-paths')).some(isAll) ? { idle: 'it leaves out every path' } : {};
}

const sorts = ['major', 'minor', 'patch'] as const;

/** The days that every release has to be old: the fewest of those for each sort of release. */
function cooldownOf(cooldown: unknown): Pick<UpdateBot, 'cooldownDays' | 'atOnce'> {
  const figure = (key: string): number | null => {
    const days = get(cooldown, key);
    return typeof days === 'number' ? days : null;
  };
  const whole = figure('default-days');
  return together(
    sorts.map((sort) => figure(`semver-${sort}-days`) ?? whole),
    whole,
  );
}

/** @param whole the days for all sorts, which releases that have none obey too */
function together(ages: readonly (number | null)[], whole: number | null): Pick<UpdateBot, 'cooldownDays' | 'atOnce'> {
  const known = [...ages, whole].filter((age) => age !== null);
  if (!ages.includes(null)) return { cooldownDays: Math.min(...known) };
  const atOnce = sorts.filter((_, index) => ages[index] === null);
  return atOnce.length === sorts.length ? { cooldownDays: null } : { cooldownDays: null, atOnce };
}

/** Renovate reads JSON5 by whichever name. */
const configOf = (view: RepositoryView, path: string): unknown =>
  path.endsWith('.json') ? view.json(path) : json5(view, path);

function renovate(path: string, config: unknown): readonly BotEntry[] {
  if (get(config, 'enabled') === false) return [];
  const presets = texts(get(config, 'extends'));
  const rules = list(get(config, 'packageRules'));
  const at: At = { path };
  const bot = {
    at,
    name: 'Renovate',
    ...agesOf(config, rules),
    grouped:
      presets.some((preset) => /^(?:config:(?:recommended|base|best-practices)|group:)/.test(preset)) ||
      rules.some((rule) => text(get(rule, 'groupName')) !== undefined),
    // Presets of the bot itself are known; what an organisation's preset says cannot be seen from here.
    // So it is with a configuration that cannot be read.
    remote: config === undefined || presets.some((preset) => !known.test(preset)),
    ...(rules.some((rule) => get(rule, 'enabled') === false && isForEverything(rule)) && {
      idle: 'a rule for every package turns it off',
    }),
    ...(texts(get(config, 'ignorePaths')).some(isAll) && { idle: 'it leaves out every path' }),
  };
  const enabled = texts(get(config, 'enabledManagers'));
  if (enabled.length === 0) return [{ ecosystem: null, directories: [], bot }];
  return enabled
    .flatMap((manager) => (Object.hasOwn(managers, manager) ? (managers[manager] ?? []) : []))
    .map((ecosystem) => ({ ecosystem, directories: [], bot }));
}

const isForEverything = (rule: unknown): boolean =>
  texts(get(rule, 'matchPackageNames'))
    .concat(texts(get(rule, 'matchPackagePatterns')))
    .some((name) => isAll(name) || name === '.*') &&
  !Object.keys(isMapping(rule) ? rule : {}).some((key) => /^match(?!Package(?:Names|Patterns)$)|^exclude/.test(key));

const known =
  /^(?:abandonments|config|customManagers|default|docker|global|group|helpers|mergeConfidence|monorepo|npm|packages|preview|regexManagers|replacements|schedule|security|workarounds)?:/;

/** The ages that releases of every package need: as a rule for all of them says, or else their sort, or else the whole. */
function agesOf(config: unknown, rules: readonly unknown[]): Pick<UpdateBot, 'cooldownDays' | 'atOnce'> {
  const ageIn = (part: unknown): number | null => daysOf(text(get(part, 'minimumReleaseAge')));
  const whole = ageIn(config);
  const ages = sorts.map((sort) => {
    const ruled = rules.filter((rule) => isForAll(rule, sort)).map(ageIn);
    return ruled.findLast((age) => age !== null) ?? ageIn(get(config, sort)) ?? whole;
  });
  return together(ages, null);
}

/** Whether a rule is for every package, and for this sort of its releases. */
function isForAll(rule: unknown, sort: string): boolean {
  const others = Object.keys(record(rule)).filter((key) => /^(?:match|exclude)/.test(key));
  const names = [...texts(get(rule, 'matchPackageNames')), ...texts(get(rule, 'matchPackagePatterns'))];
  const kinds = texts(get(rule, 'matchUpdateTypes'));
  return (
    others.every((key) => /^match(?:PackageNames|PackagePatterns|UpdateTypes)$/.test(key)) &&
    (names.length === 0 || names.some((name) => /^(?:\*{1,2}|\.\*)$/.test(name))) &&
    (kinds.length === 0 || kinds.includes(sort))
  );
}

const managers: Readonly<Record<string, readonly string[]>> = {
  npm: ['npm'],
  bun: ['npm'],
  dockerfile: ['docker'],
  'docker-compose': ['docker-compose'],
  'github-actions': ['github-actions'],
  gitlabci: ['gitlab-ci'],
  'gitlabci-include': ['gitlab-ci'],
  pip_requirements: ['pip'],
  'pip-compile': ['pip'],
  pipenv: ['pip'],
  pep621: ['pip'],
  poetry: ['pip'],
  maven: ['maven'],
  gradle: ['gradle'],
  gomod: ['gomod'],
  terraform: ['terraform'],
  cargo: ['cargo'],
  bundler: ['bundler'],
  composer: ['composer'],
};

// Two names of one registry: the newer entries know the newer lock files.
const aliases: Readonly<Record<string, string>> = { uv: 'pip', bun: 'npm', opentofu: 'terraform' };

const plainName = (ecosystem: string): string =>
  Object.hasOwn(aliases, ecosystem) ? (aliases[ecosystem] ?? ecosystem) : ecosystem;

/** Days of a span such as `7 days` or `1 week`; null when there is none. */
function daysOf(span: string | undefined): number | null {
  const [, amount, unit] = /^(\d{1,4}) ?(day|week|month)s?$/.exec(span ?? '') ?? [];
  if (amount === undefined) return null;
  return Number(amount) * (unit === 'week' ? 7 : unit === 'month' ? 30 : 1);
}

/** The bot that watches a folder; the first that does, since entries must not overlap. */
export const botFor = (entries: readonly BotEntry[], ecosystem: string, directory: string): UpdateBot | null =>
  entries.find((entry) => plainName(entry.ecosystem ?? ecosystem) === ecosystem && covers(entry.directories, directory))
    ?.bot ?? null;

const covers = (patterns: readonly string[], directory: string): boolean =>
  patterns.length === 0 || patterns.some((pattern) => matches(foldersOf(pattern), foldersOf(directory)));

// Twelve levels are more than any repository has, and keep a hostile pattern cheap.
const foldersOf = (path: string): readonly string[] =>
  path
    .split('/')
    .filter((folder, index, all) => folder !== '' && folder !== '.' && !(folder === '**' && all[index - 1] === '**'))
    .slice(0, 12);

/** `*` is one folder, `**` any number of them. */
function matches(pattern: readonly string[], folders: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return folders.length === 0;
  if (first === '**') return rest.length === 0 || folders.some((_, index) => matches(rest, folders.slice(index)));
  return folders.length > 0 && (first === '*' || first === folders[0]) && matches(rest, folders.slice(1));
}
