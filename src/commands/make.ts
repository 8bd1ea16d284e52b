import type { RepositoryReport } from '../audit/report-types.ts';
import type { ShippedStandard } from '../catalog/shipped.ts';
import { commitPlan } from '../disk/commit.ts';
import { initRepository } from '../disk/git.ts';
import { runCommand } from '../disk/run.ts';
import type { Plan } from '../plan/types.ts';
import type { NextStep } from './next-steps.ts';
import { nextStepsOf } from './next-steps.ts';
import type { Prepared } from './prepare.ts';

export interface MakeOptions {
  readonly dryRun: boolean;
  readonly git: boolean;
  readonly audit: boolean;
  readonly install: boolean;
  /** How the user reaches the service from where the command runs. */
  readonly place: string;
  /** Told before each step that takes its time. */
  progress(doing: string): void;
}

/** What came of a step after the files were written. A failed one keeps what was written and says how to try again. */
export interface PostStep {
  /** The user asked for it, so its failure is a failure of the command. */
  readonly asked: boolean;
  readonly done: boolean;
  readonly message: string;
}

export interface Made {
  readonly plan: Plan;
  readonly nextSteps: readonly NextStep[];
  readonly postSteps: readonly PostStep[];
  readonly audit?: RepositoryReport;
}

/** Commits a plan without conflicts, then runs what follows: the audit, git and the installation, each on its own. */
export async function make(
  shipped: ShippedStandard,
  prepared: Prepared,
  plan: Plan,
  options: MakeOptions,
): Promise<Made> {
  const { selection, resolved } = prepared;
  const nextSteps = nextStepsOf(shipped.standard, selection.templates, resolved, options.place);
  const audit = options.audit ? await auditOf(shipped, plan) : undefined;
  const postSteps: PostStep[] = [];
  if (!options.dryRun) {
    commitPlan(plan);
    if (options.git)
      postSteps.push(
        await gitStep(plan.root, String(resolved.answers['defaultBranch'] ?? 'main'), shipped.standard.version),
      );
    if (options.install) postSteps.push(...(await installSteps(prepared, plan.root, options)));
  }
  return { plan, nextSteps, postSteps, ...(audit === undefined ? {} : { audit }) };
}

async function auditOf(shipped: ShippedStandard, plan: Plan): Promise<RepositoryReport> {
  // Loaded only here: readers and rules cost more than rendering.
  const { auditPlan } = await import('./audit-plan.ts');
  return auditPlan(plan, { ...shipped.standard, rules: shipped.rules() });
}

async function gitStep(root: string, branch: string, version: string): Promise<PostStep> {
  const message = `Create the service with create-service ${version}`;
  return { asked: false, ...(await initRepository(root, { branch, message })) };
}

async function installSteps({ selection }: Prepared, root: string, options: MakeOptions): Promise<readonly PostStep[]> {
  const steps: PostStep[] = [];
  for (const { command, directory = '.' } of selection.templates.flatMap((template) => template.install)) {
    const text = command.join(' ');
    const where = directory === '.' ? '' : ` in ${directory}`;
    options.progress(`${text}${where} …`);
    const result = await runCommand(command, {
      cwd: directory === '.' ? root : `${root}/${directory}`,
      onLine: options.progress,
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
