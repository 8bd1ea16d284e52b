import { expect, test } from 'vitest';
import { outcomesOf } from '../../support/outcomes.ts';

test('what is used of another platform says nothing of services of AWS', async () => {
  const google = { 'main.tf': 'resource "google_storage_bucket" "files" {\n  name = "files"\n}\n' };
  expect(await outcomesOf('iac-living-services', google)).toEqual([expect.stringMatching(/^not-applicable /)]);
  const nomad = { 'main.tf': 'resource "nomad_job" "api" {}\n' };
  expect(await outcomesOf('iac-living-services', nomad)).toEqual([expect.stringMatching(/^not-applicable /)]);
  const both = { ...google, 'aws.tf': 'resource "aws_sqs_queue" "orders" {}\n' };
  expect(await outcomesOf('iac-living-services', both)).toEqual([expect.stringMatching(/^pass /)]);
});
