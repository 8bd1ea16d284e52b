import type { RepositoryView } from '../../../src/kit/index.ts';
import { plainJob } from '../jobs.ts';
import type { Credential, Deployment, Event, Job, Rollback, Workflow } from '../model.ts';
import { runtimeOfImage } from '../runtimes.ts';
import { deploymentsOf, type RunJob, type Target } from '../runs.ts';
import { text } from '../values.ts';
import { artifactFor, type Runs } from './artifacts.ts';
import { keysIn, permissionsOf, serviceRole } from './credentials.ts';
import { needs, before, type Placed, placedIn } from './order.ts';
import { noticeOf } from './notices.ts';
import type { Mode, RawAction, RawNotice, RawPipeline } from './raw.ts';
import { familyOf, stageOf } from './stages.ts';
import { budgetOf, type StepContext, stepOfAction, stepsOfSpec } from './steps.ts';

/** What runs mean, in the words of the model. */
export interface Read {
  readonly workflows: readonly Workflow[];
  readonly deployments: readonly Deployment[];
  readonly credentials: readonly Credential[];
  readonly rollbacks: readonly Rollback[];
}

interface Work extends Runs {
  readonly placed: Placed;
  readonly job: Job;
  /** The environment that it deploys to; null when it deploys nothing. */
  readonly stage: string | null;
}

// What an action gets when nobody says: limits of the service, in minutes.
const limits: Readonly<Record<string, number>> = {
  CloudFormation: 3 * 24 * 60,
  CodeDeploy: 5 * 24 * 60,
  CodeDeployToECS: 5 * 24 * 60,
  Lambda: 24 * 60,
  S3: 90,
};

/** A pipeline of CodePipeline as one workflow: its actions are jobs. */
export function readPipeline(view: RepositoryView, pipeline: RawPipeline, notices: readonly RawNotice[]): Read {
  const started = [...new Set(pipeline.triggers.map(({ event }) => event))];
  // Anyone may start it by hand; that matters where they say which version it brings.
  const chosen = started.length === 0 || takesVersion(pipeline);
  const events: readonly Event[] = [...started, ...(chosen ? (['manual'] as const) : [])];
  const placed = placedIn(pipeline);
  const budget = budgetOf();
  const works = placed.map((one) =>
    workOf({ view, budget, events: one.closed ? ['manual'] : events }, pipeline, placed, one),
  );
  const does = [...new Set(works.flatMap(({ job }) => job.steps.flatMap((step) => step.does)))];
  const targets = targetsOf(view, pipeline, works);
  const branches = [
    ...new Set(
      pipeline.triggers.flatMap((trigger) =>
        trigger.event === 'branch' ? (trigger.branches.length > 0 ? trigger.branches : ['*']) : [],
      ),
    ),
  ];
  const deployments = deploymentsOf(
    (pipeline.complete ? works : []).map((work): RunJob => ({
      key: work.placed.key,
      path: pipeline.at.path,
      at: work.job.at,
      // A deployment that fails ends the run: what other actions would do after a failure does not happen.
      steps: work.stage === null ? work.job.steps.map((step) => ({ ...step, always: false })) : work.job.steps,
      before: before(placed, work.placed),
      events: work.job.events,
      branches,
      target: targets.get(work) ?? null,
    })),
  );
  const recorder = noticeOf(notices, 'record', pipeline.ids);
  return {
    workflows: [
      {
        at: pipeline.at,
        dialect: 'codepipeline',
        name: pipeline.name,
        triggers: pipeline.triggers,
        permissions: permissionsOf(
          pipeline.at,
          [pipeline.role, ...works.flatMap(({ action }) => action.project?.role ?? [])],
          pipeline.role,
        ),
        jobs: works.map(({ job }) => job),
        does: noticeOf(notices, 'pipeline', pipeline.ids) ? [...new Set([...does, 'notify-failure' as const])] : does,
      },
    ],
    deployments:
      recorder === undefined ? deployments : deployments.map((deployment) => recordedBy(recorder, deployment)),
    credentials: works.flatMap(credentialsOf),
    rollbacks: pipeline.restorable ? rollbackOf(pipeline, deployments) : [],
  };
}

/** A rule of EventBridge that is told of every run; what it hands on is decided where it ends. */
const recordedBy = ({ at, name }: RawNotice, deployment: Deployment): Deployment =>
  deployment.recorded === null ? { ...deployment, recorded: { at, name, onFailure: true, facts: null } } : deployment;

const takesVersion = ({ variables }: RawPipeline): boolean =>
  variables.some((name) => /version|tag|digest|sha|commit|image|release|revision/i.test(name));

function workOf(context: StepContext, { mode }: RawPipeline, placed: readonly Placed[], one: Placed): Work {
  const { events } = context;
  const { action, key, stage } = one;
  const { project, spec } = action;
  const read = spec === null ? null : stepsOfSpec(context, spec, action.variables);
  const built = action.provider === 'CodeBuild';
  const steps = read?.steps ?? (built ? [] : [stepOfAction(action, events)]);
  const deploys = steps.some(({ does }) => does.includes('deploy'));
  const job: Job = {
    ...plainJob(action.at, key),
    events,
    needs: needs(placed, one),
    timeoutMinutes: project?.timeoutMinutes ?? limits[action.provider] ?? 60,
    superseded: supersededBy(mode, events),
    permissions: permissionsOf(project?.at ?? action.at, project === null ? [] : [project.role], project?.role),
    deploys,
    calls:
      built && spec === null ? `project ${project?.name ?? text(action.config['ProjectName']) ?? ''}` : called(action),
    container: project?.image ? runtimeOfImage(project.image.at, project.image.name) : null,
    cached: project?.cached === true || spec?.cached === true,
    keeps: spec?.keeps ?? [],
    steps,
  };
  return { placed: one, action, commands: read?.commands ?? [], job, stage: deploys ? stageOf(stage, action) : null };
}

const called = ({ provider, config }: RawAction): string | null =>
  provider === 'CodePipeline' ? `pipeline ${text(config['PipelineName']) ?? ''}` : null;

/** A newer run takes the place of one that waits; of runs side by side none is ever cut off. */
function supersededBy(mode: Mode, events: readonly Event[]): Job['superseded'] {
  if (mode === 'queued') return 'queued';
  if (mode === 'superseded') return 'cancelled';
  return events.includes('pull-request') ? 'not-offered' : 'runs-on';
}

/** The last action that deploys to an environment stands for all that do: tests behind it test them together. */
function targetsOf(view: RepositoryView, pipeline: RawPipeline, works: readonly Work[]): ReadonlyMap<Work, Target> {
  const targets = new Map<Work, Target>();
  for (const stage of new Set(works.flatMap((work) => work.stage ?? []))) {
    const own = works.filter((work) => work.stage === stage);
    const last = own.at(-1);
    const [first] = own;
    if (last === undefined || first === undefined) continue;
    const earlier = works.filter(({ placed, stage: other }) => other !== null && placed.turn < first.placed.turn);
    const passed = earlier.at(-1)?.placed.gates.length ?? 0;
    const gates = [...new Set(last.placed.gates.slice(passed))];
    const artifacts = own.map((work) => artifactFor(view, work, works));
    const artifact =
      artifacts.find(({ kind }) => kind === 'moving') ??
      artifacts.find(({ kind }) => kind !== 'content' && kind !== 'unknown') ??
      artifacts.find(({ kind }) => kind === 'unknown') ??
      artifacts[0];
    targets.set(last, {
      stage,
      environment: last.placed.stage.name,
      serialized: pipeline.mode !== 'parallel',
      cancellable: pipeline.mode === 'superseded' && gates.length === 0,
      gates,
      artifact: artifact ?? { kind: 'unknown', value: '' },
      takesVersion: takesVersion(pipeline),
    });
  }
  return targets;
}

function credentialsOf({ action, job, stage: whole }: Work): readonly Credential[] {
  const stage = whole === null ? null : familyOf(whole);
  const { project, role, at } = action;
  const variables = [...action.variables, ...(action.spec?.variables ?? [])];
  const acting = role === null ? (project?.role ?? { name: null, admin: null }) : { name: role, admin: null };
  return [...keysIn(variables, job.id, stage), ...serviceRole(project?.at ?? at, acting, job.id, stage)];
}

/** Each stage of a pipeline of the newer type can be put back to what a run before brought it. */
function rollbackOf({ at, name }: RawPipeline, deployments: readonly Deployment[]): readonly Rollback[] {
  const stages = [...new Set(deployments.map(({ stage }) => stage))];
  if (stages.length === 0) return [];
  return [{ at, name, stages, production: deployments.some(({ production }) => production), by: 'host' }];
}
