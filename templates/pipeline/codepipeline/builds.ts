import type { RepositoryView } from '../../../src/kit/index.ts';
import { plainJob, plainStep } from '../jobs.ts';
import type { Event, Job, Step } from '../model.ts';
import { runtimeOfImage } from '../runtimes.ts';
import { deploymentsOf } from '../runs.ts';
import { artifactFor } from './artifacts.ts';
import { keysIn, permissionsOf, serviceRole } from './credentials.ts';
import { noticeOf } from './notices.ts';
import type { RawAction, RawNotice, RawProject } from './raw.ts';
import type { Read } from './run.ts';
import { familyOf, stageOf } from './stages.ts';
import { budgetOf, stepsOfSpec } from './steps.ts';

const none: Read = { workflows: [], deployments: [], credentials: [], rollbacks: [] };

/** A project that a change starts without a pipeline, such as the checks of pull requests, as a workflow of one job. */
export function readBuild(view: RepositoryView, project: RawProject, notices: readonly RawNotice[]): Read {
  const { at, name, triggers, spec, role } = project;
  if (triggers.length === 0) return none;
  const own = [...new Set(triggers.map(({ event }) => event))];
  const read = spec === null ? null : stepsOfSpec({ view, events: own, budget: budgetOf() }, spec, project.variables);
  const plain = read?.steps ?? [];
  const trusted = own.includes('pull-request') && isTrusted(project, plain, own);
  const exposed = trusted && project.strangers === 'built';
  const events: readonly Event[] = exposed ? [...own, 'untrusted'] : own;
  const steps = exposed ? [fetchStep(project, events), ...plain] : plain;
  const action = actionOf(project);
  const deploys = steps.some(({ does }) => does.includes('deploy'));
  const stage = deploys ? stageOf({ name }, action) : null;
  const family = stage === null ? null : familyOf(stage);
  const job: Job = {
    ...plainJob(at, name),
    // The host shows a build under the name of its project, with the region before it.
    checks: own.includes('pull-request') ? [project.check ?? `AWS CodeBuild * (${name})`] : [],
    events,
    timeoutMinutes: project.timeoutMinutes,
    superseded: own.includes('pull-request') ? 'not-offered' : 'runs-on',
    permissions: permissionsOf(at, [role], role),
    // It runs in the account of the service: whether strangers can start it depends on who may see the repository.
    selfHosted: trusted && project.strangers === 'unsaid',
    deploys,
    calls: spec === null ? 'a buildspec that cannot be seen' : null,
    container: project.image === null ? null : runtimeOfImage(project.image.at, project.image.name),
    cached: project.cached || spec?.cached === true,
    keeps: spec?.keeps ?? [],
    steps,
  };
  const does = [...new Set(steps.flatMap((step) => step.does))];
  const runs = { action, commands: read?.commands ?? [] };
  return {
    workflows: [
      {
        at,
        dialect: 'codepipeline',
        name,
        triggers,
        permissions: permissionsOf(at, [role], role),
        jobs: [job],
        does: noticeOf(notices, 'build', project.ids) ? [...new Set([...does, 'notify-failure' as const])] : does,
      },
    ],
    deployments: deploymentsOf([
      {
        key: name,
        path: at.path,
        at,
        steps,
        before: [],
        events,
        branches: triggers.flatMap(({ event, branches }) =>
          event === 'branch' ? (branches.length > 0 ? branches : ['*']) : [],
        ),
        target:
          stage === null
            ? null
            : {
                stage,
                environment: null,
                serialized: project.single,
                cancellable: false,
                gates: [],
                artifact: artifactFor(view, runs, [runs]),
                takesVersion: false,
              },
      },
    ]),
    credentials: [
      ...keysIn([...project.variables, ...(spec?.variables ?? [])], name, family),
      ...serviceRole(at, role, name, family),
    ],
    rollbacks: [],
  };
}

/** Whether a build holds what a stranger must not have: secrets, the rights of the trunk, or all rights. */
const isTrusted = ({ variables, spec, role }: RawProject, steps: readonly Step[], events: readonly Event[]): boolean =>
  role.admin === true ||
  events.includes('trunk') ||
  [...variables, ...(spec?.variables ?? [])].some(({ value }) => value === null) ||
  steps.some(({ does }) => does.includes('deploy') || does.includes('push-image'));

/** CodeBuild brings the code of a pull request before the first command. */
const fetchStep = ({ at }: RawProject, events: readonly Event[]): Step => ({
  ...plainStep(at, 'source'),
  does: ['checkout'],
  events,
  fetchesUntrusted: true,
});

/** The project as if a pipeline ran it, for what asks where it deploys. */
const actionOf = (project: RawProject): RawAction => ({
  at: project.at,
  name: project.name,
  category: 'Build',
  provider: 'CodeBuild',
  order: 1,
  config: {},
  role: null,
  inputs: [],
  outputs: [],
  project,
  spec: project.spec,
  variables: [...project.variables, ...(project.spec?.variables ?? [])],
});
