import { allowedBy, choicesOf, fits } from '../catalog/choices.ts';
import type { Choice, ChoiceValue, Rule, Severity } from '../catalog/types.ts';
import { get, joinPath, pointer, record } from '../kit/index.ts';
import type { At, Judgement, RepositoryView } from '../kit/index.ts';
import { isWeaker } from './overrides.ts';
import type { Overrides, RuleOverride } from './overrides.ts';
import { ended, problemsOf, unknownName } from './schema-problems.ts';

/** What a repository sets, as far as it is honoured. */
export interface Config {
  readonly choices: Readonly<Record<string, ChoiceValue>>;
  readonly rules: Overrides;
  /** The tiers that it wants, with their places: whether these are higher than what is declared is not known here. */
  readonly tiers: readonly WantedTier[];
  /** What is wrong with it, or that nothing is. Empty when there is no such file. */
  readonly judgements: readonly Judgement[];
}

export interface WantedTier {
  readonly value: Rule['tier'];
  /** Said for this service alone, not for all of a repository. */
  readonly own: boolean;
  readonly at: At;
}

/** The folder of what a repository says to this tool: at its root, and in the folder of each service. */
export const settingsPaths = (view: RepositoryView, name: string): readonly string[] =>
  [...new Set(['', view.service.root])]
    .map((root) => joinPath(root, '.create-service', `${name}.yaml`) ?? '')
    .filter((path) => view.has(path));

export const settingsGlobs: readonly string[] = ['**/.create-service/{config,waivers}.yaml'];

/** Files that look like settings and that nobody reads. */
export const misnamed = (view: RepositoryView, name: string): readonly Judgement[] =>
  [...new Set(['', view.service.root])].flatMap((root) =>
    ['yml', 'json'].flatMap((ending): readonly Judgement[] => {
      const path = joinPath(root, '.create-service', `${name}.${ending}`) ?? '';
      if (!view.has(path)) return [];
      const message = `Nothing reads ${path}: call it ${name}.yaml.`;
      return [{ outcome: 'fail', message, subject: path, at: [{ path }] }];
    }),
  );

/**
 * Reads what a repository chooses and where it is stricter. Each entry stands for itself: what is wrong or would make the
 * standard weaker is told and not followed, the rest holds.
 *
 * @param rules as the organisation set them
 */
export const readConfig = (
  view: RepositoryView,
  rules: readonly Rule[],
  choices: ReturnType<typeof choicesOf>,
): Config => {
  const files = settingsPaths(view, 'config').map((path) => readFile(view, path, rules, choices));
  return {
    choices: Object.assign({}, ...files.map((file) => file.choices)) as Config['choices'],
    rules: Object.assign({}, ...files.map((file) => file.rules)) as Overrides,
    tiers: files.flatMap(({ tiers }) => tiers),
    judgements: [...misnamed(view, 'config'), ...files.flatMap(({ judgements }) => judgements)],
  };
};

/** Nobody writes more, and each is compared with every name of the standard. */
const mostEntries = 200;

const entriesOf = (value: unknown): [string, unknown][] => Object.entries(record(value)).slice(0, mostEntries);

const readFile = (
  view: RepositoryView,
  path: string,
  rules: readonly Rule[],
  choices: ReadonlyMap<string, Choice>,
): Config => {
  const documents = view.yaml(path);
  const [value, ...more] = documents ?? [];
  const wrong: Judgement[] = [];
  const report = (place: string, message: string): void => {
    const subject = `config ${place === '' ? 'file' : place}`;
    wrong.push({ outcome: 'fail', message, subject, at: [{ path, pointer: place }] });
  };
  if (documents === undefined) report('', `${path} cannot be read as YAML, so nothing of it is followed.`);
  // An empty file says nothing, and that is allowed.
  for (const { pointer: place, message } of problemsOf('config', value ?? {}).slice(0, mostEntries))
    report(place, ended(`${path}${place === '' ? '' : ` at ${place}`}: ${message}`));
  if (more.length > 0) report('', `${path} has more than one document; only the first is read.`);
  const tier = get(value, 'tier');
  const known = tier === 1 || tier === 2 || tier === 3;
  const chosen = choicesIn(entriesOf(get(value, 'choices')), choices, report);
  const set = rulesIn(entriesOf(get(value, 'rules')), rules, report);
  const fine: Judgement = { outcome: 'pass', message: `All of ${path} is followed.`, at: [{ path }] };
  return {
    choices: chosen,
    rules: set,
    tiers: known ? [{ value: tier, own: isHome(view, path), at: { path, pointer: pointer('tier') } }] : [],
    judgements: wrong.length > 0 ? wrong : [fine],
  };
};

const isHome = ({ service: { root } }: RepositoryView, path: string): boolean =>
  path === joinPath(root, '.create-service', 'config.yaml');

type Report = (pointer: string, message: string) => void;

const choicesIn = (
  said: readonly [string, unknown][],
  choices: ReadonlyMap<string, Choice>,
  report: Report,
): Config['choices'] =>
  Object.fromEntries(
    said.filter((entry): entry is [string, ChoiceValue] => {
      const [name, value] = entry;
      const choice = choices.get(name);
      const place = pointer('choices', name);
      if (choice === undefined) report(place, ended(unknownName(name, 'choice', [...choices.keys()])));
      else if (choice.decidedBy === 'organisation')
        report(place, `${name} is for the organisation to choose, in its preset; what stands here is not followed.`);
      else if (!fits(choice, value)) report(place, `The choice ${name} has to be ${allowedBy(choice)}.`);
      else return true;
      return false;
    }),
  );

const severities: readonly unknown[] = ['must', 'should', 'may'] satisfies readonly Severity[];

const rulesIn = (said: readonly [string, unknown][], rules: readonly Rule[], report: Report): Overrides =>
  Object.fromEntries(
    said.flatMap(([id, set]): [string, RuleOverride][] => {
      const rule = rules.find((candidate) => candidate.id === id);
      if (rule === undefined) {
        const known = rules.map((candidate) => candidate.id);
        report(pointer('rules', id), ended(unknownName(id, 'rule', known)));
        return [];
      }
      const [severity, tier] = [get(set, 'severity'), get(set, 'tier')];
      const own = 'A repository can only be stricter; for an exception there are waivers.';
      const weaker = severities.includes(severity) && isWeaker(severity as Severity, rule.severity);
      const later = typeof tier === 'number' && tier > rule.tier && tier <= 3;
      if (weaker)
        report(
          pointer('rules', id, 'severity'),
          `${id} is a ${rule.severity} and cannot be lowered to ${String(severity)} here. ${own}`,
        );
      if (later)
        report(
          pointer('rules', id, 'tier'),
          `${id} holds from tier ${rule.tier} on and cannot be put off to tier ${tier} here. ${own}`,
        );
      const stricter = severities.includes(severity) && !weaker;
      const sooner = (tier === 1 || tier === 2 || tier === 3) && !later;
      return [[id, { ...(stricter && { severity: severity as Severity }), ...(sooner && { tier }) }]];
    }),
  );
