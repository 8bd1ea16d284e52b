import { isMapping, shown } from '../../src/kit/index.ts';
import { answerOf, membersOf } from './answers.ts';
import { isLivePath, isReadyPath } from './model.ts';
import type { Answer, Operation, Parameter, Requirement } from './model.ts';
import type { References } from './references.ts';
import { child, children, entries, number, placeOf, textAt } from './values.ts';
import type { Spot } from './values.ts';

/** OPTIONS is what browsers ask before a call (CORS): no operation that somebody calls. */
const methods = new Set(['get', 'put', 'post', 'delete', 'patch', 'head', 'trace', 'query']);

export const operationsOf = (document: Spot, references: References, exposed: boolean): readonly Operation[] =>
  children(child(document, 'paths')).flatMap(([path, pathSpot]) => {
    const followed = references.follow(pathSpot);
    // Beside a reference a path may have operations of its own.
    return (followed === pathSpot ? [pathSpot] : [pathSpot, followed]).flatMap((item) =>
      [...children(item).filter(([method]) => methods.has(method)), ...children(child(item, 'additionalOperations'))]
        .filter(([, { value }]) => isMapping(value))
        .map(([method, spot]) =>
          operation({ document, item, spot, method: method.toUpperCase(), path, exposed }, references),
        ),
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
  const answers = children(child(spot, 'responses')).map(([status, response]) =>
    answerOf(status, response, references),
  );
  const errors = answers.filter(({ status }) => /^[45]|^default$/i.test(status));
  const own = child(spot, 'security');
  const security = own.value === undefined ? child(document, 'security') : own;
  const gateway = gatewayAuth(child(spot, gatewayKey)) ?? gatewayAuth(child(document, gatewayKey));
  const requirements = children(security).map(([, requirement]) => requirement);
  const parameters = [child(item, 'parameters'), child(spot, 'parameters')].flatMap((list) =>
    children(list).map(([, parameter]) => parameterOf(references.follow(parameter), references)),
  );
  const successes = answers.filter(({ status }) => /^[23]/.test(status));
  const id = textAt(spot, 'operationId');
  const requests = children(child(references.at(spot, 'requestBody'), 'content'));
  const does = { method, path, id, successes };
  return {
    name: `${method} ${path}`,
    method,
    path,
    id,
    unique: true,
    probe: isLivePath(path) || isReadyPath(path),
    exposed,
    secured: Array.isArray(security.value) || gateway !== undefined,
    public:
      gateway === undefined &&
      Array.isArray(security.value) &&
      requirements.every(({ value }) => entries(value).length === 0),
    publicReason: textAt(spot, 'x-public-reason'),
    requirements: [
      ...(gateway === undefined ? [] : [gateway]),
      ...requirements.flatMap((requirement) => requirementsOf(requirement, document, references)),
    ],
    parameters,
    successes,
    errors,
    errorStatuses: errors.map(({ status }) => status),
    legacy: [item, spot].some((place) => child(place, 'x-legacy').value === true),
    deprecated: child(spot, 'deprecated').value === true,
    sunset: textAt(spot, 'x-sunset'),
    creates: method === 'POST' && !searches.test(path) && !searches.test(id ?? '') && isCreation(does),
    fireAndForget: child(spot, 'x-fire-and-forget').value === true,
    idempotent: child(spot, 'x-idempotent').value !== false,
    naturalKey: textAt(spot, 'x-natural-key') ?? listAt(spot, 'x-natural-key'),
    requestMembers: [...new Set(requests.flatMap(([, media]) => membersOf(child(media, 'schema'), references)))],
    collection: method === 'GET' && !path.endsWith('}') && successes.some(isCollection),
    ending: [],
    lacks: [],
    at: placeOf(spot),
  };
};

/** POST asks rather than creates, because a question may be too long for an address. */
const searches =
  /(?:^|[/:_-])(?:search|query|lookup|validate|preview|estimate|calculate|quote|simulate|check|graphql)(?:$|[/?]|[A-Z])/;

/** Makes something new or moves money: an answer of 201, or a name that says so. */
const isCreation = ({ path, id, successes }: Pick<Operation, 'path' | 'id' | 'successes'>): boolean =>
  successes.some(({ status }) => status === '201') ||
  /^(?:create|add|register|submit|place|book|issue|order|pay|charge|refund|transfer|capture)(?:$|[A-Z_-])/.test(
    id ?? '',
  ) ||
  /(?:^|[/:])(?:payments?|charges?|refunds?|transfers?|captures?|pay|charge|refund|capture)$/.test(path);

const listAt = (spot: Spot, key: string): string | null => {
  const value = child(spot, key).value;
  return Array.isArray(value) ? value.map(shown).join(', ') : null;
};

/** A list, or an object with a member that lists by one of the usual names. */
const isCollection = ({ list, members }: Answer): boolean =>
  list || members.some((name) => /^(?:items|data|results|entries|content|values|records)$/i.test(name));

const requirementsOf = (requirement: Spot, document: Spot, references: References): readonly Requirement[] =>
  children(requirement).map(([scheme, scopes]) => {
    const declared = references.at(document, 'components', 'securitySchemes', scheme);
    return {
      scheme,
      type: atGateway(declared) ?? textAt(declared, 'type') ?? 'undeclared',
      bearer: /^bearer$/i.test(textAt(declared, 'scheme') ?? ''),
      scopes: Array.isArray(scopes.value) ? scopes.value.map(shown) : [],
    };
  });

/** How API Gateway asks for identity behind what the contract has to call an apiKey. */
const atGateway = (scheme: Spot): string | undefined => {
  const kind = textAt(scheme, 'x-amazon-apigateway-authtype')?.toLowerCase();
  if (kind === 'awssigv4') return 'awsSigv4';
  return child(scheme, 'x-amazon-apigateway-authorizer').value === undefined ? undefined : 'authorizer';
};

const gatewayKey = 'x-amazon-apigateway-auth';

/** API Gateway's own way to demand that requests are signed by an identity of IAM. */
const gatewayAuth = (auth: Spot): Requirement | undefined =>
  /^AWS_IAM$/i.test(textAt(auth, 'type') ?? '')
    ? { scheme: 'AWS_IAM', type: 'awsSigv4', bearer: false, scopes: [] }
    : undefined;

const parameterOf = (parameter: Spot, references: References): Parameter => ({
  name: textAt(parameter, 'name') ?? '',
  in: textAt(parameter, 'in') ?? '',
  required: child(parameter, 'required').value === true,
  maximum: number(child(references.at(parameter, 'schema'), 'maximum').value),
  at: placeOf(parameter),
});
