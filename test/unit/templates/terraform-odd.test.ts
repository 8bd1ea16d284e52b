import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modelOf } from './terraform-support.ts';

const folder = fileURLToPath(new URL('../../../templates/iac/terraform', import.meta.url));
const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(folder, name), 'utf8'))
  .join('\n');

/** Every type of resource and every argument that the reader has a word for. */
const types = [
  ...new Set([...sources.matchAll(/'(aws_\w+|terraform_remote_state|random_password)'/g)].map(([, type = '']) => type)),
];
const words = [...new Set([...sources.matchAll(/'([a-z][a-z_]{2,40})'/g)].map(([, word = '']) => word))];

const value = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(
      'null',
      'true',
      '0',
      '-1',
      '""',
      '"${var.x}"',
      '"0.0.0.0/0"',
      '[]',
      '{}',
      '"{"',
      '"[1, null]"',
      'var.x',
      'self',
      'each.key',
    ),
    fc.constantFrom(
      ...types.map((type) => `${type}.a`),
      ...types.map((type) => `${type}.a[0].arn`),
      'data.aws_iam_policy_document.a.json',
    ),
    fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    fc
      .array(fc.tuple(fc.constantFrom(...words, 'Statement', 'Effect', 'Action', '__proto__'), tie('value')), {
        maxLength: 3,
      })
      .map((entries) => `{ ${entries.map(([key, item]) => `"${key}" = ${item}`).join(', ')} }`),
    tie('value').map((inner) => `jsonencode(${inner})`),
  ),
})).value;

const body = fc
  .array(fc.tuple(fc.constantFrom(...words), fc.boolean(), value), { maxLength: 6 })
  .map((lines) =>
    lines
      .map(([word, isBlock, text]) => (isBlock ? `${word} {\n    type = ${text}\n  }` : `${word} = ${text}`))
      .join('\n  '),
  );

const resource = fc
  .tuple(fc.constantFrom('resource', 'data'), fc.constantFrom(...types, 'aws_iam_policy_document'), body)
  .map(([kind, type, text]) => `${kind} "${type}" "a" {\n  ${text}\n}\n`);

describe('odd Terraform', () => {
  it('has something to be odd about', () => {
    expect(types.length).toBeGreaterThan(60);
    expect(words.length).toBeGreaterThan(100);
  });

  it('makes the reader throw nothing, and say where everything stands', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(resource, { minLength: 1, maxLength: 6 }), async (resources) => {
        const model = await modelOf({ 'main.tf': resources.join(''), 'prod.tfvars': 'x = [1]\n' });
        for (const list of Object.values(model)) {
          if (!Array.isArray(list)) continue;
          for (const { at } of list as readonly { at: { path: string; line?: number } }[]) {
            expect(['main.tf', 'prod.tfvars']).toContain(at.path);
          }
        }
      }),
      { numRuns: 200 },
    );
  });
});
