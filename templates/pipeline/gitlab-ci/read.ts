import { defineReader, get, type At, type RepositoryView } from '../../../src/kit/index.ts';
import { deliveries } from '../events.ts';
import { botFor, readBots } from '../updates.ts';
import type { Credential, Deployment, Pipeline, Unread, Workflow } from '../model.ts';
import { versionGlobs } from '../runtimes.ts';
import { scriptGlobs } from '../scripts.ts';
import { text } from '../values.ts';
import { credentialsOf } from './credentials.ts';
import { deploymentsIn, hostRollbacks, joinDeployments } from './deployments.ts';
import { loadConfig } from './includes.ts';
import { identity, takingPart, type EventsOf, type Taking, workflowsOf } from './models.ts';
import { nodesOf, type Reading } from './pipelines.ts';
import { entryOf } from './rules.ts';
import { protectionGlobs, readProtections } from './protections.ts';
import { readReferences } from './references.ts';
import { predefined, scenariosOf, usualTrunk } from './scenarios.ts';
import { trunkOf } from './trunk.ts';

const root = '.gitlab-ci.yml';

/** Reads GitLab CI: `.gitlab-ci.yml`, what it includes and starts from the same repository, and the scripts that jobs run. */
export const reader = defineReader<Pipeline>({
  // Any file may be included; none is opened that is not.
  globs: [root, '**/*.yml', '**/*.yaml', ...scriptGlobs, ...versionGlobs, ...protectionGlobs],
  async read(view) {
    if (!view.has(root)) return {};
    const found = readPipelines(view);
    const checks = (found.workflows ?? []).flatMap(({ jobs }) => jobs.flatMap((job) => job.checks));
    return { ...found, protections: await readProtections(view, checks) };
  },
  answers: (model) => (model.trunk === null ? {} : { defaultBranch: model.trunk }),
});

function readPipelines(view: RepositoryView): Partial<Pipeline> {
  const named = trunkOf(loadConfig(view, root, () => undefined));
  const scenarios = scenariosOf(named ?? usualTrunk);
  const reading: Reading = {
    view,
    includeRules: (rules) =>
      new Set(
        scenarios.flatMap((scenario) => {
          const found = rules.map((data) => ({ data, at: { path: root } }));
          const entry = entryOf(view, found, scenario, (name) => predefined(scenario, name), 'always');
          return entry === undefined ? [] : [scenario.id];
        }),
      ),
    jobs: new Map(),
    children: new Map(),
    left: 10_000,
  };
  const config = loadConfig(view, root, reading.includeRules);
  const runs = scenarios.map((scenario) => nodesOf(reading, config, scenario));
  const takings = takingPart(view, runs.flat(), eventsOf);
  const steps = new Map(takings.map((taking) => [identity(taking.job), taking.steps]));
  const stepsOf = (job: Taking['job']): Taking['steps'] => steps.get(identity(job)) ?? [];
  // Runs that are started from outside deploy what those of the trunk do.
  const telling = runs.filter(([node]) => node !== undefined && !/^(?:api|trigger|upstream)$/.test(node.scenario.id));
  const deployments = joinDeployments(telling.flatMap((nodes) => deploymentsIn(nodes, stepsOf, root)));
  const configs = [config, ...reading.children.values()];
  const at: At = { path: root };
  const references = readReferences(
    configs,
    takings.map(({ job }) => job),
  );
  return {
    trunk: named,
    unread: configs.flatMap(({ unseen }) =>
      unseen.filter(({ known }) => !known).map(({ at: place, name }) => ({ at: place, tool: name })),
    ),
    unreadDeliveries: takings.flatMap(otherProject),
    workflows: workflowsIn(takings),
    references,
    credentials: takings.flatMap((taking) => credentialsIn(taking, deployments)),
    deployments,
    rollbacks: hostRollbacks(deployments, at),
    ecosystems:
      references.length === 0
        ? []
        : [{ at, name: 'gitlab-ci', directory: '/', bot: botFor(readBots(view), 'gitlab-ci', '/') }],
  };
}

/** A pipeline of another project that a delivery starts: it may deploy what comes from here. */
function otherProject({ job, events }: Taking): readonly Unread[] {
  const trigger = job.data['trigger'];
  const project = text(trigger) ?? text(get(trigger, 'project'));
  const delivers = events.some((event) => deliveries.has(event));
  return project !== undefined && delivers ? [{ at: job.at, tool: project }] : [];
}

/**
 * What a run stands for. A push to a branch with a merge request checks that merge request too, whether or not GitLab also makes a
 * pipeline for merge requests.
 */
const eventsOf: EventsOf = ({ scenario, entry }) => {
  if (entry.when === 'manual') return ['manual'];
  const checks = scenario.id === 'branch with merge request' && entry.branches.length === 0;
  return checks ? ['pull-request', 'branch'] : [scenario.event];
};

/** The pipelines of each file that defines some: the project's own, and those that jobs start. */
function workflowsIn(takings: readonly Taking[]): readonly Workflow[] {
  const paths = [...new Set(takings.map(({ job }) => job.config.path))];
  return paths.flatMap((path) =>
    workflowsOf(
      path,
      takings.filter(({ job }) => job.config.path === path),
      eventsOf,
    ),
  );
}

const credentialsIn = ({ job, steps }: Taking, deployments: readonly Deployment[]): readonly Credential[] =>
  credentialsOf(job, steps, deployments.find(({ at }) => at === job.at)?.stage ?? null);
