import { units } from 'virtual:units';
import { auditRepository } from '../../src/audit/audit.ts';
import { memoryTree } from '../../src/audit/tree.ts';
import { standard } from './standard.ts';

/** What a rule says of some files, as `outcome message` a line. */
export const outcomesOf = async (
  rule: string,
  files: Readonly<Record<string, string>>,
  tier: 1 | 2 | 3 = 2,
): Promise<readonly string[]> => {
  const options = { standard, units, rules: [rule], path: '.', today: '2026-11-25', tier };
  const { findings } = await auditRepository(memoryTree(files), options);
  return findings.map(({ outcome, message }) => `${outcome} ${message}`);
};
