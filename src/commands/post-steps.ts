import { initRepository } from '../disk/git.ts';
import { runCommand } from '../disk/run.ts';
import type { Prepared } from './prepare.ts';

/** What came of a step after the files were written. A failed one keeps what was written and says how to try again. */
export interface PostStep {
  /** The user asked for it, so its failure is a failure of the command. */
  readonly asked: boolean;
  readonly done: boolean;
  readonly message: string;
}

export async function gitStep(root: string, branch: string, version: string): Promise<PostStep> {
  const message = `Create the service with create-service ${version}`;
  return { asked: false, ...(await initRepository(root, { branch, message })) };
}

/** Runs what the templates ask for after the files are written, such as `npm ci`. */
export async function installSteps(
  { selection }: Prepared,
  root: string,
  progress: (doing: string) => void,
): Promise<readonly PostStep[]> {
  const steps: PostStep[] = [];
  for (const { command, directory = '.' } of selection.templates.flatMap((template) => template.install)) {
    const text = command.join(' ');
    const where = directory === '.' ? '' : ` in ${directory}`;
    progress(`${text}${where} …`);
    const result = await runCommand(command, {
      cwd: directory === '.' ? root : `${root}/${directory}`,
      onLine: progress,
    });
    steps.push(
      result.ok
        ? { asked: true, done: true, message: `${text}${where}` }
        : {
            asked: true,
            done: false,
            message: `${text}${where} failed: ${result.message}. Everything that was written is kept; run it again there.`,
          },
    );
  }
  return steps;
}
