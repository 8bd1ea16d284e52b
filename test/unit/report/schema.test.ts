import { Ajv2020 } from 'ajv/dist/2020.js';
import { units } from 'virtual:units';
import { describe, expect, it } from 'vitest';
import { auditServices } from '../../../src/audit/audit.ts';
import type { RepositoryReport } from '../../../src/audit/report-types.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import { renderJson } from '../../../src/report/json.ts';
import schema from '../../../src/report/schemas/report-1.json' with { type: 'json' };
import { standard } from '../../support/standard.ts';
import { allOutcomes, finding, judged, reportOf } from './toy-report.ts';

/** The schema as it is published allows more keys, for versions to come. Ours must write none that it does not tell. */
const closed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.fromEntries(Object.entries(value).map(([key, child]) => [key, closed(child)]));
  return 'properties' in inner && !('additionalProperties' in inner)
    ? { ...inner, additionalProperties: false }
    : inner;
};

const validate = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false }).compile(
  closed(schema) as object,
);

const problems = (...repositories: readonly RepositoryReport[]): unknown => {
  validate(JSON.parse(renderJson(reportOf(...repositories))));
  return validate.errors ?? [];
};

describe('the published schema of the report', () => {
  it('holds for every outcome', () => {
    const waiver = { reason: 'Until the new cluster', approver: 'group:checkout', expires: '2027-01-01' };
    const more = finding({ outcome: 'waived', subject: 'job build', evidence: '00ff', waiver });
    expect(problems(judged([...allOutcomes.map((each) => ({ ...each, fingerprint: '0'.repeat(16) })), more]))).toEqual(
      [],
    );
  });

  it('holds for an audit of a real tree, of a broken one and of nothing', async () => {
    const options = { standard, units, path: '.', today: '2026-11-25' };
    const trees = [
      {
        'README.md': '# Orders\n',
        'openapi.yaml': 'openapi: 3.1.0\n',
        '.github/workflows/ci.yml': 'on: push\njobs: {}\n',
      },
      { 'openapi.yaml': 'openapi: [\n' },
      {},
    ];
    for (const files of trees) expect(problems(...(await auditServices(memoryTree(files), options)))).toEqual([]);
  });

  it('is told apart by its version', () => expect(schema.$id).toBe('report-1'));
});
