import { describe, expect, it } from 'vitest';
import { outcomesOf } from '../../support/outcomes.ts';

const queue = 'resource "aws_sqs_queue" "orders" {}\n';
const versions =
  'terraform {\n  required_version = ">= 1.9"\n  required_providers {\n    aws = { source = "hashicorp/aws", version = "6.0.0" }\n  }\n}\n';

describe('a folder of Terraform', () => {
  it('is none that keeps a state when it is a module for others, even one with a provider of its own', async () => {
    const files = {
      'terraform/modules/dns/main.tf': `provider "aws" {\n  region = "eu-west-1"\n}\n${queue}`,
      'terraform/modules/dns/.terraform.lock.hcl':
        'provider "registry.terraform.io/hashicorp/aws" {\n  version = "6.0.0"\n}\n',
    };
    expect(await outcomesOf('iac-tf-state', files)).toEqual([expect.stringMatching(/^not-applicable /)]);
  });

  it('is none that keeps a state when it looks things up alone', async () => {
    const files = { 'terraform/lookups.tf': 'data "aws_caller_identity" "me" {}\n' };
    expect(await outcomesOf('iac-tf-state', files)).toEqual([expect.stringMatching(/^not-applicable /)]);
  });

  it('may get its versions from a folder above by a link, which is not followed', async () => {
    const root = `terraform {\n  backend "gcs" {\n    bucket = "states"\n  }\n}\nprovider "aws" {}\n${queue}`;
    const lock = 'provider "registry.terraform.io/hashicorp/aws" {\n  version = "6.0.0"\n}\n';
    const files = { 'terraform/orders/main.tf': root, 'terraform/orders/.terraform.lock.hcl': lock };
    expect(await outcomesOf('iac-tf-state', files)).toEqual([expect.stringMatching(/^fail .*required_version/)]);
    expect(await outcomesOf('iac-tf-state', { ...files, 'terraform/versions.tf': versions })).toEqual([
      expect.stringMatching(/^unknown .*versions of Terraform/),
    ]);
  });
});
