import { describe, expect, it } from 'vitest';
import { createDocuments } from '../../../src/audit/documents.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import { reader } from '../../../templates/base/read.ts';
import { emptyModel } from '../../../templates/base/model.ts';
import type { Repository } from '../../../templates/base/model.ts';
import { judge as judgeOnCall } from '../../../templates/base/rules/own-oncall.ts';
import { judge as judgeReadme } from '../../../templates/base/rules/doc-readme.ts';
import { judge as judgeReview } from '../../../templates/base/rules/ops-readiness-review.ts';
import { judge as judgeRunbooks } from '../../../templates/base/rules/ops-runbooks.ts';
import { judgeContext } from '../../support/judge-context.ts';

const read = async (files: Readonly<Record<string, string>>): Promise<Repository> => {
  const { view } = createDocuments(memoryTree(files), reader.globs);
  return { ...emptyModel, ...(await reader.read(view)) };
};

const npm = (more = ''): Readonly<Record<string, string>> => ({
  'package.json': `{ "name": "money", "version": "1.0.0", "exports": "./main.js"${more} }`,
  'README.md': '# Money\n\nAdds amounts of money.\n\n## Install\n\n## Test\n\n## Maintainers\n\n## API docs\n',
});

describe('a package that others install and that runs nowhere', () => {
  it.each([
    ['of npm', npm()],
    [
      'of a workspace',
      { 'package.json': '{ "private": true }', 'packages/a/package.json': npm()['package.json'] ?? '' },
    ],
    ['of PyPI', { 'pyproject.toml': '[build-system]\nrequires = ["hatchling"]\n[project]\nname = "money"\n' }],
    ['of crates.io', { 'Cargo.toml': '[package]\nname = "money"\n', 'src/lib.rs': '' }],
    ['with a command that serves something', npm(', "bin": "cli.js", "dependencies": { "express": "5.1.0" }')],
    ['with an example that is deployed', { ...npm(), 'examples/web/Dockerfile': 'FROM node' }],
  ])('is told: %s', async (_, files) => {
    expect((await read(files)).library?.name).toBeTruthy();
  });

  it.each([
    ['private', npm(', "private": true')],
    ['with a server', npm(', "dependencies": { "express": "5.1.0" }')],
    ['with an image', { ...npm(), Dockerfile: 'FROM node' }],
    ['with infrastructure', { ...npm(), 'infra/main.tf': '' }],
    [
      'called a service',
      {
        ...npm(),
        'catalog-info.yaml':
          'apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: { name: a }\nspec: { type: service }\n',
      },
    ],
    ['without a version', { 'package.json': '{ "name": "orders" }' }],
  ])('is not one that is %s', async (_, files) => {
    expect((await read(files)).library).toBeNull();
  });

  it('needs no runbooks, no review, nobody on call and no word on deployment', async () => {
    const library = await read(npm());
    for (const judge of [judgeOnCall, judgeReview, judgeRunbooks]) {
      expect([judge(library, judgeContext)].flat().map(({ outcome }) => outcome)).toEqual(['not-applicable']);
    }
    expect([judgeReadme(library, judgeContext)].flat().map(({ outcome }) => outcome)).toEqual(['pass']);
  });
});

it('Runbooks in a wiki that the README links to cannot be seen', async () => {
  const readme = '# A\n\nSee [what to do](https://wiki.acme.dev/shop/runbooks/deploy).\n';
  const found = [judgeRunbooks(await read({ 'README.md': readme }), judgeContext)].flat();
  expect(found.map(({ outcome }) => outcome)).toEqual(['unknown']);
});

it.each([
  ['## Orders is an open-source tool for shops\n\n## Run\n', false],
  ['## Installation\n\nRun the installer first.\n\n## Run\n', true],
  ['# A\n\n## Orders is an open-source tool for shops\n', true],
])('A first heading may say what it is, where there is no title: %j', async (text, lacking) => {
  const found = [judgeReadme(await read({ 'README.md': text }), judgeContext)].flat();
  expect(found.some(({ message }) => message.includes('what it is'))).toBe(lacking);
});

it('A README that is no Markdown is there, and not read', async () => {
  const said = async (path: string) => [judgeReadme(await read({ [path]: 'Orders' }), judgeContext)].flat();
  expect(await said('readme.adoc')).toMatchObject([{ outcome: 'unknown' }]);
  expect(await said('orders.adoc')).toMatchObject([{ outcome: 'fail' }]);
});
