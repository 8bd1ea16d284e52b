import { describe, expect, it } from 'vitest';
import { pipelineOf } from './repository.ts';

const lacks = async (files: Record<string, string>): Promise<unknown> =>
  (await pipelineOf(files)).manifests.map(({ manager, lock }) => [
    manager,
    lock === null ? null : lock.compared ? lock.missing : 'not compared',
  ]);

const manifest = (dependencies: object, more: object = {}): string =>
  JSON.stringify({ name: 'orders', private: true, dependencies, ...more });

describe('a lock file that is compared with its manifest', () => {
  it.each<[string, Record<string, string>, unknown]>([
    [
      'of npm, first format: by names',
      {
        'package.json': manifest({ a: '^1.0.0', b: '1' }),
        'package-lock.json': '{ "dependencies": { "a": { "version": "1.2.0" } } }',
      },
      [['npm', ['b 1']]],
    ],
    [
      'of npm: a member of a workspace',
      {
        'package.json': manifest({ x: '1' }, { workspaces: ['packages/*'] }),
        'packages/a/package.json': JSON.stringify({ name: 'a', private: true, dependencies: { orders: '*', y: '^2' } }),
        'package-lock.json': JSON.stringify({
          packages: { '': { dependencies: { x: '1' } }, 'packages/a': { dependencies: { y: '^1' } } },
        }),
      },
      [
        ['npm', []],
        ['npm', ['y ^2']],
      ],
    ],
    [
      'of npm: a range that the project replaces, an alias, a repository',
      {
        'package.json': manifest({ a: '^1', b: 'npm:c@^3', d: 'github:acme/d', e: '2' }, { overrides: { a: '2.0.0' } }),
        'package-lock.json':
          '{ "packages": { "": { "dependencies": { "a": "2.0.0", "b": "npm:c@^2", "d": "git+ssh://x", "e": "2" } } } }',
      },
      [['npm', []]],
    ],
    [
      'of pnpm: catalogues and older importers',
      {
        'package.json': manifest({ a: 'catalog:', b: '^2' }),
        'pnpm-lock.yaml': "importers: { .: { specifiers: { a: 'catalog:', b: ^1 } } }",
      },
      [['pnpm', ['b ^2']]],
    ],
    [
      'of bun: with trailing commas',
      {
        'package.json': manifest({ a: '^1', b: '^1' }),
        'bun.lock':
          '{ "lockfileVersion": 1, "workspaces": { "": { "name": "orders", "dependencies": { "a": "^1", }, }, }, }',
      },
      [['bun', ['b ^1']]],
    ],
    [
      'of uv: names and ranges as indexes compare them',
      {
        'pyproject.toml':
          '[project]\nname = "Orders.API"\ndependencies = ["Fast_API>=1", "b [x] >=2, <3 ; python_version > \'3\'", "c>1"]\n',
        'uv.lock':
          '[[package]]\nname = "fast-api"\n[[package]]\nname = "b"\n[[package]]\nname = "c"\n[[package]]\nname = "orders-api"\n[package.metadata]\nrequires-dist = [{ name = "fast-api", specifier = ">=1" }, { name = "b", specifier = "<3,>=2" }, { name = "c", specifier = ">2" }]\n',
      },
      [['uv', ['c >1']]],
    ],
    [
      'of Pipenv',
      {
        Pipfile: '[packages]\nflask = "*"\n[dev-packages]\npytest = "*"\n',
        'Pipfile.lock': '{ "default": { "flask": {} }, "develop": {} }',
      },
      [['pipenv', ['pytest *']]],
    ],
    [
      'of Go: what is replaced has no checksum of its own',
      {
        'go.mod': 'module x\n\nrequire (\n\ta.com/a v1.0.0 // indirect\n\tb.com/b v1.0.0\n)\nreplace a.com/a => ../a\n',
        'go.sum': 'b.com/b v1.0.0/go.mod h1:x\n',
      },
      [['go', []]],
    ],
  ])('%s', async (_, files, expected) => {
    expect(await lacks(files)).toEqual(expected);
  });

  it('is left alone when it holds nothing that could be compared', async () => {
    expect(
      await lacks({
        'package.json': manifest({ a: '1' }),
        'package-lock.json': '[]',
        'b/package.json': manifest({ a: '1' }),
        'b/yarn.lock': 'what is this',
        'c/pyproject.toml': '[tool.poetry.dependencies]\na = "1"\n',
        'c/poetry.lock': '# nothing\n',
      }),
    ).toEqual([
      ['yarn', 'not compared'],
      ['npm', 'not compared'],
      ['poetry', 'not compared'],
    ]);
  });

  it.each([
    ['package-lock.json', ''],
    ['package-lock.json', '{}'],
    ['package-lock.json', '{ "lockfileVersion": 3, "packages": {} }'],
    ['yarn.lock', '\n'],
    ['pnpm-lock.yaml', ''],
  ])('lacks everything when it locks nothing: %s as %j', async (name, text) => {
    const found = await lacks({ 'package.json': manifest({ a: '1' }), [name]: text });
    expect(found).toEqual([[expect.any(String), ['a 1']]]);
  });

  it('is read without harm when nothing in it is what it should be', async () => {
    const odd = '{ "packages": { "": 7 }, "dependencies": [1], "workspaces": 3 }';
    const found = await lacks({
      'package.json': '{ "dependencies": { "a": 1, "__proto__": "2", "b": "^1" } }',
      'package-lock.json': odd,
      'p/package.json': manifest({ a: '1' }),
      'p/pnpm-lock.yaml': 'importers: { .: [1, { dependencies: 7 }] }',
      'y/package.json': manifest({ a: '1' }),
      'y/yarn.lock': '__metadata: 3\n"orders@workspace:.": [1]\n',
    });
    expect(found).toHaveLength(3);
  });
});

it("Templates of other projects are nobody's packages here", async () => {
  const path = 'boilerplate/{{ cookiecutter.slug }}/package.json';
  expect(await lacks({ [path]: manifest({ a: '1' }) })).toEqual([]);
});
