import { units } from 'virtual:units';
import { describe, expect, it } from 'vitest';
import { auditRepository } from '../../../src/audit/audit.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import { standard } from '../../support/standard.ts';

/** A workspace as large companies have them: many packages, many files in each, and jobs that go into all of them. */
const workspace = (packages: number, filesEach: number): Readonly<Record<string, string>> => {
  const names = Array.from({ length: packages }, (_, index) => `p${index}`);
  const job = (name: string): string =>
    `  ${name}:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: npm ci\n      - run: npm test --workspace ${name}\n      - run: npx eslint ${name}\n`;
  const manifest = { version: '1.0.0', dependencies: { express: '5.0.0' }, scripts: { test: 'vitest run' } };
  return Object.fromEntries([
    ['.github/workflows/ci.yml', `on: push\njobs:\n${names.map(job).join('')}`],
    ...names.flatMap((name): readonly (readonly [string, string])[] => [
      [`${name}/package.json`, JSON.stringify({ name, ...manifest })],
      ...Array.from(
        { length: filesEach },
        (_, index) => [`${name}/src/part-${index}.ts`, 'export const a = 1;\n'] as const,
      ),
    ]),
  ]);
};

describe('a repository of eighty thousand files in two hundred packages', () => {
  // Work for each file, package and command together took more than the two minutes that a repository may take.
  it('is judged in seconds', { timeout: 60_000 }, async () => {
    const options = { standard, units, path: '.', today: '2026-11-25' };
    const { summary, coverage } = await auditRepository(memoryTree(workspace(200, 400)), options);
    expect(coverage.files).toBe(80_201);
    expect(summary.error).toBe(0);
  });
});
