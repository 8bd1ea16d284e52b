import { openQuestions, resolveAnswers } from '../answers/resolve.ts';
import { flagOf } from '../answers/questions.ts';
import { make } from '../commands/make.ts';
import { conflictsOf, validatorsOf } from '../commands/prepare.ts';
import type { Prepared } from '../commands/prepare.ts';
import { ExitCode, UserError } from '../errors.ts';
import type { Plan } from '../plan/types.ts';
import { printMade } from './made-text.ts';
import type { ServiceRun } from './service-run.ts';

/**
 * Runs it: straight through when every question is answered or --yes was given; through the prompts and the plop generator
 * on a terminal; and with exit code 2 and the names of the flags where nobody can be asked.
 */
export async function runService(run: ServiceRun): Promise<number> {
  if (!mustAsk(run)) return finish(run, await run.prepare({}));
  const { ask } = await import('./interactive.ts');
  const answers = await ask(run);
  // plop is loaded when the last question is answered: it costs ten times as much as the first prompt.
  const { runGenerator } = await import('../../generators/run.ts');
  return runGenerator(
    run.generator,
    { ask: async () => answers, make: async (given) => finish(run, await run.prepare(given)) },
    answers,
  );
}

/**
 * Whether a person has to be asked before the service can be made.
 *
 * @throws UserError when somebody would have to be asked and nobody can
 */
export function mustAsk({ args, sources, terminal, json }: ServiceRun): boolean {
  if (args.values['yes'] === true) return false;
  const resolved = resolveAnswers(args.questions, sources, validatorsOf(args.selection.templates));
  const open = openQuestions(args.questions, sources, resolved);
  if (open.length === 0) return false;
  if (terminal.interactive && !json) return true;
  throw new UserError(
    `${open.length === 1 ? 'A question is' : `${open.length} questions are`} not answered, and nobody can be asked here: ${open.map((question) => `--${flagOf(question)}`).join(' ')}`,
    'Answer with flags, with --answers FILE, or add --yes to take the default of each.',
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
