import { describe, expect, it } from 'vitest';
import { createDocuments } from '../../../src/audit/documents.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import { reader } from '../../../templates/base/read.ts';
import { emptyModel } from '../../../templates/base/model.ts';
import { judge } from '../../../templates/base/rules/own-codeowners.ts';
import { judgeContext } from '../../support/judge-context.ts';

const judged = async (owners: string, paths: readonly string[] = []): Promise<readonly string[]> => {
  const files = Object.fromEntries([['CODEOWNERS', owners], ...paths.map((path) => [path, 'x'] as const)]);
  const { view } = createDocuments(memoryTree(files), reader.globs);
  return [judge({ ...emptyModel, ...(await reader.read(view)) }, judgeContext)]
    .flat()
    .map(({ outcome, message }) => `${outcome} ${message}`);
};

const lines = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');

const workflows = Array.from({ length: 200 }, (_, at) => `.github/workflows/${at}.yml`);
const migrations = Array.from({ length: 3000 }, (_, at) => `services/s${at % 200}/migrations/${at}.sql`);

describe('owners of code', () => {
  it.each([
    ['a path each', (at: number) => `/f/${at} @a/b`],
    ['a name each', (at: number) => `n${at} @a/b`],
    ['a wildcard each', (at: number) => `*${at}x @a/b`],
    ['stars each', (at: number) => `**/*${at}*/x @a/b`],
  ])('are told in time of a hundred thousand lines with %s', async (_, line) => {
    const start = performance.now();
    const found = await judged(`* @a/team\n${lines(100_000, line)}`, [...workflows, ...migrations]);
    expect(performance.now() - start).toBeLessThan(5000);
    expect(found.filter((one) => !one.startsWith('pass'))).toEqual([]);
  });

  it('are those of the last line that names a path', async () => {
    const found = await judged('* @a/team\n.github/ @a/ci\n/.github/workflows/1.yml @jane\nx/ @a/x\n', workflows);
    expect(found).toContainEqual(
      'fail A change of the pipeline (.github/workflows/1.yml) needs the approval of @jane: no team.',
    );
  });

  it('who are not there by default are reported once, with the paths that nobody else owns', async () => {
    expect(
      await judged('# Nobody yet\n', ['.github/workflows/1.yml', 'openapi.yaml', '.github/workflows/openapi.yml']),
    ).toEqual([
      'fail No catch-all line: what no line names can be changed without its owner. That holds for the rules of ownership, the pipeline and the contract too.',
    ]);
    expect(await judged('* @jane\n/openapi.yaml @a/api\n', ['openapi.yaml'])).toEqual([
      'fail The default owner is @jane: people, not a team. That holds for the rules of ownership too.',
      'pass Changes of the contract need @a/api.',
    ]);
  });

  it('in a file that GitHub does not load are nobody', async () => {
    expect(await judged(`* @a/team\n${lines(110_000, (at) => `/a/long/folder/with/a/name/${at} @a/b`)}`)).toEqual([
      'fail GitHub does not load CODEOWNERS, since it has more than 3 MB: nobody has to approve anything.',
    ]);
  });

  it('that the host ignores are named up to a number', async () => {
    const found = await judged(`* @a/team\n${lines(500, () => 'a b c')}`);
    expect(found.at(-1)).toBe('fail GitHub ignores 480 more lines of CODEOWNERS, from line 22 on.');
  });
});
