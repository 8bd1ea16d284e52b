import { fileURLToPath } from 'node:url';
import { units } from 'virtual:units';
import { describe, expect, it } from 'vitest';
import { auditRepository } from '../../../src/audit/audit.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import { standardOf } from '../../../src/build/plugin.ts';

const { standard } = standardOf(fileURLToPath(new URL('../../..', import.meta.url)));

/** Outcome and message of each finding of one rule. Examples of rules only pass or fail; these say what is neither. */
const findings = async (rule: string, files: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  const options = { standard, units, rules: [rule], path: '.', today: '2026-11-25' };
  const report = await auditRepository(memoryTree(files), options);
  return report.findings.map(({ outcome, message }) => `${outcome} ${message}`);
};

describe('what cannot be told from files', () => {
  it('is whether the report of a scan for secrets stops a change', async () => {
    const files = { '.gitlab-ci.yml': 'include: { template: Jobs/Secret-Detection.latest.gitlab-ci.yml }\n' };
    expect(await findings('sec-no-secrets', files)).toContainEqual(
      expect.stringMatching(/^unknown Pull requests are scanned for secrets, but/),
    );
  });

  it('is what alarms the code of an infrastructure library makes, but not what a service shows on its pages', async () => {
    const stack = "import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';\nexport const alarms: Alarm[] = [];\n";
    const page = "import { Injectable } from '@nestjs/common';\n@Injectable()\nexport class DashboardService {}\n";
    expect(await findings('obs-dashboard', { 'lib/monitoring.ts': stack })).toEqual([
      expect.stringMatching(/^unknown A dashboard may be defined as code/),
    ]);
    expect(await findings('obs-dashboard', { 'src/dashboard.service.ts': page })).toEqual([
      expect.stringMatching(/^fail No dashboard/),
    ]);
  });
});
