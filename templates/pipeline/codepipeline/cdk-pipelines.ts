import { entryOf, get, type RepositoryView, type Value } from '../../../src/kit/index.ts';
import type { Trigger } from '../model.ts';
import { actionIn, conditionsIn, sourceTriggers, triggersOf } from './cdk-actions.ts';
import type { Call, Construct, Program } from './cdk-program.ts';
import { stepIn, withDependencies } from './cdk-steps.ts';
import { argumentsIn, calledIn, itemsIn, memberIn, plainOf, propsIn, sameAs, textIn } from './cdk-values.ts';
import type { Mode, RawAction, RawPipeline, RawStage } from './raw.ts';
import { environmentIn } from './stages.ts';
import { type IsTrunk, readGitTriggers } from './triggers.ts';

const unnamed = 'a stage that the program names';

interface Context {
  readonly view: RepositoryView;
  readonly program: Program;
  readonly isTrunk: IsTrunk;
  /** Whether the application asks for pipelines of the newer type where none is said. */
  readonly newer: boolean;
}

const stageOf = (at: RawStage['at'], name: string, actions: readonly RawAction[]): RawStage => ({
  at,
  name,
  actions,
  entry: [],
  exit: [],
  closed: false,
});

const on = ({ calls }: Program, made: string, method: RegExp): readonly Call[] =>
  calls.filter((call) => call.on === made && method.test(call.method));

/** `pipelines.CodePipeline`: source, synthesis, then a stage of the pipeline for each stage or wave that is added. */
export function readCdkPipeline(context: Context, { value }: Construct): RawPipeline {
  const { program } = context;
  const props = propsIn(value);
  const usual = entryOf(props, 'codeBuildDefaults');
  const synth = entryOf(props, 'synth');
  const build = (synth === undefined ? [] : withDependencies(program, synth)).map(({ value: step, distance }) =>
    stepIn(program, step, -distance, distance === 0 ? [entryOf(props, 'synthCodeBuildDefaults'), usual] : [usual]),
  );
  const under = propsIn(entryOf(props, 'codePipeline')) ?? props;
  const triggers = filters(context, under, sameAs((entryOf(props, 'codePipeline') ?? value).at));
  let complete = true;
  const waves = on(program, sameAs(value.at), /^add(?:Stage|Wave)$/).map((call): RawStage => {
    const inner = call.method === 'addWave' ? on(program, sameAs(call.at), /^addStage$/) : [call];
    const name = call.method === 'addWave' ? textIn(call.args[0]) : stageName(call);
    const around = call.method === 'addWave' ? stepsAround(program, call, [usual], 1, 5) : [];
    const actions = inner.flatMap((added) => {
      const id = stageName(added);
      if (id === undefined) complete = false;
      return [...stepsAround(program, added, [usual], 2, 4), deployment(added, id)];
    });
    if (name === undefined) complete = false;
    return stageOf(call.at, name ?? unnamed, [...around, ...actions]);
  });
  return {
    ...settings(context, value, under, complete),
    name: textIn(entryOf(under, 'pipelineName')) ?? textIn(argumentsIn(value)[1]) ?? 'Pipeline',
    triggers: triggers.length > 0 ? triggers : cdkSource(program, synth, context.isTrunk),
    stages: [stageOf(value.at, 'Build', build), ...waves],
  };
}

/** The name of a stage; undefined when the program computes it, and nothing in it tells which environment it is. */
function stageName({ args: [stage] }: Call): string | undefined {
  const id = textIn(argumentsIn(stage)[1]);
  return id?.includes('${}') && environmentIn(id) === undefined ? undefined : id;
}

/** Steps before and after what an `addStage` or `addWave` brings. */
function stepsAround(
  program: Program,
  call: Call,
  defaults: readonly (Value | undefined)[],
  first: number,
  last: number,
): readonly RawAction[] {
  const options = call.args[1];
  const made = sameAs(call.at);
  const added = (method: RegExp): readonly Value[] => on(program, made, method).flatMap(({ args }) => args);
  const pre = [...itemsIn(entryOf(options, 'pre')), ...added(/^addPre$/)];
  const post = [...itemsIn(entryOf(options, 'post')), ...added(/^addPost$/)];
  return [
    ...pre.map((step) => stepIn(program, step, first, defaults)),
    ...post.map((step) => stepIn(program, step, last, defaults)),
  ];
}

/** What CDK Pipelines does with a stage: its stacks are deployed under the role that the account was bootstrapped with. */
function deployment({ at, args: [stage] }: Call, id: string | undefined): RawAction {
  const account = textIn(entryOf(entryOf(propsIn(stage), 'env'), 'account'));
  return {
    at,
    name: id === undefined ? 'Deploy' : `${id}.Deploy`,
    category: 'Deploy',
    provider: 'CloudFormation',
    order: 3,
    config: { ActionMode: 'CHANGE_SET_EXECUTE' },
    role: account === undefined || account.includes('${') ? null : `the CDK's role in the account ${account}`,
    inputs: [],
    outputs: [],
    project: null,
    spec: null,
    variables: id === undefined ? [] : [{ at, name: 'STAGE', value: environmentIn(id) ?? id }],
  };
}

/** `CodePipelineSource.connection('owner/repository', 'main', ...)`; every such source starts the pipeline unless it is told not to. */
function cdkSource(program: Program, synth: Value | undefined, isTrunk: IsTrunk): readonly Trigger[] {
  if (synth === undefined) return [];
  const steps = withDependencies(program, synth);
  const inputs = steps.flatMap(({ value }) => entryOf(propsIn(value), 'input') ?? []);
  const source = inputs.find(({ kind }) => kind === 'call');
  const [, branch] = argumentsIn(source);
  if (source !== undefined && /^(?:connection|gitHub|codeCommit|s3|ecr)$/.test(calledIn(source) ?? ''))
    return triggersOf(calledIn(source) ?? '', textIn(branch) ?? '${}', propsIn(source), source, isTrunk);
  return [{ at: synth.at, event: 'unknown', name: 'source', branches: [], paths: [], polls: false }];
}

/** `codepipeline.Pipeline` with its stages, those of its properties and those that are added. */
export function readPlainPipeline(context: Context, { value }: Construct): RawPipeline {
  const { program, view, isTrunk } = context;
  const props = propsIn(value);
  const added = on(program, sameAs(value.at), /^addStage$/);
  let complete = true;
  const sources: Value[] = [];
  const read = (stage: Value | undefined, later: readonly Value[], at: RawStage['at']): RawStage => {
    const written = [...itemsIn(entryOf(stage, 'actions')), ...later];
    const actions = written.flatMap((item) => actionIn(view, item, isTrunk) ?? []);
    const name = textIn(entryOf(stage, 'stageName'));
    if (name === undefined || actions.length < written.length) complete = false;
    sources.push(...written);
    return {
      ...stageOf(at, name ?? unnamed, actions),
      entry: conditionsIn(entryOf(stage, 'beforeEntry')),
      exit: conditionsIn(entryOf(stage, 'onSuccess')),
      closed: plainOf(entryOf(stage, 'transitionToEnabled')) === false,
    };
  };
  const stages = [
    ...itemsIn(entryOf(props, 'stages')).map((stage) => read(stage, [], stage.at)),
    ...added.map((call) =>
      read(
        call.args[0],
        on(program, sameAs(call.at), /^addActions?$/).flatMap(({ args }) => args),
        call.at,
      ),
    ),
  ];
  const filtered = filters(context, props, sameAs(value.at));
  return {
    ...settings(context, value, props, complete),
    name: textIn(entryOf(props, 'pipelineName')) ?? textIn(argumentsIn(value)[1]) ?? 'Pipeline',
    triggers: filtered.length > 0 ? filtered : sources.flatMap((source) => sourceTriggers(source, isTrunk)),
    stages,
  };
}

function settings(
  { newer }: Context,
  value: Value,
  props: Value | undefined,
  complete: boolean,
): Pick<RawPipeline, 'at' | 'ids' | 'mode' | 'restorable' | 'role' | 'variables' | 'complete'> {
  const mode = (memberIn(entryOf(props, 'executionMode')) ?? 'SUPERSEDED').toLowerCase();
  const type = memberIn(entryOf(props, 'pipelineType'));
  return {
    at: value.at,
    ids: [textIn(argumentsIn(value)[1]) ?? ''],
    mode: /^(?:superseded|queued|parallel)$/.test(mode) ? (mode as Mode) : 'unknown',
    restorable: mode !== 'parallel' && (type === 'V2' || mode === 'queued' || (type === undefined && newer)),
    role: { name: null, admin: entryOf(props, 'role') === undefined ? false : null },
    variables: itemsIn(entryOf(props, 'variables')).flatMap(
      (item) => textIn(entryOf(propsIn(item), 'variableName')) ?? [],
    ),
    complete,
  };
}

/** Filters of the newer type of pipelines in the form that templates have. */
function filters({ program, isTrunk }: Context, props: Value | undefined, made: string): readonly Trigger[] {
  const written = [
    ...itemsIn(entryOf(props, 'triggers')),
    ...on(program, made, /^addTrigger$/).flatMap(({ args }) => args),
  ];
  return written.flatMap((trigger) => {
    const git = entryOf(trigger, 'gitConfiguration');
    const of = (key: string): readonly object[] =>
      itemsIn(entryOf(git, key)).map((filter) => {
        const plain = plainOf(filter);
        const tags = get(plain, 'tagsIncludes') ?? get(plain, 'tagsExcludes');
        return {
          Branches: { Includes: get(plain, 'branchesIncludes'), Excludes: get(plain, 'branchesExcludes') },
          FilePaths: { Includes: get(plain, 'filePathsIncludes') },
          Events: get(plain, 'events'),
          ...(tags !== undefined && { Tags: {} }),
        };
      });
    const form = { GitConfiguration: { Push: of('pushFilter'), PullRequest: of('pullRequestFilter') } };
    return readGitTriggers([form], () => trigger.at, isTrunk);
  });
}
