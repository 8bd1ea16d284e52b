import { describe, expect, it } from 'vitest';
import { judge } from '../../../templates/api/rules/ops-config-env.ts';
import { readApi } from './read.ts';
import { judgeContext } from '../../support/judge-context.ts';

const judged = async (modules: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  const manifest = '{ "name": "orders", "dependencies": { "express": "5.1.0" } }';
  return [judge(await readApi({ 'package.json': manifest, ...modules }), judgeContext)]
    .flat()
    .map(({ message }) => message);
};

const modules = (count: number): Readonly<Record<string, string>> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`src/${at}.js`, `process.env.A${at};`]));

describe('settings', () => {
  it('that nothing checks are one finding, whatever reads them', async () => {
    expect(await judged(modules(9))).toEqual([
      'Nothing in the program checks at start that its settings are there and well-formed: 9 variables are read where used, in src/0.js, src/1.js, src/2.js, src/3.js, src/4.js, src/5.js and 3 more.',
    ]);
  });

  it('that many modules read past the one that checks are one finding', async () => {
    const door = { 'src/config.js': "import { z } from 'zod';\nz.object({}).parse(process.env);" };
    expect(await judged({ ...door, ...modules(9) })).toEqual([
      '9 modules, such as src/0.js, src/1.js, src/2.js, read variables past src/config.js, which checks the settings.',
    ]);
    expect(await judged({ ...door, ...modules(2) })).toHaveLength(2);
  });

  it('of one stage are reported, those of developers are not', async () => {
    const door = { 'src/config.js': "import { z } from 'zod';\nz.object({}).parse(process.env);" };
    expect(
      await judged({ ...door, '.env.dev': 'A=1', 'web/.env.production': 'A=1', '.env.production': 'A=1' }),
    ).toEqual([expect.stringMatching(/^\.env\.production holds the values of one environment/)]);
  });

  it('of the runtime, the platform and tools are not judged', async () => {
    const door = { 'src/config.js': "import { z } from 'zod';\nz.object({}).parse(process.env);" };
    const other = 'process.env.HTTPS_PROXY; process.env.no_proxy; process.env.JEST_WORKER_ID; process.env.HOSTNAME;';
    expect(await judged({ ...door, 'src/a.js': other })).toEqual([expect.stringContaining('checked against a schema')]);
  });
});
