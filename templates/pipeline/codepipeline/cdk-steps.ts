import { entryOf, nodesOf, pathOf, record, type Value } from '../../../src/kit/index.ts';
import { specOf } from './buildspec.ts';
import { environmentVariables, imageOf, roleIn } from './cdk-builds.ts';
import type { Program } from './cdk-program.ts';
import {
  argumentsIn,
  calledIn,
  itemsIn,
  minutesIn,
  placeWithin,
  plainOf,
  propsIn,
  sameAs,
  textIn,
} from './cdk-values.ts';
import { defaultTimeout } from './projects.ts';
import type { RawAction, RawCommand, RawProject, RawSpec, RawVariable } from './raw.ts';

/** Settings that a pipeline of CDK Pipelines gives to its steps, the nearer ones first. */
export type Defaults = readonly (Value | undefined)[];

/** A step of CDK Pipelines as an action; one of another sort is an action of which nothing is known. */
export function stepIn(program: Program, value: Value, order: number, defaults: Defaults): RawAction {
  const { sort, props } = sortOf(program, value);
  const id = textIn(argumentsIn(value)[0]) ?? sort;
  const runs = isRun(sort);
  const project = runs ? projectOf(id, value, props, defaults) : null;
  return {
    at: value.at,
    name: id,
    category: /Approval|ConfirmPermissions/.test(sort) ? 'Approval' : runs ? 'Build' : 'Invoke',
    provider: runs ? 'CodeBuild' : sort,
    order,
    config: { ProjectName: id },
    role: null,
    inputs: [],
    outputs: [],
    project,
    spec: project?.spec ?? null,
    variables: project?.variables ?? [],
  };
}

const isRun = (sort: string): boolean => sort === 'ShellStep' || sort === 'CodeBuildStep';

/** The sort of a step and its properties; a class of the program that extends a sort hands them on to it. */
function sortOf({ evaluator }: Program, value: Value): { readonly sort: string; readonly props: Value | undefined } {
  const name = calledIn(value) ?? '';
  const own = isRun(name) || value.kind !== 'new' ? undefined : evaluator.classOf(value.at.path, name);
  const parent = own?.node.superClass ? (pathOf(own.node.superClass)?.at(-1) ?? '') : '';
  if (own === undefined || !isRun(parent)) return { sort: name, props: propsIn(value) };
  for (const node of nodesOf(own.node.body)) {
    const given = node.type === 'CallExpression' && node.callee.type === 'Super' ? node.arguments[1] : undefined;
    if (given !== undefined) return { sort: parent, props: evaluator.evaluate(own.path, given) };
  }
  return { sort: name, props: undefined };
}

const most = 50;

/** A step with all that it waits for, each with how far before it: the steps whose files it takes, and those that it names. */
export function withDependencies(
  program: Program,
  step: Value,
): readonly { readonly value: Value; readonly distance: number }[] {
  const found = new Map([[sameAs(step.at), { value: step, distance: 0 }]]);
  // A map visits what is added to it on the way; a step that waits for itself is in it already.
  for (const { value, distance } of found.values()) {
    const { props } = sortOf(program, value);
    const named = program.calls.filter(({ on, method }) => method === 'addStepDependency' && on === sameAs(value.at));
    const extra = entryOf(props, 'additionalInputs');
    const before = [
      entryOf(props, 'input') ?? entryOf(propsIn(value), 'input'),
      ...(extra?.kind === 'object' ? Object.values(extra.entries) : []),
      ...named.flatMap(({ args }) => args),
    ];
    for (const one of before) {
      if (one?.kind === 'new' && found.size < most && !found.has(sameAs(one.at)))
        found.set(sameAs(one.at), { value: one, distance: distance + 1 });
    }
  }
  return [...found.values()];
}

function projectOf(id: string, value: Value, props: Value | undefined, defaults: Defaults): RawProject {
  const settings = [props, ...defaults];
  const first = (...keys: readonly string[]): Value | undefined =>
    settings
      .map((setting) => keys.reduce<Value | undefined>((current, key) => entryOf(current, key), setting))
      .find((found) => found !== undefined);
  const image = first('buildEnvironment', 'buildImage');
  return {
    at: value.at,
    name: textIn(entryOf(props, 'projectName')) ?? id,
    ids: [id],
    check: null,
    image: imageOf(image),
    timeoutMinutes: minutesIn(first('timeout')) ?? defaultTimeout,
    role: roleIn(props, itemsIn(entryOf(props, 'rolePolicyStatements'))),
    spec: specOfStep(value, props, first('partialBuildSpec')),
    variables: [
      ...plainVariables(entryOf(props, 'env')),
      ...plainVariables(entryOf(props, 'envFromCfnOutputs')),
      ...environmentVariables(first('buildEnvironment', 'environmentVariables')),
    ],
    triggers: [],
    strangers: 'unsaid',
    single: false,
    cached: first('cache') !== undefined,
  };
}

const plainVariables = (value: Value | undefined): readonly RawVariable[] =>
  value?.kind === 'object'
    ? Object.entries(value.entries).map(([name, entry]) => ({ at: entry.at, name, value: textIn(entry) ?? '${}' }))
    : [];

/** The commands of a step, with what a part of a buildspec adds: runtimes, reports, a cache. */
function specOfStep(value: Value, props: Value | undefined, partial: Value | undefined): RawSpec {
  const [given] = argumentsIn(partial);
  const plain = record(plainOf(given));
  const added =
    given === undefined ? null : specOf({ ...plain, phases: record(plain['phases']) }, placeWithin(given), null);
  const commands = (key: string): readonly RawCommand[] =>
    itemsIn(entryOf(props, key)).flatMap((command) => {
      const text = textIn(command);
      return text === undefined ? [] : [{ at: command.at, text, tolerated: false, always: false }];
    });
  return {
    at: value.at,
    runtimes: [],
    variables: [],
    keeps: [],
    cached: false,
    ...added,
    commands: [...commands('installCommands'), ...(added?.commands ?? []), ...commands('commands')],
  };
}
