import { choose } from '../answers/prompt.ts';
import type { Prepared } from '../commands/prepare.ts';
import type { ConflictPolicy } from '../plan/decide.ts';
import type { Change } from '../plan/types.ts';
import { printable } from './printable.ts';
import type { Terminal } from './terminal.ts';

type Step = ConflictPolicy | 'diff' | 'skip-all';

/** Asks per file what to do, with the difference at hand. */
export async function askConflicts(
  conflicts: readonly Change[],
  prepared: Prepared,
  terminal: Terminal,
): Promise<ReadonlyMap<string, ConflictPolicy>> {
  const decisions = new Map<string, ConflictPolicy>();
  let all: ConflictPolicy | undefined;
  for (const { path, reason } of conflicts) {
    if (all !== undefined) {
      decisions.set(path, all);
      continue;
    }
    for (;;) {
      const step = await choose<Step>(`${path}: ${reason}`, [
        { name: 'Keep what is there', value: 'skip' },
        { name: 'Show the difference', value: 'diff' },
        { name: 'Replace it', value: 'overwrite' },
        { name: 'Keep this and all further files', value: 'skip-all' },
        { name: 'Stop; write nothing', value: 'fail' },
      ]);
      if (step === 'diff') {
        terminal.say(await difference(path, prepared));
        continue;
      }
      if (step === 'fail') return new Map();
      if (step === 'skip-all') all = 'skip';
      decisions.set(path, step === 'skip-all' ? 'skip' : step);
      break;
    }
  }
  return decisions;
}

async function difference(path: string, { existing, rendered }: Prepared): Promise<string> {
  const { createTwoFilesPatch } = await import('diff');
  const current = existing.get(path);
  const before = current?.state === 'file' ? new TextDecoder().decode(current.content) : '';
  const after = rendered.find((file) => file.path === path)?.text ?? '';
  return printable(createTwoFilesPatch(path, path, before, after, 'as it is', 'of the standard'));
}
