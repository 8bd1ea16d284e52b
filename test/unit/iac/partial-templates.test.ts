import { describe, expect, it } from 'vitest';
import { outcomesOf } from '../../support/outcomes.ts';

const part =
  'Resources:\n  Orders:\n    Type: AWS::Serverless::Function\n    Properties: { AutoPublishAlias: live, Events: { Get: { Type: Api } } }\n';
const whole =
  'Transform: AWS::Serverless-2016-10-31\nGlobals:\n  Function: { DeploymentPreference: { Type: !Ref Steps } }\nResources:\n  Api:\n    Type: AWS::Serverless::Api\n';

describe('a template that is put together with others before it is deployed', () => {
  const files = { 'cloudformation/parent.yaml': whole, 'cloudformation/function/orders.yaml': part };

  it.each(['cd-progressive', 'cd-alarm-rollback', 'iac-log-retention'])(
    'gets from them what is not seen: %s',
    async (rule) => {
      expect(await outcomesOf(rule, files)).toEqual([expect.stringMatching(/^unknown /)]);
    },
  );

  it('is judged as it stands where nothing shows that it is a part', async () => {
    expect(await outcomesOf('cd-progressive', { 'template.yaml': part })).toEqual([expect.stringMatching(/^fail /)]);
  });
});

describe('what all functions of a template share', () => {
  const template = (ignored: string) => ({
    'template.yaml': [
      'Transform: AWS::Serverless-2016-10-31',
      'Globals: { Function: { LoggingConfig: { LogGroup: shared }, AutoPublishAlias: live } }',
      'Resources:',
      `  Orders: { Type: AWS::Serverless::Function, ${ignored} Properties: { Handler: a.b } }`,
    ].join('\n'),
  });

  it('is not given to one that wants nothing of it', async () => {
    expect(await outcomesOf('iac-log-retention', template(''))).toEqual([expect.stringMatching(/^unknown /)]);
    for (const ignored of ["IgnoreGlobals: '*',", 'IgnoreGlobals: [LoggingConfig],'])
      expect(await outcomesOf('iac-log-retention', template(ignored)), ignored).toEqual([
        expect.stringMatching(/^fail /),
      ]);
  });
});
