import type { RepositoryView } from '../../../src/kit/index.ts';
import type { Artifact } from '../model.ts';
import { text } from '../values.ts';
import { objectIn } from './actions.ts';
import type { RawAction } from './raw.ts';

/** An action of a run with the commands that it comes down to. */
export interface Runs {
  readonly action: RawAction;
  readonly commands: readonly string[];
}

const mostCommands = 2000;

/** Variables that may still be followed: those that name each other could be followed for ever. */
interface Budget {
  left: number;
}

/** What a text says of the artifact that it names. Variables are followed to where commands set them. */
export function artifactIn(value: string, commands: readonly string[], budget: Budget = { left: 50 }): Artifact {
  const kind = (found: Artifact['kind']): Artifact => ({ kind: found, value: value.trim().slice(0, 200) });
  if (/@?sha256:[0-9a-f]{64}\b/.test(value) || /DIGEST/i.test(value)) return kind('digest');
  if (/CODEBUILD_RESOLVED_SOURCE_VERSION|CommitId\}|git rev-parse|\b[0-9a-f]{40}\b/.test(value)) return kind('commit');
  if (/CODEBUILD_(?:BUILD_NUMBER|BUILD_ID|START_TIME)|PipelineExecutionId\}|\$\(date\b/.test(value))
    return kind('version');
  for (const name of variablesIn(value)) {
    budget.left -= 1;
    if (budget.left < 0) break;
    const set = commands.map((command) => assignmentOf(command, name)).find((found) => found !== undefined);
    const followed = set === undefined ? undefined : artifactIn(set, commands, budget);
    if (followed !== undefined && followed.kind !== 'unknown') return { ...followed, value: kind('unknown').value };
  }
  if (/(?:^|[:=}"\s])latest\b/.test(value)) return kind('moving');
  if (/BranchName\}/.test(value)) return kind('moving');
  return /(?:^|:)v?\d{1,9}\.\d{1,9}\.\d{1,9}[\w.+-]{0,100}$/.test(value) ? kind('version') : kind('unknown');
}

const variablesIn = (value: string): readonly string[] =>
  [...value.slice(0, 2000).matchAll(/\$\{?([A-Za-z_]\w{0,80})/g)].flatMap(([, name]) => name ?? []).slice(0, 10);

/** What a command gives to a variable. */
function assignmentOf(command: string, name: string): string | undefined {
  const start = new RegExp(`(?:^|[\\s;&])${name}=`).exec(command.slice(0, 5000));
  if (start === null) return undefined;
  const rest = command.slice(start.index + start[0].length, start.index + start[0].length + 500);
  return rest.split('\n')[0];
}

const hashing = /\b(?:cdk|cdk-assets|sam|serverless|sls|terraform|tofu|pulumi)\b/;
const named = (name: string): boolean => /digest|image|tag$|^version$/i.test(name) && !/name|repo|registry/i.test(name);

/** What an action deploys: what it says itself, or what the action says that made it. */
export function artifactFor(view: RepositoryView, deploy: Runs, all: readonly Runs[]): Artifact {
  const { action, commands } = deploy;
  const said = action.variables.flatMap(({ name, value }) => (named(name) && value !== null ? [value] : []));
  const set = Object.entries(objectIn({ view }, action.config['ParameterOverrides'])).flatMap(([name, value]) =>
    named(name) ? (text(value) ?? []) : [],
  );
  const values = [...said, ...set];
  const others = values.length === 0 ? [] : all.flatMap((other) => other.commands).slice(0, mostCommands);
  const traced = values.map((value) => artifactIn(value, others));
  const telling =
    traced.find(({ kind }) => kind === 'moving') ?? traced.find(({ kind }) => kind !== 'unknown') ?? traced[0];
  const moving = commands.find((command) => /:latest\b/.test(command));
  if (moving !== undefined) return { kind: 'moving', value: moving };
  if (telling !== undefined) return telling;
  if (/^(?:ECS|CodeDeployToECS)$/.test(action.provider)) return imageFor(action, all);
  // Artifacts of a run stand in its store under names that no other run gets.
  const content = action.category === 'Deploy' || commands.some((command) => hashing.test(command));
  return content
    ? { kind: 'content', value: 'what the run built' }
    : { kind: 'unknown', value: 'nothing that can be followed' };
}

/** The image that a file of the build names for Amazon ECS. */
function imageFor(deploy: RawAction, all: readonly Runs[]): Artifact {
  const files = [text(deploy.config['FileName']) ?? 'imagedefinitions.json', 'imageDetail.json', 'taskdef.json'];
  const makers = all.filter(({ action }) => action.outputs.some((output) => deploy.inputs.includes(output)));
  const written = makers.flatMap(({ commands }) =>
    commands.flatMap((command) =>
      files.some((file) => command.includes(file)) ? [artifactIn(command, commands.slice(0, mostCommands))] : [],
    ),
  );
  return (
    written.find(({ kind }) => kind !== 'unknown') ?? { kind: 'unknown', value: 'an image that cannot be followed' }
  );
}
