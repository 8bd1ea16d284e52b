import { get, isMapping, list, pointer, record } from '../../../src/kit/index.ts';
import type { At, Mapping } from '../../../src/kit/index.ts';
import { text, texts } from '../values.ts';
import { readSpec } from './buildspec.ts';
import { names } from './intrinsics.ts';
import { type Surroundings, variablesIn } from './projects.ts';
import type { Place, RawAction, RawCommand, RawProject, RawSpec, RawVariable } from './raw.ts';

const most = 100;

/** The actions of a stage. One whose shape a condition decides is left out: whether it runs cannot be told. */
export function readActions(
  around: Surroundings,
  actions: unknown,
  place: Place,
  projects: readonly RawProject[],
): readonly RawAction[] {
  return list(actions)
    .slice(0, most)
    .flatMap((action, index): readonly RawAction[] => {
      const name = text(get(action, 'Name'));
      const provider = text(get(action, 'ActionTypeId', 'Provider'));
      if (name === undefined || provider === undefined) return [];
      const config = record(get(action, 'Configuration'));
      const wanted = text(config['ProjectName']) ?? '';
      const project = provider === 'CodeBuild' ? (projects.find(({ ids }) => names(wanted, ids)) ?? null) : null;
      const order = Number(text(get(action, 'RunOrder')) ?? 1);
      const override = config['BuildspecOverride'];
      const overridden =
        override === undefined
          ? undefined
          : readSpec(around.view, override, place(index, 'Configuration', 'BuildspecOverride'));
      const spec = commandsOf(get(action, 'Commands'), (...keys) => place(index, 'Commands', ...keys));
      return [
        {
          at: place(index),
          name,
          category: text(get(action, 'ActionTypeId', 'Category')) ?? '',
          provider,
          order: Number.isFinite(order) ? order : 1,
          config,
          role: text(get(action, 'RoleArn')) ?? text(config['RoleArn']) ?? null,
          inputs: artifactsOf(get(action, 'InputArtifacts')),
          outputs: artifactsOf(get(action, 'OutputArtifacts')),
          project,
          spec: spec ?? (overridden === undefined ? (project?.spec ?? null) : overridden),
          variables: [
            ...(project?.variables ?? []),
            ...overridesOf(around, config, place(index, 'Configuration', 'EnvironmentVariables')),
            ...variablesIn(get(action, 'EnvironmentVariables'), place(index, 'EnvironmentVariables')),
          ],
        },
      ];
    });
}

const artifactsOf = (artifacts: unknown): readonly string[] =>
  list(artifacts).flatMap((artifact) => text(get(artifact, 'Name')) ?? []);

/** The commands of a Commands action; null for any other. */
export function commandsOf(commands: unknown, place: Place): RawSpec | null {
  const written = texts(commands);
  if (commands === undefined || written.length === 0) return null;
  return {
    at: place(),
    commands: written.map((command, index): RawCommand => ({
      at: Array.isArray(commands) ? place(index) : place(),
      text: command,
      tolerated: false,
      always: false,
    })),
    runtimes: [],
    variables: [],
    keeps: [],
    cached: false,
  };
}

/** Variables that an action hands to its project: a JSON text within the configuration. */
function overridesOf({ view }: Surroundings, config: Mapping, at: At): readonly RawVariable[] {
  const written = text(config['EnvironmentVariables']);
  const parsed = written === undefined ? undefined : view.yamlText(written)?.[0];
  return variablesIn(parsed, at).map((variable) => ({ ...variable, at }));
}

/** A JSON object within a configuration, such as `ParameterOverrides`. */
export const objectIn = (around: Pick<Surroundings, 'view'>, value: unknown): Mapping => {
  if (isMapping(value)) return value;
  const written = text(value);
  return record(written === undefined ? undefined : around.view.yamlText(written)?.[0]);
};

/** The place of something within an action. */
export const within = (at: At, ...keys: readonly (string | number)[]): At =>
  at.pointer === undefined ? at : { path: at.path, pointer: `${at.pointer}${pointer(...keys)}` };
