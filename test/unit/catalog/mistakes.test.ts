import { describe, expect, it } from 'vitest';
import { fixtureTree, fixtureWith, refusal } from '../../support/fixture.ts';

const kind = 'api/kind.yaml';
const template = 'api/hello/template.yaml';
const rule = 'base/rules/own-team.yaml';
const archetypes = 'archetypes.yaml';

const edited = (path: string, find: string | RegExp, replace: string): string => {
  const text = fixtureTree.get(path) ?? '';
  const changed = text.replace(find, replace);
  if (changed === text) throw new Error(`${path} has no ${find}`);
  return changed;
};
const change = (path: string, find: string | RegExp, replace: string): [string, Record<string, string>] => [
  path,
  { [path]: edited(path, find, replace) },
];

describe('a mistake of a contributor is one message with the file, the place in it and what to write instead', () => {
  it.each<[title: string, [path: string, changes: Record<string, string | null>], pointer: string, advice: RegExp]>([
    [
      'an unknown key',
      change(kind, 'title: API', 'title: API\ncolour: red'),
      'its top',
      /"colour" is not a key that this file has; check its spelling or remove it/,
    ],
    [
      'an unknown key of a question',
      change(kind, 'minimum: 1024', 'minimun: 1024'),
      '/questions/port',
      /"minimun" is not a key/,
    ],
    ['a missing key', change(template, 'version: 2.1.0\n', ''), 'its top', /the key "version" is missing; add it/],
    [
      'something provided that the contract of the kind does not allow',
      change(template, 'start: node src/main.js', 'start: 5'),
      '/provides/start',
      /write a value of type string/,
    ],
    [
      'something that the contract of the kind asks for and no template provides',
      [template, { [kind]: edited(kind, 'contract:\n', 'contract:\n  required: [health]\n') }],
      '/provides',
      /the key "health" is missing; add it/,
    ],
    [
      'a question without a default',
      change(kind, '    default: 8080\n', ''),
      '/questions/port',
      /the key "default" is missing/,
    ],
    [
      'a pattern without words for it',
      change('base/kind.yaml', /    patternHint: .*\n/, ''),
      '/questions/name',
      /the key "patternHint" is missing/,
    ],
    ['a wrong type', change(kind, 'order: 2', 'order: second'), '/order', /write a value of type integer/],
    ['a list instead of a mapping', change(kind, /^[^]*$/, '- a\n- b\n'), 'its top', /write a value of type object/],
    ['an empty file', change(kind, /^[^]*$/, ''), 'its top', /write a value of type object/],
    [
      'an unknown word',
      change(rule, 'severity: must', 'severity: most'),
      '/severity',
      /write one of \["must","should","may"\]/,
    ],
    [
      'a type of question that there is not',
      change(kind, 'type: integer', 'type: int'),
      '/questions/port/type',
      /write one of/,
    ],
    ['a version that is none', change(template, '2.1.0', '"2.1"'), '/version', /must match pattern/],
    [
      'a condition on an odd name',
      change(template, 'when: { secured: true }\n  - files', 'when: { "se cured": true }\n  - files'),
      '/conditions/0/when',
      /pattern|property name/,
    ],
    ['no source', change(rule, /sources: .*/, 'sources: []'), '/sources', /fewer than 1/],
    [
      'a default of another type',
      change(kind, 'default: 8080', 'default: "8080"'),
      '/questions/port/default',
      /"8080" does not fit its own question; write a value of type integer/,
    ],
    [
      'a default that the question refuses',
      change(kind, 'default: 8080', 'default: 80'),
      '/questions/port/default',
      /80 does not fit its own question; must be >= 1024/,
    ],
    [
      'a default that is none of the choices',
      change('base/kind.yaml', 'default: 2', 'default: 4'),
      '/questions/tier/default',
      /write one of \[1,2,3\]/,
    ],
    [
      'a sample that the question refuses',
      change('base/kind.yaml', 'reserved: [aws]', 'reserved: [aws]\n    samples: [orders, aws]'),
      '/questions/name/samples/1',
      /"aws" does not fit/,
    ],
    [
      'a pattern that is no regular expression',
      change('base/kind.yaml', '"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"', '"^[a-z"'),
      '/questions',
      /Invalid regular expression|pattern/,
    ],
    [
      'a default with wrong Handlebars',
      change('base/kind.yaml', '{{name}}-team', '{{#if name}}'),
      '/questions/owner/default',
      /Parse error on line 1/,
    ],
    [
      'a condition on no file',
      change(template, 'src/auth.js]', 'src/auht.js]'),
      '/conditions/0/files/0',
      /no file matches "src\/auht\.js"/,
    ],
    [
      'an executable that is no file',
      change(template, '[run.sh]', '[run.sh, bin/*]'),
      '/executable/1',
      /no file matches "bin\/\*"/,
    ],
    ['a seeded file that is none', change(template, 'src/**', 'lib/**'), '/seeded/0', /no file matches/],
    [
      'an archetype with an unknown template',
      change(archetypes, 'api: hello }', 'api: helo }'),
      '/hello/templates/api',
      /there is no template api\/helo/,
    ],
    [
      'an archetype with an unknown kind',
      change(archetypes, 'api: hello }', 'ap: hello }'),
      '/hello/templates/ap',
      /there is no template ap\/hello/,
    ],
    [
      'an archetype without templates',
      change(archetypes, /  templates: .*hello }\n/, ''),
      '/hello',
      /the key "templates" is missing/,
    ],
    [
      'an answer of an archetype that nobody asks for',
      change(archetypes, 'port: 9000', 'prot: 9000'),
      '/watched/answers/prot',
      /none of its templates asks for "prot"/,
    ],
    [
      'two default archetypes',
      change(archetypes, 'title: Watched', 'title: Watched\n  default: true'),
      '/watched/default',
      /another archetype is the default already/,
    ],
  ])('%s', (_, [path, changes], pointer, advice) => {
    const { message, hint } = refusal(() => fixtureWith(changes));
    expect(message).toContain(`templates/${path} at ${pointer}: `);
    expect(message).toMatch(advice);
    expect(message.split('\n').length).toBeLessThanOrEqual(4);
    expect(hint).not.toBe('');
  });

  it.each([kind, template, rule, archetypes])('%s that is not YAML names the line', (path) => {
    const { message } = refusal(() => fixtureWith({ [path]: 'title: a\n  b: [c\n' }));
    expect(message).toMatch(new RegExp(`^templates/${path} is not valid YAML: .* at line \\d+, column \\d+`));
  });

  it('a key that stands twice names the line', () => {
    expect(refusal(() => fixtureWith(change(kind, 'order: 2', 'order: 2\norder: 3')[1])).message).toMatch(
      /not valid YAML: Map keys must be unique at line 4/,
    );
  });
});

describe('a file in the wrong place or under the wrong name is told, not passed over', () => {
  it('a file of a template without .hbs', () => {
    const { message, hint } = refusal(() => fixtureWith({ 'api/hello/files/.gitignore': 'dist\n' }));
    expect(message).toBe('templates/api/hello/files/.gitignore does not end in .hbs.');
    expect(hint).toContain('Rename it');
  });

  it('wrong Handlebars in a file, or in its path', () => {
    expect(refusal(() => fixtureWith({ 'api/hello/files/a.md.hbs': '# a\n\n{{> b}}\n' })).message).toBe(
      'templates/api/hello/files/a.md.hbs:3: PartialStatement cannot be used in a template.',
    );
    expect(refusal(() => fixtureWith({ 'api/hello/files/{{upper name}}.md.hbs': '' })).message).toContain(
      'templates/api/hello/files/{{upper name}}.md.hbs (its path):1: the helper upper',
    );
  });

  it('a rule that is judged by neither of the two ways, or by both', () => {
    const neither = refusal(() => fixtureWith({ [rule]: edited(rule, /schema:\n(  .*\n)+/, '') }));
    expect(neither.message).toBe('templates/base/rules/own-team.yaml has no `schema` and no own-team.ts beside it.');
    const both = refusal(() => fixtureWith({ 'base/rules/own-team.ts': 'export const judge = () => [];\n' }));
    expect(both.message).toBe('templates/base/rules/own-team.yaml has a `schema` and a own-team.ts beside it.');
    expect(both.hint).toContain('judged by one of the two');
  });

  it.each([
    ['api/hello/template.yaml', 'api/hello/files/'],
    ['api/kind.yaml', 'api/hello/template.yaml'],
    ['base/kind.yaml', 'base/rules/own-team.yaml'],
  ])('files without their %s', (missing, left) => {
    const { message } = refusal(() => fixtureWith({ [missing]: null, [archetypes]: null }));
    expect(message).toMatch(new RegExp(`^templates/${left}.* is there without templates/${missing}\\.$`));
  });

  it('the code of a rule without its text; other code beside rules is no rule', () => {
    const { message } = refusal(() => fixtureWith({ 'base/rules/own-oncall.ts': 'export const judge = () => [];\n' }));
    expect(message).toBe('templates/base/rules/own-oncall.ts is there without templates/base/rules/own-oncall.yaml.');
    expect(fixtureWith({ 'base/rules/shared.ts': 'export const words = [];\n' }).standard.rules).toHaveLength(1);
  });
});
