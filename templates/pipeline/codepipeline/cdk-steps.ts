import { entryOf, record, type Value } from '../../../src/kit/index.ts';
import { specOf } from './buildspec.ts';
import { environmentVariables, imageOf, roleIn } from './cdk-builds.ts';
import { argumentsIn, calledIn, itemsIn, minutesIn, placeWithin, plainOf, propsIn, textIn } from './cdk-values.ts';
import { defaultTimeout } from './projects.ts';
import type { RawAction, RawCommand, RawProject, RawSpec, RawVariable } from './raw.ts';

/** Settings that a pipeline of CDK Pipelines gives to its steps, the nearer ones first. */
export type Defaults = readonly (Value | undefined)[];

/** A step of CDK Pipelines as an action; one of another sort is an action of which nothing is known. */
export function stepIn(value: Value, order: number, defaults: Defaults): RawAction {
  const sort = calledIn(value) ?? '';
  const props = propsIn(value);
  const id = textIn(argumentsIn(value)[0]) ?? sort;
  const runs = sort === 'ShellStep' || sort === 'CodeBuildStep';
  const project = runs ? projectOf(id, value, [props, ...defaults]) : null;
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

function projectOf(id: string, value: Value, settings: Defaults): RawProject {
  const props = propsIn(value);
  const first = (...keys: readonly string[]): Value | undefined =>
    settings
      .map((setting) => keys.reduce<Value | undefined>((current, key) => entryOf(current, key), setting))
      .find((found) => found !== undefined);
  const image = first('buildEnvironment', 'buildImage');
  return {
    at: value.at,
    name: textIn(entryOf(props, 'projectName')) ?? id,
    ids: [id],
    image: imageOf(image),
    timeoutMinutes: minutesIn(first('timeout')) ?? defaultTimeout,
    role: roleIn(props, itemsIn(entryOf(props, 'rolePolicyStatements'))),
    spec: specOfStep(value, first('partialBuildSpec')),
    variables: [
      ...plainVariables(entryOf(props, 'env')),
      ...plainVariables(entryOf(props, 'envFromCfnOutputs')),
      ...environmentVariables(first('buildEnvironment', 'environmentVariables')),
    ],
    triggers: [],
    open: false,
    single: false,
    cached: first('cache') !== undefined,
  };
}

const plainVariables = (value: Value | undefined): readonly RawVariable[] =>
  value?.kind === 'object'
    ? Object.entries(value.entries).map(([name, entry]) => ({ at: entry.at, name, value: textIn(entry) ?? '${}' }))
    : [];

/** The commands of a step, with what a part of a buildspec adds: runtimes, reports, a cache. */
function specOfStep(value: Value, partial: Value | undefined): RawSpec {
  const props = propsIn(value);
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
