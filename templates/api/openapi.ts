import { byNumbers, isMapping } from '../../src/kit/index.ts';
import type { At, RepositoryView } from '../../src/kit/index.ts';
import type { Api, Contract, OtherContract, Server } from './model.ts';
import { endingLacks, headLacks, operationLacks } from './contract-lacks.ts';
import { operationsOf } from './operations.ts';
import { References } from './references.ts';
import { child, children, placeOf, text, textAt } from './values.ts';
import type { Spot } from './values.ts';

/** Contracts have any name: YAML is told by its first lines. Of JSON only what is named like one is opened. */
export const contractGlobs = [
  '**/*.{yaml,yml}',
  '**/*{openapi,swagger,api,contract,spec}*.json',
  '**/{openapi,swagger,api,apis,spec,specs,contract,contracts}/**/*.json',
];

/** What references may lead to; opened only when one does. */
export const referenceGlobs = ['**/*.json'];

/** Copies, outputs, test data and what tools hide are not what the service promises; templates of Helm are no YAML yet. */
const outOfScope =
  /(?:^|\/)(?:\.[^/]+|node_modules|dist|build|target|cdk\.out|coverage|vendor|third[-_]?party|external|generated|fixtures|__fixtures__|testdata|tests?|__tests__|e2e|examples?|samples?|charts)\//;

const named = /(?:^|\/)[^/]*(?:openapi|swagger)[^/]*$/i;
const says = /^[ \t{]*["']?(openapi|swagger|asyncapi)["']?\s*:\s*["']?\d/m;
const contractName = /(?:^|\/)(?:openapi|swagger)\.(?:ya?ml|json)$/i;
const headAtMost = 4_000;

/** What a file says at its beginning that it is; of files with a telling name the whole text counts. */
const formatOf = (path: string, content: string): string | undefined => {
  // Programs write the members of JSON in any order.
  if (path.endsWith('.json')) return /"(openapi|swagger)"\s*:/.exec(content)?.[1];
  return says.exec(named.test(path) ? content : content.slice(0, headAtMost))?.[1];
};

/** Contracts of a repository: OpenAPI documents with their references followed, and what else is there. */
export const contractsOf = (view: RepositoryView): Pick<Api, 'contracts' | 'otherContracts' | 'hollowContracts'> => {
  const references = new References(view);
  const contracts: Contract[] = [];
  const otherContracts: OtherContract[] = [...otherByName(view)];
  const hollow: { readonly path: string; readonly at: At }[] = [];
  for (const path of view.glob(...contractGlobs)) {
    if (outOfScope.test(path)) continue;
    const content = view.text(path);
    // A file of that name is meant to be a contract: that it cannot be read as one must not be passed over.
    if (content === undefined && contractName.test(path)) view.yaml(path);
    const found = content === undefined ? undefined : formatOf(path, content);
    const atGateway = content?.includes('x-amazon-apigateway-') ?? false;
    if (found === 'asyncapi') otherContracts.push({ path, format: 'AsyncAPI', at: { path } });
    if (found === undefined && content !== undefined && contractName.test(path)) hollow.push({ path, at: { path } });
    if (found !== 'openapi' && found !== 'swagger') continue;
    const value = view.yaml(path)?.[0];
    const format = isMapping(value)
      ? ['openapi', 'swagger'].find((key) => /^\d/.test(text(value[key]) ?? ''))
      : undefined;
    if (format !== undefined) contracts.push(contract({ value, path, keys: [] }, { format, atGateway }, references));
  }
  // A document without operations that others take parts from is a part of them.
  const promises = contracts.some(({ operations }) => operations.length > 0);
  const whole = contracts.filter(
    ({ path, operations, webhooks, parts }) =>
      operations.length + webhooks > 0 || !(references.reached.has(path) || (parts && promises)),
  );
  // Parts of a contract are called like it in folders of their own.
  const hollowContracts = hollow.filter(({ path }) => !references.reached.has(path));
  return { contracts: withoutCopies(whole), otherContracts, hollowContracts };
};

const copyFrom = 3;

/** The same operations in a second file are a copy, for a page of documentation or an older tool: the newest format counts. */
const withoutCopies = (contracts: readonly Contract[]): readonly Contract[] => {
  const byNames = new Map<string, Contract>();
  for (const contract of contracts) {
    const names = contract.operations.map(({ name }) => name).toSorted();
    const key = names.length < copyFrom ? contract.path : [majorOf(contract), ...names].join('\n');
    const known = byNames.get(key);
    if (known === undefined || isBetter(contract, known)) byNames.set(key, contract);
  }
  const kept = new Set(byNames.values());
  return contracts.filter((contract) => kept.has(contract)).map(withoutSwagger);
};

/** Versions of one API side by side may have the same operations, below addresses or in folders of their own. */
const majorOf = ({ servers, path }: Contract): string =>
  servers
    .map(({ url }) => url)
    .concat(path)
    .flatMap((place) => /(?:^|[/._-])(v\d+)(?=[/._-]|$)/.exec(place)?.[1] ?? [])[0] ?? '';

const isBetter = (a: Contract, b: Contract): boolean =>
  a.version === b.version ? depthOf(a) < depthOf(b) : byNumbers(a.version, b.version) > 0;

const depthOf = ({ path }: Contract): number => path.split('/').length;

/** Before 3.0 all stands elsewhere: that it has to be brought to 3.1 is all that can be said of it. */
const withoutSwagger = (contract: Contract): Contract =>
  contract.format === 'swagger' ? { ...contract, operations: [] } : contract;

const others: readonly (readonly [OtherContract['format'], RegExp])[] = [
  ['Protocol Buffers', /\.proto$/],
  ['GraphQL', /\.(?:graphql|graphqls|gql)$/],
  ['Smithy', /\.smithy$/],
];

/** The first file of each other language. */
const otherByName = (view: RepositoryView): readonly OtherContract[] =>
  others.flatMap(([format, name]) => {
    const path = view.paths.find((candidate) => name.test(candidate) && !outOfScope.test(candidate));
    return path === undefined ? [] : [{ path, format, at: { path } }];
  });

const contract = (
  document: Spot,
  { format, atGateway }: Pick<Contract, 'format' | 'atGateway'>,
  references: References,
): Contract => {
  const info = child(document, 'info');
  const contact = child(info, 'contact');
  const audience = textAt(info, 'x-audience') ?? textAt(document, 'x-audience');
  const operations = operationsOf(document, references, audience?.startsWith('external') ?? false);
  const uses = new Map<string | null, number>();
  for (const { id } of operations) uses.set(id, (uses.get(id) ?? 0) + 1);
  const told = {
    path: document.path,
    format,
    atGateway,
    version: textAt(document, format) ?? '',
    // API Gateway takes a title that the template computes.
    title: textAt(info, 'title') ?? textAt(child(info, 'title'), 'Fn::Sub'),
    contractVersion: textAt(info, 'version'),
    contact: isMapping(contact.value)
      ? { name: textAt(contact, 'name'), email: textAt(contact, 'email'), url: textAt(contact, 'url') }
      : null,
    apiId: textAt(info, 'x-api-id') ?? textAt(document, 'x-api-id'),
    audience,
    parts: isMapping(child(child(document, 'components'), 'schemas').value),
    webhooks: children(child(document, 'webhooks')).length,
    servers: children(child(document, 'servers')).map(([, server]) => serverOf(server)),
    operations: operations.map((operation) => {
      const known = { ...operation, unique: uses.get(operation.id) === 1 };
      return { ...known, ending: endingLacks(known), lacks: operationLacks(known) };
    }),
    ...references.check(document),
    at: placeOf(info.value === undefined ? child(document, format) : info),
  };
  return { ...told, lacks: headLacks(told) };
};

const serverOf = (server: Spot): Server => {
  const url = textAt(server, 'url') ?? '';
  return {
    url,
    secure: /^https:\/\//i.test(url),
    local: /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?:[:/]|$)/i.test(url),
    at: placeOf(server),
  };
};
