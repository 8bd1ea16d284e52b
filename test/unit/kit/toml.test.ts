import { describe, expect, it } from 'vitest';
import { createDocuments } from '../../../src/audit/documents.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import { toml } from '../../../src/kit/index.ts';

const parse = (text: string) => toml.parse(text, 'a.toml');

describe('a TOML file', () => {
  it('is plain data, with dates as texts', async () => {
    const { value } = await parse(
      'a = 1\nb = ["x", { c = true }]\nday = 2026-11-25\n[t."q.r"]\nn = 9_007_199_254_740_993\n',
    );
    expect(JSON.parse(JSON.stringify(value))).toEqual({
      a: 1,
      b: ['x', { c: true }],
      day: '2026-11-25T00:00:00.000Z',
      t: { 'q.r': { n: 9_007_199_254_740_992 } },
    });
  });

  it('tells where its keys stand, and falls back to what is around them', async () => {
    const tree = await parse(
      '[project]\nname = "orders"\ndependencies = [\n  "fastapi",\n  "httpx",\n]\n[[package]]\nname = "a"\n[[package]]\nname = "b"\n',
    );
    expect(tree.at('project', 'name')).toMatchObject({ path: 'a.toml', line: 2, column: 1 });
    expect(tree.at('project', 'dependencies', 1)).toMatchObject({ line: 5, column: 3 });
    expect(tree.at('package', 1, 'name')).toMatchObject({ line: 10 });
    expect(tree.at('project', 'version')).toMatchObject({ line: 1 });
    expect(tree.at('nothing')).toEqual({ path: 'a.toml' });
  });

  it('cannot reach what every object inherits', async () => {
    const { value } = await parse('[__proto__]\npolluted = true\n["constructor"]\na = 1\n');
    expect(Object.keys(value).sort()).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it.each([
    ['arrays in arrays', `a = ${'['.repeat(5000)}${']'.repeat(5000)}`],
    ['tables in tables', `a = ${'{ a = '.repeat(5000)}1${' }'.repeat(5000)}`],
    ['a key of many parts', `${Array.from({ length: 5000 }, () => 'a').join('.')} = 1`],
    ['nothing that it knows', 'a = [1, 2\n<<<<<<< HEAD'],
    ['a key twice', 'a = 1\na = 2\n'],
  ])('that holds %s is skipped with a reason, and stops nobody', async (_, text) => {
    const { view, coverage } = createDocuments(memoryTree({ 'a.toml': text }), ['*.toml']);
    expect(await view.tree('a.toml', toml)).toBeUndefined();
    expect(coverage().skipped).toEqual([
      { path: 'a.toml', reason: expect.stringContaining('not valid TOML') as string, incomplete: true },
    ]);
  });
});
