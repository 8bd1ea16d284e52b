import { describe, expect, it } from 'vitest';
import { hcl } from '../../../src/kit/hcl.ts';
import { hclLimits } from '../../../src/kit/hcl-tree.ts';

const parse = async (text: string, path = 'main.tf'): Promise<string> => {
  try {
    const { attributes, blocks } = await hcl.parse(text, path);
    return `${attributes.length} attributes, ${blocks.length} blocks`;
  } catch (error) {
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(RangeError);
    return error instanceof Error ? error.message : '';
  }
};

const many = 50_000;

describe('a hostile file', () => {
  it.each<[string, string, string]>([
    ['lists in lists', `a = ${'['.repeat(many)}${']'.repeat(many)}\n`, 'nested deeper'],
    ['objects in objects', `a = ${'{b='.repeat(many)}1${'}'.repeat(many)}\n`, 'nested deeper'],
    ['brackets in brackets', `a = ${'('.repeat(many)}1${')'.repeat(many)}\n`, 'nested deeper'],
    ['blocks in blocks', `${'a {\n'.repeat(many)}${'}\n'.repeat(many)}`, 'nested deeper'],
    ['signs of signs', `a = ${'-'.repeat(many)}1\n`, 'nested deeper'],
    ['sums of sums', `a = ${'1 + '.repeat(many)}1\n`, 'nested deeper'],
    ['choices of choices', `a = ${'x ? 1 : '.repeat(many)}1\n`, 'nested deeper'],
    ['steps of steps', `a = b${'.c'.repeat(many)}\n`, 'nested deeper'],
    ['calls in calls', `a = ${'f('.repeat(many)}${')'.repeat(many)}\n`, 'nested deeper'],
    ['templates in templates', `a = ${'"${'.repeat(40)}1${'}"'.repeat(40)}\n`, '1 attributes'],
    ['templates in templates without end', `a = ${'"${'.repeat(many)}\n`, 'line 1'],
    ['directives without end', `a = "${'%{ if b }'.repeat(many)}"\n`, 'line 1'],
    ['a long list', `a = [${'1,'.repeat(hclLimits.nodes)}]\n`, 'more than'],
    ['many attributes', 'a = 1\n'.repeat(hclLimits.nodes), 'more than'],
    ['a long text', `a = "${'x'.repeat(500_000)}"\n`, '1 attributes'],
    ['a text without end', `a = "${'x'.repeat(500_000)}\n`, 'line'],
    ['a heredoc with a long name', `a = <<${'E'.repeat(5000)}\nb\n${'E'.repeat(5000)}\n`, 'line'],
    ['a comment without end', `/*${'*'.repeat(500_000)}`, 'line 1'],
    ['zeros', '\0'.repeat(1000), 'line 1'],
    ['half a character', 'a = "\ud800"\n', '1 attributes'],
  ])('of %s ends soon and says where', async (_, text, outcome) => {
    expect(await parse(text)).toContain(outcome);
  });

  it.each<[string, string, string]>([
    ['lists in lists', `{"a": ${'['.repeat(5000)}${']'.repeat(5000)}}`, 'nested deeper'],
    ['blocks in lists', `{"resource": ${'['.repeat(5000)}${']'.repeat(5000)}}`, 'nested deeper'],
    ['a long list', `{"a": [${'1,'.repeat(hclLimits.nodes)}1]}`, 'more than'],
    [
      'inherited names',
      '{"__proto__": {"a": 1}, "resource": {"__proto__": {"constructor": {}}}}',
      '1 attributes, 1 blocks',
    ],
    ['what is no block', '{"resource": 1, "module": [null], "locals": "a"}', '0 attributes'],
  ])('in JSON, of %s, as well', async (_, text, outcome) => {
    expect(await parse(text, 'main.tf.json')).toContain(outcome);
  });

  it('does not spoil the next one', async () => {
    await parse(`a = ${'"${'.repeat(many)}`);
    await parse(`a = ${'['.repeat(many)}`);
    expect(await parse('a = 1\n')).toBe('1 attributes, 0 blocks');
  });
});
