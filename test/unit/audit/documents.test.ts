import { describe, expect, it } from 'vitest';
import { createDocuments } from '../../../src/audit/documents.ts';
import type { Documents } from '../../../src/audit/documents.ts';
import { memoryTree } from '../../../src/audit/tree.ts';

const everything = ['**'];
const documentsOf = (files: Readonly<Record<string, string>>, globs: readonly string[] = everything): Documents =>
  createDocuments(memoryTree(files), globs);

/** Reads one YAML file and gives its documents, or else the reason that coverage shows. */
const yamlOf = (text: string, path = 'a.yaml'): unknown => {
  const documents = documentsOf({ [path]: text });
  return (
    documents.view.yaml(path) ??
    documents
      .coverage()
      .skipped.map(({ reason }) => reason)
      .join()
  );
};
const jsonOf = (text: string): unknown => {
  const documents = documentsOf({ 'a.json': text });
  return (
    documents.view.json('a.json') ??
    documents
      .coverage()
      .skipped.map(({ reason }) => reason)
      .join()
  );
};

describe('what a reader sees of a repository', () => {
  const files = {
    'src/b.ts': 'b',
    '.github/workflows/ci.yml': 'on: push',
    CODEOWNERS: '* @acme/team',
    'src/a.ts': 'a',
  };

  it('lists all paths in order, dot files too', () => {
    expect(documentsOf(files).view.paths).toEqual(['.github/workflows/ci.yml', 'CODEOWNERS', 'src/a.ts', 'src/b.ts']);
  });

  it('matches globs and plain paths', () => {
    const { view } = documentsOf(files);
    expect(view.glob('**/*.{yml,yaml}', 'CODEOWNERS', 'absent')).toEqual(['.github/workflows/ci.yml', 'CODEOWNERS']);
    expect(view.glob('src/*.ts')).toEqual(['src/a.ts', 'src/b.ts']);
    expect(view.glob()).toEqual([]);
  });

  it('opens only what some reader asks for, and each file once', () => {
    const opened: string[] = [];
    const tree = memoryTree(files);
    const spying = {
      ...tree,
      read: (path: string) => {
        opened.push(path);
        return tree.read(path);
      },
    };
    const { view, coverage } = createDocuments(spying, ['**/*.yml', 'CODEOWNERS']);
    expect(view.text('src/a.ts')).toBeUndefined();
    expect(view.text('absent')).toBeUndefined();
    expect(view.text('CODEOWNERS')).toBe('* @acme/team');
    expect(view.text('CODEOWNERS')).toBe('* @acme/team');
    expect(view.yaml('.github/workflows/ci.yml')).toBe(view.yaml('.github/workflows/ci.yml'));
    expect(opened).toEqual(['CODEOWNERS', '.github/workflows/ci.yml']);
    expect(coverage()).toEqual({ files: 4, read: 2, skipped: [] });
  });

  it('says of a file that could not be read why, and that the audit is incomplete for it', () => {
    const tree = {
      paths: ['a', 'b'],
      skipped: [{ path: 'link', reason: 'a link', incomplete: false }],
      read: () => ({ skipped: 'no permission' }),
    };
    const { view, coverage } = createDocuments(tree, everything);
    expect(view.text('a')).toBeUndefined();
    expect(coverage().skipped).toEqual([
      { path: 'a', reason: 'no permission', incomplete: true },
      { path: 'link', reason: 'a link', incomplete: false },
    ]);
  });

  it('misses nothing in a binary file that is only searched, but cannot do without one that must be parsed', () => {
    const { view, coverage } = documentsOf({ 'logo.png': 'P\0N', 'openapi.yaml': 'o\0p' });
    expect(view.text('logo.png')).toBeUndefined();
    expect(view.yaml('openapi.yaml')).toBeUndefined();
    expect(coverage().skipped).toEqual([
      { path: 'logo.png', reason: 'binary', incomplete: false },
      { path: 'openapi.yaml', reason: 'not valid YAML: binary', incomplete: true },
    ]);
  });

  it('drops a byte order mark and takes replaced characters as they come', () => {
    expect(documentsOf({ a: '\uFEFFtext' }).view.text('a')).toBe('text');
    expect(jsonOf('\uFEFF{"a": 1}')).toEqual({ a: 1 });
    expect(yamlOf('\uFEFFa: caf\uFFFD')).toEqual([{ a: 'caf\uFFFD' }]);
  });
});

describe('the same text', () => {
  const text = 'same: [text]\n';
  const code = 'export const same = 1;\n';

  it('is parsed once for many repositories, and apart for two files of one', async () => {
    const { view } = documentsOf({ 'a.yaml': text, 'b.yaml': text, 'a.ts': code, 'b.ts': code });
    expect(view.yaml('a.yaml')).toEqual(view.yaml('b.yaml'));
    expect(view.yaml('a.yaml')).not.toBe(view.yaml('b.yaml'));
    expect(await view.typescript('a.ts')).not.toBe(await view.typescript('b.ts'));
    const other = documentsOf({ 'c.yaml': text, 'c.ts': code, 'c.tsx': code }).view;
    expect(other.yaml('c.yaml')).toBe(view.yaml('a.yaml'));
    expect(await other.typescript('c.ts')).toBe(await view.typescript('a.ts'));
    expect(await other.typescript('c.tsx')).not.toBe(await view.typescript('a.ts'));
  });
});

describe('YAML', () => {
  it('is read as plain JSON data: no dates, no YAML 1.1 booleans', () => {
    expect(yamlOf('on: push\ndate: 2026-01-31\nno: yes\nhex: 0x10\nempty:\n')).toEqual([
      { on: 'push', date: '2026-01-31', no: 'yes', hex: 16, empty: null },
    ]);
  });

  it('has many documents, or none', () => {
    expect(yamlOf('a: 1\n---\nb: 2\n')).toEqual([{ a: 1 }, { b: 2 }]);
    expect(yamlOf('')).toEqual([]);
    expect(yamlOf('{"a": 1}', 'a.json')).toEqual([{ a: 1 }]);
  });

  it('merges keys and shares aliases', () => {
    expect(yamlOf('a: &a { x: 1 }\nb: { <<: *a, y: 2 }\nc: *a\r\n')).toEqual([
      { a: { x: 1 }, b: { x: 1, y: 2 }, c: { x: 1 } },
    ]);
  });

  it('has CloudFormation tags in their long form', () => {
    expect(
      yamlOf(
        'a: !Ref X\nb: !GetAtt A.B.C\nc: !Sub ["${x}", { x: !Ref Y }]\nd: !If [P, 1, 2]\ne: !Condition C\nf: !GetAtt [A, B]',
      ),
    ).toEqual([
      {
        a: { Ref: 'X' },
        b: { 'Fn::GetAtt': ['A', 'B.C'] },
        c: { 'Fn::Sub': ['${x}', { x: { Ref: 'Y' } }] },
        d: { 'Fn::If': ['P', 1, 2] },
        e: { Condition: 'C' },
        f: { 'Fn::GetAtt': ['A', 'B'] },
      },
    ]);
  });

  it('keeps the data of tags that it does not know', () => {
    expect(
      yamlOf(
        'a: !include [x, y]\nb: !!python/name:os.system z\nc: !vault |\n  s\nd: !x { e: 1 }\nf: !!js/function "g"\nh: !x\n',
      ),
    ).toEqual([{ a: ['x', 'y'], b: 'z', c: 's\n', d: { e: 1 }, f: 'g', h: null }]);
  });

  it("tells GitLab's references from lists", () => {
    expect(yamlOf('a: !reference [.x, script]\nb: [.x, script]\nc:\n  - !reference [.y]\n')).toEqual([
      { a: { '!reference': ['.x', 'script'] }, b: ['.x', 'script'], c: [{ '!reference': ['.y'] }] },
    ]);
  });
});

describe('hostile documents', () => {
  const bomb = [
    'a0: &a0 [x]',
    ...Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`),
  ].join('\n');

  it.each([
    ['an alias bomb', bomb, 'more than 500000 nodes'],
    ['a flood of aliases', `a: &a [1]\nb: [${'*a,'.repeat(2_100)}]`, 'more than 2000 aliases'],
    ['a cyclic alias', 'a: &a [*a]', 'an alias contains itself'],
    ['a cyclic mapping', 'a: &a { b: { c: *a } }', 'an alias contains itself'],
    [
      'aliases that nest deeper and deeper',
      `l0: &l0 [x]\n${Array.from({ length: 120 }, (_, i) => `l${i + 1}: &l${i + 1} [*l${i}]`).join('\n')}`,
      'nested deeper than 100 levels',
    ],
    ['deep nesting', '['.repeat(50_000), 'not valid YAML: nesting exceeded maxDepth (100) (1:100)'],
    [
      'deep block nesting',
      Array.from({ length: 150 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
      /^not valid YAML: nesting exceeded .* \(100:100\)$/,
    ],
    [
      'a merge bomb',
      `a: &a {${Array.from({ length: 200 }, (_, i) => `k${i}: 1`).join()}}\nb: [${'{<<: [*a,*a]},'.repeat(100)}]`,
      /^not valid YAML: merge keys exceeded .* \(2:\d+\)$/,
    ],
    ['a duplicate key', 'a: 1\nb: 2\na: 3\n', 'not valid YAML: duplicated mapping key (3:1)'],
    ['an unknown alias', 'a: *b', 'not valid YAML: unidentified alias "b" (1:6)'],
    ['a tab as indentation', 'a:\n\tb: 1', /^not valid YAML: tab characters .* \(2:\d+\)$/],
    ['a huge file', `a: ${'x'.repeat(2_000_001)}`, 'larger than 2000000 characters of YAML'],
  ])('%s is a reason in the coverage, not a crash', (_, text, reason) => {
    expect(yamlOf(text)).toEqual(typeof reason === 'string' ? reason : expect.stringMatching(reason));
  });

  it.each([
    ['deep nesting', '['.repeat(200_000), 'nested deeper than 100 levels'],
    ['deep but closed nesting', `${'['.repeat(5_000)}${']'.repeat(5_000)}`, 'nested deeper than 100 levels'],
    ['a cut-off file', '{\n  "a": 1,\n  "b": [1, 2', 'not valid JSON: "," or "]" expected (3:13)'],
    ['an open string', '{"a": "x\n}', 'not valid JSON: a string expected (1:7)'],
    ['no content', '', 'not valid JSON: a value expected (1:1)'],
    ['two values', '{} {}', 'not valid JSON: the end of the file expected (1:4)'],
    ['an open comment', '/* {}', 'not valid JSON: a value expected (1:1)'],
    ['a bare key', '{a: 1}', 'not valid JSON: a key in double quotes expected (1:2)'],
    ['a huge file', `"${'x'.repeat(5_000_000)}"`, 'larger than 5000000 characters'],
  ])('JSON: %s is a reason in the coverage, not a crash', (_, text, reason) => {
    expect(jsonOf(text)).toBe(reason);
  });

  it('a megabyte in one line is read like any other file', () => {
    expect(jsonOf(`[${'1,'.repeat(400_000)}1]`)).toHaveLength(400_001);
    expect(yamlOf(`a: "${'x'.repeat(1_000_000)}"`)).toEqual([{ a: 'x'.repeat(1_000_000) }]);
  });

  it('comments and trailing commas are no mistakes', () => {
    expect(jsonOf('// for tsc\n{ "a": [1, 2,], /* b */ "c": "\\u0041//x", }')).toEqual({ a: [1, 2], c: 'A//x' });
  });

  it.each(['{"__proto__": {"polluted": true}}', '{"__proto__": {"polluted": true},}'])(
    '%s is data and changes no prototype',
    (text) => {
      const value = jsonOf(text) as object;
      expect(Object.keys(value)).toEqual(['__proto__']);
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
      expect((yamlOf(text.replace(',}', '}')) as object[]).map((document) => Object.keys(document))).toEqual([
        ['__proto__'],
      ]);
      expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    },
  );
});

describe('TypeScript', () => {
  const parse = async (path: string, text: string): Promise<string> => {
    const { view, coverage } = documentsOf({ [path]: text });
    const file = await view.typescript(path);
    return (
      file?.program.body.map(({ type }) => type).join() ??
      coverage()
        .skipped.map(({ reason }) => reason)
        .join()
    );
  };

  it('is parsed with types, decorators and JSX where the name allows it', async () => {
    expect(await parse('a.ts', 'const x = <T>y; @d class C { readonly a!: string }')).toBe(
      'VariableDeclaration,ClassDeclaration',
    );
    expect(await parse('a.tsx', 'const x = <p>hello</p>;')).toBe('VariableDeclaration');
    expect(await parse('a.cjs', 'module.exports = 1; return;')).toMatch(/^ExpressionStatement/);
  });

  it('forgives small mistakes and names large ones', async () => {
    expect(await parse('a.ts', 'const a = 1; const a = 2;')).toBe('VariableDeclaration,VariableDeclaration');
    expect(await parse('a.ts', 'const = ;;;{{{')).toMatch(/^not valid TypeScript: .*\(1:\d+\)/);
    expect(await parse('a.ts', '('.repeat(200_000))).toMatch(/^not valid TypeScript: /);
    expect(await parse('a.ts', 'x;'.repeat(500_001))).toBe('larger than 1000000 characters of TypeScript');
  });
});
