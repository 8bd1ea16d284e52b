import { folderOf } from '../../src/kit/index.ts';
import type { At, RepositoryView } from '../../src/kit/index.ts';
import { execForm, instructionsOf, substitute } from './dockerfile.ts';
import type { Instruction } from './dockerfile.ts';
import type { Base, Container, Flaw } from './model.ts';

export const containerGlobs = [
  '**/{Dockerfile,Containerfile}',
  '**/{Dockerfile,Containerfile}.*',
  '**/*.{Dockerfile,dockerfile}',
];

/** Images for development and for tests are not what runs in production. */
const outOfScope = /(?:^|\/)(?:\.devcontainer|node_modules|test|tests|fixtures)\/|\.(?:dev|test|local|dockerignore)$/i;

/** The image definitions of a repository. */
export const containersOf = (view: RepositoryView): readonly Container[] =>
  view
    .glob(...containerGlobs)
    .filter((path) => !outOfScope.test(path))
    .flatMap((path) => {
      const source = view.text(path);
      const instructions = source === undefined ? [] : instructionsOf(source);
      return instructions.some(({ name }) => name === 'FROM') ? [container(path, instructions, view)] : [];
    });

interface Stage {
  readonly from: Instruction;
  readonly image: string;
  /** The earlier stage that it is built on. */
  readonly basis: Stage | undefined;
  readonly body: Instruction[];
}

const container = (path: string, instructions: readonly Instruction[], view: RepositoryView): Container => {
  const stages = stagesOf(instructions);
  const chain = finalChain(stages);
  const last = (name: string): Instruction | undefined =>
    chain
      .map(({ body }) => body.findLast((instruction) => instruction.name === name))
      .find((found) => found !== undefined);
  const commands = [last('ENTRYPOINT'), last('CMD')].filter((command) => command !== undefined);
  const user = last('USER')?.args.trim() ?? (isNonroot(chain.at(-1)?.image) ? 'nonroot' : null);
  const flaws = (matches: (instruction: Instruction) => boolean): readonly Flaw[] =>
    instructions.filter(matches).map((instruction) => ({ text: shown(instruction), at: placeOf(path, instruction) }));
  return {
    path,
    bases: basesOf(path, stages),
    stages: stages.length,
    user,
    unprivileged: user === 'nonroot' ? isNonroot(chain.at(-1)?.image) : /^[1-9]\d*(?::\d+)?$/.test(user ?? ''),
    shellCommands: commands
      .filter(({ args }) => execForm(args) === undefined)
      .map((command) => ({ text: shown(command), at: placeOf(path, command) })),
    starts: commands.some(({ args }) => args.trim() !== '' && execForm(args)?.length !== 0),
    downloads: flaws(downloads),
    secrets: flaws(holdsSecret),
    ignores: [`${path}.dockerignore`, inFolder(folderOf(path)), '.dockerignore'].some((ignore) =>
      view.paths.includes(ignore),
    ),
    ports: chain.flatMap(({ body }) => body.filter(({ name }) => name === 'EXPOSE').flatMap(portsOf)),
    variables: chain.flatMap(({ body }) => body.filter(({ name }) => name === 'ENV').flatMap(namesOf)),
    at: placeOf(path, chain[0]?.from ?? { line: 1, endLine: 1 }),
  };
};

const inFolder = (folder: string): string => (folder === '' ? '.dockerignore' : `${folder}/.dockerignore`);

const stagesOf = (instructions: readonly Instruction[]): readonly Stage[] => {
  const defaults = new Map<string, string>();
  const stages: Stage[] = [];
  const named = new Map<string, Stage>();
  for (const instruction of instructions) {
    const stage = stages.at(-1);
    if (instruction.name === 'FROM') {
      const [written = '', as, name] = instruction.args.split(/\s+/).filter((word) => !word.startsWith('--'));
      const image = substitute(written, defaults);
      const next: Stage = { from: instruction, image, basis: named.get(image.toLowerCase()), body: [] };
      stages.push(next);
      if (as?.toLowerCase() === 'as' && name !== undefined) named.set(name.toLowerCase(), next);
    } else if (stage !== undefined) stage.body.push(instruction);
    else if (instruction.name === 'ARG') {
      const [, name, value] = /^([A-Za-z_]\w*)=["']?([^"'\s]*)/.exec(instruction.args) ?? [];
      if (name !== undefined && value !== undefined) defaults.set(name, value);
    }
  }
  return stages;
};

/** The final stage and the stages that it is built on, from the last to the first. */
const finalChain = (stages: readonly Stage[]): readonly Stage[] => {
  const chain: Stage[] = [];
  let stage = stages.at(-1);
  while (stage !== undefined) {
    chain.push(stage);
    stage = stage.basis;
  }
  return chain;
};

const basesOf = (path: string, stages: readonly Stage[]): readonly Base[] =>
  stages.map(({ image, from, basis }) => {
    const pinned = basis !== undefined || image === 'scratch' || /@sha256:[0-9a-f]{64}$/.test(image);
    return { image, pinned, at: placeOf(path, from) };
  });

/** Images whose publisher's tag promises a user other than root. */
const isNonroot = (image: string | undefined): boolean => /(?:^|[:-])(?:debug-)?nonroot(?:@|$)/.test(image ?? '');

const downloads = ({ name, args }: Instruction): boolean => {
  if (name === 'ADD') return /(?:^|\s)https?:\/\//.test(args) && !/--checksum=sha(?:256|384|512):/.test(args);
  return name === 'RUN' && /\b(?:curl|wget)\b[^|;&\n]{0,500}\|\s*(?:sudo\s+)?(?:ba|z|da)?sh\b/.test(args);
};

const secretName = /(?:^|_)(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|CREDENTIALS?)(?:$|_)/i;

/** A secret in ARG or ENV stays readable in the layers and the history of the image. */
const holdsSecret = ({ name, args }: Instruction): boolean => {
  if (name !== 'ARG' && name !== 'ENV') return false;
  return namesOf({ name, args }).some((found) => secretName.test(found));
};

/** Names that ARG or ENV give a value. */
const namesOf = ({ name, args }: Pick<Instruction, 'name' | 'args'>): readonly string[] => {
  const names = [...args.matchAll(/(?:^|\s)([A-Za-z_]\w*)(?==|\s|$)/g)].map(([, found]) => found ?? '');
  return name === 'ENV' && !args.includes('=') ? names.slice(0, 1) : names;
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
