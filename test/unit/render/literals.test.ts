import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../../../src/render/compile.ts';
import { run } from '../../../src/render/run.ts';
import { refusal } from '../../support/fixture.ts';

const rendered = (template: string, context: object = {}): string => run(compile(template, 'it'), context, 'it');

/** What may stand between `${{` and `}}`, quotes and braces included. */
const inside = fc
  .array(
    fc.constantFrom(' ', 'github.sha', '{', '{{', '\n', "'a'", "'{{0}} }}'", '#if x', '!', '"', '\\', '> p', '/each'),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));
const expression = inside.map((text) => `\${{${text}}}`);
const outside = fc.string({ unit: 'grapheme' }).filter((text) => !/\{\{|\0|[\uE000\uE001]/.test(text));

describe('an expression of GitHub', () => {
  it('comes out as it stands, whatever is in it and around it', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(outside, expression)), (parts) => {
        // A brace between two parts would make a mustache of them.
        const text = parts.map((part) => part.replace(/\{$/, '')).join('\n');
        fc.pre(!text.replaceAll(/\$\{\{(?:[^'}]|'[^'\n]*'|\}(?!\}))*\}\}/g, '').includes('{{'));
        expect(rendered(text)).toBe(text);
      }),
    );
  });

  it('ends at the braces that GitHub takes for its end, not at those in a quoted text', () => {
    const text = "${{ format('{{0}} {{1}}', github.ref, '}}') }}";
    expect(rendered(`${text} {{name}}`, { name: 'orders' })).toBe(`${text} orders`);
  });

  it('ends at the first braces when a quote has no pair', () => {
    expect(rendered("${{ it's }} {{name}}'s", { name: 'orders' })).toBe("${{ it's }} orders's");
  });

  it.each([
    ['in a block', '{{#if on}}a: ${{ x }}{{/if}}', 'a: ${{ x }}'],
    ['in a text that an expression has', '{{json "${{ x }}"}}', '"${{ x }}"'],
    ['directly beside a value', '{{name}}${{ x }}{{name}}', 'n${{ x }}n'],
    ['over several lines', '${{\n  a &&\n  b\n}}\n', '${{\n  a &&\n  b\n}}\n'],
  ])('stays literal %s', (_, template, expected) => {
    expect(rendered(template, { on: true, name: 'n' })).toBe(expected);
  });

  it('does not move the lines that messages name', () => {
    expect(refusal(() => compile('${{\n\n}}\n{{> part}}', 'a.hbs')).message).toContain('a.hbs:4: ');
  });

  it('cannot be forged by the characters that stand for it inside', () => {
    expect(refusal(() => compile('a \uE0000\uE001 b', 'a.hbs')).message).toContain(
      'a.hbs contains a private-use character',
    );
  });
});
