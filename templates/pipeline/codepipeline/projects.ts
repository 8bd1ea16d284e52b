import { get, list, pointer } from '../../../src/kit/index.ts';
import type { At, Mapping, RepositoryView } from '../../../src/kit/index.ts';
import { text } from '../values.ts';
import { placeIn, readSpec } from './buildspec.ts';
import type { RawProject, RawVariable } from './raw.ts';
import { roleOf } from './roles.ts';
import { type IsTrunk, type RawRule, readWebhook, startedBy } from './triggers.ts';

/** What surrounds the resources of one template. */
export interface Surroundings {
  readonly view: RepositoryView;
  readonly path: string;
  readonly resources: Mapping;
  readonly rules: readonly RawRule[];
  readonly isTrunk: IsTrunk;
}

/** The limit that CodeBuild sets when a project says none. */
export const defaultTimeout = 60;

/** Names under which others can mean a resource: its logical id, and its own name. */
export const idsOf = (id: string, name: unknown): readonly string[] => {
  const own = text(name);
  return own === undefined || own === id || own.includes('${') ? [id] : [id, own];
};

export function readProject(around: Surroundings, id: string, properties: unknown): RawProject {
  const { view, path, resources, rules, isTrunk } = around;
  const at: At = { path, pointer: pointer('Resources', id) };
  const inner = (...keys: readonly string[]): At => ({
    path,
    pointer: `${at.pointer ?? ''}${pointer('Properties', ...keys)}`,
  });
  const given = get(properties, 'Source', 'BuildSpec');
  const image = text(get(properties, 'Environment', 'Image'));
  const timeout = Number(text(get(properties, 'TimeoutInMinutes')) ?? defaultTimeout);
  const ids = idsOf(id, get(properties, 'Name'));
  const triggers = get(properties, 'Triggers');
  return {
    at,
    name: ids.at(-1) ?? id,
    ids,
    check: text(get(properties, 'Source', 'BuildStatusConfig', 'Context')) ?? null,
    image: image === undefined ? null : { at: inner('Environment', 'Image'), name: image },
    timeoutMinutes: Number.isFinite(timeout) ? timeout : defaultTimeout,
    role: roleOf(get(properties, 'ServiceRole'), resources),
    spec: readSpec(view, given, given === undefined ? at : inner('Source', 'BuildSpec')),
    variables: variablesIn(
      get(properties, 'Environment', 'EnvironmentVariables'),
      inner('Environment', 'EnvironmentVariables'),
    ),
    triggers: [...readWebhook(triggers, placeIn(path, inner('Triggers').pointer), isTrunk), ...startedBy(rules, ids)],
    strangers: strangersIn(triggers),
    single: text(get(properties, 'ConcurrentBuildLimit')) === '1',
    cached: !['NO_CACHE', undefined].includes(text(get(properties, 'Cache', 'Type'))),
  };
}

/** Variables as CodeBuild lists them: plain ones have a value, the others name where it is kept. */
export const variablesIn = (variables: unknown, at: At): readonly RawVariable[] =>
  list(variables).flatMap((variable, index) => {
    const name = text(get(variable, 'Name')) ?? text(get(variable, 'name'));
    const kind = text(get(variable, 'Type')) ?? text(get(variable, 'type')) ?? 'PLAINTEXT';
    const value = text(get(variable, 'Value')) ?? text(get(variable, 'value')) ?? null;
    const place = { path: at.path, pointer: `${at.pointer ?? ''}${pointer(index)}` };
    return name === undefined ? [] : [{ at: place, name, value: kind === 'PLAINTEXT' ? value : null }];
  });

/** What becomes of a stranger's pull request: a comment may be demanded first, or the account that opens it be checked. */
function strangersIn(triggers: unknown): RawProject['strangers'] {
  const groups = list(get(triggers, 'FilterGroups'));
  const known = groups.every((group) => list(group).some((filter) => get(filter, 'Type') === 'ACTOR_ACCOUNT_ID'));
  const demanded = text(get(triggers, 'PullRequestBuildPolicy', 'RequiresCommentApproval'));
  if (groups.length > 0 && known) return 'held';
  if (demanded === undefined) return 'unsaid';
  return demanded === 'DISABLED' ? 'built' : /^(?:ALL|FORK)_PULL_REQUESTS$/.test(demanded) ? 'held' : 'unsaid';
}
