import { get, isMapping, list, pointer } from '../../../src/kit/index.ts';
import type { Mapping, RepositoryView } from '../../../src/kit/index.ts';
import type { Trigger } from '../model.ts';
import { text } from '../values.ts';
import { readActions } from './actions.ts';
import { placeIn } from './buildspec.ts';
import { names, resolveResources } from './intrinsics.ts';
import { readNotices } from './notices.ts';
import { idsOf, readProject, type Surroundings } from './projects.ts';
import type { Mode, Raw, RawPipeline, RawProject, RawStage } from './raw.ts';
import { ofType } from './resources.ts';
import { roleOf } from './roles.ts';
import { type IsTrunk, readGitTriggers, readRule, startedBy } from './triggers.ts';

const most = 200;

/** Resources of a template that belong to pipelines; undefined when it has none. */
export function resourcesIn(document: unknown): Mapping | undefined {
  const resources = get(document, 'Resources');
  if (!isMapping(resources)) return undefined;
  const relevant = Object.values(resources).some((resource) =>
    /^AWS::Code(?:Pipeline::Pipeline|Build::Project)$/.test(text(get(resource, 'Type')) ?? ''),
  );
  return relevant ? resolveResources(document) : undefined;
}

/** Branches that the sources of a template's pipelines take, for telling which is the trunk. */
export const branchesIn = (resources: Mapping): readonly string[] =>
  ofType(resources, 'AWS::CodePipeline::Pipeline').flatMap(([, body]) =>
    list(get(body, 'Properties', 'Stages')).flatMap((stage) =>
      list(get(stage, 'Actions')).flatMap((action) => branchOf(get(action, 'Configuration')) ?? []),
    ),
  );

const branchOf = (config: unknown): string | undefined =>
  text(get(config, 'BranchName')) ?? text(get(config, 'Branch'));

/** A template with the build projects that it defines. */
export interface Read {
  readonly around: Surroundings;
  readonly projects: readonly RawProject[];
}

export function readProjects(view: RepositoryView, path: string, resources: Mapping, isTrunk: IsTrunk): Read {
  const rules = [...ofType(resources, 'AWS::Events::Rule'), ...ofType(resources, 'AWS::Scheduler::Schedule')].flatMap(
    ([id, body]) =>
      readRule(get(body, 'Properties'), placeIn(path, pointer('Resources', id, 'Properties')), isTrunk) ?? [],
  );
  const around: Surroundings = { view, path, resources, rules, isTrunk };
  const projects = ofType(resources, 'AWS::CodeBuild::Project').map(([id, body]) =>
    readProject(around, id, get(body, 'Properties')),
  );
  return { around, projects };
}

/** @param others projects of other templates, which a pipeline can name by the names that these give them */
export function readTemplate({ around, projects }: Read, others: readonly RawProject[]): Raw {
  const { path, resources } = around;
  const named = others
    .filter(({ ids }) => ids.length > 1)
    .map((project) => ({ ...project, ids: project.ids.slice(1) }));
  const known = [...projects, ...named];
  return {
    projects,
    pipelines: ofType(resources, 'AWS::CodePipeline::Pipeline').map(([id, body]) => {
      const properties = get(body, 'Properties');
      const place = placeIn(path, pointer('Resources', id, 'Properties'));
      const closed = list(get(properties, 'DisableInboundStageTransitions')).flatMap(
        (transition) => text(get(transition, 'StageName')) ?? [],
      );
      const stages = list(get(properties, 'Stages'))
        .slice(0, most)
        .flatMap((stage, index): readonly RawStage[] => {
          const name = text(get(stage, 'Name'));
          if (name === undefined) return [];
          const at = place('Stages', index);
          return [
            {
              at,
              name,
              actions: readActions(around, get(stage, 'Actions'), placeIn(path, `${at.pointer ?? ''}/Actions`), known),
              entry: conditionsOf(get(stage, 'BeforeEntry')),
              exit: conditionsOf(get(stage, 'OnSuccess')),
              closed: closed.includes(name),
            },
          ];
        });
      return pipelineOf(around, id, properties, stages);
    }),
    notices: readNotices(path, resources),
  };
}

function pipelineOf(around: Surroundings, id: string, properties: unknown, stages: readonly RawStage[]): RawPipeline {
  const { path, resources, rules, isTrunk } = around;
  const at = { path, pointer: pointer('Resources', id) };
  const ids = idsOf(id, get(properties, 'Name'));
  const mode = (text(get(properties, 'ExecutionMode')) ?? 'SUPERSEDED').toLowerCase();
  const filters = get(properties, 'Triggers');
  const seen = [
    ...readGitTriggers(filters, placeIn(path, `${at.pointer}/Properties/Triggers`), isTrunk),
    ...startedBy(rules, ids),
    ...webhooksOf(around, ids),
    // Filters stand instead of what a source does by itself.
    ...(list(filters).length > 0 ? [] : stages.flatMap((stage) => sourceTriggers(stage, isTrunk))),
  ];
  const triggers = seen.length > 0 ? seen : stages.flatMap(toldElsewhere);
  return {
    at,
    name: ids.at(-1) ?? id,
    ids,
    mode: isMode(mode) ? mode : 'unknown',
    restorable:
      mode !== 'parallel' &&
      (mode === 'queued' || get(properties, 'PipelineType') === 'V2' || list(filters).length > 0),
    triggers,
    role: roleOf(get(properties, 'RoleArn'), resources),
    stages,
    variables: list(get(properties, 'Variables')).flatMap((variable) => text(get(variable, 'Name')) ?? []),
    complete: isComplete(get(properties, 'Stages'), stages),
  };
}

/** Whether every stage and action could be told; a condition of the template may decide about some. */
const isComplete = (written: unknown, stages: readonly RawStage[]): boolean =>
  Array.isArray(written) &&
  written.length === stages.length &&
  list(written).every(
    (stage, index) =>
      list(get(stage, 'Actions')).length === (stages[index]?.actions.length ?? 0) &&
      Array.isArray(get(stage, 'Actions')),
  );

const isMode = (mode: string): mode is Mode => /^(?:superseded|queued|parallel)$/.test(mode);

/** Webhooks of the older source for GitHub. */
const webhooksOf = ({ path, resources }: Surroundings, ids: readonly string[]): readonly Trigger[] =>
  ofType(resources, 'AWS::CodePipeline::Webhook')
    .filter(([, body]) => names(text(get(body, 'Properties', 'TargetPipeline')) ?? '', ids))
    .map(([id]) => ({
      at: { path, pointer: pointer('Resources', id) },
      event: 'trunk',
      name: 'webhook',
      branches: [],
      paths: [],
      polls: false,
    }));

/** What a source notices by itself: a connection is told of pushes, older sources look from time to time. */
function sourceTriggers({ actions }: RawStage, isTrunk: IsTrunk): readonly Trigger[] {
  return actions.flatMap(({ at, category, provider, config }): readonly Trigger[] => {
    if (category !== 'Source') return [];
    const branch = branchOf(config);
    const event = branch === undefined || isTrunk(branch) ? 'trunk' : 'branch';
    const trigger = { at, event, name: provider, branches: branch === undefined ? [] : [branch], paths: [] } as const;
    if (provider === 'CodeStarSourceConnection')
      return text(config['DetectChanges']) === 'false' ? [] : [{ ...trigger, polls: false }];
    if (!['CodeCommit', 'GitHub', 'S3'].includes(provider)) return [];
    return text(config['PollForSourceChanges']) === 'false' ? [] : [{ ...trigger, polls: true }];
  });
}

/** A repository of CodeCommit that nobody looks at is told of by a rule of EventBridge, which may be described elsewhere. */
const toldElsewhere = ({ actions }: RawStage): readonly Trigger[] =>
  actions
    .filter(({ category, provider }) => category === 'Source' && provider === 'CodeCommit')
    .map(({ at }) => ({ at, event: 'unknown', name: 'a rule elsewhere', branches: [], paths: [], polls: false }));

function conditionsOf(conditions: unknown): RawStage['entry'] {
  return list(get(conditions, 'Conditions')).flatMap((condition) =>
    list(get(condition, 'Rules')).map((rule) =>
      text(get(rule, 'RuleTypeId', 'Provider')) === 'CloudWatchAlarm' ? 'alarm' : 'condition',
    ),
  );
}
