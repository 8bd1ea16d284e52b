import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { rolldown } from 'rolldown';
import { describe, expect, it } from 'vitest';
import { compileRuleSchemas, standaloneRuleSchemas } from '../../../src/audit/compile.ts';
import { ruleOf } from './toy-standard.ts';

const rule = ruleOf('toy-dates', {
  schema: {
    where: { type: 'object', required: ['since'] },
    // Formats, unique items, enum of objects and lengths are what makes Ajv ask for code of its own at run time.
    require: {
      properties: {
        since: { type: 'string', format: 'date', minLength: 3 },
        owners: { type: 'array', uniqueItems: true },
        stage: { enum: [{ name: 'beta' }] },
      },
    },
    message: 'since is {since}',
  },
});

const good = { since: '2026-01-31', owners: [{ a: 1 }, { a: 2 }], stage: { name: 'beta' } };
const bad = [
  { since: 'soon' },
  { since: '2026-01-31', owners: [{ a: 1 }, { a: 1 }] },
  { since: '2026-01-31', stage: {} },
];

describe('compileRuleSchemas', () => {
  it('names validators by rule and part', () => {
    const validators = compileRuleSchemas([rule, ruleOf('toy-code', {})]);
    expect(Object.keys(validators)).toEqual(['toy-dates/where', 'toy-dates/require']);
    expect(validators['toy-dates/require']?.(good)).toBe(true);
    expect(bad.map((value) => validators['toy-dates/require']?.(value))).toEqual([false, false, false]);
  });

  it('names the rule whose schema has a misspelt keyword', () => {
    const misspelt = ruleOf('toy-typo', { schema: { require: { propertys: {} }, message: '' } });
    expect(() => compileRuleSchemas([misspelt])).toThrow(/toy-typo\/require.*propertys/);
  });
});

describe('standaloneRuleSchemas', () => {
  it('is a module that Node loads as ESM once it is bundled, and judges like the run-time validators', async () => {
    // Inside the project, so that the bundler finds Ajv's run-time parts as the build will.
    const folder = await mkdtemp(join(import.meta.dirname, 'standalone-'));
    try {
      await writeFile(join(folder, 'source.js'), standaloneRuleSchemas([rule]));
      const bundle = await rolldown({ input: join(folder, 'source.js'), platform: 'node', logLevel: 'silent' });
      await bundle.write({ file: join(folder, 'bundle.mjs'), format: 'esm' });
      await bundle.close();
      const values = JSON.stringify([good, ...bad]);
      await writeFile(
        join(folder, 'run.mjs'),
        `import { validators } from './bundle.mjs';
         const require_ = validators['toy-dates/require'];
         console.log(JSON.stringify([typeof require, validators['toy-dates/where']({}), ...${values}.map((value) => require_(value))]));`,
      );
      const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'run.mjs')]);
      expect(JSON.parse(stdout)).toEqual(['undefined', false, true, false, false, false]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
