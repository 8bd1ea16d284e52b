import { describe, expect, it } from 'vitest';
import { outcomesOf } from '../../support/outcomes.ts';

const rules = [
  'cd-alarm-rollback',
  'cd-bake-time',
  'cd-progressive',
  'data-access',
  'data-backup',
  'data-exclusive',
  'iac-cost-guard',
  'iac-encryption',
  'iac-least-privilege',
  'iac-log-retention',
  'iac-no-public',
  'iac-policy-as-code',
  'iac-portable-config',
  'iac-required-tags',
  'iac-stateful-protection',
  'obs-async-dlq',
  'ops-capacity',
  'sec-runtime-secrets',
];

describe('infrastructure that a tool makes which is not read', () => {
  const tools = [
    ['the Serverless Framework', { 'serverless.yml': 'service: orders\nprovider: { name: aws }\n' }],
    ['Pulumi', { 'Pulumi.yaml': 'name: orders\nruntime: nodejs\n' }],
    ['a Helm chart', { 'chart/Chart.yaml': 'apiVersion: v2\nname: orders\n' }],
  ] as const;

  it.each(tools)('is unknown, neither wrong nor missing: %s', async (_, files) => {
    for (const rule of rules) expect(await outcomesOf(rule, files), rule).toEqual([expect.stringMatching(/^unknown /)]);
  });

  it('is not asked for where there is none', async () => {
    for (const rule of rules)
      expect(await outcomesOf(rule, { 'README.md': '# Orders\n' }), rule).toEqual([
        expect.stringMatching(/^not-applicable /),
      ]);
  });
});

describe('the deployment of a function', () => {
  const template = (resources: string) => ({ 'template.yaml': `Resources:\n${resources}` });

  it('is none for a hook that CodeDeploy calls, by its reference or by its name', async () => {
    const files = template(
      [
        '  Orders:',
        '    Type: AWS::Serverless::Function',
        '    Properties:',
        '      AutoPublishAlias: live',
        '      DeploymentPreference: { Type: Canary10Percent10Minutes, Hooks: { PreTraffic: !Ref Check } }',
        '  Check:',
        '    Type: AWS::Serverless::Function',
        '    Properties: { DeploymentPreference: { Enabled: false } }',
        '  After:',
        '    Type: AWS::Serverless::Function',
        "    Properties: { FunctionName: !Sub 'CodeDeployHook_${AWS::StackName}', DeploymentPreference: { Enabled: false } }",
      ].join('\n'),
    );
    expect(await outcomesOf('cd-progressive', files)).toEqual([expect.stringMatching(/^pass /)]);
  });

  it('is at once for those that answer requests without an alias, told once for a template', async () => {
    const files = template(
      ['A', 'B', 'C']
        .map(
          (id) => `  ${id}:\n    Type: AWS::Serverless::Function\n    Properties: { Events: { Get: { Type: Api } } }\n`,
        )
        .join(''),
    );
    expect(await outcomesOf('cd-progressive', files)).toEqual([expect.stringMatching(/^fail A \(and 2 more/)]);
    expect(await outcomesOf('cd-alarm-rollback', files)).toEqual([expect.stringMatching(/^fail No alarm takes A /)]);
  });

  it('is not known of those that work in the background', async () => {
    const files = template(
      '  A:\n    Type: AWS::Serverless::Function\n    Properties: { Events: { Get: { Type: SQS } } }\n',
    );
    expect(await outcomesOf('cd-progressive', files)).toEqual([expect.stringMatching(/^unknown /)]);
  });
});
