import { describe, expect, it } from 'vitest';
import { outcomesOf } from '../../support/outcomes.ts';

const alarm = (description: string) => ({
  'alarms.template.yaml': `Parameters:
  RunbookUrl: { Type: String }
Resources:
  OrdersErrors:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmName: orders-errors
      AlarmDescription: !Sub "Severity: page. Runbook: ${description}"
      Namespace: Orders
      MetricName: Errors
      Statistic: Sum
      Period: 60
      EvaluationPeriods: 3
      Threshold: 5
      ComparisonOperator: GreaterThanThreshold
      AlarmActions: [arn:aws:sns:eu-west-1:111111111111:page]
`,
});

describe('the runbook of an alarm that wakes somebody', () => {
  it.each(['${RunbookUrl}', '${RunbookUrl}#errors'])(
    'is unknown where its address is filled in when it is deployed: %s',
    async (address) => {
      const outcomes = await outcomesOf('ops-runbooks', alarm(address));
      expect(outcomes.filter((outcome) => outcome.includes('OrdersErrors'))).toEqual([
        expect.stringMatching(/^unknown .*filled in/),
      ]);
    },
  );

  it('is missing where a path leads to no file', async () => {
    const outcomes = await outcomesOf('ops-runbooks', alarm('docs/runbooks/errors.md'));
    expect(outcomes.filter((outcome) => outcome.includes('OrdersErrors'))).toEqual([
      expect.stringMatching(/^fail .*does not exist/),
    ]);
  });
});
