import { entryOf, get, record, type RepositoryView, type Value } from '../../../src/kit/index.ts';
import { readSpec, specOf } from './buildspec.ts';
import {
  argumentsIn,
  calledIn,
  itemsIn,
  memberIn,
  minutesIn,
  placeWithin,
  plainOf,
  propsIn,
  textIn,
} from './cdk-values.ts';
import { defaultTimeout } from './projects.ts';
import type { RawImage, RawProject, RawRole, RawSpec, RawVariable } from './raw.ts';
import { type IsTrunk, readWebhook } from './triggers.ts';

/** The image of a build environment; null when only the program can tell. */
export function imageOf(value: Value | undefined): RawImage | null {
  if (value === undefined) return null;
  const member = memberIn(value);
  if (member !== undefined) {
    // Images of CodeBuild by their version: `STANDARD_7_0`, `AMAZON_LINUX_2_5`.
    const [, name, version] = /^(\w+?)_(\d+(?:_0)?)$/.exec(member) ?? [];
    return {
      at: value.at,
      name: `aws/codebuild/${(name ?? member).toLowerCase()}:${version?.replace('_', '.') ?? 'latest'}`,
    };
  }
  const [named] = argumentsIn(value);
  const called = calledIn(value) ?? '';
  const text = textIn(named);
  return /^from(?:DockerRegistry|CodeBuildImageId)$/.test(called) && text !== undefined
    ? { at: value.at, name: text }
    : null;
}

/** `{ NAME: { value, type } }` of a build environment. */
export const environmentVariables = (value: Value | undefined): readonly RawVariable[] =>
  value?.kind === 'object'
    ? Object.entries(value.entries).map(([name, variable]) => {
        const plain = (memberIn(entryOf(variable, 'type')) ?? 'PLAINTEXT') === 'PLAINTEXT';
        return { at: variable.at, name, value: plain ? (textIn(entryOf(variable, 'value')) ?? '${}') : null };
      })
    : [];

/** Whether a list of statements lets everything be done to everything. */
export const allowsAll = (statements: readonly Value[]): boolean =>
  statements.some((statement) => {
    const given = record(plainOf(propsIn(statement)));
    const has = (key: string): boolean => Array.isArray(given[key]) && given[key].includes('*');
    return has('actions') && has('resources');
  });

/** The buildspec of a project: an object, a file of the repository, or the file that CodeBuild looks for. */
export function specIn(view: RepositoryView, value: Value | undefined, owner: Value): RawSpec | null {
  if (value === undefined) return readSpec(view, undefined, owner.at);
  const [given] = argumentsIn(value);
  const called = calledIn(value) ?? '';
  if (given === undefined) return null;
  if (called.startsWith('fromObject')) return specOf(plainOf(given), placeWithin(given), null);
  const path = textIn(given);
  return /^from(?:SourceFilename|Asset)$/.test(called) && path !== undefined && !path.includes('${')
    ? readSpec(view, path, value.at)
    : null;
}

/** The role of a construct that the CDK makes one for, unless the program hands it another. */
export const roleIn = (props: Value | undefined, statements: readonly Value[] = []): RawRole =>
  entryOf(props, 'role') === undefined ? { name: null, admin: allowsAll(statements) } : { name: null, admin: null };

/** `new Project(...)` and `new PipelineProject(...)`. */
export function projectIn(view: RepositoryView, value: Value, isTrunk: IsTrunk): RawProject | null {
  const name = calledIn(value) ?? '';
  if (!/^(?:Pipeline)?Project$/.test(name)) return null;
  const props = propsIn(value);
  const id = textIn(argumentsIn(value)[1]) ?? name;
  const environment = entryOf(props, 'environment');
  const image = entryOf(environment, 'buildImage');
  const source = entryOf(props, 'source');
  return {
    at: value.at,
    name: textIn(entryOf(props, 'projectName')) ?? id,
    ids: [id],
    check: textIn(entryOf(propsIn(source), 'buildStatusContext')) ?? null,
    image: imageOf(image),
    timeoutMinutes: minutesIn(entryOf(props, 'timeout')) ?? defaultTimeout,
    role: roleIn(props),
    spec: specIn(view, entryOf(props, 'buildSpec'), value),
    variables: [
      ...environmentVariables(entryOf(props, 'environmentVariables')),
      ...environmentVariables(entryOf(environment, 'environmentVariables')),
    ],
    triggers: name === 'Project' ? webhookOf(propsIn(source), isTrunk) : [],
    strangers: 'unsaid',
    single: get(plainOf(props), 'concurrentBuildLimit') === 1,
    cached: entryOf(props, 'cache') !== undefined,
  };
}

const conditions: Readonly<Record<string, string>> = {
  andBranchIs: 'HEAD_REF',
  andBaseBranchIs: 'BASE_REF',
  andBaseRefIs: 'BASE_REF',
  andHeadRefIs: 'HEAD_REF',
  andTagIs: 'HEAD_REF',
  andFilePathIs: 'FILE_PATH',
  andActorAccountIs: 'ACTOR_ACCOUNT_ID',
};

/** `FilterGroup.inEventOf(...).andBaseBranchIs('main')` as the filters that it stands for. */
function filtersOf(group: Value): readonly { readonly Type: string; readonly Pattern: string }[] {
  const filters: { Type: string; Pattern: string }[] = [];
  let current: Value | undefined = group;
  for (let steps = 0; current?.kind === 'call' && steps < 20; steps += 1) {
    const method = calledIn(current) ?? '';
    const given = argumentsIn(current).map((argument) => memberIn(argument) ?? textIn(argument) ?? '');
    if (method === 'inEventOf') filters.push({ Type: 'EVENT', Pattern: given.join(',') });
    else if (Object.hasOwn(conditions, method))
      filters.push({
        Type: conditions[method] ?? '',
        Pattern: `${method === 'andTagIs' ? 'refs/tags/' : ''}${given[0] ?? ''}`,
      });
    current = current.receiver;
  }
  return filters;
}

/** What the source of a project is told of. A source of GitHub has a webhook once it filters. */
function webhookOf(source: Value | undefined, isTrunk: IsTrunk): RawProject['triggers'] {
  const webhook = entryOf(source, 'webhook');
  const groups = entryOf(source, 'webhookFilters');
  if (source === undefined || (webhook?.kind === 'literal' && webhook.value === false)) return [];
  if (groups === undefined && webhook === undefined) return [];
  const filters = itemsIn(groups).map(filtersOf);
  const at = (groups ?? source).at;
  return readWebhook({ Webhook: true, FilterGroups: filters }, () => at, isTrunk);
}
