import { describe, expect, it } from 'vitest';
import { rootsOf, short, valueOf } from './terraform-support.ts';

const around = `
variable "set" { default = ["a", "b"] }
variable "unset" {}
variable "flag" { default = true }
variable "object" {
  type    = object({ a = string, b = optional(bool, true), c = optional(list(string), ["d"]) })
  default = { a = "e" }
}
locals {
  name  = "orders"
  tags  = { service = local.name, owner = var.unset }
  loop  = local.pool
  pool  = local.loop
  pairs = { for name in var.set : name => upper(name) }
}
resource "aws_sqs_queue" "queue" { name = "\${local.name}-queue" }
resource "aws_sns_topic" "topic" {
  count = 2
  name  = var.unset
}
`;

describe('the value of an expression', () => {
  it.each<[string, unknown]>([
    ['local.name', 'orders'],
    ['"${local.name}-${1 + 2 * 3}"', 'orders-7'],
    ['"${local.name}-${var.unset}"', 'orders-${}'],
    ['var.unset', '<var.unset>'],
    ['var.missing', '<var.missing>'],
    ['local.missing', '?'],
    ['local.loop', '?'],
    ['var.object', { a: 'e', b: true, c: ['d'] }],
    ['var.set[1]', 'b'],
    ['var.set[7]', '?'],
    ['var.unset[0].a', '<var.unset[0].a>'],
    ['local.tags.service', 'orders'],
    ['local.tags["owner"]', '<var.unset>'],
    ['merge(local.tags, { owner = "team" }, null)', { service: 'orders', owner: 'team' }],
    ['merge(local.tags, var.unset)', { service: 'orders', owner: '<var.unset>', '...': true }],
    ['concat(var.set, ["c"])', ['a', 'b', 'c']],
    ['concat(var.set, var.unset)', ['a', 'b', '...']],
    ['toset(["a", "a", "b"])', ['a', 'b']],
    ['join(",", var.set)', 'a,b'],
    ['join(",", [local.name, var.unset])', 'orders,${}'],
    ['format("%s-%02d-%%", local.name, 7)', 'orders-${}-%'],
    ['format("%s-%s", local.name, var.unset)', 'orders-${}'],
    ['lookup({ a = 1 }, "a", 2)', 1],
    ['lookup({ a = 1 }, "b", 2)', 2],
    ['lookup(var.unset, "b", 2)', '?'],
    ['coalesce(null, "", "x")', 'x'],
    ['try(var.object.missing, "x")', 'x'],
    ['try(local.tags.service, "x")', 'orders'],
    ['length(var.set)', 2],
    ['length(var.unset)', '?'],
    ['contains(var.set, "a")', true],
    ['contains(var.set, "z")', false],
    ['contains(concat(var.set, var.unset), "z")', '?'],
    ['flatten([["a"], ["b", ["c"]]])', ['a', 'b', 'c']],
    ['compact(["a", "", null])', ['a']],
    ['keys({ b = 1, a = 2 })', ['a', 'b']],
    ['values({ b = 1, a = 2 })', [2, 1]],
    ['element(var.set, 3)', 'b'],
    ['split("-", "a-b")', ['a', 'b']],
    ['replace("a.b", ".", "-")', 'a-b'],
    ['replace("a.b", "/[.]/", "-")', '?'],
    ['jsonencode({ a = var.unset })', { jsonencode: [{ a: '<var.unset>' }] }],
    ['jsondecode(jsonencode({ a = 1 })).a', 1],
    ['file("policy.json")', '?'],
    ['no_such_function(1)', '?'],
    ['var.flag ? 1 : 2', 1],
    ['var.unset ? 1 : 2', '?'],
    ['var.unset ? "same" : "same"', 'same'],
    ['var.unset ? { a = 1, b = 2 } : { a = 1, b = 3 }', { a: 1, '...': true }],
    ['var.unset ? ["a"] : []', ['...']],
    ['!var.flag || var.unset', '?'],
    ['var.flag || var.unset', true],
    ['var.unset && false', false],
    ['local.name == "orders"', true],
    ['"1" == 1', true],
    ['var.unset == "x"', '?'],
    ['var.unset != null', '?'],
    ['1 / 0', '?'],
    ['-(2 - 5) >= 3', true],
    ['local.pairs', { a: 'A', b: 'B' }],
    ['[for name, upper in local.pairs : "${name}=${upper}" if name != "a"]', ['b=B']],
    ['[for name in var.unset : "${name}!"]', ['${}!', '...']],
    ['[for name in var.set : name if var.unset]', ['a', 'b', '...']],
    ['[{ a = 1 }, { a = 2 }][*].a', [1, 2]],
    ['aws_sns_topic.topic[*].arn', ['<aws_sns_topic.topic.arn>', '...']],
    ['aws_sns_topic.topic[0].arn', '<aws_sns_topic.topic.arn>'],
    ['aws_sqs_queue.queue.name', 'orders-queue'],
    ['aws_sqs_queue.queue.arn', '<aws_sqs_queue.queue.arn>'],
    ['aws_sns_topic.topic[0].name', '<aws_sns_topic.topic.name>'],
    ['data.aws_vpc.main.id', '<data.aws_vpc.main.id>'],
    ['terraform.workspace', '<terraform.workspace>'],
    ['path.module', '?'],
    ['each.value', '?'],
    ['<<-EOT\n    {"a": "${var.unset}"}\n  EOT', '{"a": "${}"}\n'],
    ['"%{ if var.flag }yes%{ else }no%{ endif }"', 'yes'],
  ])('%s', async (expression, expected) => {
    expect(await valueOf(expression, around)).toEqual(expected);
  });
});

describe('blocks', () => {
  const bodyOf = async (text: string): Promise<unknown> =>
    short((await rootsOf({ 'main.tf': text }))[0]?.resources[0]?.body);

  it('of one type are a list; a dynamic one stands for its items', async () => {
    const text = `
      resource "aws_security_group" "a" {
        ingress { port = 1 }
        dynamic "ingress" {
          for_each = { http = 80, https = 443 }
          iterator = rule
          content {
            name = rule.key
            port = rule.value
          }
        }
      }`;
    expect(await bodyOf(text)).toEqual({
      ingress: [{ port: 1 }, { name: 'http', port: 80 }, { name: 'https', port: 443 }],
    });
  });

  it('of which nobody knows how many are one, and perhaps more', async () => {
    const text = 'resource "a" "a" {\n dynamic "b" {\n for_each = var.c\n content {\n d = b.value\n e = 1\n }\n }\n}';
    expect(await bodyOf(text)).toEqual({ b: [{ d: '?', e: 1 }, '...'] });
  });

  it('that depend on what is not known may be none', async () => {
    const text = 'resource "a" "a" {\n dynamic "b" {\n for_each = var.c ? [1] : []\n content {\n e = 1\n }\n }\n}';
    expect(await bodyOf(text)).toEqual({ b: [{ e: 1 }, '...'] });
  });
});

describe('instances', () => {
  const addresses = async (text: string): Promise<readonly string[]> => {
    const [root] = await rootsOf({ 'main.tf': text });
    return (root?.resources ?? []).map(
      ({ address, certain, body }) => `${address}${certain ? '' : '?'} ${JSON.stringify(short(body))}`,
    );
  };

  it('come from count and for_each', async () => {
    const text = `
      locals { on = false }
      resource "a" "none" { count = local.on ? 1 : 0 }
      resource "a" "two" {
        count = 2
        n     = count.index
      }
      resource "a" "maybe" { count = var.on ? 1 : 0 }
      resource "a" "each" {
        for_each = toset(["x", "y"])
        key      = each.key
      }
      resource "a" "map" {
        for_each = { x = { size = 1 } }
        key      = each.key
        size     = each.value.size
      }
      resource "a" "unknown" {
        for_each = var.names
        key      = each.key
      }`;
    expect(await addresses(text)).toEqual([
      'a.two {"n":0}',
      'a.two {"n":1}',
      'a.maybe? {}',
      'a.each {"key":"x"}',
      'a.each {"key":"y"}',
      'a.map {"key":"x","size":1}',
      'a.unknown? {"key":"?"}',
    ]);
  });
});

describe('modules', () => {
  it('get what they are called with, give what they put out, and may call others', async () => {
    const files = {
      'main.tf': `
        module "orders" {
          source = "./modules/queue"
          name   = "orders"
        }
        resource "a" "a" {
          arn  = module.orders.arn
          name = module.orders.name
          none = module.orders.missing
        }`,
      'modules/queue/main.tf': `
        variable "name" {}
        variable "days" { default = 4 }
        module "inner" {
          source = "../inner"
          name   = "\${var.name}-inner"
        }
        resource "aws_sqs_queue" "queue" {
          name = var.name
          days = var.days
        }
        output "arn" { value = aws_sqs_queue.queue.arn }
        output "name" { value = module.inner.name }`,
      'modules/inner/main.tf': `
        variable "name" {}
        resource "aws_sqs_queue" "queue" { name = var.name }
        output "name" { value = aws_sqs_queue.queue.name }`,
    };
    const roots = await rootsOf(files);
    expect(roots.map(({ directory }) => directory)).toEqual(['']);
    expect(roots[0]?.resources.map(({ address, body }) => [address, short(body)])).toEqual([
      ['a.a', { arn: '<module.orders.aws_sqs_queue.queue.arn>', name: 'orders-inner', none: '?' }],
      ['module.orders.aws_sqs_queue.queue', { name: 'orders', days: 4 }],
      ['module.orders.module.inner.aws_sqs_queue.queue', { name: 'orders-inner' }],
    ]);
  });

  it('of a registry are calls of which nothing is known', async () => {
    const text =
      'module "vpc" {\n source = "terraform-aws-modules/vpc/aws"\n cidr = "10.0.0.0/16"\n}\nresource "a" "a" {\n vpc = module.vpc.vpc_id\n}';
    const [root] = await rootsOf({ 'main.tf': text });
    expect(root?.calls.map(({ address, source }) => [address, source])).toEqual([
      ['module.vpc', 'terraform-aws-modules/vpc/aws'],
    ]);
    expect(short(root?.resources[0]?.body)).toEqual({ vpc: '<module.vpc.vpc_id>' });
  });

  it('that call each other come to an end', async () => {
    const call = (to: string): string => `module "next" {\n source = "../${to}"\n}\nresource "a" "a" {}\n`;
    const roots = await rootsOf({
      'a/main.tf': call('b'),
      'b/main.tf': call('a'),
      'c/main.tf': 'module "c" {\n source = "./."\n}\n',
    });
    expect(roots.map(({ directory }) => directory)).toEqual(['c', 'a']);
    expect(roots[1]?.resources.length).toBeLessThan(20);
  });

  it('have the providers that they are given', async () => {
    const [root] = await rootsOf({
      'main.tf':
        'module "m" {\n source = "./m"\n providers = { aws = aws.europe }\n}\nresource "aws_a" "a" {\n provider = aws.asia\n}',
      'm/main.tf': 'resource "aws_a" "a" {}',
    });
    expect(root?.resources.map(({ provider }) => provider)).toEqual(['aws.asia', 'aws.europe']);
  });
});

describe('values of variables', () => {
  const main = 'variable "a" { default = 1 }\nresource "x" "x" { a = var.a }';
  const given = async (files: Readonly<Record<string, string>>): Promise<unknown> =>
    short((await rootsOf({ 'infra/main.tf': main, ...files }))[0]?.resources[0]?.body);

  it.each<[string, Readonly<Record<string, string>>, unknown]>([
    ['the default', {}, 1],
    ['terraform.tfvars', { 'infra/terraform.tfvars': 'a = 2\n' }, 2],
    ['the last automatic file', { 'infra/a.auto.tfvars': 'a = 3\n', 'infra/b.auto.tfvars': 'a = 4\n' }, 4],
    ['JSON', { 'infra/terraform.tfvars.json': '{"a": 5}' }, 5],
    ['files that agree', { 'infra/env/dev.tfvars': 'a = 6\n', 'infra/env/prod.tfvars': 'a = 6\n' }, 6],
    ['files that do not', { 'infra/env/dev.tfvars': 'a = 6\n', 'infra/env/prod.tfvars': 'a = 7\n' }, '<var.a>'],
    [
      'a file that not every environment has',
      { 'infra/dev.tfvars': 'a = 6\n', 'infra/prod.tfvars': 'b = 7\n' },
      '<var.a>',
    ],
    ['a file of another folder', { 'other/terraform.tfvars': 'a = 8\n' }, 1],
  ])('%s', async (_, files, expected) => {
    expect(await given(files)).toEqual({ a: expected });
  });
});

describe('a policy in a data source', () => {
  it('is the document that it stands for', async () => {
    const text = `
      data "aws_iam_policy_document" "base" {
        statement {
          sid       = "Base"
          actions   = ["s3:GetObject"]
          resources = ["*"]
        }
      }
      data "aws_iam_policy_document" "all" {
        source_policy_documents = [data.aws_iam_policy_document.base.json]
        statement {
          effect        = "Deny"
          not_actions   = ["iam:*"]
          not_resources = ["arn"]
          principals {
            type        = "AWS"
            identifiers = ["*"]
          }
        }
      }
      resource "a" "a" { policy = data.aws_iam_policy_document.all.json }`;
    const [root] = await rootsOf({ 'main.tf': text });
    expect(short(root?.resources[0]?.body)).toEqual({
      policy: {
        jsonencode: [
          {
            Statement: [
              { Effect: 'Deny', NotAction: ['iam:*'], NotResource: ['arn'], Principal: { AWS: ['*'] } },
              { Sid: 'Base', Action: ['s3:GetObject'], Resource: ['*'], Effect: 'Allow' },
            ],
          },
        ],
      },
    });
  });
});

describe('a hostile source', () => {
  const soon = 5000;

  it.each<[string, () => Readonly<Record<string, string>>]>([
    [
      'doubles at each step',
      () => ({
        'main.tf': `locals {\n a0 = ["x"]\n${steps((n) => `a${n} = concat(local.a${n - 1}, local.a${n - 1})`)} }\nresource "a" "a" { b = local.a60 }`,
      }),
    ],
    [
      'nests what doubles',
      () => ({
        'main.tf': `locals {\n a0 = "x"\n${steps((n) => `a${n} = [local.a${n - 1}, local.a${n - 1}]`)} }\nresource "a" "a" { b = local.a60 == local.a59 }`,
      }),
    ],
    [
      'doubles a text',
      () => ({
        'main.tf': `locals {\n a0 = "xxxxxxxx"\n${steps((n) => `a${n} = "\${local.a${n - 1}}\${local.a${n - 1}}"`)} }\nresource "a" "a" { b = local.a60 }`,
      }),
    ],
    [
      'merges what doubles',
      () => ({
        'main.tf': `locals {\n a0 = { x = 1 }\n${steps((n) => `a${n} = { l = local.a${n - 1}, r = local.a${n - 1} }`)} }\nresource "a" "a" { b = jsonencode(local.a60) }`,
      }),
    ],
    [
      'calls modules that call modules',
      () =>
        Object.fromEntries(
          Array.from({ length: 8 }, (_, n) => [
            `m${n}/main.tf`,
            `module "next" {\n source = "../m${n + 1}"\n count = 30\n}\nresource "a" "a" {\n count = 30\n}`,
          ]),
        ),
    ],
    [
      'loops in loops',
      () => ({
        'main.tf': `locals {\n l = [${'1,'.repeat(1000)}]\n}\nresource "a" "a" {\n b = [for a in local.l : [for b in local.l : [for c in local.l : a + b + c]]]\n}`,
      }),
    ],
    [
      'refers down a long line',
      () => ({
        'main.tf': `locals {\n a0 = 1\n${Array.from({ length: 5000 }, (_, n) => `a${n + 1} = local.a${n}`).join('\n')}\n}\nresource "a" "a" { b = local.a5000 }`,
      }),
    ],
    [
      'has inherited names',
      () => ({
        'main.tf':
          'module "constructor" {\n source = "./m"\n providers = { aws = constructor }\n}\nresource "__proto__" "toString" {\n __proto__ = local.__proto__\n a = constructor(1)\n b = var.hasOwnProperty\n}',
        'm/main.tf': 'resource "aws_a" "a" {}',
      }),
    ],
  ])('that %s is read soon', async (_, files) => {
    const begin = process.hrtime.bigint();
    const roots = await rootsOf(files());
    expect(roots.length).toBeGreaterThan(0);
    expect(Number(process.hrtime.bigint() - begin) / 1e6).toBeLessThan(soon);
  });

  const steps = (line: (n: number) => string): string =>
    Array.from({ length: 60 }, (_, n) => `${line(n + 1)}\n`).join('');
});
