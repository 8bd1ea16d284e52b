import { choose, interview } from '../answers/prompt.ts';
import type { Answers } from '../answers/resolve.ts';
import { validatorsOf } from '../commands/prepare.ts';
import { UserError } from '../errors.ts';
import type { ServiceRun } from './service-run.ts';
import { drawTree } from './tree.ts';

type Step = 'make' | 'change' | 'cancel';

/**
 * The interview with its review step, which shows what will be written.
 *
 * @throws UserError when the user cancels
 */
export async function ask(run: ServiceRun): Promise<Answers> {
  const { args, sources, terminal, shipped } = run;
  const { templates } = args.selection;
  const validators = validatorsOf(templates);
  for (;;) {
    const answers = await interview({ catalog: shipped.standard, templates, sources, validators });
    const prepared = await run.prepare(answers);
    const plan = prepared.plan(() => 'skip');
    const written = plan.changes.filter((change) => change.action === 'create').map((change) => change.path);
    terminal.say(`\n${drawTree(`${run.place(prepared)}/`, written, 2)}\n`);
    const step = await choose<Step>(`Write these ${written.length} files?`, [
      { name: 'Yes, write them', value: 'make' },
      { name: 'No, ask me again', value: 'change' },
      { name: 'Cancel', value: 'cancel' },
    ]);
    if (step === 'make') return answers;
    if (step === 'cancel')
      throw new UserError('Cancelled. Nothing was written.', 'Run the command again when you are ready.');
  }
}
