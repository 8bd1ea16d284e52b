import { describe, expect, it } from 'vitest';
import { createDocuments } from '../../../src/audit/documents.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import { reader } from '../../../templates/pipeline/github-actions/read.ts';
import { complete } from '../../../templates/pipeline/complete.ts';
import type { Pipeline } from '../../../templates/pipeline/model.ts';
import { emptyModel } from '../../../templates/pipeline/model.ts';
import { judge as judgeBuildOnce } from '../../../templates/pipeline/rules/ci-build-once.ts';
import { judge as judgeToolchain } from '../../../templates/pipeline/rules/ci-toolchain-pinned.ts';
import { judgeContext } from '../../support/judge-context.ts';

const read = async (workflow: string): Promise<Pipeline> => {
  const { view } = createDocuments(memoryTree({ '.github/workflows/ci.yml': workflow }), reader.globs);
  return { ...emptyModel, ...((await reader.read(view)) as Pipeline) };
};

describe('parts of a pipeline that stand in other repositories', () => {
  it('may deliver when a change starts them, or when a person deploys with them', async () => {
    const { unread } = await read(`
on: { push: { branches: [main] }, workflow_dispatch: }
jobs:
  checks: { uses: example/workflows/.github/workflows/node.yml@v2 }
`);
    expect(unread).toHaveLength(1);
    const manual = await read(`
on: workflow_dispatch
jobs:
  deploy: { uses: example/workflows/.github/workflows/deploy.yml@v2 }
`);
    expect(manual.unread).toHaveLength(1);
    expect(judgeBuildOnce(complete(manual), judgeContext)).toMatchObject({ outcome: 'unknown' });
  });

  it('are not what keeps house beside it', async () => {
    const chores = await read(`
on: { schedule: [{ cron: 0 0 1 * * }], workflow_dispatch: }
jobs:
  lock: { uses: example/workflows/.github/workflows/issues.yml@v2 }
`);
    expect(chores.unread).toEqual([]);
    const scorecard = await read(`
on: { push: { branches: [main] } }
jobs:
  analysis: { uses: example/workflows/.github/workflows/scorecard.yml@v2 }
`);
    expect(scorecard.unread).toEqual([]);
    expect(judgeBuildOnce(scorecard, judgeContext)).toMatchObject({ outcome: 'not-applicable' });
  });
});

it('says that a matrix leaves the version open, instead of that nothing sets one up', async () => {
  const pipeline = await read(`
on: pull_request
jobs:
  test:
    strategy: { matrix: { node: [22, 24] } }
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/setup-node@v7
        with: { node-version: "\${{ matrix.node }}" }
`);
  const runtimes = pipeline.workflows.flatMap(({ jobs }) =>
    jobs.flatMap(({ steps }) => steps.flatMap(({ runtime }) => runtime ?? [])),
  );
  expect(judgeToolchain({ ...pipeline, runtimes }, judgeContext)).toMatchObject({
    outcome: 'unknown',
    message: expect.stringContaining('matrix') as string,
  });
});
