import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { collectionOf, operationsOf } from './contract.ts';
import type { Contract, Operation } from './contract.ts';
import type { Issuer } from './issuer.ts';

/** @throws Error unless the document at /openapi.json is the one in openapi.yaml */
export async function compareContracts(folder: string, address: string): Promise<Contract> {
  const committed = parse(readFileSync(join(folder, 'openapi.yaml'), 'utf8')) as Contract;
  const served: unknown = await (await fetch(`${address}/openapi.json`)).json();
  if (!isDeepStrictEqual(served, committed)) throw new Error('the served contract is not the committed one');
  return committed;
}

/**
 * Calls each operation with a token that holds its scopes, and where it needs one, without a token and without the scope.
 *
 * @returns how many operations there are
 * @throws Error naming the operation whose answer the contract does not allow
 */
export async function callEveryOperation(contract: Contract, address: string, issuer: Issuer): Promise<number> {
  const conforms = validator(contract);
  const created = await create(contract, address, issuer);
  const operations = operationsOf(contract).toSorted(
    (a, b) => Number(a.method === 'DELETE') - Number(b.method === 'DELETE'),
  );
  for (const operation of operations) {
    const url = `${address}${operation.path.replaceAll(/\{[^}]+\}/g, created)}`;
    const call = async (status: number, token?: string): Promise<void> => {
      const response = await fetch(url, requestOf(operation, token));
      if (!response.ok !== status >= 400 || (status >= 400 && response.status !== status)) {
        throw new Error(`${operation.operationId} answered ${response.status}: ${await response.text()}`);
      }
      await conforms(operation, response);
    };
    if (operation.scopes.length > 0) {
      await call(401);
      await call(403, issuer.token('another:scope'));
    }
    await call(200, issuer.token(...operation.scopes));
  }
  return operations.length;
}

async function create(contract: Contract, address: string, issuer: Issuer): Promise<string> {
  const url = `${address}${collectionOf(contract)}`;
  const operation = operationsOf(contract).find(({ method }) => method === 'POST');
  if (operation === undefined) throw new Error('the contract has no operation that creates');
  const response = await fetch(url, requestOf(operation, issuer.token(...operation.scopes)));
  const { id } = (await response.json()) as { id?: unknown };
  if (response.status !== 201 || typeof id !== 'string') throw new Error(`creating answered ${response.status}`);
  return id;
}

export function requestOf({ method }: Operation, token?: string): RequestInit {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  if (method !== 'POST') return { method, headers };
  const more = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  return { method, headers: { ...headers, ...more }, body: JSON.stringify({ name: 'acceptance' }) };
}

function validator(contract: Contract): (operation: Operation, response: Response) => Promise<void> {
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema(contract, 'contract');
  return async ({ operationId, responses }, response) => {
    const content = responses[String(response.status)]?.content;
    if (responses[String(response.status)] === undefined)
      throw new Error(`${operationId} does not document ${response.status}`);
    if (content === undefined) return;
    const type = response.headers.get('content-type')?.split(';', 1)[0] ?? '';
    const schema = JSON.stringify(content[type]?.schema ?? false).replaceAll('"#/', '"contract#/');
    const validate = ajv.compile(JSON.parse(schema) as object);
    if (!validate(await response.json()))
      throw new Error(`${operationId} ${response.status}: ${ajv.errorsText(validate.errors)}`);
  };
}
