import { describe, expect, it } from 'vitest';
import { sourceOf, sourcesBelow } from '../support/source.ts';
import type { Import, Source } from '../support/source.ts';

// The laws of docs/architecture.md, read from the code itself.

const templates = sourcesBelow('templates');
const sources = [...sourcesBelow('src', 'generators'), ...templates];

const within = (path: string, ...places: readonly string[]): boolean =>
  places.some((place) => path === place || (place.endsWith('/') && path.startsWith(place)));

/** Imports that break a law, as `file:line imports what`. */
const imports = (files: readonly Source[], breaks: (found: Import, path: string) => boolean): string[] =>
  files.flatMap(({ path, imports: found }) =>
    found.filter((each) => breaks(each, path)).map(({ specifier, line }) => `${path}:${line} imports ${specifier}`),
  );

/** Nodes of the syntax tree that break a law, as `file:line`. */
const nodes = (files: readonly Source[], breaks: (node: Source['nodes'][number]) => boolean): string[] =>
  files.flatMap(({ path, nodes: found }) => found.filter(breaks).map((node) => `${path}:${node.loc?.start.line}`));

const isMember = (node: Source['nodes'][number], object: string, ...properties: readonly string[]): boolean =>
  node.type === 'MemberExpression' &&
  node.object.type === 'Identifier' &&
  node.object.name === object &&
  (properties.length === 0 ||
    (node.property.type === 'Identifier' && properties.includes(node.property.name)) ||
    (node.property.type === 'StringLiteral' && properties.includes(node.property.value)));

const isClock = (node: Source['nodes'][number]): boolean =>
  (node.type === 'NewExpression' &&
    node.callee.type === 'Identifier' &&
    node.callee.name === 'Date' &&
    node.arguments.length === 0) ||
  isMember(node, 'Date', 'now') ||
  isMember(node, 'performance');
const isChance = (node: Source['nodes'][number]): boolean =>
  isMember(node, 'Math', 'random') ||
  (node.type === 'Identifier' && ['randomUUID', 'randomBytes', 'randomInt', 'getRandomValues'].includes(node.name));
const isEnvironment = (node: Source['nodes'][number]): boolean =>
  isMember(node, 'process', 'env', 'platform', 'cwd', 'argv') ||
  (node.type === 'VariableDeclarator' && node.init?.type === 'Identifier' && node.init.name === 'process');
const isLanguage = (node: Source['nodes'][number]): boolean =>
  (node.type === 'Identifier' &&
    ['Intl', 'localeCompare', 'toLocaleLowerCase', 'toLocaleUpperCase'].includes(node.name)) ||
  isMember(node, 'Intl');
const isTalk = (node: Source['nodes'][number]): boolean =>
  isMember(node, 'console') || isMember(node, 'process', 'stdout', 'stderr', 'exit', 'exitCode');

describe('who may import what', () => {
  it('a template: the kit, files of its own kind, and the types that the kit itself speaks in', () => {
    const words = new Set(
      sources
        .filter(({ path }) => path.startsWith('src/kit/'))
        .flatMap(({ imports: found }) => found.map(({ specifier }) => specifier)),
    );
    const allowed = ({ path: to = '', specifier, typeOnly }: Import, path: string): boolean =>
      within(to, 'src/kit/index.ts', `${path.split('/').slice(0, 2).join('/')}/`) || (typeOnly && words.has(specifier));
    expect(imports(templates, (found, path) => !allowed(found, path))).toEqual([]);
  });

  it('the engine: never a template by name', () => {
    expect(
      imports(sources, ({ path: to = '' }, path) => !path.startsWith('templates/') && to.startsWith('templates/')),
    ).toEqual([]);
  });

  it('nobody: a module whose name is only known when the code runs', () => {
    expect(imports(sources, ({ specifier }) => specifier === '(computed)')).toEqual([]);
  });

  it.each<[RegExp, string[]]>([
    [/^(node-)?plop$/, ['generators/']],
    [/^@?inquirer(\/|$)/, ['src/answers/prompt.ts']],
    [/^(fs-extra|graceful-fs|(node:)?fs(\/promises)?|(node:)?child_process)$/, ['src/disk/', 'src/build/']],
    [/^handlebars(\/|$)/, ['src/render/']],
    [/^ajv(-formats)?(\/|$)/, ['src/catalog/', 'src/answers/', 'src/audit/', 'src/build/']],
    [/^(rolldown|vite|vitest)(\/|$)/, ['src/build/']],
    [/^(node:)?(https?|net|dns|tls|dgram)(\/|$)/, []],
  ])('%s: nobody but %j', (name, rooms) => {
    expect(imports(sources, ({ specifier }, path) => name.test(specifier) && !within(path, ...rooms))).toEqual([]);
  });

  it('no file reaches itself: not even through types, since a circle of words has no lowest one', () => {
    expect(cycleIn(sources)).toEqual([]);
  });
});

describe('what code may say', () => {
  it('never `any`', () => {
    expect(nodes(sources, (node) => node.type === 'TSAnyKeyword')).toEqual([]);
  });

  it('only names as exports, except where a tool demands a default', () => {
    const files = sources.filter(({ path }) => path !== 'generators/plopfile.ts' && !path.endsWith('.config.ts'));
    expect(nodes(files, (node) => node.type === 'ExportDefaultDeclaration')).toEqual([]);
  });

  it('nothing of clock, chance and environment but at the edge: the same input gives the same bytes', () => {
    const inner = sources.filter(({ path }) => !within(path, 'src/cli/', 'src/disk/', 'src/build/', 'generators/'));
    expect(nodes(inner, (node) => isClock(node) || isChance(node) || isEnvironment(node))).toEqual([]);
    expect(nodes(sources, isLanguage)).toEqual([]);
  });

  it('nothing to the user but from the command line', () => {
    const inner = sources.filter(({ path }) => !within(path, 'src/cli/', 'src/build/'));
    expect(nodes(inner, isTalk)).toEqual([]);
  });

  it('of the place of a node in a template nothing but what placeOf tells', () => {
    const program = templates.filter(({ imports: found }) =>
      found.some(({ specifier }) => specifier === '@babel/types'),
    );
    const isPlace = (node: Source['nodes'][number]): boolean =>
      (node.type === 'MemberExpression' || node.type === 'OptionalMemberExpression') &&
      node.property.type === 'Identifier' &&
      node.property.name === 'loc';
    expect(program.length).toBeGreaterThan(5);
    expect(nodes(program, isPlace)).toEqual([]);
  });

  it('not more than 250 lines in one file', () => {
    expect(sources.filter(({ lines }) => lines > 250).map(({ path, lines }) => `${path}: ${lines}`)).toEqual([]);
  });
});

describe('the laws themselves', () => {
  it('see imports in every form', () => {
    const text =
      "import a from 'a'; import type { B } from './b.ts'; export * from '../c.ts'; export { d } from 'd'; let e: import('e').E; await import('f'); require('g'); await import(h);";
    expect(
      sourceOf('src/x/y.ts', text).imports.map(
        ({ specifier, path, typeOnly }) => `${specifier} ${path ?? ''} ${typeOnly}`,
      ),
    ).toEqual([
      'a  false',
      './b.ts src/x/b.ts true',
      '../c.ts src/c.ts false',
      'd  false',
      'e  true',
      'f  false',
      'g  false',
      '(computed)  false',
    ]);
  });

  it('see what they forbid', () => {
    const seen = (text: string, ...laws: ((node: Source['nodes'][number]) => boolean)[]): number =>
      nodes([sourceOf('x.ts', text)], (node) => laws.some((law) => law(node))).length;
    expect(seen('new Date(); Date.now(); performance.now(); new Date(0)', isClock)).toBe(3);
    expect(seen('Math.random(); crypto.randomUUID()', isChance)).toBe(2);
    expect(seen("process.env.A; process['env']; const { env } = process", isEnvironment)).toBe(3);
    expect(seen('console.log(1); process.stdout.write("")', isTalk)).toBe(2);
  });

  it('see a circle', () => {
    const circle = [
      sourceOf('src/a.ts', "import './b.ts'"),
      sourceOf('src/b.ts', "import type {} from './c.ts'"),
      sourceOf('src/c.ts', "import './b.ts'"),
    ];
    expect(cycleIn(circle)).toEqual(['src/b.ts', 'src/c.ts', 'src/b.ts']);
  });

  it('have something to judge', () => expect(sources.length).toBeGreaterThan(100));
});

/** The first circle of imports, as the files on it; empty when there is none. */
function cycleIn(files: readonly Source[]): readonly string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const done = new Set<string>();
  const visit = (path: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (done.has(path)) return undefined;
    for (const { path: to } of byPath.get(path)?.imports ?? []) {
      const found = to === undefined ? undefined : visit(to, [...way, path]);
      if (found !== undefined) return found;
    }
    done.add(path);
    return undefined;
  };
  for (const path of byPath.keys()) {
    const found = visit(path, []);
    if (found !== undefined) return found;
  }
  return [];
}
