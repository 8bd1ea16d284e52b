import { describe, expect, it } from 'vitest';
import { judge as judgeAuth } from '../../../templates/api/rules/api-auth.ts';
import { judge as judgeErrors } from '../../../templates/api/rules/api-problem-json.ts';
import { judge as judgeStyle } from '../../../templates/api/rules/api-style.ts';
import { readApi } from './read.ts';
import { judgeContext } from '../../support/judge-context.ts';

const choices = { 'api.casing': 'camelCase', 'api.pathCasing': 'kebab-case', 'api.versioning': 'path' };
const context = { ...judgeContext, choices };

const judged = async (judge: typeof judgeStyle, paths: string, rest = ''): Promise<readonly string[]> => {
  const text = `openapi: 3.1.0\ninfo: { title: A, version: 1.0.0 }\n${rest}paths:\n${paths}`;
  return [judge(await readApi({ 'openapi.yaml': text }), context)]
    .flat()
    .map(({ outcome, message }) => `${outcome} ${message}`);
};

const get = (path: string, names: readonly string[]): string =>
  `  ${path}: { get: { parameters: [${names.map((name) => `{ in: query, name: ${name} }`).join(', ')}], responses: { '400': { content: { application/json: {} } } } } }\n`;

const snake = ['order_id', 'item_id', 'created_at', 'unit_price', 'due_date'];

describe('what holds for a whole contract', () => {
  it('is reported once: names in another style', async () => {
    const found = await judged(judgeStyle, get('/a', snake) + get('/b', snake.slice(1)) + get('/c', ['id']));
    expect(found).toEqual([
      expect.stringMatching(/^fail openapi.yaml writes 5 of 5 names .* such as order_id, item_id, created_at/),
      'pass GET /c follows the style of the organisation.',
    ]);
  });

  it('is told from a slip', async () => {
    const found = await judged(judgeStyle, get('/a', ['orderId', 'itemId', 'unitPrice', 'dueDate', 'created_at']));
    expect(found).toEqual(['fail GET /a: created_at is not in camelCase.']);
  });

  it('is reported once: a version that only some paths have, told of the fewer', async () => {
    const found = await judged(judgeStyle, get('/a', []) + get('/b', []) + get('/v2/a', []));
    expect(found[0]).toBe('fail GET /v2/a of openapi.yaml has a version in its path alone.');
    expect(found.filter((one) => one.startsWith('fail'))).toHaveLength(1);
  });

  it('is reported once: no word of security, unless the contract has few operations', async () => {
    const [a, b, c] = [get('/a', []), get('/b', []), get('/c', [])];
    expect(await judged(judgeAuth, a + b + c)).toHaveLength(1);
    expect(await judged(judgeAuth, a + b)).toHaveLength(2);
    expect(await judged(judgeAuth, a + b + c, 'security: []\n')).toHaveLength(3);
  });

  it('is reported once: errors in another format', async () => {
    const [a, b, c] = [get('/a', []), get('/b', []), get('/c', [])];
    expect(await judged(judgeErrors, a + b + c)).toEqual([
      expect.stringMatching(/none of the errors of its 3 operations/),
    ]);
  });
});

it('Names below .well-known and sizes of pages by any name are known', async () => {
  const page = `  /.well-known/keys: { get: { responses: {} } }\n  /orders: { get: { parameters: [{ in: query, name: itemsPerPage, schema: { maximum: 9 } }, { in: query, name: cursor }], responses: { '200': { content: { application/json: { schema: { type: array } } } } } } }\n`;
  expect((await judged(judgeStyle, page)).filter((one) => one.startsWith('fail'))).toEqual([]);
});
