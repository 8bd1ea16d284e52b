import { composeGlobs, folderOf, runsBeside } from '../../src/kit/index.ts';
import type { At, RepositoryView } from '../../src/kit/index.ts';
import { execForm, instructionsOf, substitute, triggerOf } from './dockerfile.ts';
import type { Instruction } from './dockerfile.ts';
import { downloads, holdsSecret, namesOf } from './image-flaws.ts';
import { imageLacks } from './image-lacks.ts';
import { inherits, isNonroot } from './image-users.ts';
import type { Base, Container, Flaw, Known } from './model.ts';

export const containerGlobs = [
  '**/{Dockerfile,Containerfile}',
  '**/{Dockerfile,Containerfile}{.,-}*',
  '**/*.{Dockerfile,dockerfile}',
];

/** What tells of an image whether it is the service or runs beside it. */
export const besideGlobs = composeGlobs;

/** Images for development, examples and tests are not what runs in production. */
const outOfScope =
  /\{\{|(?:^|\/)(?:\.devcontainer|\.clusterfuzzlite|fuzz(?:ing)?|\.github|\.gitlab|node_modules|vendor|test|(?:[\w-]{1,60}[-_])?tests(?:[-_][\w-]{1,60})?|integration-?tests?|e2e|fixtures|testdata|examples?|samples?|docs|dev|development|local(?:-[\w-]+)?)\/|[./-](?:dev|devcontainer|development|debug|tests?|e2e|ci|local|example|builder|cypress|playwright|dockerignore)$|(?:^|[./_-])(?:dev|tests?|e2e|ci|local|gitpod|cypress|playwright)\.dockerfile$/i;

/** Bases that are there to test others, whatever the file is called. */
const forTests = /(?:^|\/)(?:playwright|cypress|selenium|devcontainers)(?:[/:@-]|$)/;

const charactersAtMost = 200_000;

/** The image definitions of a repository. */
export const containersOf = (view: RepositoryView): readonly Container[] =>
  view
    .glob(...containerGlobs)
    .filter((path) => !outOfScope.test(path) && !runsBeside(view, path))
    .flatMap((path) => {
      const source = view.text(path);
      const instructions = source === undefined || source.length > charactersAtMost ? [] : instructionsOf(source);
      const made = instructions.some(({ name }) => name === 'FROM') ? [container(path, instructions, view)] : [];
      return made.filter(({ bases }) => !forTests.test(bases.at(-1)?.image ?? ''));
    });

interface Stage {
  readonly from: Instruction;
  readonly name: string | undefined;
  readonly image: string;
  /** The earlier stage that it is built on. */
  readonly basis: Stage | undefined;
  readonly body: Instruction[];
  /** Values that build arguments and variables have by default. */
  readonly values: Map<string, string>;
}

/** Whether a command has a shell in front of the program, which swallows the signal to stop. */
const startsShell = (words: readonly string[] | undefined): boolean => {
  if (words === undefined) return true;
  const [program = '', flag = '', line = ''] = words;
  return /^(?:\/(?:usr\/)?bin\/)?(?:ba|da)?sh$/.test(program) && /^-\w*c$/.test(flag) && !/\bexec\b/.test(line);
};

const container = (path: string, instructions: readonly Instruction[], view: RepositoryView): Container => {
  const stages = stagesOf(instructions);
  const chain = finalChain(stages);
  const last = (name: string): Instruction | undefined =>
    chain
      .map(({ body }) => body.findLast((instruction) => instruction.name === name))
      .find((found) => found !== undefined);
  const commands = [last('ENTRYPOINT'), last('CMD')].filter((command) => command !== undefined);
  const user = userOf(chain, last('USER'));
  const flaws = (matches: (instruction: Instruction) => boolean): readonly Flaw[] =>
    instructions
      .filter((instruction) => matches(triggerOf(instruction)))
      .map((instruction) => ({ text: shown(instruction), at: placeOf(path, instruction) }));
  const ofImage = new Set(chain.flatMap(({ body }) => body.map(({ line }) => line)));
  const image = {
    path,
    bases: basesOf(path, stages),
    stages: stages.length,
    builds: instructions.some(({ name, args }) => name === 'RUN' && compiles.test(args)),
    user,
    unprivileged: unprivileged(user, chain.at(-1)?.image),
    shellCommands: commands
      .filter(({ args }) => startsShell(execForm(args)))
      .map((command) => ({ text: shown(command), at: placeOf(path, command) })),
    downloads: flaws(downloads),
    // What a stage before was given is in no layer of the image that runs.
    secrets: flaws(holdsSecret).filter(({ at }) => ofImage.has(at.line ?? 0)),
    ignores: [`${path}.dockerignore`, inFolder(folderOf(path)), '.dockerignore'].some((ignore) => view.has(ignore)),
    ports: chain.flatMap(({ body }) => body.filter(({ name }) => name === 'EXPOSE').flatMap(portsOf)),
    variables: chain.flatMap(({ body }) => body.filter(({ name }) => name === 'ENV').flatMap(namesOf)),
    at: placeOf(path, last('USER') ?? chain[0]?.from ?? { line: 1, endLine: 1 }),
  };
  return { ...image, lacks: imageLacks(image) };
};

const inFolder = (folder: string): string => (folder === '' ? '.dockerignore' : `${folder}/.dockerignore`);

const stagesOf = (instructions: readonly Instruction[]): readonly Stage[] => {
  const defaults = new Map<string, string>();
  const stages: Stage[] = [];
  const named = new Map<string, Stage>();
  for (const instruction of instructions) {
    const stage = stages.at(-1);
    if (instruction.name === 'FROM') {
      const [written = '', as, name] = instruction.args.split(/\s+/);
      const image = substitute(written, defaults);
      const basis = named.get(image.toLowerCase());
      const known = as?.toLowerCase() === 'as' ? name?.toLowerCase() : undefined;
      const values = new Map(basis?.values ?? []);
      const next: Stage = { from: instruction, name: known, image, basis, body: [], values };
      stages.push(next);
      if (known !== undefined) named.set(known, next);
    } else if (stage !== undefined) {
      stage.body.push(instruction);
      if (/^(?:ARG|ENV)$/.test(instruction.name)) remember(instruction, stage.values, defaults);
    } else if (instruction.name === 'ARG') remember(instruction, defaults);
  }
  return stages;
};

/** Takes the values that an instruction gives; an argument without one has what was said before the first stage. */
const remember = ({ args }: Instruction, values: Map<string, string>, defaults = new Map<string, string>()): void => {
  for (const [, name = '', value] of args.matchAll(/(?:^|\s)([A-Za-z_]\w*)(?:=["']?([^"'\s]*))?/g)) {
    const known = value ?? defaults.get(name);
    if (known !== undefined) values.set(name, substitute(known, values));
  }
};

/** The stage that is deployed and the stages that it is built on, from the last to the first. */
const finalChain = (stages: readonly Stage[]): readonly Stage[] => {
  const chain: Stage[] = [];
  let stage = deployed(stages);
  while (stage !== undefined) {
    chain.push(stage);
    stage = stage.basis;
  }
  return chain;
};

/** The last stage, unless its name says that it is for development or tests. */
const deployed = (stages: readonly Stage[]): Stage | undefined => {
  const last = stages.at(-1);
  if (!isAside.test(last?.name ?? '')) return last;
  return (
    stages.findLast(({ name }) => /^(?:prod|production|release|runtime|run|final)$/.test(name ?? '')) ??
    stages.findLast(({ name }) => !isAside.test(name ?? '') && !/^(?:base|deps|build(?:er)?)$/.test(name ?? '')) ??
    last
  );
};

const isAside = /(?:^|[_-])(?:dev|development|tests?|debug|ci|lint|e2e)(?:$|[_-])/;

/** Tools that leave more behind than the program needs. */
const compiles =
  /\b(?:npm|yarn|pnpm|bun|pip3?|poetry|uv|mvnw?|gradlew?|go (?:build|install|mod)|cargo|rustc|make|cmake|gcc|build-essential|bundle|composer|dotnet|tsc|javac|mix|stack)\b/;

const basesOf = (path: string, stages: readonly Stage[]): readonly Base[] =>
  stages.map(({ image, from, basis }) => {
    const fixed = basis !== undefined || image === 'scratch' || /@sha256:[0-9a-f]{64}$/.test(image);
    return { image, pinned: fixed ? 'yes' : image.includes('$') ? 'unknown' : 'no', at: placeOf(path, from) };
  });

const userOf = (chain: readonly Stage[], instruction: Instruction | undefined): string | null => {
  const image = chain.at(-1)?.image;
  if (instruction === undefined) return isNonroot(image) ? 'nonroot' : null;
  const written = substitute(instruction.args.trim(), chain[0]?.values ?? new Map()).replaceAll(/["']/g, '');
  // The user of that name is a promise of the base alone.
  return written === 'nonroot' && !isNonroot(image) ? 'the name nonroot' : written;
};

const unprivileged = (user: string | null, image: string | undefined): Known => {
  if (user === null) return inherits(image);
  if (user === 'nonroot' || /^[1-9]\d*(?::[\w-]+)?$|^ContainerUser$/i.test(user)) return 'yes';
  return user.includes('$') ? 'unknown' : 'no';
};

const portsOf = ({ args }: Instruction): readonly number[] =>
  args
    .split(/\s+/)
    .map((port) => Number.parseInt(port, 10))
    .filter((port) => Number.isInteger(port));

const shown = ({ name, args }: Instruction): string => `${name} ${args.split('\n', 1)[0] ?? ''}`.slice(0, 80);

const placeOf = (path: string, { line, endLine }: Pick<Instruction, 'line' | 'endLine'>): At => ({
  path,
  line,
  endLine,
});
