import { perView } from '../../src/kit/index.ts';
import type { At, RepositoryView } from '../../src/kit/index.ts';
import { isAddress } from './addresses.ts';
import { runCommands, isWithin, type Effect } from './commands.ts';
import { containerGlobs } from './containers.ts';
import { configurationsOf, coverageDemandOf, coverageProgramGlobs } from './coverage-demands.ts';
import { plainStep } from './jobs.ts';
import { makefileGlobs } from './makefile.ts';
import type { Act, Event, Fact, Kept, Step } from './model.ts';
import { workspaceGlobs } from './workspaces.ts';
import { packagesWithin, testFiles } from './places.ts';

/** What commands of a pipeline may start: the scripts of a repository. */
export const scriptGlobs: readonly string[] = [
  '**/*.{sh,bash}',
  '{bin,ci,deploy,script,scripts}/{build,check,checks,ci,cibuild,deploy,lint,test,tests,verify}',
  ...coverageProgramGlobs,
  ...workspaceGlobs,
  ...makefileGlobs,
  ...containerGlobs,
];

/** What holds for all commands of a job, whichever dialect says it. */
export interface ScriptContext {
  readonly view: RepositoryView;
  readonly events: readonly Event[];
  /** Whether the job as a whole may fail without failing the run. */
  readonly tolerated: boolean;
  /** Whether it runs although something before it failed. */
  readonly afterFailure: boolean;
  /** Whether a failure inside of a shell pipe fails the command: bash with `pipefail`. */
  readonly pipefail: boolean;
  /** Whether a later command of the job fails it when files were changed: `git diff --exit-code`. */
  readonly guarded?: boolean;
  /** Names of variables that are set for the commands. */
  readonly variables: readonly string[];
}

export interface Script {
  readonly at: At;
  readonly name: string;
  readonly program: string;
  /** Folder in which it starts. */
  readonly directory: string;
  /** Whether it starts in some folder below that one. */
  readonly vague?: boolean;
  /** What a matrix makes of it: the same with other values. */
  readonly variants?: readonly Pick<Script, 'program' | 'directory' | 'vague'>[];
}

export interface ScriptStep {
  readonly step: Step;
  /** The program and every command that it comes down to. */
  readonly commands: readonly string[];
  /** Folder in which it ends, for dialects whose commands share one shell. */
  readonly directory: string;
  readonly vague: boolean;
}

/** Whether programs of a job end with a look at what they changed. */
export const looksAtChanges = (programs: readonly string[]): boolean =>
  programs.some((program) =>
    /\bgit diff\b[^\n]{0,100}(?:--exit-code|--quiet)|\bgit status --porcelain/.test(program.slice(0, 20_000)),
  );

/** The step that a piece of shell is. */
export function scriptStep(context: ScriptContext, script: Script): ScriptStep {
  const { at, name, program, directory, vague = false, variants = [] } = script;
  const [first, ...others] = (variants.length === 0 ? [script] : variants).map((each) =>
    runCommands(context.view, each.program, each.directory, context.pipefail, {
      vague: each.vague ?? false,
      guarded: context.guarded ?? false,
    }),
  );
  const effects = [first, ...others].flatMap((run) => run?.effects ?? []);
  const does = refine([...new Set(effects.flatMap(({ acts }) => acts))], context);
  const install = installIn(effects);
  const testing = effects.filter(({ acts }) => acts.includes('test'));
  const commands = [program, ...effects.map(({ text }) => text)];
  const demand = coverageDemandOf(context.view, program, effects);
  const configurations = configurationsOf(testing);
  const swallowed = effects.some((effect) => effect.swallowed && effect.acts.length > 0);
  const hidden = effects.find((effect) => effect.hidden)?.text.slice(0, 80);
  const hiddenDelivery = does.includes('deploy')
    ? undefined
    : effects.find((effect) => effect.delivers)?.text.slice(0, 80);
  const step: Step = {
    ...plainStep(at, name),
    ...(hidden !== undefined && { hidden }),
    ...(hiddenDelivery !== undefined && { hiddenDelivery }),
    does,
    events: context.events,
    blocking: !context.tolerated && !swallowed,
    directory: install?.directory ?? effects.find(({ acts }) => acts.length > 0)?.directory ?? directory,
    install,
    runtime: effects.find(({ runtime }) => runtime !== null)?.runtime?.(at) ?? null,
    projects: projectsOf(effects),
    testFiles: testing.length === 0 ? null : testFilesOf(context.view, testing),
    coverage: demand?.percent ?? null,
    ...(demand?.percent === null && { coverageOpen: true }),
    ...(configurations.length > 0 && { configurations }),
    always: context.afterFailure,
    gated: does.includes('sast') ? true : null,
    attached: does.includes('sbom') ? false : null,
    facts: does.includes('record-deployment') ? factsOf(commands, context.variables) : null,
  };
  return { step, commands, directory: first?.directory ?? directory, vague: first?.vague ?? vague };
}

/** The installation of a step: the first that may resolve anew, or else the first. */
function installIn(effects: readonly Effect[]): Step['install'] {
  const installs = effects.flatMap(({ install }, index) => {
    if (install === null) return [];
    // A difference that fails afterwards finds a lock file that was changed.
    const rest = effects.slice(index + 1).map(({ text }) => text.slice(0, 300));
    const lock = install.lockFile?.slice(install.lockFile.lastIndexOf('/') + 1);
    const told =
      rest.some((text) => /\bgit diff\b/.test(text)) &&
      rest.some((text) => /--exit-code|--quiet/.test(text) || (lock !== undefined && text.includes(lock)));
    return [{ ...install, frozen: install.frozen || told }];
  });
  return installs.find(({ frozen }) => !frozen) ?? installs[0] ?? null;
}

/** What a step does in each folder; nothing where its own folder and acts say it all. */
function projectsOf(effects: readonly Effect[]): Step['projects'] {
  const known = effects.filter(({ acts }) => acts.length > 0);
  const folders = [...new Set(known.map(({ directory }) => directory))];
  const actsIn = (some: readonly Effect[]): readonly Act[] => [...new Set(some.flatMap(({ acts }) => acts))];
  const below = known.filter(({ acts, deep }) => deep && acts.some((act) => act === 'lint' || act === 'format'));
  const vague = known.filter((effect) => effect.vague);
  if (folders.length < 2 && below.length === 0 && vague.length === 0) return [];
  return folders.map((directory) => ({
    directory,
    does: actsIn(known.filter((effect) => effect.directory === directory && !effect.vague)),
    ...(vague.length > 0 && { somewhere: actsIn(vague.filter((effect) => effect.directory === directory)) }),
    below: actsIn(below.filter((effect) => effect.directory === directory)).filter(
      (act) => act === 'lint' || act === 'format',
    ),
  }));
}

/** Test files of all folders that a step tests, each folder once. */
const testFilesOf = (view: RepositoryView, testing: readonly Effect[]): number =>
  [
    ...new Map(
      testing.map(({ directory, vague, text }) => [
        directory,
        vague || delegates.test(text.slice(0, 500)) || scans.test(text.slice(0, 500)),
      ]),
    ),
  ].reduce((sum, [directory, everywhere]) => sum + countTests(view, directory, everywhere), 0);

/** What the place of a step says beyond its tool: tests with an address test a deployment, a notice after a failure tells of it. */
export function refine(
  acts: readonly Act[],
  { variables, afterFailure }: Pick<ScriptContext, 'variables' | 'afterFailure'>,
): readonly Act[] {
  const refined = acts.map((act) => (act === 'test' && variables.some(isAddress) ? 'smoke' : act));
  return refined.includes('notify') && afterFailure ? [...refined, 'notify-failure'] : refined;
}

/** A list of contents that is made and then signed, stored or reported is kept. */
export const keepContents = (steps: readonly Step[], keeps: readonly Kept[]): readonly Step[] =>
  steps.map((step, index) => {
    if (step.attached !== false) return step;
    const later = steps.slice(index + 1).some(({ does }) => does.includes('attest') || does.includes('report'));
    return { ...step, attached: later || keeps.some(({ what }) => what === 'contents' || what === 'other') };
  });

/** What is kept at a path, by the names that runners give their reports. */
export const keptAs = (path: string): Kept['what'] => {
  if (/cover|lcov|jacoco|cobertura|htmlcov/i.test(path)) return 'coverage';
  if (/sbom|spdx|cyclonedx|(?:^|\/)bom\.(?:json|xml)$/i.test(path)) return 'contents';
  return /junit|test|surefire|failsafe|\btrx\b|reports?\b|playwright|allure/i.test(path) ? 'test-results' : 'other';
};

const vendors = /\b(?:datadog-ci|sleuth|sentry-cli|newrelic|honeymarker|linearb|faros|jellyfish|opsera)\b/i;

const facts: readonly (readonly [Fact, RegExp])[] = [
  ['service', /service|component|app(?:lication)?[_-]?name/i],
  ['environment', /environment|\bstage\b/i],
  ['version', /version|digest|image[_-]?tag/i],
  ['commit', /\bsha\b|commit/i],
  ['commit-time', /commit[_-]?(?:time|date|ted)|committer\.date|author(?:ed)?[_-]?date|%c[itI]\b/i],
  ['outcome', /outcome|status|result|conclusion/i],
  ['cause', /cause|reason|rework|is[_-]?rollback/i],
];

/** What a record of a deployment tells, by the words in it; null when a vendor's tool decides. */
export function factsOf(commands: readonly string[], variables: readonly string[]): readonly Fact[] | null {
  if (commands.some((command) => vendors.test(command))) return null;
  const words = [...variables, ...commands].join('\n').slice(0, 50_000);
  return facts.filter(([, pattern]) => pattern.test(words)).map(([fact]) => fact);
}

// Runners that start the tests of packages inside of the folder too.
const delegates =
  /^(?:(?:npx|pnpm exec|yarn) )?(?:nx|turbo|moon|lerna|rush|make|task|just|rake|bazelisk?|pants|mvnw?|gradlew?|\.\/mvnw|\.\/gradlew|go|cargo|dotnet)\b|--workspaces?\b| -ws\b| -r\b|--recursive\b|--filter\b| workspaces? foreach\b/;

// Runners that look for tests in every folder below, whichever package it belongs to.
const scans = /^(?:(?:npx|pnpm exec|yarn) )?(?:jest|vitest|pytest|py\.test)\b/;

const counts = perView(() => new Map<string, number>());

/** Test files below a folder; those of a package inside of it are that package's own, unless the runner goes there too. */
export function countTests(view: RepositoryView, directory: string, everywhere = false): number {
  const key = `${everywhere} ${directory}`;
  const known = counts(view).get(key);
  if (known !== undefined) return known;
  const inner = everywhere ? [] : packagesWithin(view, directory);
  const count = testFiles(view).filter(
    (path) => isWithin(path, directory) && !inner.some((folder) => isWithin(path, folder)),
  ).length;
  counts(view).set(key, count);
  return count;
}
