import { describe, expect, it } from 'vitest';
import { createDocuments } from '../../../src/audit/documents.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import { injectionsIn } from '../../../templates/pipeline/gitlab-ci/injections.ts';
import { reader } from '../../../templates/pipeline/gitlab-ci/read.ts';
import type { Deployment, Pipeline } from '../../../templates/pipeline/model.ts';

const read = async (text: string): Promise<Partial<Pipeline>> =>
  reader.read(createDocuments(memoryTree({ '.gitlab-ci.yml': text }), reader.globs).view);

const deployments = async (text: string): Promise<readonly Deployment[]> => (await read(text)).deployments ?? [];

const stages = async (text: string): Promise<Readonly<Record<string, readonly string[]>>> =>
  Object.fromEntries((await deployments(text)).map(({ stage, after }) => [stage, after]));

const deploy = (stage: string, rest = ''): string =>
  `${stage}: { stage: ${stage}, environment: ${stage}, script: [npx cdk deploy]${rest} }\n`;

describe('the order of jobs', () => {
  const order = 'stages: [a, b, c]\n';

  it('is that of stages', async () => {
    expect(await stages(`${order}${deploy('c')}${deploy('a')}${deploy('b')}`)).toEqual({
      a: [],
      b: ['a'],
      c: ['a', 'b'],
    });
  });

  it('is that of needs where a job says them, through the jobs between', async () => {
    const between = 'between: { stage: b, needs: [{ job: a, optional: true }], script: [sleep 1] }\n';
    expect(await stages(`${order}${deploy('a')}${between}${deploy('c', ', needs: [between]')}`)).toEqual({
      a: [],
      c: ['a'],
    });
    expect(await stages(`${order}${deploy('a')}${deploy('c', ', needs: []')}`)).toEqual({ a: [], c: [] });
    expect(await stages(`${order}${deploy('a')}${deploy('b', ', needs: [c]')}${deploy('c', ', needs: [b]')}`)).toEqual({
      a: [],
      b: ['c'],
      c: ['b'],
    });
  });

  it('passes over manual jobs that nobody has to start, and waits for those that somebody has to', async () => {
    expect(await stages(`${order}${deploy('a', ', when: manual')}${deploy('b')}`)).toEqual({ a: [], b: [] });
    expect(await stages(`${order}${deploy('a', ', rules: [{ when: manual }]')}${deploy('b')}`)).toEqual({
      a: [],
      b: ['a'],
    });
    expect(await stages(`${order}${deploy('a', ', when: manual')}${deploy('b', ', needs: [a]')}`)).toEqual({
      a: [],
      b: ['a'],
    });
  });

  it('holds within one run only', async () => {
    expect(await stages(`${order}${deploy('a', ', only: [main]')}${deploy('b', ', only: [tags]')}`)).toEqual({
      a: [],
      b: [],
    });
  });

  it('takes the jobs of a child pipeline in the place of the job that starts it', async () => {
    const files = {
      '.gitlab-ci.yml': `${order}start: { stage: a, trigger: { include: child.yml, strategy: depend } }\n${deploy('b')}`,
      'child.yml':
        'stages: [deploy]\nbeta: { stage: deploy, environment: beta, script: [npx cdk deploy], rules: [{ when: always }] }',
    };
    const { deployments: found = [] } = await reader.read(createDocuments(memoryTree(files), reader.globs).view);
    expect(found.map(({ stage, after }) => [stage, after])).toEqual([
      ['beta', []],
      ['b', ['beta']],
    ]);
  });
});

describe('a deployment', () => {
  const one = async (text: string): Promise<Deployment | undefined> => (await deployments(text))[0];

  it('is what a tool does, an environment says, or a name with a command that reaches another machine', async () => {
    const names = async (text: string): Promise<readonly string[]> =>
      (await deployments(text)).map(({ stage }) => stage);
    expect(await names('a: { script: [helm upgrade x y] }')).toEqual(['a']);
    expect(await names('a: { environment: beta, script: [./ship] }')).toEqual(['beta']);
    expect(await names('deploy: { script: [rsync -a dist/ web@example.com:/srv] }')).toEqual(['deploy']);
    expect(await names('a: { script: [ssh host uptime] }')).toEqual([]);
    expect(await names('pages: { stage: deploy, script: [mv site public] }')).toEqual([]);
    expect(await names('a: { environment: { name: beta, action: stop }, script: [helm upgrade x y] }')).toEqual([]);
    expect(await names('a: { environment: { name: beta, action: verify }, script: [./check] }')).toEqual([]);
    expect(await names('a: { environment: beta, script: [npx vitest run] }')).toEqual([]);
  });

  it('has the stage of its environment, for each value of a matrix, and the tier that is said', async () => {
    const matrix =
      'a: { environment: $STAGE/$REGION, script: [npx cdk deploy], parallel: { matrix: [{ STAGE: [beta, prod], REGION: eu }] } }';
    expect((await deployments(matrix)).map(({ stage, production, after }) => [stage, production, after])).toEqual([
      ['beta/eu', false, []],
      ['prod/eu', true, []],
    ]);
    const tier = 'a: { environment: { name: customers, deployment_tier: production }, script: [npx cdk deploy] }';
    expect((await one(tier))?.production).toBe(true);
  });

  it('is automatic when a change starts it; a manual job behind another deployment is an approval', async () => {
    expect((await one('a: { environment: a, when: manual, script: [npx cdk deploy] }'))?.automatic).toBe(false);
    const [, second] = await deployments(`stages: [a, b]\n${deploy('a')}${deploy('b', ', when: manual')}`);
    expect([second?.automatic, second?.gates]).toEqual([true, ['approval']]);
  });

  it('is a preview when its environment goes with a branch or a merge request', async () => {
    const review = 'a: { environment: review/$CI_COMMIT_REF_SLUG, script: [npx cdk deploy], only: [branches] }';
    expect((await one(review))?.preview).toBe(true);
  });

  it.each<[string, readonly string[] | null]>([
    ['only: [main]', []],
    ['only: [develop]', ['develop']],
    ['rules: [{ if: $CI_COMMIT_BRANCH =~ /^release-\\d+$/ }]', ['release-1']],
    ['only: [branches]', ['*']],
    ['rules: [{ if: $SOMETHING }]', null],
  ])('%s: starts from %j', async (rules, branches) => {
    expect((await one(`a: { environment: beta, script: [npx cdk deploy], ${rules} }`))?.branches).toEqual(branches);
  });

  it.each<[string, string]>([
    ['kubectl set image d/x x=$CI_REGISTRY_IMAGE:$CI_COMMIT_SHA', 'commit'],
    ['kubectl set image d/x x=registry.example.com/x:latest', 'moving'],
    ['helm upgrade x y --set image.tag=$CI_COMMIT_REF_SLUG', 'moving'],
    ['helm upgrade x y --set image.digest=$IMAGE_DIGEST', 'digest'],
    ['helm upgrade x y --set image.tag=1.2.3', 'version'],
    ['helm upgrade x y --set image.tag=$TAG', 'unknown'],
    ['helm upgrade x y --set image.tag=$CI_PIPELINE_IID', 'version'],
    ['helm upgrade x y', 'unknown'],
    ['npx cdk deploy', 'content'],
  ])('%s brings something by %s', async (command, kind) => {
    expect((await one(`a:\n  environment: beta\n  script:\n    - ${command}\n`))?.artifact.kind).toBe(kind);
  });
});

describe('the identity of a job', () => {
  const job = async (text: string): Promise<{ token: boolean; needs: string } | undefined> => {
    const found = (await read(text)).workflows?.flatMap(({ jobs }) => jobs)[0];
    return found && { token: found.identityToken, needs: found.needsIdentity };
  };

  it.each<[string, string]>([
    ['script: [npx eslint .]', 'no'],
    ['script: ["aws sts assume-role-with-web-identity --web-identity-token $T"]', 'yes'],
    ['script: ["./login.sh $T"]', 'yes'],
    ['script: [./unknown.sh]', 'unknown'],
    ['script: [npx eslint .], secrets: { X: { vault: a/b } }', 'yes'],
    ['script: [npx eslint .], variables: { FILE: $T }', 'yes'],
  ])('%s: needed: %s', async (rest, needs) => {
    expect(await job(`a: { id_tokens: { T: { aud: x } }, ${rest} }`)).toEqual({ token: true, needs });
  });

  it('is none without a token', async () => {
    expect(await job('a: { script: [npx eslint .] }')).toEqual({ token: false, needs: 'no' });
  });

  it('takes keys that last from variables and scripts, but not those that a role has given', async () => {
    const kinds = async (text: string): Promise<readonly string[]> =>
      ((await read(text)).credentials ?? []).map(({ kind }) => kind);
    expect(await kinds('a: { script: [aws configure set aws_secret_access_key $KEY] }')).toEqual(['static']);
    expect(await kinds('a: { script: [export AWS_SECRET_ACCESS_KEY=$KEY] }')).toEqual(['static']);
    const taken =
      'a: { script: ["export $(printf AWS_SECRET_ACCESS_KEY=%s $(aws sts assume-role-with-web-identity --role-arn r))"] }';
    expect(await kinds(taken)).toEqual(['short-lived']);
    expect(await kinds('a: { script: [npx cdk deploy] }')).toEqual([]);
  });
});

describe('text of strangers', () => {
  it.each([
    ['eval "echo $CI_COMMIT_MESSAGE"', ['$CI_COMMIT_MESSAGE']],
    ['bash -c "git checkout ${CI_COMMIT_REF_NAME}"', ['$CI_COMMIT_REF_NAME']],
    ['ssh host "cd x; git checkout $CI_COMMIT_BRANCH"', ['$CI_COMMIT_BRANCH']],
    ['true && python3 -c "print(\'$CI_MERGE_REQUEST_TITLE\')"', ['$CI_MERGE_REQUEST_TITLE']],
    ['echo "$CI_COMMIT_MESSAGE"', []],
    ['git commit -m "$CI_MERGE_REQUEST_TITLE"', []],
    ['bash -c \'echo "$CI_COMMIT_TITLE"\'', []],
    ['bash -c "echo \\$CI_COMMIT_TITLE"', []],
    ['eval "$(ssh-agent -s)"; echo "$CI_COMMIT_TITLE"', []],
    ['ssh host "docker pull image:$CI_COMMIT_SHORT_SHA"', []],
    ['ssh host "deploy $CI_COMMIT_REF_SLUG"', []],
    ['ssh-keyscan host; echo $CI_COMMIT_REF_NAME', []],
  ])('%s: %j', (script, found) => {
    expect(injectionsIn(script, ['pull-request'])).toEqual(found);
  });

  it('is no name of a branch on the trunk', () => {
    expect(injectionsIn('eval "x $CI_COMMIT_BRANCH"', ['trunk', 'schedule'])).toEqual([]);
    expect(injectionsIn('eval "x $CI_COMMIT_TITLE"', ['trunk'])).toEqual(['$CI_COMMIT_TITLE']);
  });
});
