import { describe, expect, it } from 'vitest';
import { outcomesOf } from '../../support/outcomes.ts';

const bucket = (id: string, properties = '{}') => ({
  'template.yaml': `Resources:\n  ${id}:\n    Type: AWS::S3::Bucket\n    Properties: ${properties}\n  Run:\n    Type: AWS::Lambda::Function\n`,
});

describe('a bucket whose content is made anew', () => {
  it.each(['PipelineArtifactsBucket', 'ArtifactBucket', 'CodePipelineBucket', 'ThumbnailCacheBucket'])(
    'needs neither copies nor protection: %s',
    async (id) => {
      for (const rule of ['data-backup', 'iac-stateful-protection'])
        expect(await outcomesOf(rule, bucket(id)), rule).toEqual([expect.stringMatching(/^not-applicable /)]);
    },
  );

  it('may be one whose objects expire', async () => {
    const files = bucket(
      'Results',
      '{ LifecycleConfiguration: { Rules: [{ Status: Enabled, ExpirationInDays: 31 }] } }',
    );
    expect(await outcomesOf('iac-stateful-protection', files)).toEqual([expect.stringMatching(/^not-applicable /)]);
  });

  it.each(['DataPipelineBucket', 'Artifactory', 'Files'])('is not: %s', async (id) => {
    expect(await outcomesOf('iac-stateful-protection', bucket(id))).toEqual([expect.stringMatching(/^fail /)]);
  });
});
