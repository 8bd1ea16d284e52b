import { get, list, record, type At } from '../../../src/kit/index.ts';
import { deploymentsOf, type RunJob, type Target } from '../runs.ts';
import { automatic, type Event } from '../events.ts';
import type { Deployment, Rollback } from '../model.ts';
import { text, texts } from '../values.ts';
import { artifactFor } from './artifacts.ts';
import type { RawJob } from './jobs.ts';
import type { Node } from './pipelines.ts';
import { environmentName, type RawStep } from './purpose.ts';
import { expand, knownValues } from './variables.ts';

export type StepsOf = (job: RawJob) => readonly RawStep[];

const isDeploy = ({ step }: RawStep): boolean => step.does.includes('deploy');

// No run has as many; each is compared with all others.
const most = 50;

/** Deployments of one run. */
export function deploymentsIn(nodes: readonly Node[], stepsOf: StepsOf, path: string): readonly Deployment[] {
  const deployers = nodes.filter(({ job }) => stepsOf(job).some(isDeploy)).slice(0, most);
  if (deployers.length === 0) return [];
  const deploying = new Set(deployers.map(({ key }) => key));
  const started = new Set(deployers.filter(({ entry }) => entry.when !== 'manual').map(({ key }) => key));
  const jobs = nodes.flatMap((node): readonly RunJob[] => {
    const steps = stepsOf(node.job);
    const waits = node.before.some((key) => started.has(key));
    const plain: RunJob = {
      key: node.key,
      path,
      at: node.job.at,
      steps: steps.map(({ step }) => step),
      before: node.before,
      events: eventsOf(node, waits),
      branches: branchesOf(node),
      target: null,
    };
    if (!deploying.has(node.key)) return [plain];
    return stagesOf(node).map(({ stage, environment }, index) => ({
      ...plain,
      // Jobs of a matrix run beside each other.
      key: index === 0 ? node.key : `${node.key} ${index}`,
      target: targetOf(node, steps, stage, environment, waits),
    }));
  });
  return deploymentsOf(jobs).map((deployment) => ({
    ...deployment,
    production: isProductionTier(nodes, deployment) ?? deployment.production,
    // An environment that is named after a branch or a merge request goes with it.
    preview: deployment.preview || /\$\{?CI_(?:COMMIT_REF|COMMIT_BRANCH|MERGE_REQUEST)/.test(deployment.stage),
  }));
}

/** A manual job behind a deployment that nobody had to start is an approval in a run of a change; any other one is started by a person. */
const eventsOf = ({ entry, scenario }: Node, waits: boolean): readonly Event[] =>
  entry.when === 'manual' && !waits ? ['manual'] : [scenario.event];

/** Branches other than the trunk that a node runs for. */
function branchesOf({ scenario, entry, pipeline }: Node): readonly string[] | null {
  if (scenario.event !== 'branch') return [];
  const named = [entry, ...(pipeline === undefined ? [] : [pipeline])].find(({ branches }) => branches.length > 0);
  if (named !== undefined) return named.branches.map(plainBranch);
  // What hangs on a variable of the project may never start from a branch.
  return entry.certain && (pipeline?.certain ?? true) ? ['*'] : null;
}

/** A pattern such as `/^release-\d+/` as people write branches: `release-1`. */
const plainBranch = (branch: string): string =>
  branch.startsWith('/')
    ? branch
        .slice(1, 200)
        .replace(/^\^|\$?\/[a-z]*$/g, '')
        .replace(/(?:\\d|\[0-9\])[+*]?/g, '1')
        .replace(/(?:\\w|\.)[+*]/g, '*')
        .replace(/\\(?=\W)|[()?:^$]/g, '')
    : branch;

function targetOf(
  { job, entry, pipeline, scenario }: Node,
  steps: readonly RawStep[],
  stage: string,
  environment: string | null,
  waits: boolean,
): Target {
  const group = text(job.data['resource_group']);
  return {
    stage,
    environment,
    serialized: group !== undefined && !/\$\{?CI_(?:COMMIT_(?:SHORT_)?SHA|PIPELINE_I?ID|JOB_ID)\b/.test(group),
    cancellable: isInterruptible(job, autoCancel(job, get(pipeline?.rule, 'auto_cancel'))),
    gates: entry.when === 'manual' && waits ? ['approval'] : [],
    artifact: artifactFor(job, steps, scenario),
    takesVersion: takesVersion(job),
  };
}

/** `conservative`, `interruptible` or `none`: a rule of the workflow says it before the workflow itself. */
export const autoCancel = ({ config }: RawJob, ofRule: unknown): string =>
  text(get(ofRule, 'on_new_commit')) ??
  text(get(config.merged, 'workflow', 'auto_cancel', 'on_new_commit')) ??
  'conservative';

export const isInterruptible = ({ data }: RawJob, onNewCommit: string): boolean =>
  data['interruptible'] === true && onNewCommit !== 'none';

const versions = /version|tag|digest|sha|commit|image|ref|release|revision/i;

/** Whether the form of a manual start asks which version to bring. */
const takesVersion = ({ config, data }: RawJob): boolean =>
  Object.entries(record(config.merged['variables'])).some(
    ([name, value]) => text(get(value, 'description')) !== undefined && versions.test(name),
  ) || Object.keys(record(get(data, 'manual_variables'))).some((name) => versions.test(name));

interface Stage {
  readonly stage: string;
  readonly environment: string | null;
}

/** The stages that a job deploys to: one, or one for each value of a matrix that names them. */
function stagesOf({ job, scenario }: Node): readonly Stage[] {
  const said = environmentName(job);
  if (said === undefined) return [{ stage: job.name, environment: null }];
  const variables = { ...knownValues(scenario), ...job.variables };
  const rows = list(get(job.data['parallel'], 'matrix')).slice(0, 50).map(record);
  const named = rows.flatMap((row) => combinations(said, row)).map((name) => expand(name, variables));
  const names = named.length > 0 ? [...new Set(named)].slice(0, 20) : [expand(said, variables)];
  return names.map((name) => ({ stage: name === '' ? job.name : name, environment: name }));
}

/** A name with each value of the variables of a row that it takes. */
function combinations(name: string, row: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(row).reduce<readonly string[]>(
    (names, [key, values]) =>
      names
        .flatMap((each) =>
          each.includes(`$${key}`) || each.includes(`\${${key}}`)
            ? texts(values)
                .slice(0, 20)
                .map((value) => expand(each, { [key]: value }))
            : [each],
        )
        .slice(0, 50),
    [name],
  );
}

/** What `deployment_tier` says, which goes before the name. */
function isProductionTier(nodes: readonly Node[], { at }: Deployment): boolean | undefined {
  const node = nodes.find(({ job }) => job.at === at);
  const tier = text(get(node?.job.data['environment'], 'deployment_tier'));
  return tier === undefined ? undefined : tier === 'production';
}

const order: readonly Event[] = ['trunk', 'tag', 'release', 'branch', 'schedule', 'manual', 'other', 'pull-request'];

/** Deployments of all runs, each job and stage once, as the run does them that counts most. */
export function joinDeployments(found: readonly Deployment[]): readonly Deployment[] {
  const rank = ({ events }: Deployment): number =>
    Math.min(...events.map((event) => order.indexOf(event)).filter((index) => index >= 0), order.length);
  const groups = new Map<string, Deployment[]>();
  for (const deployment of found) {
    const key = JSON.stringify([deployment.at, deployment.stage]);
    groups.set(key, [...(groups.get(key) ?? []), deployment]);
  }
  return [...groups.values()].flatMap((group) => {
    const [best] = group.toSorted((one, other) => rank(one) - rank(other));
    if (best === undefined) return [];
    const events = [...new Set(group.flatMap((each) => each.events))];
    return [
      {
        ...best,
        events,
        automatic: events.some((event) => automatic.has(event)),
        branches: group.some(({ branches }) => branches === null)
          ? null
          : [...new Set(group.flatMap(({ branches }) => branches ?? []))],
        preview: group.every(({ preview }) => preview),
      },
    ];
  });
}

/** GitLab puts an earlier deployment of an environment back at the press of a button: it runs the job of then again. */
export function hostRollbacks(deployments: readonly Deployment[], at: At): readonly Rollback[] {
  const bound = deployments.filter(({ environment, preview }) => environment !== null && !preview);
  if (bound.length === 0) return [];
  return [
    {
      at,
      name: 'Roll back environment',
      stages: [...new Set(bound.map(({ stage }) => stage))],
      production: bound.some(({ production }) => production),
      by: 'host',
    },
  ];
}
