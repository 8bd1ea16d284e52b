import { describe, expect, it } from 'vitest';
import { hcl } from '../../../src/kit/hcl.ts';
import type { HclExpression } from '../../../src/kit/hcl-tree.ts';
import { plain } from './hcl-plain.ts';

const valueOf = async (text: string): Promise<HclExpression> => {
  const { attributes } = await hcl.parse(`x = ${text}\n`, 'main.tf');
  const [first] = attributes;
  if (first === undefined) throw new Error('no attribute');
  return first.value;
};

const literal = (value: string | number | boolean | null) => ({ kind: 'literal', value });
const name = (of: string) => ({ kind: 'name', name: of });
const attribute = (of: unknown, key: string) => ({ kind: 'attribute', of, name: key });

describe('expressions of HCL', () => {
  it.each<[string, unknown]>([
    ['1.5', literal(1.5)],
    ['true', literal(true)],
    ['null', literal(null)],
    ['""', literal('')],
    ['"  a  "', literal('  a  ')],
    [String.raw`"a\"b\n\\\u00e9"`, literal('a"b\n\\é')],
    ['"$${a} %%{b} 100% $5"', literal('${a} %{b} 100% $5')],
    ['"a ${b} c"', { kind: 'template', parts: ['a ', name('b'), ' c'] }],
    ['"${b}"', { kind: 'template', parts: [name('b')] }],
    ['"a  ${~ b ~}  c"', { kind: 'template', parts: ['a', name('b'), 'c'] }],
    ['"${"${b}"}"', { kind: 'template', parts: [{ kind: 'template', parts: [name('b')] }] }],
    ['[1, [], ]', { kind: 'list', items: [literal(1), { kind: 'list', items: [] }] }],
    [
      '{ a = 1, "b": 2\n (c) = 3 }',
      {
        kind: 'object',
        entries: [
          { key: literal('a'), value: literal(1) },
          { key: literal('b'), value: literal(2) },
          { key: name('c'), value: literal(3) },
        ],
      },
    ],
    [
      '{\n  a = b\n  (c) = "d"\n}',
      {
        kind: 'object',
        entries: [
          { key: literal('a'), value: name('b') },
          { key: name('c'), value: literal('d') },
        ],
      },
    ],
    ['a.b-c', attribute(name('a'), 'b-c')],
    ['a["k"].b', attribute({ kind: 'index', of: name('a'), key: literal('k') }, 'b')],
    ['a.0.b', attribute({ kind: 'index', of: name('a'), key: literal(0) }, 'b')],
    ['a[*].b', { kind: 'splat', of: name('a'), each: attribute(name('*'), 'b') }],
    ['a.*.b', { kind: 'splat', of: name('a'), each: attribute(name('*'), 'b') }],
    ['f()', { kind: 'call', name: 'f', args: [], spread: false }],
    ['f(a, b...)', { kind: 'call', name: 'f', args: [name('a'), name('b')], spread: true }],
    ['provider::aws::f(1)', { kind: 'call', name: 'provider::aws::f', args: [literal(1)], spread: false }],
    ['(a).b', attribute(name('a'), 'b')],
    ['!a.b', { kind: 'operation', operator: '!', operands: [attribute(name('a'), 'b')] }],
    [
      'a + b * -c',
      {
        kind: 'operation',
        operator: '+',
        operands: [
          name('a'),
          {
            kind: 'operation',
            operator: '*',
            operands: [name('b'), { kind: 'operation', operator: '-', operands: [name('c')] }],
          },
        ],
      },
    ],
    [
      'a ? 1 : b ? 2 : 3',
      {
        kind: 'conditional',
        test: name('a'),
        yes: literal(1),
        no: { kind: 'conditional', test: name('b'), yes: literal(2), no: literal(3) },
      },
    ],
    [
      '(a ? b : c) ? 1 : d ? 2 : e ? 3 : 4',
      {
        kind: 'conditional',
        test: { kind: 'conditional', test: name('a'), yes: name('b'), no: name('c') },
        yes: literal(1),
        no: {
          kind: 'conditional',
          test: name('d'),
          yes: literal(2),
          no: { kind: 'conditional', test: name('e'), yes: literal(3), no: literal(4) },
        },
      },
    ],
    [
      '[for k, v in a : v if v != ""]',
      {
        kind: 'for',
        names: ['k', 'v'],
        over: name('a'),
        key: null,
        result: name('v'),
        condition: { kind: 'operation', operator: '!=', operands: [name('v'), literal('')] },
        grouped: false,
      },
    ],
    [
      '{ for v in a : v.id => v... }',
      {
        kind: 'for',
        names: ['v'],
        over: name('a'),
        key: attribute(name('v'), 'id'),
        result: name('v'),
        condition: null,
        grouped: true,
      },
    ],
    ['<<EOT\n  a\n\n  ${b}\nEOT', { kind: 'template', parts: ['  a\n\n  ', name('b'), '\n'] }],
    [
      '<<-EOT\n    a\n\n      b "c" \\n\n    ${d}\n  EOT',
      { kind: 'template', parts: ['a\n\n  b "c" \\n\n', name('d'), '\n'] },
    ],
    [
      '"a%{ if b }c${d}%{ else }e%{ endif }"',
      {
        kind: 'template',
        parts: [
          'a',
          {
            kind: 'conditional',
            test: name('b'),
            yes: { kind: 'template', parts: ['c', name('d')] },
            no: literal('e'),
          },
        ],
      },
    ],
    ['"%{ for a in b }${a}%{ endfor }"', { kind: 'template', parts: [{ kind: 'unknown' }] }],
  ])('%s', async (text, expected) => {
    expect(plain(await valueOf(text))).toEqual(expected);
  });
});

describe('blocks of HCL', () => {
  it('have a type, labels, attributes and blocks, all with where they stand', async () => {
    const text = [
      '# comment',
      'resource "aws_s3_bucket" "files" {',
      '  bucket = "x" // why',
      '  /* not',
      '     this = 1 */',
      '  lifecycle { prevent_destroy = true }',
      '}',
      'locals {}',
    ].join('\n');
    const body = await hcl.parse(text, 'main.tf');
    expect(body.blocks.map(({ type, labels, at }) => [type, labels, at.line, at.endLine])).toEqual([
      ['resource', ['aws_s3_bucket', 'files'], 2, 7],
      ['locals', [], 8, 8],
    ]);
    const [resource] = body.blocks;
    expect(resource?.body.attributes[0]?.at).toMatchObject({ path: 'main.tf', line: 3, column: 3 });
    expect(resource?.body.attributes[0]?.value.at).toMatchObject({ line: 3, column: 12, endColumn: 15 });
    expect(resource?.body.blocks[0]).toMatchObject({ type: 'lifecycle', at: { line: 6, column: 3 } });
  });

  it('may be none', async () => {
    expect(plain(await hcl.parse('# nothing\n', 'main.tf'))).toEqual({ attributes: [], blocks: [] });
    expect(plain(await hcl.parse('', 'main.tf'))).toEqual({ attributes: [], blocks: [] });
  });

  it('count columns as editors do', async () => {
    const { attributes } = await hcl.parse('a = { "ключ" = "é" }\n', 'main.tf');
    const [object] = attributes;
    const value = object?.value.kind === 'object' ? object.value.entries[0]?.value : undefined;
    expect(value?.at).toMatchObject({ line: 1, column: 16 });
  });
});

describe('what is not HCL', () => {
  it.each<[string, RegExp]>([
    ['a = \n', /^line 2, column 1: identifier is missing$/],
    ['a = 1\nb = = 2\n', /^line 2, column 1: not understood: b = = 2$/],
    ['resource "a" "b" {\n  c = 1\n', /^line \d, column \d+: /],
    ['a = 1 b = 2\n', /^line 1, column 7: a new line is expected$/],
    ['a = "b\nc"\n', /^line 1, column 5: a text in quotes ends on its line$/],
    ['a =\n  1\n', /^line 1, column 1: a value is expected$/],
    ['a = "${b"\n', /^line 1, column \d+: /],
    ['a = <<EOT\nb\n', /^line 3, column 1: heredoc identifier is missing$/],
    ['a = "\\q"\n', /^line 1, column \d+: /],
    ['{ "a": 1 }\n', /^line 1, column 1: /],
    ['<<<<<<< HEAD\na = 1\n', /^line 1, column 1: /],
  ])('%j', async (text, message) => {
    await expect(Promise.resolve(hcl.parse(text, 'main.tf'))).rejects.toThrow(message);
  });
});

describe('HCL in JSON', () => {
  it('has the blocks of the language, and templates in its texts', async () => {
    const document = {
      '//': 'comment',
      terraform: { backend: { s3: { bucket: 'b' } }, required_providers: { aws: { version: '~> 6.0' } } },
      resource: { aws_sns_topic: { alerts: [{ name: 'a-${var.b}', lifecycle: { prevent_destroy: true } }] } },
      locals: { whole: '${var.c}', odd: 'TEXT\n"\\n" ${d}\n' },
    };
    const { blocks } = await hcl.parse(JSON.stringify(document), 'main.tf.json');
    expect(blocks.map(({ type, labels, at }) => [type, labels, at.pointer])).toEqual([
      ['terraform', [], '/terraform'],
      ['resource', ['aws_sns_topic', 'alerts'], '/resource/aws_sns_topic/alerts/0'],
      ['locals', [], '/locals'],
    ]);
    expect(blocks[0]?.body.blocks.map(({ type, labels }) => [type, labels])).toEqual([
      ['backend', ['s3']],
      ['required_providers', []],
    ]);
    expect(plain(blocks[1]?.body.attributes)).toEqual([
      { name: 'name', value: { kind: 'template', parts: ['a-', attribute(name('var'), 'b')] } },
    ]);
    expect(plain(blocks[2]?.body.attributes)).toEqual([
      { name: 'whole', value: attribute(name('var'), 'c') },
      { name: 'odd', value: { kind: 'template', parts: ['TEXT\n"\\n" ', name('d'), '\n'] } },
    ]);
  });

  it('is no HCL when it is no JSON, or a text in it is no template', async () => {
    await expect(Promise.resolve(hcl.parse('{', 'main.tf.json'))).rejects.toThrow(Error);
    await expect(Promise.resolve(hcl.parse('{"locals": {"a": "${"}}', 'main.tf.json'))).rejects.toThrow(Error);
  });
});
