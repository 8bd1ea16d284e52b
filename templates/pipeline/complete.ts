import type { Deployment, Pipeline, Rollback } from './model.ts';
import { stepsOf } from './model.ts';
import { completeManifests } from './packages/all.ts';
import { completeBuilds, completeInfrastructure, completeScanTargets } from './targets.ts';

/** What follows from all dialects together: one file may check what another one deploys. */
export function complete(pipeline: Pipeline): Pipeline {
  const steps = stepsOf(pipeline);
  const jobs = pipeline.workflows.flatMap((workflow) => workflow.jobs);
  const deployments = pipeline.deployments.map((deployment): Deployment => {
    const repeats = pipeline.deployments.some((other) => other.automatic && other.stage === deployment.stage);
    return { ...deployment, extra: !deployment.automatic && repeats };
  });
  const checks = jobs.flatMap((job) => job.checks);
  const partly = pipeline.unread.length > 0 ? { partlySeen: true } : {};
  const marked = <Thing extends object>(things: readonly Thing[]): readonly Thing[] =>
    things.map((thing) => ({ ...thing, ...partly }));
  return {
    ...pipeline,
    workflows: marked(pipeline.workflows),
    deployments,
    protections: pipeline.protections.map((protection) => ({
      ...protection,
      requiredChecks: protection.requiredChecks.map(({ name }) => ({
        name,
        exists: checks.some((check) => isCheck(check, name)),
      })),
    })),
    rollbacks: [...pipeline.rollbacks, ...rollbacksIn(deployments)],
    manifests: completeManifests(pipeline.manifests, steps),
    infrastructure: marked(completeInfrastructure(pipeline.infrastructure, steps)),
    scanTargets: marked(completeScanTargets(pipeline.scanTargets, pipeline.ecosystems, steps)),
    builds: marked([...pipeline.builds, ...completeBuilds(steps)]),
    runtimes: distinct([
      ...pipeline.runtimes,
      ...jobs.flatMap(({ container }) => container ?? []),
      ...steps.flatMap(({ runtime }) => runtime ?? []),
    ]),
  };
}

/** What many jobs inherit from one place is one thing. */
const distinct = (runtimes: Pipeline['runtimes']): Pipeline['runtimes'] => [
  ...new Map(runtimes.map((runtime) => [JSON.stringify(runtime), runtime])).values(),
];

/** Deployments that a person starts with a version of their choice, by the run that does them. */
function rollbacksIn(deployments: readonly Deployment[]): readonly Rollback[] {
  const chosen = deployments.filter(
    ({ takesVersion, undoes, events }) => (takesVersion || undoes) && events.includes('manual'),
  );
  return [...new Set(chosen.map(({ workflow }) => workflow))].map((path) => {
    const own = chosen.filter(({ workflow }) => workflow === path);
    return {
      at: { path },
      name: path,
      stages: [...new Set(own.map(({ stage }) => stage))],
      production: own.some(({ production }) => production),
      by: 'run',
    };
  });
}

/** Whether a job's name, with `*` for what a matrix fills in, can be the name of a check. */
function isCheck(check: string, name: string): boolean {
  const [start = '', ...rest] = check.split('*');
  return rest.length === 0 ? check === name : name.startsWith(start) && name.endsWith(rest.at(-1) ?? '');
}
