import { describe, expect, it } from 'vitest';
import { runCommands } from '../../../templates/pipeline/commands.ts';
import { viewOf } from './repository.ts';

const project = (name: string, targets: object): string => JSON.stringify({ name, targets });

const files = {
  'nx.json': JSON.stringify({
    plugins: [{ plugin: '@nx/webpack/plugin' }],
    targetDefaults: { lint: { executor: 'nx:run-commands', options: { cwd: '{projectRoot}' } } },
  }),
  'apps/api/project.json': project('api', {
    lint: { executor: '@nx/eslint:lint' },
    test: { executor: '@nx/jest:jest', dependsOn: ['types'] },
    types: { command: 'tsc --noEmit' },
    build: {},
  }),
  'apps/shop/project.json': project('shop', {
    lint: { options: { command: 'ruff check .' } },
    build: { executor: '@acme/plugin:compile' },
  }),
  'libs/ui/package.json': '{ "name": "@acme/ui", "scripts": { "lint": "biome check ." } }',
};

const run = (command: string): readonly string[] =>
  runCommands(viewOf(files), command, '', true).effects.map(
    ({ acts, directory, vague }) => `${directory}: ${acts.join(' ')}${vague ? ' ?' : ''}`,
  );

describe('Nx', () => {
  it.each<[string, readonly string[]]>([
    ['npx nx affected -t lint', ['apps/api: lint', 'apps/shop: lint', 'libs/ui: lint format']],
    ['nx run-many --target=lint --all --projects=shop', ['apps/shop: lint']],
    [
      'npx nx $NX_AFFECTED_OR_ALL --target=lint --parallel=3',
      ['apps/api: lint', 'apps/shop: lint', 'libs/ui: lint format'],
    ],
    ['nx test api', ['apps/api: typecheck', 'apps/api: test']],
    ['nx run api:test', ['apps/api: typecheck', 'apps/api: test']],
    ['nx lint @acme/ui', ['libs/ui: lint format']],
    ['nx run-many -t build', ['apps/api: build typecheck', 'apps/shop: build', 'apps/shop: typecheck ?']],
    ['nx run api:build:production', ['apps/api: build typecheck']],
    ['nx format:check', [': format']],
  ])('%s: %j', (command, expected) => {
    expect(run(command)).toEqual(expected);
  });
});
