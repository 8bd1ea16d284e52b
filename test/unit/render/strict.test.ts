import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/render/compile.ts';
import { RenderError, run } from '../../../src/render/run.ts';
import { evaluateText } from '../../../src/render/text.ts';
import { refusal } from '../../support/fixture.ts';

const context = {
  name: 'orders',
  zero: 0,
  pipeline: null,
  api: { port: 80, issuer: null },
  list: ['a'],
  table: { a: 1 },
};
const rendered = (template: string): string => run(compile(template, 'kind/it: a.txt'), context, 'kind/it: a.txt');

describe('a name that nothing gives a value', () => {
  it.each([
    ['printed', '{{nmae}}', '{{nmae}} is not known here'],
    ['below a known name', '{{api.prot}}', '{{api.prot}} is not known here'],
    ['below a text', '{{name.first}}', '{{name.first}} is not known here'],
    ['inherited by every object', '{{api.constructor}}', '{{api.constructor}} is not known here'],
    ['in #if', '{{#if nmae}}{{/if}}', '{{nmae}} is not known here'],
    ['in #unless', '{{#unless nmae}}{{/unless}}', '{{nmae}} is not known here'],
    ['in #each', '{{#each lits}}{{/each}}', '{{lits}} is not known here'],
    ['in #with', '{{#with apy}}{{/with}}', '{{apy}} is not known here'],
    ['as an argument', '{{json (eq nmae 1)}}', '{{nmae}} is not known here'],
    ['looked up', '{{lookup table "b"}}', '{{lookup}}: there is no "b" to look up'],
    ['looked up in nothing', '{{lookup pipeline "b"}}', '{{lookup}}: there is no "b" to look up'],
    ['above the top', '{{../name}}', '../ leads above the top of the context'],
    ['of a loop, outside of one', '{{@index}}', '@index stands outside of #each'],
    ['of an outer loop that is not there', '{{#each list}}{{@../index}}{{/each}}', '@../index stands outside of #each'],
  ])('is an error when it is %s', (_, template, message) => {
    expect(() => rendered(template)).toThrow(new RenderError(message, 'kind/it: a.txt'));
  });
});

describe('a part that is absent', () => {
  it('is null with everything below it', () => {
    expect(
      rendered('{{json pipeline}} {{json pipeline.stages}} {{json pipeline.stages.first}} {{json api.issuer.url}}'),
    ).toBe('null null null null');
  });

  it('counts as false, and as an empty list', () => {
    expect(rendered('{{#if pipeline.jobs}}a{{else}}b{{/if}}{{#each pipeline.jobs}}a{{else}}c{{/each}}')).toBe('bc');
  });

  it('cannot be printed by mistake', () => {
    expect(() => rendered('{{pipeline}}')).toThrow('a value of type null cannot be printed; use {{json}} or {{yaml}}');
    expect(() => rendered('{{api}}')).toThrow('a value of type object cannot be printed');
  });
});

describe('what templates may not use', () => {
  it.each([
    ['a partial', '{{> part}}', 'PartialStatement'],
    ['a partial block', '{{#> part}}{{/part}}', 'PartialBlockStatement'],
    ['raw output in three braces', '{{{name}}}', '{{{raw}}} output'],
    ['raw output with an ampersand', '{{&name}}', '{{{raw}}} output'],
    ['named arguments', '{{json name indent=2}}', 'named arguments'],
    ['named arguments of a subexpression', '{{json (eq name b=2)}}', 'named arguments'],
    ['named arguments of a block', '{{#if name includeZero=true}}{{/if}}', '#if with other than one argument'],
    ['a block with two arguments', '{{#each list name}}{{/each}}', '#each with other than one argument'],
    ['block parameters', '{{#each list as |item|}}{{/each}}', 'block parameters (as |x|)'],
    ['an unknown helper', '{{upper name}}', 'the helper upper'],
    ['an unknown helper inside', '{{json (upper name)}}', 'the helper upper'],
    ['an inherited name as a helper', '{{constructor name}}', 'the helper constructor'],
    ['an unknown block', '{{#repeat list}}{{/repeat}}', 'the block #repeat'],
    ['a section', '{{#name}}{{/name}}', 'the block #name'],
    ['a raw block', '{{{{raw}}}}{{{{/raw}}}}', 'the block #raw'],
    ['an inline partial', '{{#*inline "part"}}{{/inline}}', 'DecoratorBlock'],
    ['a decorator', '{{* part}}', 'Decorator'],
    ['other loop data', '{{@root.name}}', '@root.name'],
    ['undefined', '{{json undefined}}', 'UndefinedLiteral'],
  ])('%s is refused with file and line', (_, template, what) => {
    const { message, hint } = refusal(() => compile(`a\nb\n${template}`, 'templates/api/it/files/a.hbs'));
    expect(message).toBe(`templates/api/it/files/a.hbs:3: ${what} cannot be used in a template.`);
    expect(hint).not.toBe('');
  });

  it('refuses text that is not Handlebars, with file and line', () => {
    expect(refusal(() => compile('a\n{{#if name}}\n', 'a.hbs')).message).toMatch(/^a\.hbs: Parse error on line 3/);
    expect(refusal(() => compile('a\n{{#if name}}{{/each}}', 'a.hbs')).message).toContain(
      "a.hbs: if doesn't match each - 2:",
    );
  });
});

describe('a text of template.yaml', () => {
  const value = (text: string): unknown => evaluateText({ program: compile(text, 'it') }, context, 'it');

  it('keeps the type of its value when it is exactly one expression', () => {
    expect([value('{{api.port}}'), value('{{list}}'), value('{{pipeline.x}}'), value('{{add 1 2}}')]).toEqual([
      80,
      ['a'],
      null,
      3,
    ]);
  });

  it('is text otherwise', () => {
    expect([value('{{api.port}} '), value('{{api.port}}{{zero}}'), value('none')]).toEqual(['80 ', '800', 'none']);
  });
});
