import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { rolldown } from 'rolldown';
import { describe, expect, it } from 'vitest';
import { standaloneValidators } from '../../../src/build/standalone.ts';
import { compile, ruleOf, schemasOf } from './toy-standard.ts';

// Deep equality and lengths in code points are what ajv fetches from its own package at run time.
const schemas = schemasOf([
  ruleOf('toy-owners', {
    schema: {
      where: { type: 'object', required: ['owners'] },
      require: {
        properties: {
          owners: { type: 'array', uniqueItems: true },
          stage: { enum: [{ name: 'beta' }] },
          name: { type: 'string', minLength: 2 },
        },
      },
      message: 'owners are {owners}',
    },
  }),
]);

const values = [
  { owners: [{ a: 1 }, { a: 2 }], stage: { name: 'beta' }, name: '😀x' },
  { owners: [{ a: 1 }, { a: 1 }] },
  { owners: [], stage: {} },
  { owners: [], name: '😀' },
  { name: 'no owners' },
];

describe('the validators that the build compiles', () => {
  it('load in Node as ESM once they are bundled, and judge like ajv itself', async () => {
    // Inside the project, so that the bundler finds ajv as the build does.
    const folder = await mkdtemp(join(import.meta.dirname, 'bundle-'));
    try {
      await writeFile(join(folder, 'source.js'), standaloneValidators(schemas, false));
      const bundle = await rolldown({ input: join(folder, 'source.js'), platform: 'node', logLevel: 'silent' });
      await bundle.write({ file: join(folder, 'bundle.mjs'), format: 'esm' });
      await bundle.close();
      // `node -e` defines `require`, which would hide one that ajv left behind; a module file does not.
      await writeFile(
        join(folder, 'run.mjs'),
        `import { validators } from './bundle.mjs';
         const values = ${JSON.stringify(values)};
         const results = Object.entries(validators).map(([name, validate]) => [name, values.map((value) => validate(value))]);
         console.log(JSON.stringify(Object.fromEntries(results)));`,
      );
      const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'run.mjs')]);
      const expected = Object.entries(compile(schemas)).map(([name, validate]) => [
        name,
        values.map((value) => validate(value)),
      ]);
      expect(JSON.parse(stdout)).toEqual(Object.fromEntries(expected));
      expect(JSON.parse(stdout)['toy-owners/require']).toEqual([true, false, false, false, true]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
