import type { Judge, JudgeContext, Judgement } from '../../../src/kit/index.ts';
import type { Api, Contract, Operation } from '../model.ts';

/** Judges whether operations read like those of every other API of the organisation. */
export const judge: Judge<Api> = ({ contracts }, { choices }) =>
  contracts.flatMap((contract) => judgeContract(contract, choices));

type Choices = JudgeContext['choices'];

const judgeContract = (contract: Contract, choices: Choices): readonly Judgement[] => {
  const operations = contract.operations.filter(({ probe, legacy, path }) => !probe && !legacy && !isFile(path));
  const versioned = operations.filter(({ path }) => version.test(path));
  return operations.map((operation): Judgement => {
    const flaws = [
      ...flawsOfPath(operation.path, choices),
      ...flawsOfVersion(operation, { choices, mixed: versioned.length > 0 && versioned.length < operations.length }),
      ...flawsOfNames(operation, choices),
      ...(operation.collection ? flawsOfCollection(operation) : []),
    ];
    const message =
      flaws.length > 0
        ? `${operation.name}: ${flaws.join('; ')}.`
        : `${operation.name} follows the style of the organisation.`;
    return { outcome: flaws.length > 0 ? 'fail' : 'pass', message, at: [operation.at], subject: operation.name };
  });
};

/** `/openapi.json` is a file rather than a resource. */
const isFile = (path: string): boolean => /\.[a-z]{2,5}$/.test(path);

const version = /^\/(?:[a-z][a-z0-9-]*\/)?v\d+(?:[a-z]+\d*)?(?:\/|$)/;

const casings: Readonly<Record<string, RegExp>> = {
  'kebab-case': /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
  camelCase: /^[a-z][a-zA-Z0-9]*$/,
  snake_case: /^[a-z0-9]+(?:_[a-z0-9]+)*$/,
};

const casing = (choices: Choices, name: string): readonly [name: string, pattern: RegExp | undefined] => {
  const chosen = String(choices[name] ?? '');
  return [chosen, Object.hasOwn(casings, chosen) ? casings[chosen] : undefined];
};

const verbs = /^(?:get|create|add|update|delete|remove|list|fetch|find|set|do|make)(?:[-_]|$|(?=[A-Z]))/;

const segmentsOf = (path: string): readonly string[] =>
  // A custom method stands behind a colon, and is a verb by intention (AIP-136).
  path
    .split('/')
    .map((segment) => (segment.startsWith('{') ? '' : (segment.split(':', 1)[0] ?? '')))
    .filter((segment) => segment !== '' && !segment.includes('{'));

const flawsOfPath = (path: string, choices: Choices): readonly string[] => {
  const [name, pattern] = casing(choices, 'api.pathCasing');
  return segmentsOf(path).flatMap((segment) => [
    ...(pattern === undefined || pattern.test(segment) ? [] : [`the segment ${segment} is not in ${name}`]),
    ...(verbs.test(segment)
      ? [`the segment ${segment} is a verb: the method says what is done, the path to what`]
      : []),
  ]);
};

const flawsOfVersion = (
  { path }: Operation,
  { choices, mixed }: { readonly choices: Choices; readonly mixed: boolean },
): readonly string[] => {
  if (choices['api.versioning'] !== 'path') {
    return version.test(path) ? ['the path has a version, which is chosen to stand elsewhere'] : [];
  }
  return mixed && !version.test(path) ? ['its path has no version while others of the contract have one'] : [];
};

const flawsOfNames = ({ parameters, requestMembers, successes }: Operation, choices: Choices): readonly string[] => {
  const [name, pattern] = casing(choices, 'api.casing');
  if (pattern === undefined) return [];
  const asked = parameters
    .filter(({ in: place }) => place === 'query')
    .map((parameter) => parameter.name.split('[', 1)[0] ?? '');
  const names = [...asked, ...requestMembers, ...successes.flatMap(({ members }) => members)];
  // Marks of protocols (@id, $schema, _links) are not ours to spell.
  const off = [...new Set(names)]
    .flatMap((each) => each.split('.'))
    .filter((each) => /^[A-Za-z]/.test(each) && !pattern.test(each));
  return off.length === 0 ? [] : [`${off.slice(0, 5).join(', ')} ${off.length === 1 ? 'is' : 'are'} not in ${name}`];
};

const limits = /^(?:limit|page_?size|per_?page|max_?results|first|size|top|count)$/i;
const cursors =
  /^(?:cursor|page_?token|next_?token|continuation_?token|after|before|next|starting_?after|marker|page\[(?:cursor|after)\])$/i;
/** Words that are their own plural, or have none. */
const uncountable =
  /(?:s|data|media|people|children|history|information|feedback|inventory|metadata|equipment|staff|content|software|search|me|self)$/i;

const flawsOfCollection = ({ path, parameters }: Operation): readonly string[] => {
  const last = segmentsOf(path).at(-1);
  const limit = parameters.find(({ name }) => limits.test(name));
  const cursor = parameters.find(({ name }) => cursors.test(name));
  return [
    ...(last === undefined || uncountable.test(last) || version.test(`/${last}`)
      ? []
      : [`it lists, so ${last} should be a plural`]),
    ...(limit === undefined
      ? ['the list has no limit']
      : limit.maximum === null
        ? [`${limit.name} has no maximum`]
        : []),
    ...(cursor === undefined ? ['the list has no cursor'] : []),
  ];
};
