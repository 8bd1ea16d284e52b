import { isMapping } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import type { Answer, Contract, Operation, Parameter, Requirement, Server } from './model.ts';
import { isLivePath, isReadyPath } from './model.ts';
import { References } from './references.ts';
import { child, children, entries, number, placeOf, text } from './values.ts';
import type { Spot } from './values.ts';

export const contractGlobs = [
  '**/{openapi,swagger,api-docs}*.{yaml,yml,json}',
  '**/*.{openapi,swagger}.{yaml,yml,json}',
  '**/{openapi,swagger,api,spec,specs,contract,contracts}/**/*.{yaml,yml,json}',
];

const methods = new Set(['get', 'put', 'post', 'delete', 'patch', 'options', 'head', 'trace', 'query']);

/** The OpenAPI documents of a repository, references followed. */
export const contractsOf = (view: RepositoryView): readonly Contract[] => {
  const paths = contractPaths(view);
  const references = new References(view);
  return paths.flatMap((path) => {
    const value = view.yaml(path)?.[0];
    if (!isMapping(value)) return [];
    const format = ['openapi', 'swagger'].find((key) => text(value[key]) !== null);
    return format === undefined ? [] : [contract({ value, path, keys: [] }, format, references)];
  });
};

const contractPaths = (view: RepositoryView): readonly string[] =>
  view.glob(...contractGlobs).filter((path) => !outOfScope.test(path));

/** Copies, outputs and test data are not what the service promises. */
const outOfScope = /(?:^|\/)(?:node_modules|dist|cdk\.out|coverage|vendor|fixtures|__fixtures__|testdata)\//;

const contract = (document: Spot, format: string, references: References): Contract => {
  const info = child(document, 'info');
  const contact = child(info, 'contact');
  const audience = textAt(info, 'x-audience') ?? textAt(document, 'x-audience');
  const operations = operationsOf(document, references, audience?.startsWith('external') ?? false);
  const uses = new Map<string | null, number>();
  for (const { id } of operations) uses.set(id, (uses.get(id) ?? 0) + 1);
  return {
    path: document.path,
    format,
    version: textAt(document, format) ?? '',
    title: textAt(info, 'title'),
    contractVersion: textAt(info, 'version'),
    contact: isMapping(contact.value)
      ? { name: textAt(contact, 'name'), email: textAt(contact, 'email'), url: textAt(contact, 'url') }
      : null,
    apiId: textAt(info, 'x-api-id') ?? textAt(document, 'x-api-id'),
    audience,
    servers: children(child(document, 'servers')).map(([, server]) => serverOf(server)),
    operations: operations.map((operation) => ({ ...operation, unique: uses.get(operation.id) === 1 })),
    ...references.check(document),
    at: placeOf(info.value === undefined ? child(document, format) : info),
  };
};

const textAt = (spot: Spot, key: string): string | null => text(child(spot, key).value);

const serverOf = (server: Spot): Server => {
  const url = textAt(server, 'url') ?? '';
  return {
    url,
    secure: /^https:\/\//i.test(url),
    local: /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/i.test(url),
    at: placeOf(server),
  };
};

const operationsOf = (document: Spot, references: References, exposed: boolean): readonly Operation[] =>
  children(child(document, 'paths')).flatMap(([path, pathSpot]) => {
    const item = references.follow(pathSpot);
    return children(item)
      .filter(([method, { value }]) => methods.has(method) && isMapping(value))
      .map(([method, spot]) =>
        operation({ document, item, spot, method: method.toUpperCase(), path, exposed }, references),
      );
  });

interface Found {
  readonly document: Spot;
  readonly item: Spot;
  readonly spot: Spot;
  readonly method: string;
  readonly path: string;
  readonly exposed: boolean;
}

const operation = ({ document, item, spot, method, path, exposed }: Found, references: References): Operation => {
  const answers = children(child(spot, 'responses')).map(([status, response]) => answer(status, response, references));
  const errors = answers.filter(({ status }) => /^[45]|^default$/i.test(status));
  const own = child(spot, 'security');
  const security = own.value === undefined ? child(document, 'security') : own;
  const requirements = children(security).map(([, requirement]) => requirement);
  const parameters = [child(item, 'parameters'), child(spot, 'parameters')].flatMap((list) =>
    children(list).map(([, parameter]) => parameterOf(references.follow(parameter), references)),
  );
  const successes = answers.filter(({ status }) => /^[23]/.test(status));
  return {
    name: `${method} ${path}`,
    method,
    path,
    id: textAt(spot, 'operationId'),
    unique: true,
    probe: isLivePath(path) || isReadyPath(path),
    exposed,
    secured: Array.isArray(security.value),
    public: Array.isArray(security.value) && requirements.every(({ value }) => entries(value).length === 0),
    publicReason: textAt(spot, 'x-public-reason'),
    requirements: requirements.flatMap((requirement) => requirementsOf(requirement, document, references)),
    parameters,
    successes,
    errors,
    errorStatuses: errors.map(({ status }) => status),
    legacy: [item, spot].some((place) => child(place, 'x-legacy').value === true),
    collection: method === 'GET' && !path.endsWith('}') && successes.some(isCollection),
    at: placeOf(spot),
  };
};

/** A list, or an object with a member that lists by one of the usual names. */
const isCollection = ({ list, members }: Answer): boolean =>
  list || members.some((name) => /^(?:items|data|results|entries|content|values|records)$/i.test(name));

const requirementsOf = (requirement: Spot, document: Spot, references: References): readonly Requirement[] =>
  children(requirement).map(([scheme, scopes]) => ({
    scheme,
    type: textAt(references.at(document, 'components', 'securitySchemes', scheme), 'type') ?? 'undeclared',
    scopes: Array.isArray(scopes.value) ? scopes.value.map(String) : [],
  }));

const parameterOf = (parameter: Spot, references: References): Parameter => ({
  name: textAt(parameter, 'name') ?? '',
  in: textAt(parameter, 'in') ?? '',
  required: child(parameter, 'required').value === true,
  maximum: number(child(references.at(parameter, 'schema'), 'maximum').value),
  at: placeOf(parameter),
});

const answer = (status: string, spot: Spot, references: References): Answer => {
  const response = references.follow(spot);
  const content = children(child(response, 'content'));
  const schemas = content.map(([, media]) => references.at(media, 'schema'));
  const undescribed = content.some(([type], index) => /json/i.test(type) && schemas[index]?.value === undefined);
  return {
    status,
    mediaTypes: content.map(([type]) => type.split(';', 1)[0]?.trim().toLowerCase() ?? ''),
    described: !undescribed,
    list: schemas.some((schema) => child(schema, 'type').value === 'array'),
    members: [...new Set(schemas.flatMap((schema) => membersOf(schema, references)))],
    at: placeOf(spot),
  };
};

const partsAtMost = 500;

/** Names of the properties of a schema and of all that it is composed of; each part once, since schemas may contain themselves. */
const membersOf = (schema: Spot, references: References, seen = new Set<unknown>()): readonly string[] => {
  if (seen.has(schema.value) || seen.size > partsAtMost) return [];
  seen.add(schema.value);
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((key) => children(child(schema, key)).map(([, part]) => part));
  const inner = parts.flatMap((part) => membersOf(references.follow(part), references, seen));
  return [...entries(child(schema, 'properties').value).map(([name]) => name), ...inner];
};
