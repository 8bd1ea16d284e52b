import { deliveries } from './events.ts';
import type { Deployment, Job, Pipeline, Rollback, Step } from './model.ts';
import { stepsOf } from './model.ts';
import { excessOf, loosenessOf, unguardedBy, unlistedBy, unmeasuredBy } from './reasons.ts';
import { completeManifests } from './packages/all.ts';
import { completeBuilds, completeInfrastructure, completeScanTargets } from './targets.ts';

/** What follows from all dialects together: one file may check what another one deploys. */
export function complete(pipeline: Pipeline): Pipeline {
  const steps = stepsOf(pipeline);
  const jobs = pipeline.workflows.flatMap((workflow) => workflow.jobs);
  const deployments = pipeline.deployments.map((deployment): Deployment => {
    const repeats = pipeline.deployments.some((other) => other.automatic && other.stage === deployment.stage);
    const whole = { ...deployment, extra: !deployment.automatic && repeats };
    const said = { unguarded: unguardedBy(whole), unmeasured: unmeasuredBy(whole) };
    return { ...whole, ...said, ...(isUnnamed(whole) && { unnamed: true }) };
  });
  const checks = jobs.flatMap((job) => job.checks);
  const hidden = hiddenIn(steps);
  const unread = [...pipeline.unread, ...hidden];
  const unreadChecks = unread.filter(({ events }) => events?.includes('pull-request') ?? true);
  const unreadDeliveries = [...pipeline.unread, ...pipeline.unreadDeliveries, ...hiddenDeliveriesIn(steps)];
  const mayScan = pipeline.unread.length > 0 || hidden.some(({ tool }) => scanning.test(tool));
  const marked = <Thing extends object>(things: readonly Thing[], partly: boolean): readonly Thing[] =>
    partly ? things.map((thing) => ({ ...thing, partlySeen: true })) : things;
  return {
    ...pipeline,
    unread,
    unreadChecks,
    unreadDeliveries,
    unnamedStages: deployments.filter(({ unnamed }) => unnamed),
    everyPush: pipeline.workflows.filter(isForEveryPush),
    workflows: pipeline.workflows.map((workflow) => ({
      ...workflow,
      jobs: workflow.jobs.map((job) => ({ ...job, steps: job.steps.map(explained) })),
      excess: excessOf(workflow),
      ...(isPartly(workflow, pipeline.unread) && { partlySeen: true }),
    })),
    deployments,
    protections: pipeline.protections.map((protection) => ({
      ...protection,
      requiredChecks: protection.requiredChecks.map(({ name }) => ({
        name,
        exists: checks.some((check) => isCheck(check, name)),
        ...(isSkipped(name, protection.requiredChecks, pipeline.workflows) && { skipped: true }),
      })),
    })),
    rollbacks: [...pipeline.rollbacks, ...rollbacksIn(deployments)],
    manifests: completeManifests(pipeline.manifests, steps),
    infrastructure: marked(completeInfrastructure(pipeline.infrastructure, steps), unreadChecks.length > 0),
    scanTargets: marked(completeScanTargets(pipeline.scanTargets, pipeline.ecosystems, steps), mayScan),
    builds: marked([...pipeline.builds, ...completeBuilds(steps)], pipeline.unread.length > 0).map((build) => ({
      ...build,
      unlisted: unlistedBy(build),
    })),
    runtimes: distinct([
      ...pipeline.runtimes,
      ...jobs.flatMap(({ container }) => container ?? []),
      ...steps.flatMap(({ runtime }) => runtime ?? []),
    ]),
  };
}

/** A step that is to stop a change, with the reasons why it does not. */
const explained = (step: Step): Step => {
  const loose = loosenessOf(step);
  return loose.length === 0 ? step : { ...step, loose };
};

/** Whether a push to whichever branch starts it. */
const isForEveryPush = ({ triggers, dialect }: Pipeline['workflows'][number]): boolean =>
  dialect === 'github-actions' &&
  triggers.some(
    ({ event, name, branches, paths }) =>
      event === 'trunk' && name === 'push' && paths.length === 0 && branches.every((branch) => /^\*\*?$/.test(branch)),
  );

/** Whether a deployment bears only the name of its job, or of what is done there, and that is none of a stage. */
const isUnnamed = ({ stage, environment, production, preview }: Deployment): boolean =>
  // `${{ matrix.environment }}` may be any.
  (environment === null || environment.includes('${{') || carrying.test(environment)) &&
  !production &&
  !preview &&
  !staging.test(stage.slice(0, 200).replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2'));

const carrying = /^(?:[dD]eploy|[dD]eployment|[rR]elease|[pP]ublish)(?![a-z])/;
const staging =
  /(?:^|[^a-z])(?:dev|devel|development|tests?|testing|qa|uat|int|integration|beta|alpha|gamma|stag|stage|staging|sandbox|demo|pre|preprod|canary|nonprod|acceptance|review|nightly)(?:[^a-z]|$)/i;

/** What checks of a change start and nobody can follow: it may do what is looked for. */
const hiddenIn = (steps: readonly Step[]): Pipeline['unread'] =>
  steps.flatMap(({ at, hidden, blocking, always, events }) =>
    hidden !== undefined && blocking && !always && events.some((event) => event === 'pull-request' || event === 'trunk')
      ? [{ at, tool: hidden, events }]
      : [],
  );

/** Whether a run has parts that stand elsewhere; what tells of a pipeline of CodePipeline may be described anywhere. */
const isPartly = ({ at, dialect }: Pipeline['workflows'][number], unread: Pipeline['unread']): boolean =>
  unread.some((part) => part.at.path === at.path || dialect === 'codepipeline');

// What is called so may look for known holes as well.
const scanning = /audit|scan|secur|vuln|(?:^|[\s/:])(?:all-)?(?:ci|all|verify|checks?)(?:\.\w+)?(?:$|\s)/i;

/** What runs that deliver start and nobody can follow, where its name says that it deploys. */
const hiddenDeliveriesIn = (steps: readonly Step[]): Pipeline['unread'] =>
  steps.flatMap(({ at, hiddenDelivery, events }) =>
    hiddenDelivery !== undefined && events.some((event) => deliveries.has(event) || event === 'manual')
      ? [{ at, tool: hiddenDelivery }]
      : [],
  );

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

/** Whether a check of GitHub waits for a job that is not required: when that is red, it is skipped, which counts as passed. */
function isSkipped(
  name: string,
  required: Pipeline['protections'][number]['requiredChecks'],
  workflows: Pipeline['workflows'],
): boolean {
  const isRequired = ({ checks }: Job): boolean =>
    checks.some((check) => required.some((other) => isCheck(check, other.name)));
  return workflows.some(
    ({ dialect, jobs }) =>
      dialect === 'github-actions' &&
      jobs.some(
        ({ checks, needs, runsAnyway }) =>
          runsAnyway !== true &&
          checks.some((check) => isCheck(check, name)) &&
          jobs.some((job) => needs.includes(job.id) && job.checks.length > 0 && job.calls === null && !isRequired(job)),
      ),
  );
}

/** Whether a job's name, with `*` for what a matrix fills in, can be the name of a check. */
function isCheck(check: string, name: string): boolean {
  const [start = '', ...rest] = check.split('*');
  return rest.length === 0 ? check === name : name.startsWith(start) && name.endsWith(rest.at(-1) ?? '');
}
