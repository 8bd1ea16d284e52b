import { describe, expect, it } from 'vitest';
import { modelOf } from './terraform-support.ts';

describe('apps and environments', () => {
  it('are the folders that Terraform is run in, and what they are run for', async () => {
    const provider = (account: string) =>
      `provider "aws" {\n  region = "eu-west-1"\n  assume_role {\n    role_arn = "arn:aws:iam::${account}:role/deploy"\n  }\n}\nmodule "service" {\n  source = "../../modules/service"\n}\n`;
    const { apps, environments, states } = await modelOf({
      'environments/beta/main.tf': provider('111111111111'),
      'environments/prod/main.tf': provider('333333333333'),
      'modules/service/main.tf': 'resource "aws_sqs_queue" "orders" {}\n',
    });
    expect(apps?.map(({ directory }) => directory)).toEqual(['environments/beta', 'environments/prod']);
    expect(states?.map(({ directory }) => directory)).toEqual(['environments/beta', 'environments/prod']);
    expect(environments).toMatchObject([
      {
        name: 'beta',
        account: '111111111111',
        region: 'eu-west-1',
        at: { path: 'environments/beta/main.tf', line: 1 },
      },
      { name: 'prod', account: '333333333333', region: 'eu-west-1' },
    ]);
  });

  it('come from files of values', async () => {
    const { environments } = await modelOf({
      'infra/main.tf':
        'variable "account_id" {}\nprovider "aws" {\n  region = var.region\n  allowed_account_ids = [var.account_id]\n}\nvariable "region" {}\n',
      'infra/env/dev.tfvars': 'account_id = "111111111111"\nregion = "eu-west-1"\n',
      'infra/env/prod.tfvars': 'account_id = "333333333333"\nregion = "eu-central-1"\n',
    });
    expect(environments?.map(({ name, account, region }) => [name, account, region])).toEqual([
      ['dev', '111111111111', 'eu-west-1'],
      ['prod', '333333333333', 'eu-central-1'],
    ]);
  });

  it('come from providers with an alias, and say where an account that is not written comes from', async () => {
    const { environments } = await modelOf({
      'main.tf':
        'provider "aws" {\n  alias   = "dev"\n  profile = "orders-dev"\n}\nprovider "aws" {\n  alias   = "prod"\n  profile = "orders-prod"\n}\n',
    });
    expect(environments?.map(({ name, account, accountFrom }) => [name, account, accountFrom])).toEqual([
      ['dev', null, 'orders-dev'],
      ['prod', null, 'orders-prod'],
    ]);
  });
});

describe('what several environments call alike', () => {
  it('counts once where it is the same, and twice where it is not', async () => {
    const call = (days: number) =>
      `provider "aws" {}\nmodule "data" {\n  source = "../modules/data"\n  days   = ${days}\n}\n`;
    const { stateful, logGroups } = await modelOf({
      'beta/main.tf': call(1),
      'prod/main.tf': call(14),
      'modules/data/main.tf':
        'variable "days" {}\nresource "aws_db_instance" "orders" {\n  backup_retention_period = var.days\n}\nresource "aws_cloudwatch_log_group" "orders" {\n  retention_in_days = 30\n}\n',
    });
    expect(logGroups).toHaveLength(1);
    expect(stateful?.map(({ backup }) => backup?.days)).toEqual([1, 14]);
  });
});

describe('what cannot be seen', () => {
  it('is unknown, never a yes or a no', async () => {
    const model = await modelOf({
      'main.tf': `
        resource "aws_db_instance" "orders" {
          storage_encrypted       = var.encrypted
          publicly_accessible     = var.public
          deletion_protection     = var.protected
          skip_final_snapshot     = var.skip
          multi_az                = var.zones
          backup_retention_period = var.days
        }
        resource "aws_security_group" "group" {
          ingress {
            from_port   = 22
            to_port     = 22
            cidr_blocks = var.ranges
          }
        }
        resource "aws_lb_listener" "listener" {
          protocol = var.protocol
        }
        resource "aws_ecs_service" "orders" {
          deployment_configuration {
            strategy = var.strategy
          }
        }
        resource "aws_cloudwatch_log_group" "logs" {
          retention_in_days = var.days
        }`,
    });
    expect(model.encryption?.map(({ encrypted }) => encrypted)).toEqual(['unknown', 'unknown']);
    expect(model.exposures?.map(({ open }) => open)).toEqual(['unknown', 'unknown']);
    expect(model.stateful?.[0]).toMatchObject({
      removal: 'unknown',
      deletionProtection: 'unknown',
      stackProtection: 'not-offered',
      backup: { enabled: 'unknown', days: null, multiZone: 'unknown' },
    });
    expect(model.deployments?.[0]).toMatchObject({ strategy: 'unknown' });
    expect(model.logGroups?.[0]).toMatchObject({ retention: 'unknown' });
  });

  it('includes what a broken file of the same folder may say', async () => {
    const { encryption, states } = await modelOf({
      'main.tf': 'provider "aws" {}\nresource "aws_s3_bucket" "files" {}\n',
      'policy.tf': 'resource "aws_s3_bucket_policy" "files" {\n',
    });
    expect(encryption?.find(({ where }) => where === 'in transit')?.encrypted).toBe('unknown');
    expect(states?.[0]).toMatchObject({ remote: 'unknown', versioned: 'unknown' });
  });

  it('is named: modules of others, and other platforms', async () => {
    const { elsewhere } = await modelOf({
      'main.tf':
        'module "db" {\n  source = "terraform-aws-modules/rds/aws"\n}\nresource "google_storage_bucket" "b" {}\nresource "google_sql_database" "d" {}\n',
    });
    expect(elsewhere?.map(({ what, at }) => [what, at.line])).toEqual([
      ['the module terraform-aws-modules/rds/aws', 1],
      ['resources of the provider google', 4],
    ]);
  });

  it('ends where files of values are encrypted', async () => {
    const { stateful } = await modelOf({
      'main.tf':
        'variable "days" {\n  default = 7\n}\nresource "aws_db_instance" "orders" {\n  backup_retention_period = var.days\n}\n',
      'terraform.tfvars': '\0GITCRYPT\0abc',
    });
    expect(stateful?.[0]?.backup?.enabled).toBe('unknown');
  });
});

describe('work that waits', () => {
  it('is asked for a place for what fails', async () => {
    const { asyncPaths, alarms } = await modelOf({
      'main.tf': `
        resource "aws_sqs_queue" "orders" {
          name           = "orders"
          redrive_policy = jsonencode({ deadLetterTargetArn = aws_sqs_queue.dead.arn, maxReceiveCount = 3 })
        }
        resource "aws_sqs_queue" "dead" {
          name = "orders-dead"
        }
        resource "aws_sqs_queue" "bare" {}
        resource "aws_lambda_function" "worker" {
          dead_letter_config {
            target_arn = aws_sqs_queue.dead.arn
          }
        }
        resource "aws_sns_topic_subscription" "worker" {
          protocol = "lambda"
          endpoint = aws_lambda_function.worker.arn
        }
        resource "aws_sns_topic_subscription" "mail" {
          protocol = "email"
          endpoint = "team@example.com"
        }
        resource "aws_lambda_event_source_mapping" "queue" {
          event_source_arn = aws_sqs_queue.orders.arn
          function_name    = aws_lambda_function.worker.arn
        }
        resource "aws_lambda_event_source_mapping" "stream" {
          event_source_arn = aws_kinesis_stream.events.arn
          function_name    = aws_lambda_function.worker.arn
        }
        resource "aws_kinesis_stream" "events" {}
        resource "aws_cloudwatch_metric_alarm" "dead" {
          metric_name = "ApproximateNumberOfMessagesVisible"
          dimensions  = { QueueName = aws_sqs_queue.dead.name }
        }`,
    });
    expect(
      asyncPaths?.map(({ name, type, deadLetter, deadLetterTo }) => [name, type, deadLetter, deadLetterTo]),
    ).toEqual([
      ['aws_sqs_queue.orders', 'queue', 'yes', 'aws_sqs_queue.dead'],
      ['aws_sqs_queue.bare', 'queue', 'no', null],
      ['aws_sns_topic_subscription.worker', 'topic subscription', 'yes', 'aws_sqs_queue.dead'],
      ['aws_lambda_event_source_mapping.stream', 'event source', 'no', null],
    ]);
    expect(alarms).toMatchObject([{ signals: ['depth'], resources: ['aws_sqs_queue.dead'] }]);
  });
});

describe('programs', () => {
  it('scale, log in and are tied to their account as it is written', async () => {
    const { workloads, databaseLogins, foreignResources, ties, taggedResources, costGuards, suppressions, uses } =
      await modelOf({
        'main.tf': `
        provider "aws" {
          default_tags {
            tags = { service = "orders" }
          }
        }
        resource "aws_ecs_service" "orders" {
          name            = "orders"
          desired_count   = 2
          task_definition = aws_ecs_task_definition.orders.arn
          network_configuration {
            subnets = [aws_subnet.a.id, aws_subnet.b.id]
          }
        }
        resource "aws_ecs_task_definition" "orders" {
          cpu                   = 256
          memory                = "512"
          container_definitions = jsonencode([{ name = "app", environment = [{ name = "URL", value = "postgres://u@billing.abc.eu-west-1.rds.amazonaws.com/b" }] }])
        }
        resource "aws_appautoscaling_target" "orders" {
          service_namespace = "ecs"
          resource_id       = "service/\${aws_ecs_cluster.main.name}/\${aws_ecs_service.orders.name}"
          min_capacity      = 2
          max_capacity      = 10
        }
        resource "aws_appautoscaling_policy" "cpu" {
          resource_id = aws_appautoscaling_target.orders.resource_id
        }
        resource "aws_rds_cluster" "orders" { #checkov:skip=CKV_AWS_96:the account encrypts
          engine                              = "aurora-postgresql"
          iam_database_authentication_enabled = true
          manage_master_user_password         = true
        }
        data "aws_sqs_queue" "billing" {
          name = "billing"
        }
        resource "aws_s3_bucket" "files" {
          bucket = "orders-files"
          tags   = { owner = "team" }
        }
        resource "aws_sns_topic" "events" {
          name   = "\${var.stage}-events"
          kms_master_key_id = "arn:aws:kms:eu-west-1:123456789012:key/abc"
        }
        resource "aws_budgets_budget" "orders" {
          cost_filter {
            name   = "TagKeyValue"
            values = ["user:service$orders"]
          }
          notification {
            subscriber_email_addresses = ["team@example.com"]
          }
        }
        resource "aws_lambda_function" "old" {
          runtime = "nodejs14.x"
        }`,
      });
    expect(workloads?.[0]).toMatchObject({ minimum: 2, maximum: 10, scales: 'yes', zones: 2, limits: 'yes' });
    expect(databaseLogins).toMatchObject([
      { identity: 'yes', masterPassword: 'managed', rotation: 'yes', programsAsMaster: [] },
    ]);
    expect(foreignResources?.map(({ type, name, by }) => [type, name, by])).toEqual([
      ['database', 'billing.abc.eu-west-1.rds.amazonaws.com', 'address'],
      ['queue', 'billing', 'look-up'],
    ]);
    expect(ties?.map(({ kind, value }) => [kind, value])).toEqual([
      ['physical name', 'orders-files'],
      ['arn', 'arn:aws:kms:eu-west-1:123456789012:key/abc'],
    ]);
    expect(taggedResources?.find(({ resource }) => resource === 'aws_s3_bucket.files')).toMatchObject({
      tags: [
        { key: 'service', value: 'orders' },
        { key: 'owner', value: 'team' },
      ],
      complete: true,
    });
    expect(costGuards).toMatchObject([{ kind: 'budget', ofService: 'yes', notifies: 'yes' }]);
    expect(suppressions).toMatchObject([{ tool: 'checkov', id: 'CKV_AWS_96', reason: 'the account encrypts' }]);
    expect(uses?.filter(({ kind }) => kind === 'runtime').map(({ name }) => name)).toEqual(['nodejs14.x']);
  });
});

describe('a policy that AWS manages', () => {
  it('is known by its ARN and when it is looked up', async () => {
    const { permissions } = await modelOf({
      'main.tf': `
        data "aws_partition" "current" {}
        data "aws_iam_policy" "admin" {
          name = "AdministratorAccess"
        }
        resource "aws_iam_role_policy_attachment" "a" {
          role       = "a"
          policy_arn = data.aws_iam_policy.admin.arn
        }
        resource "aws_iam_role_policy_attachment" "b" {
          role       = "b"
          policy_arn = "arn:\${data.aws_partition.current.partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
        }
        resource "aws_iam_role_policy_attachment" "c" {
          role       = "c"
          policy_arn = aws_iam_policy.own.arn
        }`,
    });
    expect(permissions?.map(({ managed }) => managed)).toEqual(['AdministratorAccess', 'AWSLambdaBasicExecutionRole']);
  });
});

describe('an empty repository', () => {
  it('says nothing', async () => expect(await modelOf({ 'README.md': '#' })).toEqual({}));
});
