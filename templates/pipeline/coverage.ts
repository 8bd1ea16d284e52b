import type { Node } from '@babel/types';
import {
  childrenOf,
  folderOf,
  get,
  joinPath,
  nameOf,
  nodesOf,
  placeOf,
  toml,
  xml,
  shown,
} from '../../src/kit/index.ts';
import type { At, RepositoryView, XmlNode } from '../../src/kit/index.ts';
import { namedConfigGlobs } from './coverage-demands.ts';
import type { CoverageThreshold } from './model.ts';
import { text } from './values.ts';

const scriptConfig = [
  '**/vitest.config.{ts,mts,js,mjs}',
  '**/vite.config.{ts,mts,js,mjs}',
  '**/jest.config.{ts,js,mjs,cjs}',
];
// What configurations of runners are built on: `jest.preset.js`, `vitest.shared.ts`.
const baseConfig = ['**/{jest,vitest,vite}.{preset,base,shared,common}.{ts,mts,js,mjs,cjs}'];
const jsonConfig = ['**/.nycrc', '**/.nycrc.json', '**/.c8rc.json', '**/jest.config.json', '**/stryker.conf.json'];
const iniConfig = ['**/.coveragerc', '**/setup.cfg', '**/tox.ini'];
const rubyConfig = ['**/.simplecov', '**/{spec,test}/{spec,test,rails}_helper.rb'];
const yamlConfig = ['**/.testcoverage.yml', 'codecov.yml', '.codecov.yml'];

export const coverageGlobs: readonly string[] = [
  ...scriptConfig,
  ...baseConfig,
  ...jsonConfig,
  ...iniConfig,
  ...rubyConfig,
  ...yamlConfig,
  ...namedConfigGlobs,
  '**/pyproject.toml',
  '**/pom.xml',
  '**/build.gradle',
  '**/build.gradle.kts',
];

const foreign = /(?:^|\/)(?:node_modules|dist|vendor|fixtures?|examples?)\//;

/** Thresholds for the coverage of tests, as the configurations of runners demand them. */
export async function readCoverage(view: RepositoryView): Promise<readonly CoverageThreshold[]> {
  const own = (...globs: readonly string[]): readonly string[] =>
    view.glob(...globs).filter((path) => !foreign.test(path));
  const scripts = await Promise.all(own(...scriptConfig).map((path) => ofScript(view, path)));
  const tomls = await Promise.all(own('**/pyproject.toml').map((path) => ofPyproject(view, path)));
  const named = await ofNamed(
    view,
    own(...namedConfigGlobs),
    new Set(own(...scriptConfig, ...jsonConfig, ...iniConfig)),
  );
  const poms = await Promise.all(own('**/pom.xml').map((path) => ofPom(view, path)));
  return [
    ...scripts.flat(),
    ...named,
    ...own('**/package.json', ...jsonConfig).flatMap((path) => ofJson(view, path)),
    ...own(...iniConfig).flatMap((path) => ofLines(view, path, 'coverage.py', failUnder)),
    ...own(...rubyConfig).flatMap((path) => ofRuby(view, path)),
    ...own(...yamlConfig).flatMap((path) => ofYaml(view, path)),
    ...tomls.flat(),
    ...poms.flat(),
    ...own('**/build.gradle', '**/build.gradle.kts').flatMap((path) => ofGradle(view, path)),
  ];
}

/** Configurations under names of their own: few have a threshold, which one look for a word tells. */
async function ofNamed(
  view: RepositoryView,
  paths: readonly string[],
  usual: ReadonlySet<string>,
): Promise<readonly CoverageThreshold[]> {
  const asked = paths.filter(
    (path) => !usual.has(path) && /threshold|check-coverage|fail_under/i.test(view.text(path) ?? ''),
  );
  const found = await Promise.all(
    asked.map((path) => {
      if (path.endsWith('.json')) return ofJson(view, path);
      return /coveragerc/.test(path) ? ofLines(view, path, 'coverage.py', failUnder) : ofScript(view, path);
    }),
  );
  return found.flat().map((each) => ({ ...each, named: true }));
}

const failUnder = /^\s*fail_under\s*=\s*(\d+(?:\.\d+)?)/;

const threshold = (at: At, tool: string, figures: readonly number[]): readonly CoverageThreshold[] =>
  figures.length === 0
    ? []
    : [{ at, tool, directory: folderOf(at.path), percent: Math.round(Math.min(...figures) * 100) / 100 }];

/** `thresholds` of Vitest and `coverageThreshold` of Jest are objects of plain numbers. */
async function ofScript(view: RepositoryView, path: string, depth = 0): Promise<readonly CoverageThreshold[]> {
  const source = view.text(path) ?? '';
  if (!/threshold/i.test(source)) {
    const inherited = await Promise.all(
      (depth < 3 ? basesIn(view, path, source) : []).map((base) => ofScript(view, base, depth + 1)),
    );
    return inherited.flat().map((found) => ({ ...found, directory: folderOf(path) }));
  }
  const tree = await view.typescript(path);
  if (tree === undefined) return [];
  for (const node of nodesOf(tree)) {
    if (node.type !== 'ObjectProperty' || !/^(?:thresholds|coverageThreshold)$/.test(nameOf(node.key) ?? '')) continue;
    const figures = [...nodesOf(node.value)].flatMap(figureOf);
    const at = placeOf(path, node);
    const tool = path.includes('jest') ? 'Jest' : 'Vitest';
    return figures.length > 0 ? threshold(at, tool, figures) : [{ at, tool, directory: folderOf(path), percent: null }];
  }
  return [];
}

/** The configurations that one is built on, as it names them: `preset`, an import. */
const basesIn = (view: RepositoryView, path: string, source: string): readonly string[] =>
  [...source.slice(0, 20_000).matchAll(/(?:preset: ?|from |require\()['"](\.{1,2}\/[^'"\n]{1,200})['"]/g)]
    .map(([, named = '']) => joinPath(folderOf(path), named))
    .flatMap((file) => [file, `${file}.ts`, `${file}.mts`, `${file}.js`, `${file}.mjs`, `${file}.cjs`])
    .filter((file) => file !== undefined)
    .filter((file) => file !== path && /(?:^|\/)(?:jest|vite|vitest)\.[^/]{1,100}$/.test(file) && view.has(file))
    .slice(0, 2);

// Vitest counts lines that may stay uncovered as a negative number: no percentage.
const figureOf = (node: Node): readonly number[] => {
  if (node.type !== 'ObjectProperty' || !/^(?:lines|statements|100)$/.test(nameOf(node.key) ?? '')) return [];
  if (node.value.type === 'NumericLiteral') return [node.value.value];
  return nameOf(node.key) === '100' && node.value.type === 'BooleanLiteral' && node.value.value ? [100] : [];
};

function ofJson(view: RepositoryView, path: string): readonly CoverageThreshold[] {
  const value = view.json(path);
  const numbers = (node: unknown): readonly number[] =>
    ['lines', 'statements'].flatMap((key) => {
      const figure = get(node, key);
      return typeof figure === 'number' ? [figure] : [];
    });
  const jest = get(value, 'jest', 'coverageThreshold', 'global') ?? get(value, 'coverageThreshold', 'global');
  const stryker = get(value, 'thresholds', 'break');
  const c8 = [value, get(value, 'nyc'), get(value, 'c8')].find((node) => get(node, 'check-coverage') === true);
  return [
    ...threshold({ path }, 'Jest', numbers(jest)),
    ...(c8 === undefined ? [] : threshold({ path }, 'c8', [...numbers(c8), ...(numbers(c8).length > 0 ? [] : [90])])),
    ...(/stryker/.test(path) && typeof stryker === 'number'
      ? [{ at: { path }, tool: 'Stryker', directory: folderOf(path), percent: 100 }]
      : []),
  ];
}

function ofLines(view: RepositoryView, path: string, tool: string, pattern: RegExp): readonly CoverageThreshold[] {
  const lines = (view.text(path) ?? '').split('\n').slice(0, 2000);
  const index = lines.findIndex((line) => pattern.test(line.slice(0, 300)));
  const figure = pattern.exec((lines[index] ?? '').slice(0, 300))?.[1];
  return figure === undefined ? [] : threshold({ path, line: index + 1 }, tool, [Number(figure)]);
}

/** SimpleCov is set up beside the tests, for the project around them. */
const ofRuby = (view: RepositoryView, path: string): readonly CoverageThreshold[] =>
  ofLines(
    view,
    path,
    'SimpleCov',
    /^\s*(?:SimpleCov\.)?minimum_coverage[ (]{0,5}(?:line: ?)?(\d{1,3}(?:\.\d{1,2})?)/,
  ).map((found) => ({
    ...found,
    directory: folderOf(path).replace(/(?:^|\/)(?:spec|test)$/, ''),
  }));

function ofYaml(view: RepositoryView, path: string): readonly CoverageThreshold[] {
  const value = view.yaml(path)?.[0];
  const figures = [get(value, 'threshold', 'total'), get(value, 'coverage', 'status', 'project', 'default', 'target')]
    .map((figure) => Number.parseFloat(text(figure) ?? ''))
    .filter((figure) => !Number.isNaN(figure));
  return threshold({ path }, path.includes('codecov') ? 'Codecov' : 'go-test-coverage', figures);
}

async function ofPyproject(view: RepositoryView, path: string): Promise<readonly CoverageThreshold[]> {
  if (!(view.text(path) ?? '').includes('fail')) return [];
  const tree = await view.tree(path, toml);
  const figure = get(tree?.value, 'tool', 'coverage', 'report', 'fail_under');
  if (typeof figure === 'number' && tree !== undefined)
    return threshold(tree.at('tool', 'coverage', 'report', 'fail_under'), 'coverage.py', [figure]);
  const options = [get(tree?.value, 'tool', 'pytest', 'ini_options', 'addopts')].flat().map(shown).join(' ');
  const flag = /--cov-fail-under[= ](\d{1,3})/.exec(options)?.[1];
  return flag === undefined || tree === undefined
    ? []
    : threshold(tree.at('tool', 'pytest', 'ini_options', 'addopts'), 'pytest-cov', [Number(flag)]);
}

/** A rule of JaCoCo: the least ratio of covered instructions or lines. */
async function ofPom(view: RepositoryView, path: string): Promise<readonly CoverageThreshold[]> {
  if (!(view.text(path) ?? '').includes('jacoco')) return [];
  const found: XmlNode[] = [];
  const open: XmlNode[] = [(await view.tree(path, xml)) ?? []].flat();
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.name === 'limit' && childrenOf(node, 'minimum').length > 0) found.push(node);
    open.push(...node.children);
  }
  const [first] = found;
  const figures = found.flatMap((limit) => ratioOf(childrenOf(limit, 'minimum')[0]?.text ?? ''));
  return first === undefined ? [] : threshold(first.at, 'JaCoCo', figures);
}

function ofGradle(view: RepositoryView, path: string): readonly CoverageThreshold[] {
  const source = view.text(path) ?? '';
  if (!/jacocoTestCoverageVerification|violationRules|koverVerify|kover\b/.test(source)) return [];
  const lines = source.split('\n').slice(0, 5000);
  const index = lines.findIndex((line) => /minimum\s*=|minBound\(/.test(line.slice(0, 300)));
  const figure = /(?:minimum\s*=\s*|minBound\()\D{0,30}?(\d+(?:\.\d+)?)/.exec((lines[index] ?? '').slice(0, 300))?.[1];
  return figure === undefined ? [] : threshold({ path, line: index + 1 }, 'JaCoCo', ratioOf(figure));
}

const ratioOf = (written: string): readonly number[] => {
  const figure = Number.parseFloat(written);
  if (Number.isNaN(figure)) return [];
  return [figure <= 1 ? figure * 100 : figure];
};
