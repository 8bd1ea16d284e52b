import { openQuestions, resolveAnswers } from '../answers/resolve.ts';
import type { Answers, Sources } from '../answers/resolve.ts';
import { flagOf } from '../answers/questions.ts';
import type { ShippedStandard } from '../catalog/shipped.ts';
import { make } from '../commands/make.ts';
import type { MakeOptions } from '../commands/make.ts';
import { conflictsOf, validatorsOf } from '../commands/prepare.ts';
import type { Prepared } from '../commands/prepare.ts';
import { ExitCode, UserError } from '../errors.ts';
import type { Plan } from '../plan/types.ts';
import type { ConflictPolicy } from '../plan/decide.ts';
import type { AnswerArguments } from './answer-options.ts';
import { printMade } from './made-text.ts';
import type { Terminal } from './terminal.ts';

export type OnConflict = ConflictPolicy | 'ask';

/** One run of `create` or `add`: how it asks, and how it makes what was answered. */
export interface ServiceRun {
  readonly generator: 'service' | 'component';
  readonly shipped: ShippedStandard;
  readonly args: AnswerArguments;
  readonly sources: Sources;
  readonly terminal: Terminal;
  readonly onConflict: OnConflict;
  readonly json: boolean;
  readonly options: Omit<MakeOptions, 'place' | 'progress'>;
  /** Settles answers, renders and looks at the target. */
  prepare(prompted: Answers): Promise<Prepared>;
  /** How the user reaches the service, and what it is called in what is shown. */
  place(prepared: Prepared): string;
}

/**
 * Runs it: straight through when every question is answered or --yes was given; through the prompts and the plop generator
 * on a terminal; and with exit code 2 and the names of the flags where nobody can be asked.
 */
export async function runService(run: ServiceRun): Promise<number> {
  const { args, sources, terminal } = run;
  const resolved = resolveAnswers(args.questions, sources, validatorsOf(args.selection.templates));
  const open = args.values['yes'] === true ? [] : openQuestions(args.questions, sources, resolved);
  if (open.length === 0) return finish(run, await run.prepare({}));
  if (terminal.interactive && !run.json) return (await import('./interactive.ts')).runInteractive(run);
  throw new UserError(
    `${open.length} questions are not answered, and there is no terminal to ask on: ${open.map((question) => `--${flagOf(question)}`).join(' ')}`,
    'Answer them with flags, with --answers FILE, or add --yes to take the default of each.',
  );
}

/** Plans with the policy for conflicts, commits, and tells what was made. */
export async function finish(run: ServiceRun, prepared: Prepared): Promise<number> {
  const { terminal, options } = run;
  const plan = await settleConflicts(run, prepared);
  const place = run.place(prepared);
  const progress = (doing: string): void => terminal.say(terminal.colors.dim(doing));
  const made = await make(run.shipped, prepared, plan, { ...options, place, progress });
  printMade(run, made);
  return made.postSteps.every((step) => step.done || !step.asked) ? ExitCode.done : ExitCode.findings;
}

async function settleConflicts(run: ServiceRun, prepared: Prepared): Promise<Plan> {
  const { onConflict, terminal } = run;
  const policy = onConflict === 'ask' ? 'fail' : onConflict;
  const plan = prepared.plan(() => policy);
  const conflicts = conflictsOf(plan);
  if (conflicts.length === 0) return plan;
  if (onConflict === 'ask' && terminal.interactive) {
    const { askConflicts } = await import('./conflicts.ts');
    const decisions = await askConflicts(conflicts, prepared, terminal);
    const settled = prepared.plan((path) => decisions.get(path) ?? 'fail');
    if (conflictsOf(settled).length === 0) return settled;
  }
  const lines = conflicts.map(({ path, reason }) => `\n  ${path}: ${reason}`).join('');
  throw new UserError(
    `${plan.root} holds ${conflicts.length === 1 ? 'a file' : `${conflicts.length} files`} that the service would write over:${lines}`,
    'Choose another folder, move them away, or decide with --on-conflict skip or --on-conflict overwrite. Nothing was written.',
  );
}
