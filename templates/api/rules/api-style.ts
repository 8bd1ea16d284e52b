import type { Judge, JudgeContext, Judgement } from '../../../src/kit/index.ts';
import type { Api, Contract, Operation } from '../model.ts';

/** Judges whether operations read like those of every other API of the organisation. */
export const judge: Judge<Api> = ({ contracts }, { choices }) =>
  contracts.flatMap((contract) => judgeContract(contract, choices));

type Choices = JudgeContext['choices'];

const judgeContract = (contract: Contract, choices: Choices): readonly Judgement[] => {
  const operations = contract.operations.filter(({ probe, legacy, path }) => !probe && !legacy && !isFile(path));
  const versions = versionsOf(contract, operations, choices);
  const names = otherCasing(contract, operations, choices);
  const each = operations.flatMap((operation): readonly Judgement[] => {
    const flaws = [
      ...flawsOfPath(operation.path, choices),
      ...(names === undefined ? flawsOfNames(operation, choices) : []),
      ...(operation.collection ? flawsOfCollection(operation) : []),
    ];
    // What the finding on the whole contract says of it is not said again, and it is no pass either.
    if (flaws.length === 0 && names !== undefined && flawsOfNames(operation, choices).length > 0) return [];
    const message =
      flaws.length > 0
        ? `${operation.name}: ${flaws.join('; ')}.`
        : `${operation.name} follows the style of the organisation.`;
    return [{ outcome: flaws.length > 0 ? 'fail' : 'pass', message, at: [operation.at], subject: operation.name }];
  });
  return [...[versions, names].filter((one) => one !== undefined), ...each];
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
    // Names below .well-known are registered (RFC 8615).
    .filter((segment) => segment !== '' && segment !== '.well-known' && !segment.includes('{'));

const flawsOfPath = (path: string, choices: Choices): readonly string[] => {
  const [name, pattern] = casing(choices, 'api.pathCasing');
  return segmentsOf(path).flatMap((segment) => [
    ...(pattern === undefined || pattern.test(segment) ? [] : [`the segment ${segment} is not in ${name}`]),
    ...(verbs.test(segment)
      ? [`the segment ${segment} is a verb: the method says what is done, the path to what`]
      : []),
  ]);
};

/** Where versions stand is a matter of the whole contract. */
const versionsOf = (
  { path, at }: Contract,
  operations: readonly Operation[],
  choices: Choices,
): Judgement | undefined => {
  const versioned = operations.filter((operation) => version.test(operation.path));
  const plain = operations.filter((operation) => !version.test(operation.path));
  const about = { outcome: 'fail', subject: `versions in ${path}` } as const;
  if (choices['api.versioning'] !== 'path') {
    const message = `${shortList(versioned)} in ${path}: the version in the path is chosen to stand elsewhere.`;
    return versioned.length === 0 ? undefined : { ...about, message, at: versioned.slice(0, 20).map((one) => one.at) };
  }
  if (versioned.length === 0 || plain.length === 0) return undefined;
  const fewer = plain.length <= versioned.length ? plain : versioned;
  const has = fewer === plain ? 'no version in its path while the others have one' : 'a version in its path alone';
  const have =
    fewer === plain ? 'no version in their paths while the others have one' : 'a version in their paths alone';
  const message = `${shortList(fewer)} of ${path} ${fewer.length === 1 ? `has ${has}` : `have ${have}`}.`;
  return { ...about, message, at: [...fewer.slice(0, 20).map((one) => one.at), at] };
};

const shortList = (operations: readonly Operation[]): string => {
  const names = operations.slice(0, 3).map(({ name }) => name);
  return operations.length > 3 ? `${names.join(', ')} and ${operations.length - 3} more` : names.join(' and ');
};

/** A contract that is written in another way throughout has one thing to change, or a choice to make. */
const otherCasing = (
  { path, at }: Contract,
  operations: readonly Operation[],
  choices: Choices,
): Judgement | undefined => {
  const [name, pattern] = casing(choices, 'api.casing');
  const words = [...new Set(operations.flatMap(namesOf))].filter((word) => /[A-Z_-]/.test(word));
  const off = words.filter((word) => pattern?.test(word) === false);
  if (words.length < 5 || off.length < words.length * 0.8) return undefined;
  const message = `${path} writes ${off.length} of ${words.length} names with more than one word otherwise than in ${name}, such as ${off.slice(0, 3).join(', ')}: change them, or let the choice api.casing say how it is done here.`;
  return { outcome: 'fail', message, at: [at], subject: `names in ${path}` };
};

const flawsOfNames = (operation: Operation, choices: Choices): readonly string[] => {
  const [name, pattern] = casing(choices, 'api.casing');
  const off = pattern === undefined ? [] : namesOf(operation).filter((each) => !pattern.test(each));
  return off.length === 0 ? [] : [`${off.slice(0, 5).join(', ')} ${off.length === 1 ? 'is' : 'are'} not in ${name}`];
};

/** Parameters of the query and members of bodies. Marks of protocols (@id, $schema, _links) are not ours to spell. */
const namesOf = ({ parameters, requestMembers, successes }: Operation): readonly string[] => {
  const asked = parameters
    .filter(({ in: place }) => place === 'query')
    .map((parameter) => parameter.name.split('[', 1)[0] ?? '');
  const names = [...asked, ...requestMembers, ...successes.flatMap(({ members }) => members)];
  return [...new Set(names)].flatMap((each) => each.split('.')).filter((each) => /^[A-Za-z]/.test(each));
};

const limits = /^(?:limit|page_?size|per_?page|items_?per_?page|max_?results|first|size|top|count)$/i;
const cursors =
  /^(?:cursor|page_?token|next_?token|continuation_?token|after|before|next|starting_?after|marker|page\[(?:cursor|after)\])$/i;
/** Words that are their own plural, or have none. */
const uncountable =
  /(?:s|data|media|people|children|men|criteria|history|information|feedback|inventory|metadata|equipment|staff|content|software|search|me|self)$/i;

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
