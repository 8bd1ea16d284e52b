import { describe, expect, it } from 'vitest';
import { auditRepository } from '../../../src/audit/audit.ts';
import type { AuditOptions } from '../../../src/audit/audit.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import { defineReader } from '../../../src/kit/index.ts';
import type { Judge } from '../../../src/kit/index.ts';
import { ruleOf, standardOf, unitsOf } from './toy-standard.ts';

const rules = [
  ruleOf('toy-logs', {}),
  ruleOf('toy-secrets', { confidential: true }),
  ruleOf('toy-far', { confidential: true, tier: 3 }),
];
const reader = defineReader<object>({ globs: ['*.ts'], read: (view) => ({ texts: view.glob('*.ts').map(view.text) }) });
const finds =
  (line: number): Judge<never> =>
  () => [{ outcome: 'fail', message: 'Wrong.', at: [{ path: 'app.ts', line }] }];
const judges = { 'toy-logs': finds(2), 'toy-secrets': finds(1), 'toy-far': finds(3) };

const files = { 'app.ts': "const one = 'open sesame';\nconsole.log('hi');\nconst two = 'sesame, open';\nrun();\n" };
const shownOf = async (options: Partial<AuditOptions>) => {
  const { findings } = await auditRepository(memoryTree(files), {
    standard: standardOf(rules),
    units: unitsOf(rules, [reader], judges),
    path: '.',
    today: '2026-11-25',
    excerpts: true,
    ...options,
  });
  return findings.map(({ rule, locations: [at] }) => [rule, at?.excerpt?.lines]);
};

describe('a line with a secret', () => {
  const hidden = ['[hidden]', "console.log('hi');", '[hidden]', 'run();'];

  it('is not shown beside the finding of another rule either', async () => {
    expect(await shownOf({})).toEqual([
      ['toy-logs', hidden],
      ['toy-secrets', undefined],
    ]);
  });

  it('is hidden by rules that were not asked for, and by those of a higher tier', async () => {
    expect(await shownOf({ rules: ['toy-logs'] })).toEqual([['toy-logs', hidden]]);
  });
});
