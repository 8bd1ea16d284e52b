import type { RepositoryReport } from '../audit/report-types.ts';
import type { ShippedStandard } from '../catalog/shipped.ts';
import type { Template } from '../catalog/types.ts';
import { commitPlan } from '../disk/commit.ts';
import type { Plan } from '../plan/types.ts';
import type { NextStep } from './next-steps.ts';
import type { PostStep } from './post-steps.ts';
import { nextStepsOf } from './next-steps.ts';
import type { Prepared } from './prepare.ts';

export interface MakeOptions {
  readonly dryRun: boolean;
  readonly git: boolean;
  readonly audit: boolean;
  readonly install: boolean;
  /** The templates that are new to the service; all of them when left out. */
  readonly added?: readonly Template[];
  /** How the user reaches the service from where the command runs. */
  readonly place: string;
  /** Told before each step that takes its time. */
  progress(doing: string): void;
}

export interface Made {
  readonly plan: Plan;
  /** How many files each template brought, by id. */
  readonly parts: ReadonlyMap<string, number>;
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
  const { selection } = prepared;
  const nextSteps = nextStepsOf(shipped.standard, prepared, options.place, options.added ?? selection.templates);
  const audit = options.audit ? await auditOf(shipped, plan) : undefined;
  if (!options.dryRun) commitPlan(plan);
  const postSteps = options.dryRun ? [] : await runPostSteps(shipped, prepared, plan, options);
  const filesOf = (id: string): number => prepared.rendered.filter((file) => file.template === id).length;
  const parts = new Map(selection.templates.map(({ id }) => [id, filesOf(id)]));
  return { plan, parts, nextSteps, postSteps, ...(audit === undefined ? {} : { audit }) };
}

async function runPostSteps(
  shipped: ShippedStandard,
  prepared: Prepared,
  plan: Plan,
  { git, install, progress }: MakeOptions,
): Promise<readonly PostStep[]> {
  if (!git && !install) return [];
  // Loaded only here: child processes bring half of Node along.
  const { gitStep, installSteps } = await import('./post-steps.ts');
  const branch = String(prepared.resolved.answers['defaultBranch'] ?? 'main');
  return [
    ...(git ? [await gitStep(plan.root, branch, shipped.standard.version)] : []),
    ...(install ? await installSteps(prepared, plan.root, progress) : []),
  ];
}

async function auditOf(shipped: ShippedStandard, plan: Plan): Promise<RepositoryReport> {
  // Loaded only here: readers and rules cost more than rendering.
  const { auditPlan } = await import('./audit-plan.ts');
  return auditPlan(plan, { ...shipped.standard, rules: shipped.rules() });
}
