import { get, isMapping, list } from '../../../src/kit/index.ts';
import type { Act, Job } from '../model.ts';
import { text } from '../values.ts';
import type { RawStep } from './steps.ts';
import { ownPath, type RawJob, type RawWorkflow } from './workflow.ts';

type Steps = (workflow: RawWorkflow, job: RawJob) => readonly RawStep[];

/** The workflow of this repository that a job calls. */
export const calledBy = (workflows: readonly RawWorkflow[], job: RawJob): RawWorkflow | undefined => {
  const path = ownPath(text(job.data['uses']) ?? '');
  return path === undefined ? undefined : workflows.find((workflow) => workflow.path === path);
};

/** Whether a job's steps need its identity. */
export function needsOf(steps: readonly RawStep[]): Job['needsIdentity'] {
  const needs = steps.some(
    ({ step, commands, uses }) =>
      step.does.includes('assume-role') ||
      uses === 'actions/deploy-pages' ||
      step.does.includes('attest') ||
      commands.some((command) => /ACTIONS_ID_TOKEN|npm publish|cosign/.test(command)),
  );
  if (needs) return 'yes';
  return steps.some(({ opaque }) => opaque) ? 'unknown' : 'no';
}

/** Whether a called workflow needs the identity, by what it does and calls. */
export function identityNeeds(path: string, workflows: readonly RawWorkflow[], steps: Steps): Job['needsIdentity'] {
  const workflow = workflows.find((candidate) => candidate.path === path);
  if (workflow === undefined) return 'unknown';
  const needs = reachable(workflow, workflows).flatMap((each) =>
    each.jobs.map((job) => {
      if (job.data['uses'] === undefined) return needsOf(steps(each, job));
      return calledBy(workflows, job) === undefined ? 'unknown' : 'no';
    }),
  );
  return needs.includes('yes') ? 'yes' : needs.includes('unknown') ? 'unknown' : 'no';
}

/** A workflow and all that it calls, each once. */
function reachable(workflow: RawWorkflow, workflows: readonly RawWorkflow[]): readonly RawWorkflow[] {
  const seen = new Set([workflow]);
  for (const each of seen) {
    for (const job of each.jobs) {
      const called = calledBy(workflows, job);
      if (called !== undefined) seen.add(called);
    }
  }
  return [...seen];
}

/** Everything that a run of a workflow does, by itself, in what it calls, and in what waits for its end. */
export function actsOf(workflow: RawWorkflow, workflows: readonly RawWorkflow[], steps: Steps): readonly Act[] {
  const acts = (start: RawWorkflow): readonly Act[] =>
    reachable(start, workflows).flatMap((each) =>
      each.jobs.flatMap((job) => steps(each, job).flatMap(({ step }) => step.does)),
    );
  const watchers = workflows.filter((other) => list(get(onRun(other), 'workflows')).includes(workflow.name));
  const tells = watchers.some((other) => acts(other).includes('notify'));
  return [...new Set([...acts(workflow), ...(tells ? (['notify-failure'] as const) : [])])];
}

const onRun = (workflow: RawWorkflow): unknown => {
  const on = workflow.data['on'] ?? workflow.data['true'];
  return isMapping(on) ? on['workflow_run'] : undefined;
};
