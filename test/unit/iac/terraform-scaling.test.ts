import { describe, expect, it } from 'vitest';
import { outcomesOf } from '../../support/outcomes.ts';

const service = [
  'variable "name" {}',
  'resource "aws_ecs_service" "this" {',
  '  name          = "svc-${var.name}"',
  '  desired_count = 1',
  '  network_configuration { subnets = ["subnet-1", "subnet-2"] }',
  '}',
].join('\n');
const scaling = [
  'variable "name" {}',
  'variable "minimum" { type = number }',
  'resource "aws_appautoscaling_target" "this" {',
  '  min_capacity      = var.minimum',
  '  max_capacity      = 8',
  '  resource_id       = "service/main/svc-${var.name}"',
  '  service_namespace = "ecs"',
  '}',
  'resource "aws_appautoscaling_policy" "cpu" {',
  '  resource_id       = aws_appautoscaling_target.this.resource_id',
  '  service_namespace = "ecs"',
  '}',
].join('\n');
const call = (module: string, label: string, name: string, more = ''): string =>
  `module "${label}" {\n  source = "./${module}"\n  name = ${name}\n${more}}\n`;

describe('a target of scaling that names its service by a text', () => {
  const files = (names: readonly string[]) => ({
    'service/main.tf': service,
    'scaling/main.tf': scaling,
    'main.tf': [
      'variable "stage" {}',
      ...names.map((name, index) => call('service', `service_${index}`, name)),
      ...names.map((name, index) => call('scaling', `scaling_${index}`, name, `  minimum = ${index + 1}\n`)),
    ].join('\n'),
  });

  it('is found where parts of the name are computed', async () => {
    const found = await outcomesOf('ops-capacity', files(['"${var.stage}-web"', '"${var.stage}-api"']));
    expect(found[0]).toMatch(/^fail module\.service_0.* runs once at least\.$/);
    expect(found[1]).toMatch(/^unknown /);
  });

  it('is not guessed where nothing tells two services apart', async () => {
    const found = await outcomesOf('ops-capacity', files(['"${var.stage}-one"', '"${var.stage}-one"']));
    expect(found.filter((line) => /does not scale|^pass/.test(line))).toEqual([]);
  });
});
