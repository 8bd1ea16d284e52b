import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditRepository } from '../../../src/audit/audit.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import type { At, Judge } from '../../../src/kit/index.ts';
import { defineReader } from '../../../src/kit/index.ts';
import { renderJson } from '../../../src/report/json.ts';
import { renderPretty } from '../../../src/report/pretty.ts';
import { ruleOf, standardOf, unitsOf } from './toy-standard.ts';

interface Node {
  readonly at: At;
  readonly value: unknown;
}

/** Reads whatever there is in every way there is, and remembers each node's place. */
const reader = defineReader<{ nodes: readonly Node[] }>({
  globs: ['**'],
  async read(view) {
    const nodes: Node[] = [];
    for (const path of view.glob('**')) {
      nodes.push({ at: { path, line: 1 }, value: view.text(path) ?? null });
      if (path.endsWith('.ts'))
        nodes.push({ at: { path, line: 1, column: 1 }, value: (await view.typescript(path))?.type ?? null });
      if (path.endsWith('.json')) nodes.push({ at: { path, pointer: '/a/0/b' }, value: view.json(path) });
      for (const [document, value] of (view.yaml(path) ?? []).entries()) {
        nodes.push({ at: { path, pointer: '', document }, value });
        const children = typeof value === 'object' && value !== null ? Object.entries(value) : [];
        for (const [key, child] of children) nodes.push({ at: { path, pointer: `/${key}`, document }, value: child });
      }
    }
    return { nodes };
  },
});

const rules = [
  ruleOf('toy-schema', {
    schema: {
      subjects: '/nodes/*',
      where: { type: 'object' },
      require: { type: 'object', properties: { value: { type: 'object', required: ['never'] } } },
      message: '{at.path} says {value}',
      subject: '{at.path}',
    },
  }),
  ruleOf('toy-code', {}),
];
const judge: Judge<{ nodes: readonly Node[] }> = ({ nodes }) =>
  nodes.map(({ at }) => ({ outcome: 'fail', message: at.path, at: [at] }));
const units = unitsOf(rules, [reader], { 'toy-code': judge as Judge<never> }, { nodes: [] });
const standard = standardOf(rules);

/** Pieces that files are made of, in any order: likelier to reach a parser's corners than letters are. */
const yamlPieces =
  'a|: |:|- |\n|\r\n|  |\t|{|}|[|]|,|"|\'|#|>-|&a |*a|<<: |!Sub |!x |---\n|...\n|%YAML 1.2\n|? |1e3|null|__proto__';
const codePieces = '//|/*|*/|\\u0041|\\|`${|@|<T>|=>|const |class |(|)|;|constructor';
const oddPieces = '\0|\u001b[31m|\uFEFF|\u202E|\uFFFD|😀|\ud800';
const pieces = fc
  .array(fc.constantFrom('|', ...[yamlPieces, codePieces, oddPieces].join('|').split('|')), { maxLength: 60 })
  .map((parts) => parts.join(''));
const text = fc.oneof(pieces, fc.string({ unit: 'binary', maxLength: 80 }), fc.json());
const path = fc.constantFrom(
  'a.yaml',
  'b/c.json',
  'd.ts',
  'e.tsx',
  'CODEOWNERS',
  '__proto__',
  'odd \u001b[2J name.yml',
  '.github/w.yml',
);

describe('an audit of anything at all', () => {
  it('gives a report, and the report can be printed', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(path, text), { maxLength: 4 }), async (entries) => {
        const files = Object.fromEntries(entries);
        const report = await auditRepository(memoryTree(files), { standard, units, path: '.', today: '2026-11-25' });
        expect(report.summary.error).toBe(0);
        expect(report.coverage.files).toBe(Object.keys(files).length);
        for (const { line = 1, column = 1, endLine = line, endColumn = column } of report.findings.flatMap(
          ({ locations }) => locations,
        )) {
          expect([line >= 1, column >= 1, endLine >= line, endColumn >= column]).toEqual([true, true, true, true]);
        }
        const document = {
          schemaVersion: 1,
          tool: { name: 'x', version: '1' },
          standard,
          repositories: [report],
        } as const;
        const printed = renderPretty(document, { standard }) + renderJson(document);
        expect(printed).not.toMatch(/[^\P{Cc}\n]|\u202E/u);
        expect(JSON.parse(renderJson(document)).repositories[0].findings).toHaveLength(report.findings.length);
      }),
      { numRuns: 400 },
    );
  });
});
