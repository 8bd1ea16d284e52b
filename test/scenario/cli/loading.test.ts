import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { describe, expect, it } from 'vitest';
import { everyFlag, world } from './harness/tool.ts';

/** Names that only the code of each library has, and that no minifier may change. */
const marks = {
  plop: 'setActionType',
  inquirer: 'createPromptModule',
  ajv: 'strictTypes',
  yaml: 'YAMLException',
  handlebars: 'knownHelpersOnly',
};
type Library = keyof typeof marks;

const has = (path: string, library: Library): boolean => readFileSync(path, 'utf8').includes(marks[library]);

/** Every module that a run loads, as V8 counts them. */
function loadedBy(argv: readonly string[]): readonly string[] {
  const { folder, run } = world();
  const coverage = join(folder, '..', 'coverage');
  mkdirSync(coverage);
  const { code } = run(argv, { env: { NODE_V8_COVERAGE: coverage } });
  expect(code).toBe(0);
  const reports = readdirSync(coverage).map(
    (name) => JSON.parse(readFileSync(join(coverage, name), 'utf8')) as { result: { url: string }[] },
  );
  return reports.flatMap(({ result }) =>
    result.flatMap(({ url }) => (url.startsWith('file:') ? [fileURLToPath(url)] : [])),
  );
}

const librariesOf = (loaded: readonly string[]): readonly string[] =>
  (Object.keys(marks) as Library[]).filter((library) => loaded.some((path) => has(path, library)));

describe('what a run loads', () => {
  it('can be told: plop and inquirer are in the package', () => {
    const dist = join(inject('checkout'), 'dist');
    const all = readdirSync(dist)
      .filter((name) => name.endsWith('.cjs'))
      .map((name) => join(dist, name));
    expect(librariesOf(all)).toEqual(['plop', 'inquirer', 'yaml', 'handlebars']);
  });

  it.each<[string, string[], string[]]>([
    ['--version', ['--version'], []],
    ['--help', ['--help'], []],
    ['help of a command', ['add', '--help'], []],
    ['list', ['list'], []],
    ['explain', ['explain', 'own-team'], []],
    ['a service from flags', [...everyFlag, '--no-git', '--no-audit'], []],
    ['a service with --yes', ['orders', '--yes', '--no-git', '--no-audit'], []],
    ['a dry run', ['orders', '--yes', '--dry-run', '--no-audit'], []],
  ])('%s: neither plop nor inquirer, nor any parser', (_, argv, libraries) => {
    expect(librariesOf(loadedBy(argv))).toEqual(libraries);
  });

  it('an audit: neither plop nor inquirer', () => {
    for (const argv of [
      ['audit', join(inject('checkout'), 'templates'), '--fail-on', 'never'],
      ['orders', '--yes', '--no-git'],
    ]) {
      expect(librariesOf(loadedBy(argv)).filter((library) => library !== 'yaml')).toEqual([]);
    }
  });

  it('an audit: nothing that renders or writes a service', () => {
    const loaded = loadedBy(['audit', join(inject('checkout'), 'templates'), '--fail-on', 'never']);
    expect(loaded.map((path) => basename(path))).not.toContain('make.cjs');
  });

  it('the version: the core alone, and nothing but the package ever', () => {
    const loaded = loadedBy(['--version']);
    expect(loaded.map((path) => basename(path))).toEqual([
      'cli.cjs',
      'code-cache.cjs',
      'core.cjs',
      'rolldown-runtime.cjs',
    ]);
    for (const path of loadedBy(['orders', '--yes', '--no-git']))
      expect(path.startsWith(join(inject('checkout'), 'dist'))).toBe(true);
  });
});
