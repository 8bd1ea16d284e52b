import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { auditRepository } from '../../src/audit/audit.ts';
import { parsePreset } from '../../src/audit/preset.ts';
import { steps } from '../../src/audit/steps.ts';
import { memoryTree } from '../../src/audit/tree.ts';
import { readText, standard } from '../support/standard.ts';
import { units } from 'virtual:units';
import { loadSettingsSchemas } from '../../src/audit/schema-problems.ts';

// What reads a file of settings has loaded them by then.
await loadSettingsSchemas();

const page = readText('docs/audit.md');
/** The examples of the page, by the comment in their first line. */
const examples = new Map(
  [...page.matchAll(/```yaml\n# (\S+)\n([^`]*)```/g)].map(([, name = '', text = '']) => [name, text] as const),
);

describe('the page on how to audit', () => {
  it('has examples of every file that people write', () => {
    expect([...examples.keys()]).toEqual(['.create-service/config.yaml', 'preset', '.create-service/waivers.yaml']);
  });

  it('shows a preset that is one', () => {
    expect(parsePreset(examples.get('preset') ?? '', 'preset', standard).name).toBe('acme');
  });

  it('shows settings that are followed, and waivers that hold', async () => {
    const names = ['.create-service/config.yaml', '.create-service/waivers.yaml'] as const;
    const files = Object.fromEntries(names.map((name) => [name, examples.get(name) ?? '']));
    const legacy = { 'docs/runbooks/legacy/queue.md': '# Queue' };
    const options = { standard, units, path: '.', today: '2026-11-25', rules: ['std-config', 'std-waivers'] };
    const { findings } = await auditRepository(memoryTree({ ...files, ...legacy }), options);
    expect(findings.map(({ rule, outcome }) => `${rule} ${outcome}`)).toEqual([
      'std-config pass',
      'std-waivers pass',
      'std-waivers pass',
    ]);
    expect(Object.keys(parse(files['.create-service/config.yaml'] ?? '') as object)).toEqual([
      'schemaVersion',
      'tier',
      'choices',
      'rules',
    ]);
  });

  it('names the four steps as the report does', () => {
    for (const { step, title } of steps) expect(page).toContain(`${step}. ${title}\n`);
  });
});

describe('the choices of the standard', () => {
  it('are each read by a rule of their kind, so that explain can tell', () => {
    const read = new Set(standard.rules.flatMap(({ choices }) => choices));
    const declared = standard.kinds.flatMap(({ choices }) => Object.keys(choices));
    expect(declared.filter((name) => !read.has(name))).toEqual([]);
  });
});
