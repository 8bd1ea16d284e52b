import { describe, expect, it } from 'vitest';
import { pipelineOf } from './repository.ts';

const ci = (run: string, on = 'pull_request'): string =>
  `on: ${on}\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: ${run}\n`;

const hidden = async (run: string, files: Record<string, string> = {}, on?: string): Promise<readonly string[]> => {
  const { unread } = await pipelineOf({ ...files, '.github/workflows/ci.yml': ci(run, on) });
  return unread.map(({ tool }) => tool);
};

describe('what a pull request starts and nobody can follow', () => {
  it.each([
    ['make ci', { Makefile: 'ci: $(foreach name,${NAMES}, ci-${name})\n' }],
    ['make verify', { Makefile: 'include common.mk\nbuild:\n\tgo build ./...\n' }],
    ['just everything', {}],
    ['./tools/all-checks orders', { 'tools/all-checks': '' }],
    ['python scripts/verify.py', { 'scripts/verify.py': '' }],
    ['$ROOT/tools/check-all', { 'tools/check-all': '' }],
  ])('%s may check anything', async (run, files) => {
    expect(await hidden(run, files)).toHaveLength(1);
  });

  it.each([
    ['make lint', { Makefile: 'lint:\n\tgolangci-lint run ./...\n' }],
    ['make hello', { Makefile: 'hello:\n\techo hello\n' }],
    ['make setup', {}],
    ['./scripts/deploy orders', { 'scripts/deploy': '' }],
    ['./script/test', { 'script/test': '' }],
    ['./not-here/check', {}],
    ['node --version', {}],
  ])('%s hides no check', async (run, files) => {
    expect(await hidden(run, files)).toEqual([]);
  });

  it('is of no interest where no change starts it', async () => {
    expect(await hidden('just everything', {}, 'workflow_dispatch')).toEqual([]);
  });
});
