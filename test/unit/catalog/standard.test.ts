import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readStandard } from '../../../src/catalog/folder.ts';
import { archetypeOf, kindOf, ruleOf, templateOf } from '../../../src/catalog/find.ts';
import { closest } from '../../../src/catalog/closest.ts';
import { holds, valueAt } from '../../../src/catalog/when.ts';
import { fixture, fixtureFiles, fixtureTree, fixtureWith, refusal, renderFixture } from '../../support/fixture.ts';

describe('the standard', () => {
  it('has what the folders have: nothing is registered by hand', () => {
    expect(fixture.kinds.map(({ id, templates }) => [id, templates.map((template) => template.id)])).toEqual([
      ['base', ['base/service']],
      ['api', ['api/hello']],
      ['alerts', ['alerts/pager']],
    ]);
    expect(fixture.rules.map(({ id, kind }) => `${kind}/${id}`)).toEqual(['base/own-team']);
    expect(fixture.archetypes.map(({ id }) => id)).toEqual(['hello', 'watched']);
    expect(Object.keys(fixtureFiles).sort()).toEqual(['alerts/pager', 'api/hello', 'base/service']);
  });

  it('takes a new template by its folder alone', () => {
    const yaml = 'title: Bye\ndescription: Another.\nversion: 1.0.0\nprovides: {}\n';
    const { standard, files } = fixtureWith({
      'api/bye/template.yaml': yaml,
      'api/bye/files/bye.txt.hbs': '{{name}}\n',
    });
    expect(templateOf(standard, 'api', 'bye').title).toBe('Bye');
    expect(files['api/bye']).toHaveLength(1);
  });

  it('has its kinds in the order that they give themselves', () => {
    const last = fixtureWith({
      'base/kind.yaml': (fixtureTree.get('base/kind.yaml') ?? '').replace('order: 1', 'order: 9'),
    }).standard;
    expect(last.kinds.map(({ id }) => id)).toEqual(['api', 'alerts', 'base']);
  });

  it('is plain data: what is shipped as JSON is what was read', () => {
    expect(JSON.parse(JSON.stringify(fixture))).toEqual(fixture);
    expect(JSON.parse(JSON.stringify(fixtureFiles))).toEqual(fixtureFiles);
  });

  it('needs no archetypes', () => expect(fixtureWith({ 'archetypes.yaml': null }).standard.archetypes).toEqual([]));

  it('finds by name, and says what is near to a mistyped one', () => {
    expect(templateOf(fixture, 'api', 'api/hello')).toBe(templateOf(fixture, 'api', 'hello'));
    expect(refusal(() => templateOf(fixture, 'api', 'helo'))).toEqual({
      message: 'There is no api template "helo".',
      hint: 'Did you mean hello? `create-service list templates` shows all.',
    });
    expect(refusal(() => kindOf(fixture, 'apy')).hint).toContain('Did you mean api?');
    expect(refusal(() => archetypeOf(fixture, 'helo')).hint).toContain(
      'Did you mean hello? `create-service list archetypes`',
    );
    expect(refusal(() => ruleOf(fixture, 'own-tame')).hint).toContain('Did you mean own-team?');
    expect(refusal(() => ruleOf(fixture, 'something-else-entirely')).hint).toBe(
      '`create-service list rules` shows all.',
    );
  });
});

describe('the digest', () => {
  const digest = (tree: ReadonlyMap<string, string>): string => readStandard(tree, '1.2.3').standard.digest;

  it('is the same for the same folders, whatever the version', () => {
    expect(digest(new Map(fixtureTree))).toBe(fixture.digest);
    expect(readStandard(fixtureTree, '9.9.9').standard.digest).toBe(fixture.digest);
    expect(fixture.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it('changes with every byte of every file, and with a name', () => {
    const paths = [...fixtureTree.keys()].filter((path) => /\.(hbs|md|ts)$/.test(path));
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.nat(), fc.constantFrom(' ', 'x', '\n'), (path, at, extra) => {
        const text = fixtureTree.get(path) ?? '';
        const cut = text.length === 0 ? 0 : at % text.length;
        // In front of a brace it could break a mustache, which is another test.
        fc.pre(!/[{}]/.test(text.slice(Math.max(0, cut - 40), cut + 40)));
        const changed = new Map(fixtureTree).set(path, text.slice(0, cut) + extra + text.slice(cut));
        expect(digest(changed)).not.toBe(fixture.digest);
      }),
      { numRuns: 20 },
    );
    const renamed = [...fixtureTree].map(([path, text]): [string, string] => [
      path.replace('run.sh.hbs', 'run.sj.hbs').replace('x', 'x'),
      text.replace('[run.sh]', '[run.sj]'),
    ]);
    expect(digest(new Map(renamed))).not.toBe(fixture.digest);
  });

  it('tells apart files whose bytes move from one to the next', () => {
    const tree = (a: string, b: string): ReadonlyMap<string, string> =>
      new Map([
        ['docs/a', a],
        ['docs/b', b],
      ]);
    expect(digest(tree('x', 'y'))).not.toBe(digest(tree('xy', '')));
    expect(digest(tree('x\u0000docs/b\u00001\u0000y', ''))).not.toBe(digest(tree('x', 'y')));
  });
});

describe('what template.yaml says of files', () => {
  it('decides which of two variants with a label is written to the one path', () => {
    expect(
      [true, false].map((secured) => renderFixture({ flags: { secured: String(secured) } }).texts['NOTICE']),
    ).toEqual(['closed\n', 'open\n']);
  });

  it('leaves out a file whose condition does not hold', () => {
    expect(Object.keys(renderFixture({ flags: { secured: 'false' } }).texts)).not.toContain('src/auth.js');
    expect(Object.keys(renderFixture().texts)).toContain('src/auth.js');
  });

  it('makes files executable and seeded by glob', () => {
    const { files } = renderFixture();
    expect(files.filter(({ mode }) => mode === '755').map(({ path }) => path)).toEqual(['run.sh']);
    expect(files.filter(({ seeded }) => seeded).map(({ path }) => path)).toEqual(['src/auth.js', 'src/main.js']);
  });

  it('reaches files that begin with a dot', () => {
    const yaml = (fixtureTree.get('api/hello/template.yaml') ?? '').replace('[run.sh]', '["**/*.sh"]');
    const { files } = fixtureWith({ 'api/hello/template.yaml': yaml, 'api/hello/files/.hidden/.run.sh.hbs': '' });
    expect(files['api/hello']?.filter(({ mode }) => mode === '755')).toHaveLength(2);
  });
});

describe('a condition', () => {
  const context = { on: true, tier: 2, pipeline: null, api: { port: 80, image: '' } };

  it.each([
    [{ on: true }, true],
    [{ on: true, tier: 3 }, false],
    [{ tier: [2, 3] }, true],
    [{ tier: '2' }, false],
    [{ 'api.port': 80 }, true],
    [{ 'api.image': '' }, true],
    [{ 'api.image': null }, false],
    [{ 'pipeline.stages': null }, true],
    [{ pipeline: null }, true],
    [{ nothing: null }, true],
    [{ nothing: ['a', null] }, true],
    [{ nothing: true }, false],
    [{ toString: null }, true],
    [undefined, true],
  ] as const)('%j holds: %s', (when, expected) => {
    expect(holds(when as never, context)).toBe(expected);
  });

  it('sees no inherited names', () => expect(valueAt({ a: 'text' }, 'a.length')).toBe(null));
});

describe('a mistyped word', () => {
  it.each([
    ['nmae', 'name'],
    ['--prot', '--port'],
    ['githubactions', 'github-actions'],
    ['completely-different', undefined],
    ['', undefined],
    ['4', undefined],
    ['ab', undefined],
  ])('%j is taken for %j', (word, expected) => {
    expect(closest(word, ['name', '--port', 'github-actions', '1', 'xy'])).toBe(expected);
  });

  it('of any length is answered at once', () => {
    const start = process.cpuUsage().user;
    expect(closest('x'.repeat(1_000_000), ['name'])).toBe(undefined);
    expect(process.cpuUsage().user - start).toBeLessThan(100_000);
  });
});
