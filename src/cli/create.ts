import { basename, relative, resolve } from 'node:path';
import { resolveAnswers } from '../answers/resolve.ts';
import type { Answers, Sources } from '../answers/resolve.ts';
import type { ShippedStandard } from '../catalog/shipped.ts';
import { prepare, validatorsOf } from '../commands/prepare.ts';
import type { Prepared } from '../commands/prepare.ts';
import { recoverTarget } from '../disk/recover.ts';
import { UserError } from '../errors.ts';
import { manifestPath } from '../plan/manifest.ts';
import { kebabCase } from '../render/words.ts';
import { parseAnswering } from './answer-options.ts';
import type { AnswerArguments } from './answer-options.ts';
import { readAnswersFile } from './answers-file.ts';
import type { Command } from './options.ts';
import { runService } from './run-service.ts';
import type { OnConflict, ServiceRun } from './service-run.ts';
import type { Terminal } from './terminal.ts';

/** `create-service [dir]`: a new service from the standard. */
export async function create(
  argv: readonly string[],
  command: Command,
  shipped: ShippedStandard,
  terminal: Terminal,
): Promise<number> {
  const args = parseAnswering(argv, command, shipped.standard);
  return runService(await creation(args, shipped, terminal));
}

/** What a run of create is, from its arguments: shared by the command and the plop generator. */
export async function creation(
  args: AnswerArguments,
  shipped: ShippedStandard,
  terminal: Terminal,
): Promise<ServiceRun> {
  const [dir, ...more] = args.positionals;
  if (more.length > 0)
    throw new UserError(
      `One folder at a time: ${args.positionals.join(' ')}.`,
      'Name a single folder, and quote a name with spaces.',
    );
  const file = typeof args.values['answers'] === 'string' ? await readAnswersFile(args.values['answers']) : {};
  const suggested = dir === undefined ? {} : { name: kebabCase(basename(resolve(dir))) };
  const { archetype } = args.selection;
  const sources: Sources = {
    flags: args.flags,
    file,
    suggested,
    ...(archetype === undefined ? {} : { archetype: archetype.answers }),
  };
  const dryRun = args.values['dry-run'] === true;
  const rootOf = (prompted: Answers): string => {
    if (dir !== undefined) return resolve(dir);
    const { answers } = resolveAnswers(
      args.questions,
      { ...sources, prompted },
      validatorsOf(args.selection.templates),
    );
    return resolve(String(answers['name'] ?? 'my-service'));
  };
  return {
    generator: 'service',
    shipped,
    args,
    sources,
    terminal,
    onConflict: onConflictOf(args, terminal),
    json: args.values['format'] === 'json',
    options: {
      dryRun,
      git: args.values['no-git'] !== true,
      audit: args.values['no-audit'] !== true,
      install: args.values['install'] === true,
    },
    prepare: async (prompted) => {
      const root = rootOf(prompted);
      if (!dryRun) await recover(root, terminal);
      const prepared = prepare(shipped, root, args.selection, { ...sources, prompted });
      refuseService(root, prepared);
      return prepared;
    },
    place: (prepared) => relative(process.cwd(), prepared.root) || '.',
  };
}

export function onConflictOf(args: AnswerArguments, terminal: Terminal): OnConflict {
  const given = args.values['on-conflict'];
  if (given === 'ask' && !terminal.interactive)
    throw new UserError('--on-conflict ask needs a terminal.', 'Choose fail, skip or overwrite.');
  return typeof given === 'string'
    ? (given as OnConflict)
    : terminal.interactive && args.values['yes'] !== true
      ? 'ask'
      : 'fail';
}

/** Says what an interrupted run left in the target and what became of it. */
export async function recover(root: string, terminal: Terminal): Promise<void> {
  const recovery = await recoverTarget(root);
  if (recovery !== undefined) terminal.say(recovery.message);
}

function refuseService(root: string, { existing }: Prepared): void {
  const state = existing.get(manifestPath)?.state;
  if (state === undefined || state === 'absent') return;
  throw new UserError(
    `${root} is a service of this standard already.`,
    'Add to it with `create-service add`, or choose another folder.',
  );
}
