import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { questionsOf } from '../../../src/answers/questions.ts';
import { resolveAnswers } from '../../../src/answers/resolve.ts';
import { select } from '../../../src/answers/select.ts';
import { contextsOf } from '../../../src/render/context.ts';
import { provide, withNulls } from '../../../src/render/provide.ts';
import { render } from '../../../src/render/render.ts';
import type { RenderedFile } from '../../../src/render/render.ts';
import { fixtureTree, fixtureWith, refusal, renderFixture } from '../../support/fixture.ts';

/** Renders the fixture after changes to its files. */
function renderWith(
  changes: Readonly<Record<string, string>>,
  flags: Readonly<Record<string, string>> = {},
): readonly RenderedFile[] {
  const { standard, files } = fixtureWith(changes);
  const { templates } = select(standard, { templates: {} });
  const { answers } = resolveAnswers(questionsOf(standard, templates), { flags, file: {} }, []);
  return render({ standard, templates, files, answers });
}

describe('a rendered service', () => {
  it('is the same bytes for the same answers, whatever order they and the files came in', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...fixtureTree.keys()], { minLength: fixtureTree.size }), (paths) => {
        const changes = Object.fromEntries(paths.map((path) => [path, fixtureTree.get(path) ?? '']));
        expect(renderWith(changes, { port: '9000', name: 'orders' })).toEqual(
          renderWith({}, { name: 'orders', port: '9000' }),
        );
      }),
      { numRuns: 5 },
    );
  });

  it('is sorted by path, and each file tells the template that it came from', () => {
    const { files } = renderFixture();
    expect(files.map(({ path }) => path)).toEqual(files.map(({ path }) => path).sort());
    expect(new Set(files.map(({ path, template }) => `${path} ${template}`))).toContain('run.sh api/hello');
  });

  it('has answers in the names of its files', () => {
    const files = renderWith({ 'api/hello/files/{{pascal name}}/{{name}}.txt.hbs': '' }, { name: 'line-items' });
    expect(files.map(({ path }) => path)).toContain('LineItems/line-items.txt');
  });

  it.each([
    ['the same', 'README.md'],
    ['one that differs in case only', 'readme.md'],
  ])('refuses two templates that write %s path', (_, path) => {
    const { message } = refusal(() => renderWith({ [`api/hello/files/${path}.hbs`]: '' }));
    expect(message).toBe(`${path} of api/hello and README.md of base/service would be one file.`);
  });

  it('refuses a file of one template where another needs a folder', () => {
    const { message } = refusal(() => renderWith({ 'api/hello/files/readme.md/more.txt.hbs': '' }));
    expect(message).toBe(
      'README.md of base/service is a file, and readme.md/more.txt of api/hello needs it to be a folder.',
    );
  });

  it('has one spelling of letters with accents in its paths', () => {
    expect(renderWith({ 'api/hello/files/cafe\u0301.txt.hbs': '' }).map(({ path }) => path)).toContain('caf\u00e9.txt');
  });
});

describe('what a template sees', () => {
  const { templates, answers } = renderFixture({}, { api: 'hello', alerts: 'pager' });
  const { standard } = fixtureWith();
  const context = (kind: string): Readonly<Record<string, unknown>> =>
    contextsOf(standard, templates, answers).get(templates.find((template) => template.kind === kind)?.id ?? '') ?? {};

  it('are the answers of the required kinds and of its own, and of other kinds nothing but the contract', () => {
    expect(context('alerts')).toMatchObject({
      name: 'my-service',
      channel: 'my-service-alerts',
      api: { port: 8080, start: 'node src/main.js' },
    });
    expect(context('alerts')).not.toHaveProperty('port');
    expect(context('base')).not.toHaveProperty('channel');
  });

  it('is null for a kind that the service does not have, and for what a contract leaves out', () => {
    const alone = renderFixture({ flags: { secured: 'no' } });
    const [base] = contextsOf(standard, alone.templates, alone.answers).values();
    expect(base).toMatchObject({ alerts: null, api: { issuer: null } });
  });

  it('are the components and the joined ecosystems of all of them', () => {
    expect(context('base')['components']).toEqual([
      { kind: 'base', template: 'service', id: 'base/service' },
      { kind: 'api', template: 'hello', id: 'api/hello' },
      { kind: 'alerts', template: 'pager', id: 'alerts/pager' },
    ]);
    expect(context('base')['ecosystems']).toEqual([
      { name: 'npm', directory: '/' },
      { name: 'docker', directory: '/' },
      { name: 'pip', directory: '/alerts' },
    ]);
  });

  it('is the contract of the first, where a kind has two templates', () => {
    const [pager] = templates.filter(({ kind }) => kind === 'alerts');
    const second = pager && { ...pager, id: 'alerts/mail', name: 'mail', provides: { channel: 'post' } };
    const contexts = contextsOf(standard, second === undefined ? [] : [...templates, second], answers);
    expect(contexts.get('base/service')).toMatchObject({ alerts: { channel: 'my-service-alerts' } });
    expect(contexts.get('alerts/mail')).toMatchObject({ alerts: { channel: 'my-service-alerts' } });
  });

  it('is the version of the standard, and its own constants', () => {
    expect(context('api')).toMatchObject({ standard: { version: '1.2.3' }, constants: {} });
  });
});

describe('what a template provides', () => {
  it('leaves conditional items out of a list, and is null elsewhere, unless they hold', () => {
    const provided = {
      image: { when: { docker: true }, value: 'x' },
      list: ['a', { when: { docker: true }, value: 'b' }, { when: { docker: false }, value: 'c' }],
    };
    expect(provide(provided, { docker: true }, 'it')).toEqual({ image: 'x', list: ['a', 'b'] });
    expect(provide(provided, { docker: false }, 'it')).toEqual({ image: null, list: ['a', 'c'] });
  });

  it('has null for every property of the contract that it does not have, at any depth', () => {
    const schema = { properties: { a: {}, b: { properties: { c: {} } }, list: { items: { properties: { d: {} } } } } };
    expect(withNulls({ b: {}, list: [{ e: 1 }], extra: 1 }, schema)).toEqual({
      a: null,
      b: { c: null },
      list: [{ d: null, e: 1 }],
      extra: 1,
    });
  });
});
