import { units } from 'virtual:units';
import { beforeAll, describe, expect, it } from 'vitest';
import { auditRepository } from '../../../src/audit/audit.ts';
import type { RepositoryReport } from '../../../src/audit/report-types.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import { isIncomplete } from '../../../src/audit/verdict.ts';
import { renderService, standard } from '../../support/standard.ts';

// One thing in a generated service is made hostile. What cannot be read must be named, and never be taken for sound.

type Files = Readonly<Record<string, string>>;

const service = renderService({}).texts;
const workflow = Object.keys(service).find((path) => /^\.github\/workflows\/.*\.yml$/.test(path)) ?? '';
const audit = (files: Files): Promise<RepositoryReport> =>
  auditRepository(memoryTree(files), { standard, units, path: '.', today: '2026-11-25' });

const failures = ({ findings }: RepositoryReport): readonly string[] =>
  findings.filter(({ outcome }) => outcome === 'fail').map(({ rule, message }) => `${rule}: ${message}`);
const missed = ({ coverage }: RepositoryReport): readonly string[] =>
  coverage.skipped.filter(({ incomplete }) => incomplete).map(({ path, reason }) => `${path}: ${reason}`);

/** Milliseconds that one case may take on a machine that does other things too. */
const most = 5_000;

const costed = async (files: Files): Promise<RepositoryReport> => {
  const start = performance.now();
  const report = await audit(files);
  expect(performance.now() - start).toBeLessThan(most);
  expect(report.summary.error).toBe(0);
  return report;
};

beforeAll(async () => {
  const report = await audit(service);
  expect([failures(report), missed(report)]).toEqual([[], []]);
});

const repeat = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join('');

const contract = service['openapi.yaml'] ?? '';
const aliasBomb = `a0: &a0 [x]\n${repeat(30, (i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]\n`)}`;

describe('what cannot be read', () => {
  it.each<[string, string, string, RegExp]>([
    ['an alias bomb', 'openapi.yaml', `openapi: 3.1.0\n${aliasBomb}`, /more than 500000 nodes/],
    [
      'a flood of aliases',
      'openapi.yaml',
      `openapi: 3.1.0\na: &a [1]\nb: [${'*a,'.repeat(2_100)}]`,
      /more than 2000 aliases/,
    ],
    ['a cyclic alias', 'openapi.yaml', 'openapi: 3.1.0\na: &a { b: *a }', /an alias contains itself/],
    ['deep flow nesting', 'catalog-info.yaml', '['.repeat(50_000), /maxDepth/],
    ['deep block nesting', 'catalog-info.yaml', repeat(150, (i) => `${' '.repeat(i)}a:\n`), /not valid YAML/],
    [
      'a merge bomb',
      'openapi.yaml',
      `openapi: 3.1.0\na: &a {${repeat(200, (i) => `k${i}: 1,`)}}\nb: [${'{<<: [*a,*a]},'.repeat(100)}]`,
      /merge keys exceeded/,
    ],
    ['a duplicate key', 'catalog-info.yaml', 'kind: Component\nkind: API\n', /duplicated mapping key/],
    ['an unknown alias', 'catalog-info.yaml', 'kind: *nobody\n', /unidentified alias/],
    ['a tab as indentation', workflow, 'on:\n\tpush:\n', /not valid YAML: tab/],
    ['a NUL in YAML', workflow, 'on: push\nname: "a\0b"\n', /not valid YAML: binary/],
    [
      'two million characters of YAML',
      'openapi.yaml',
      `${contract}\n# ${'x'.repeat(2_000_001)}`,
      /larger than 2000000 characters of YAML/,
    ],
    [
      'five million characters',
      'package.json',
      `{"name": "${'x'.repeat(5_000_001)}"}`,
      /larger than 5000000 characters/,
    ],
    ['a cut-off JSON file', 'package.json', (service['package.json'] ?? '').slice(0, 40), /not valid JSON/],
    ['deep JSON', 'package.json', `${'['.repeat(5_000)}${']'.repeat(5_000)}`, /nested deeper than 100 levels/],
    ['a NUL in JSON', 'package.json', '{"name": "a\0"}', /not valid JSON: binary/],
    ['JSON with something behind it', 'package.json', '{} {}', /not valid JSON/],
    ['an empty JSON file', 'package.json', '', /not valid JSON/],
    [
      'a pointer of Git LFS',
      'openapi.yaml',
      'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n',
      /pointer of Git LFS/,
    ],
    ['deep TypeScript', 'src/app.ts', `console.log(1);\n${'('.repeat(200_000)}`, /not valid TypeScript/],
    [
      'a million characters of TypeScript',
      'src/app.ts',
      `console.log(1);${'x;'.repeat(500_001)}`,
      /larger than 1000000 characters of TypeScript/,
    ],
    ['TypeScript that is none', 'src/app.ts', 'console.log(1); const = ;;;{{{', /not valid TypeScript/],
    ['an unclosed template text', 'src/app.ts', 'console.log(`${`${`${', /not valid TypeScript/],
  ])('%s', async (_, path, content, reason) => {
    const report = await costed({ ...service, [path]: content });
    expect(missed(report).filter((line) => line.startsWith(`${path}: `) && reason.test(line))).toHaveLength(1);
    expect(isIncomplete(report)).toBe(true);
  });
});

describe('what is empty or other than it should be is a finding, or named as unread', () => {
  it.each<[string, Files]>([
    ['an empty README', { 'README.md': '' }],
    ['a README of bytes', { 'README.md': '\0\0\0' }],
    ['an empty CODEOWNERS', { CODEOWNERS: '', '.github/CODEOWNERS': '', 'docs/CODEOWNERS': '' }],
    ['an empty descriptor', { 'catalog-info.yaml': '' }],
    ['an empty contract', { 'openapi.yaml': '' }],
    ['a contract that is none', { 'openapi.yaml': 'paths: {}\n' }],
    ['a contract of comments', { 'openapi.yaml': '# openapi\n' }],
    ['a descriptor of nulls', { 'catalog-info.yaml': '---\n---\n---\nnull\n' }],
    ['a package that is a list', { 'package.json': '[]' }],
    ['a package that is null', { 'package.json': 'null' }],
    ['everything empty', Object.fromEntries(Object.keys(service).map((path) => [path, '']))],
    ['everything a number', Object.fromEntries(Object.keys(service).map((path) => [path, '0']))],
    ['everything bytes', Object.fromEntries(Object.keys(service).map((path) => [path, 'P\0NG']))],
  ])('%s', async (_, changes) => {
    const report = await costed({ ...service, ...changes });
    expect([failures(report).length > 0, isIncomplete(report)]).toContain(true);
  });
});

const cyclicRefs = contract.replace(
  /^ {2}schemas:\n/m,
  (line) =>
    `${line}    Loop: { $ref: '#/components/schemas/Pool' }\n    Pool: { allOf: [{ $ref: '#/components/schemas/Loop' }, { $ref: '#/components/schemas/Pool' }] }\n`,
);
const doubling = `const a0 = 'x';\n${repeat(60, (i) => `const a${i + 1} = [a${i}, a${i}];\n`)}export const all = a60;\nconsole.error;`;

describe('what is odd but sound changes nothing', () => {
  it.each<[string, Files]>([
    [
      'byte order marks',
      Object.fromEntries(
        Object.entries(service)
          .filter(([path]) => /\.(md|ya?ml|json)$/.test(path))
          .map(([path, text]) => [path, `\uFEFF${text}`]),
      ),
    ],
    [
      'CRLF in documents',
      Object.fromEntries(
        Object.entries(service)
          .filter(([path]) => /\.(md|ya?ml|json|ts)$/.test(path))
          .map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]),
      ),
    ],
    [
      'names of the prototype as files',
      { __proto__: 'x', constructor: 'x', 'docs/toString': 'x', 'src/hasOwnProperty.ts': 'export {};\n' },
    ],
    [
      'names that move a cursor',
      { 'docs/\u001b[2J\u001b[31m.md': '# x\n', 'docs/a\nb.md': '# x\n', 'docs/\u202Egnp.md': '# x\n' },
    ],
    ['names that differ by case alone', { 'readme.MD': service['README.md'] ?? '', 'Docs/x.md': '# x\n' }],
    ['names of the greatest length', { [`docs/${'d'.repeat(250)}/${'n'.repeat(251)}.md`]: '# x\n' }],
    ['lone surrogates', { 'docs/surrogates.md': '# \uD800 \uDFFF\n', 'docs/surrogates.json': '{"a": "\\ud800"}' }],
    [
      'a megabyte in one line',
      { 'docs/line.md': 'x '.repeat(500_000), 'docs/line.json': `[${'1,'.repeat(300_000)}1]` },
    ],
    [
      'keys of the prototype in a contract',
      { 'openapi.yaml': `${contract}\nx-odd: { __proto__: { polluted: true }, constructor: { prototype: 1 } }\n` },
    ],
    [
      'unknown tags',
      { 'openapi.yaml': `${contract}\nx-odd: [!!python/object:os.system ls, !vault x, !!js/function 'y']\n` },
    ],
    ['references in a circle', { 'openapi.yaml': cyclicRefs }],
    [
      'a chain of five thousand constants',
      {
        'src/chain.ts': `const c0 = 1;\n${repeat(5000, (i) => `const c${i + 1} = c${i};\n`)}export const end = c5000;\n`,
      },
    ],
    [
      'constants that double',
      {
        'src/doubling.ts': doubling,
        'infra/lib/doubling.ts': `import * as cdk from 'aws-cdk-lib';\n${doubling}\nnew cdk.Tag(all, 'x', all);\n`,
      },
    ],
    [
      'modules that import each other',
      {
        'infra/lib/a.ts': "import { b } from './b.ts';\nexport const a = b;\n",
        'infra/lib/b.ts': "import { a } from './a.ts';\nexport const b = a;\n",
      },
    ],
    [
      'classes that extend each other',
      {
        'infra/lib/c.ts':
          "import { Stack } from 'aws-cdk-lib';\nclass A extends B {}\nclass B extends A { x = new A(this, 'a', new B()); }\nexport { A, B, Stack };\n",
      },
    ],
    ['a configuration that extends itself', { 'docs/tsconfig.base.json': '{"extends": "./tsconfig.base.json"}' }],
    ['ten thousand headings', { 'docs/headings.md': '# '.repeat(10_000) + '\n## x'.repeat(10_000) }],
    [
      'brackets without an end',
      {
        'docs/brackets.md': `${'['.repeat(100_000)}\n${'<!--'.repeat(50_000)}\n${'`'.repeat(100_000)}\n${'| '.repeat(100_000)}`,
      },
    ],
    [
      'white space without an end',
      { 'docs/space.md': `# a${' '.repeat(300_000)}b\n${'\n'.repeat(100_000)}${'\t'.repeat(100_000)}x` },
    ],
    [
      'half secrets without an end',
      {
        'docs/half.yaml': `a: "${'AKIA'.repeat(50_000)}"\nb: "${'postgres://a:b'.repeat(20_000)}"\n`,
        'scripts/half.sh': `${'-----BEGIN PRIVATE KEY'.repeat(20_000)}\n`,
      },
    ],
    ['a script of a megabyte', { 'scripts/long.sh': `#!/bin/sh\nset -eu\n${'echo "x" && '.repeat(80_000)}true\n` }],
    [
      'four thousand notes',
      Object.fromEntries(Array.from({ length: 4_000 }, (_, index) => [`docs/notes/${index}.md`, '# Note\n'])),
    ],
    [
      'numbers beyond all measure',
      { 'docs/numbers.json': '{"a": 1e999, "b": -1e999, "c": 123456789012345678901234567890}' },
    ],
  ])('%s', async (_, changes) => {
    const report = await costed({ ...service, ...changes });
    expect(failures(report)).toEqual([]);
    expect(missed(report)).toEqual([]);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('what is too much of something ends, and says what it says', () => {
  it.each<[string, Files]>([
    [
      'a workflow that calls itself',
      {
        '.github/workflows/self.yml': 'on: push\npermissions: {}\njobs:\n  a: { uses: ./.github/workflows/self.yml }\n',
      },
    ],
    [
      'actions that use each other',
      {
        '.github/actions/a/action.yml': 'runs: { using: composite, steps: [{ uses: ./.github/actions/b }] }\n',
        '.github/actions/b/action.yml': 'runs: { using: composite, steps: [{ uses: ./.github/actions/a }] }\n',
      },
    ],
    [
      'jobs that need each other',
      {
        '.github/workflows/circle.yml':
          'on: push\njobs:\n  a: { needs: b, runs-on: x, steps: [] }\n  b: { needs: a, runs-on: x, steps: [] }\n',
      },
    ],
    [
      'five thousand jobs that need all others before them',
      {
        '.github/workflows/many.yml': `on: push\njobs:\n${repeat(1500, (i) => `  j${i}: { needs: [${i > 0 ? `j${i - 1}` : ''}${i > 1 ? `, j${i >> 1}` : ''}], runs-on: x, steps: [{ run: npm test }] }\n`)}`,
      },
    ],
    [
      'expressions without an end',
      {
        '.github/workflows/open.yml': `on: push\njobs: { a: { runs-on: x, if: "${'${{ a && ('.repeat(5_000)}", steps: [{ run: "${'${{ '.repeat(20_000)}" }] } }\n`,
      },
    ],
    [
      'owners of ten thousand lines',
      { CODEOWNERS: `* @acme/team\n${repeat(10_000, (i) => `/src/f${i} @acme/team\n`)}` },
    ],
    [
      'owners with patterns that could go back',
      { CODEOWNERS: `${'*a'.repeat(2_000)}b @acme/team\n${'**/'.repeat(2_000)}x @acme/team\n` },
    ],
    ['an image of endless lines', { Dockerfile: `FROM node:24\n${'RUN a && \\\n'.repeat(50_000)}` }],
    ['an image with a heredoc that stays open', { Dockerfile: `FROM node:24\nRUN <<EOF\n${'x\n'.repeat(50_000)}` }],
    [
      'a descriptor of three thousand entries',
      {
        'catalog-info.yaml': repeat(
          3_000,
          (i) =>
            `---\nkind: Component\nmetadata: { name: c${i} }\nspec: { owner: group:x, dependsOn: [component:c${i + 1}] }\n`,
        ),
      },
    ],
    [
      'a template of ten thousand resources',
      {
        'infra/x.template.json': JSON.stringify({
          Resources: Object.fromEntries(
            Array.from({ length: 10_000 }, (_, i) => [
              `R${i}`,
              { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: `R${i + 1}` } } },
            ]),
          ),
        }),
      },
    ],
    [
      'a contract of two thousand paths',
      {
        'openapi.yaml': `openapi: 3.1.0\ninfo: { title: x, version: 1.0.0 }\npaths:\n${repeat(2_000, (i) => `  /p${i}: { $ref: '#/paths/~1p${i + 1}' }\n`)}`,
      },
    ],
    [
      'a pack of constructs in each other',
      {
        'infra/lib/nested.ts': `import { Stack } from 'aws-cdk-lib';\nexport const x = ${'new Stack('.repeat(800)}${')'.repeat(800)};\n`,
      },
    ],
    ['a migration without an end', { 'migrations/9999_x.sql': `alter table ${'a, '.repeat(200_000)}` }],
  ])('%s', async (_, changes) => {
    const report = await costed({ ...service, ...changes });
    expect(report.coverage.files).toBeGreaterThan(100);
  });
});
