import { describe, expect, it } from 'vitest';
import { locate } from '../../../src/audit/positions.ts';

/** The text that a pointer's range covers, with its place. */
const shown = async (text: string, pointer: string, document?: number): Promise<string> => {
  const range = await locate(text, { pointer, ...(document !== undefined && { document }) });
  if (range === undefined) return 'nowhere';
  const line = text.split('\n')[range.line - 1] ?? '';
  return `${range.line}:${range.column} ${line.slice(range.column - 1, range.endColumn - 1)}`;
};

const workflow = `# comment
on: [push, pull_request]
jobs:
  build:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@v4
      - name: Test
        run: |
          npm ci
          npm test
  "deploy/prod": { needs: build }
`;

describe('locate in YAML', () => {
  it.each([
    ['/on', '2:1 on'],
    ['/on/1', '2:12 pull_request'],
    ['/jobs', '3:1 jobs'],
    ['/jobs/build', '4:3 build'],
    ['/jobs/build/runs-on', '5:5 runs-on: ubuntu-24.04'],
    ['/jobs/build/steps/0', '7:9 uses: actions/checkout@v4'],
    ['/jobs/build/steps/0/uses', '7:9 uses: actions/checkout@v4'],
    ['/jobs/build/steps/1', '8:9 name: Test'],
    ['/jobs/build/steps/1/run', '9:9 run: |'],
    ['/jobs/deploy~1prod', '12:3 "deploy/prod"'],
    ['/jobs/deploy~1prod/needs', '12:20 needs: build'],
  ])('%s stands at %s', async (pointer, expected) => {
    expect(await shown(workflow, pointer)).toBe(expected);
  });

  it.each([
    ['a missing key', '/jobs/build/timeout-minutes', '4:3 build'],
    ['a missing list entry', '/jobs/build/steps/7', '6:5 steps'],
    ['a step into a scalar', '/jobs/build/runs-on/x/y', '5:5 runs-on: ubuntu-24.04'],
    ['a missing top-level key', '/permissions', '2:1 on: [push, pull_request]'],
    ['the whole document', '', '2:1 on: [push, pull_request]'],
  ])('%s falls back to the nearest parent', async (_, pointer, expected) => {
    expect(await shown(workflow, pointer)).toBe(expected);
  });

  it('counts documents of a stream', async () => {
    const text = 'kind: Component\n---\n# the API\nkind: API\n---\nkind: System\n';
    expect(await shown(text, '/kind', 1)).toBe('4:1 kind: API');
    expect(await shown(text, '/kind', 2)).toBe('6:1 kind: System');
    expect(await shown(text, '/kind', 9)).toBe('1:1 k');
  });

  it('follows aliases and merge keys to where the text stands', async () => {
    const text =
      'base: &base\n  image: node\n  env: { A: 1 }\njob:\n  <<: *base\n  script: x\nother: *base\nlist:\n  <<: [*base, { only: main }]\n';
    expect(await shown(text, '/job/image')).toBe('2:3 image: node');
    expect(await shown(text, '/job/env/A')).toBe('3:10 A: 1');
    expect(await shown(text, '/other/image')).toBe('2:3 image: node');
    expect(await shown(text, '/other')).toBe('7:1 other: *base');
    expect(await shown(text, '/list/only')).toBe('9:17 only: main');
  });

  it('takes the long form of a CloudFormation tag as the tag itself', async () => {
    const text = 'Role:\n  Arn: !Sub "arn:${A}"\n  Names: !If [Prod, a, b]\n';
    expect(await shown(text, '/Role/Arn/Fn::Sub')).toBe('2:3 Arn: !Sub "arn:${A}"');
    expect(await shown(text, '/Role/Names/Fn::If/2')).toBe('3:24 b');
  });

  it('counts lines that end in CRLF and shows no carriage return', async () => {
    expect(await shown('a: 1\r\nb:\r\n  c: two\r\n', '/b/c')).toBe('3:3 c: two');
    expect(await shown('a:\r\n  - x\r\n  - y: 1\r\n    z: 2\r\n', '/a/1')).toBe('3:5 y: 1');
  });

  it('points somewhere in files that the parser finds odd', async () => {
    expect(await shown('a: 1\na: 2\n\tb: [\n', '/a')).toMatch(/^\d+:1 a/);
    expect(await shown('', '/a')).toBe('1:1 ');
    expect(await shown('\n# nothing', '/a')).toMatch(/^[12]:1 /);
  });
});

describe('locate in JSON', () => {
  const text = '{\n\t"name": "orders",\n\t"scripts": {\n\t\t"test": "vitest",\n\t\t"a/b": [1, {"x": null}]\n\t}\n}\n';
  it.each([
    ['/name', '2:2 "name": "orders"'],
    ['/scripts', '3:2 "scripts":'],
    ['/scripts/test', '4:3 "test": "vitest"'],
    ['/scripts/a~1b/1/x', '5:15 "x": null'],
    ['/scripts/a~1b/0', '5:11 1'],
    ['/scripts/lint', '3:2 "scripts":'],
    ['/license', '1:1 {'],
  ])('%s stands at %s, tabs and all', async (pointer, expected) => {
    expect(await shown(text, pointer)).toBe(expected);
    expect(await shown(text.replaceAll('\n', '\r\n'), pointer)).toBe(expected);
  });

  it('reads comments and trailing commas', async () => {
    expect(
      await shown('// strict\n{ "compilerOptions": { /* yes */ "strict": true, }, }', '/compilerOptions/strict'),
    ).toBe('2:34 "strict": true');
  });

  it('finds its way in a line of a megabyte', async () => {
    const wide = `{"a":[${'1,'.repeat(500_000)}2],"b":"x"}`;
    expect(await locate(wide, { pointer: '/b' })).toMatchObject({ line: 1, column: wide.indexOf('"b"') + 1 });
  });
});
