import { describe, expect, it } from 'vitest';
import { outcomesOf } from '../../support/outcomes.ts';
import { readApi } from './read.ts';

const head = 'openapi: 3.1.0\ninfo: { title: A, version: 1.0.0 }\n';

describe('contracts', () => {
  it('are found by what they say, wherever they stand', async () => {
    const { contracts, otherContracts } = await readApi({
      'docs/anything.yml': `# Ours\n${head}paths: {}\n`,
      'spec/orders.json': '{ "openapi": "3.0.3", "info": {}, "paths": {} }',
      'swagger.json': '{ "paths": {}, "swagger": "2.0" }',
      'test/fixtures/openapi.yaml': head,
      'deploy/compose.yaml': 'services: { openapi: { image: x } }\n',
      'events.yaml': 'asyncapi: 3.0.0\ninfo: {}\n',
      'proto/orders.proto': 'syntax = "proto3";',
      'third_party/google/api.proto': 'syntax = "proto3";',
    });
    expect(contracts.map(({ path, format, version }) => `${path} ${format} ${version}`)).toEqual([
      'docs/anything.yml openapi 3.1.0',
      'spec/orders.json openapi 3.0.3',
      'swagger.json swagger 2.0',
    ]);
    expect(otherContracts.map(({ path, format }) => `${path} ${format}`)).toEqual([
      'proto/orders.proto Protocol Buffers',
      'events.yaml AsyncAPI',
    ]);
  });

  it('follow references into files, out of the repository and around, with places where things stand', async () => {
    const { contracts } = await readApi({
      'api/openapi.yaml': `${head}paths:\n  /a: { $ref: 'paths.yaml#/~1a', post: { responses: {} } }\n  /b: { $ref: '#/paths/~1b' }\n  /c: { get: { responses: { '200': { $ref: 'https://example.com/x.yaml' }, '400': { $ref: '../../up.yaml' }, '404': { $ref: 'gone.yaml' } } } }\n`,
      'api/paths.yaml': `/a:\n  get:\n    operationId: getA\n    responses:\n      '200': { description: x, content: { application/json: { schema: { $ref: '#/Tree' } } } }\nTree:\n  properties: { child: { $ref: '#/Tree' } }\n  allOf: [{ $ref: '#/Tree' }]\n`,
    });
    const [contract] = contracts;
    expect(contract?.operations.map(({ name, at }) => `${name} ${at.path}${at.pointer}`)).toEqual([
      'POST /a api/openapi.yaml/paths/~1a/post',
      'GET /a api/paths.yaml/~1a/get',
      'GET /c api/openapi.yaml/paths/~1c/get',
    ]);
    expect(contract?.operations[1]?.successes[0]?.members).toEqual(['child']);
    expect(contract?.unseen).toBe(2);
    expect(contract?.dangling.map(({ reference }) => reference)).toEqual(['gone.yaml']);
  });

  it('see what stands beside a reference, as 3.1 allows it, and lists among types', async () => {
    const schema = "{ $ref: '#/components/schemas/A', properties: { own: {} } }";
    const { contracts } = await readApi({
      'openapi.yaml': `${head}paths:\n  /a:\n    get: { responses: { '200': { content: { application/json: { schema: ${schema} } } } } }\n    x-other: {}\n    additionalOperations: { COPY: { responses: { '200': { content: { application/json: { schema: { type: [array, 'null'] } } } } } } }\ncomponents: { schemas: { A: { properties: { shared: {} } } } }\n`,
    });
    const [get, copy] = contracts[0]?.operations ?? [];
    expect(get?.successes[0]?.members).toEqual(['own', 'shared']);
    expect([copy?.method, copy?.successes[0]?.list]).toEqual(['COPY', true]);
  });

  it('have no references in extensions and examples, and may have texts in files of their own', async () => {
    const { contracts } = await readApi({
      'openapi.yaml': `openapi: 3.1.0\ninfo: { title: A, version: 1.0.0, description: { $ref: intro.md } }\npaths: { /a: { get: { x-codeSamples: [{ source: { $ref: gone.js } }], responses: { '200': { content: { application/json: { example: { $ref: '#/gone' }, schema: { properties: { x-a: { $ref: '#/components/schemas/B' }, c: { description: x, $ref: '#/components/schemas/B' } } } } } } } } } }\ncomponents: { schemas: { B: {} } }\n`,
      'intro.md': '# A',
    });
    expect(contracts[0]).toMatchObject({ dangling: [], unseen: 0 });
  });

  it('may promise calls of their own alone', async () => {
    const { contracts } = await readApi({ 'openapi.yaml': `${head}webhooks: { paid: { post: { responses: {} } } }\n` });
    expect(contracts.map(({ webhooks }) => webhooks)).toEqual([1]);
  });

  it('are not settings of a generator', async () => {
    expect((await readApi({ 'api/gen.json': '{ "openapi": "./spec.yaml" }' })).contracts).toEqual([]);
  });

  it('are read whatever their shape', async () => {
    for (const body of [
      'paths: []',
      'paths: null',
      'paths: { /a: 7, /b: [], /c: { get: 1, post: { responses: [], parameters: {}, security: {} } } }',
      'servers: 1\npaths: { /a: { get: { responses: { 200: null }, requestBody: [] } } }',
    ]) {
      expect((await readApi({ 'openapi.yaml': `${head}${body}\n` })).contracts).toHaveLength(1);
    }
  });

  it('that only hold parts of others are parts', async () => {
    const { contracts } = await readApi({
      'openapi.yaml': `${head}paths: { /a: { get: { responses: { '200': { $ref: 'shared.yaml#/components/responses/A' } } } } }\n`,
      'shared.yaml': `${head}components: { responses: { A: { description: x } } }\n`,
    });
    expect(contracts.map(({ path }) => path)).toEqual(['openapi.yaml']);
  });
});

describe('contracts of several files', () => {
  const operations =
    'paths: { /a: { get: { responses: {} }, post: { responses: {} } }, /b: { get: { responses: {} } } }';

  it('are judged once where one is a copy of another', async () => {
    const { contracts } = await readApi({
      'api/openapi.yaml': `${head}${operations}\n`,
      'docs/src/assets/openapi.yaml': `openapi: 3.0.1\ninfo: {}\n${operations}\n`,
      'spec/swagger.yaml': `swagger: '2.0'\ninfo: {}\n${operations}\n`,
      '.cache/openapi.yaml': `${head}paths: { /c: { get: { responses: {} } } }\n`,
    });
    expect(contracts.map(({ path }) => path)).toEqual(['api/openapi.yaml']);
  });

  it('are judged each where they are versions side by side', async () => {
    const { contracts } = await readApi({
      'api/v1/openapi.yaml': `${head}${operations}\n`,
      'api/v2/openapi.yaml': `${head}${operations}\n`,
    });
    expect(contracts).toHaveLength(2);
  });

  it('of Swagger 2.0 have no operations that rules for OpenAPI could judge', async () => {
    const { contracts } = await readApi({ 'swagger.yaml': `swagger: '2.0'\ninfo: {}\n${operations}\n` });
    expect(contracts.map((contract) => contract.operations)).toEqual([[]]);
  });

  it('are told in JSON wherever its members stand', async () => {
    const long = 'x'.repeat(5000);
    const { contracts } = await readApi({
      'spec/api.json': `{ "components": { "description": "${long}" }, "openapi": "3.0.3", "paths": {} }`,
    });
    expect(contracts.map(({ path }) => path)).toEqual(['spec/api.json']);
  });
});

describe('tests of contracts', () => {
  const files = {
    'package.json': '{ "dependencies": { "express": "5.1.0" } }',
    'openapi.yaml': `${head}paths: { /a: { get: { responses: {} } } }\n`,
  };
  const tools = async (path: string, text: string): Promise<readonly string[]> =>
    (await readApi({ ...files, [path]: text })).contractTests.map(({ tool }) => tool);

  it('are those that run, not those that are commented out', async () => {
    expect(await tools('test/test_schema.py', 'import schemathesis\n')).toEqual(['schemathesis']);
    expect(await tools('test/test_schema.py', '# import schemathesis\n')).toEqual([]);
  });

  it('by Pact are those that verify, not those that say what this program wishes of others', async () => {
    const pact = "import { NAME } from '@pact-foundation/pact';\n";
    expect(await tools('test/a.test.ts', pact.replace('NAME', 'Verifier'))).toEqual(['Pact']);
    expect(await tools('test/a.test.ts', pact.replace('NAME', 'PactV4'))).toEqual([]);
    expect(await tools('src/test/java/ATest.java', 'import au.com.dius.pact.consumer.Pact;')).toEqual([]);
    expect(await tools('package.json', '{ "devDependencies": { "@pact-foundation/pact": "1.0.0" } }')).toEqual([]);
  });

  it('by Pact are about the one contract, and about which of several cannot be told', async () => {
    const contract = files['openapi.yaml'];
    const program = { ...files, 'src/app.ts': "import express from 'express';\nexpress().listen(1);" };
    const pact = { 'test/a.test.ts': "import { Verifier } from '@pact-foundation/pact';\n" };
    expect(await outcomesOf('api-contract-tests', { ...program, ...pact })).toEqual([
      expect.stringMatching(/^pass .* for what its consumers ask for/),
    ]);
    expect(await outcomesOf('api-contract-tests', { ...program, ...pact, 'other/openapi.yaml': contract })).toEqual([
      expect.stringMatching(/^unknown /),
      expect.stringMatching(/^unknown /),
    ]);
  });
});

describe('operations', () => {
  it.each([
    ['POST by its answer', 'post: { responses: { "201": {} } }', true],
    ['POST by its name', 'post: { operationId: payInvoice, responses: { "200": {} } }', true],
    ['a search', 'post: { operationId: searchOrders, responses: { "201": {} } }', false],
    ['POST that says nothing', 'post: { operationId: reindex, responses: { "202": {} } }', false],
    ['PUT', 'put: { responses: { "201": {} } }', false],
  ])('create: %s', async (_, operation, creates) => {
    const { contracts } = await readApi({ 'openapi.yaml': `${head}paths:\n  /a:\n    ${operation}\n` });
    expect(contracts[0]?.operations[0]?.creates).toBe(creates);
  });
});
