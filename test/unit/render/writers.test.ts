import { execFileSync } from 'node:child_process';
import { parse as parseTypeScript } from '@babel/parser';
import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compile } from '../../../src/render/compile.ts';
import { helpers } from '../../../src/render/helpers.ts';
import { run } from '../../../src/render/run.ts';

const write = (helper: string, value: unknown): string => String(helpers[helper]?.(value));

/** Texts that parsers stumble over: odd characters, words of the language, and anything. */
const odd = fc
  .array(
    fc.constantFrom(
      ...'\'"`\\$#:,-?&*!|>%@{}[]~=.',
      ' ',
      '\n',
      '\r',
      '\t',
      '${',
      '\\"',
      '\u0000',
      '\u001b',
      '\u007f',
      '\u0085',
      '\u009b',
      '\u2028',
      '\ufeff',
      '\uffff',
      'é',
      '日',
      '🚀',
      'a',
      '0',
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));
const words = fc.constantFrom(
  'true',
  'No',
  'y',
  'OFF',
  'null',
  '~',
  '',
  '0',
  '007',
  '1e3',
  '0x1f',
  '1_000',
  '1:30',
  '.inf',
  '.NaN',
  '2026-01-02',
  '- a',
  'a: b',
  'a #b',
  '<<',
  '---',
  '...',
  '=',
  'a b',
  'a ',
  ' a',
  '__proto__',
);
const text = fc.oneof(
  odd,
  words,
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }).map((given) => Buffer.from(given).toString()),
);
const scalar = fc.oneof(
  text,
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0),
  fc.boolean(),
);
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      text.filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
})).value;

describe('a value comes back as it was', () => {
  const same = (values: fc.Arbitrary<unknown>, read: (value: never) => unknown): void =>
    fc.assert(
      fc.property(values, (value) => void expect(read(value as never)).toEqual(value)),
      { numRuns: 400 },
    );

  it('from JSON', () => same(json, (value) => JSON.parse(write('json', value))));

  it('from YAML, as a value of a key and as an item, by two parsers', () => {
    same(json, (value) => parse(`key: ${write('yaml', value)}\n`).key);
    same(json, (value) => (load(`- ${write('yaml', value)} # why\n`) as unknown[])[0]);
    same(json, (value) => (load(`[a, ${write('yaml', value)}, b]`) as unknown[])[1]);
  });

  it('from YAML 1.1, whose parsers take more words for booleans and numbers', () =>
    same(json, (value) => parse(`key: ${write('yaml', value)}\n`, { version: '1.1', merge: true }).key));

  it('from JSON read as YAML', () => same(json, (value) => load(write('json', value))));

  it('from inside a quoted text of YAML', () => {
    same(text, (value) => parse(`key: "${write('yamlText', value)}"\n`).key);
    same(text, (value) => load(`"${write('yamlText', value)}"`));
  });

  it('from JavaScript', () => same(json, (value) => new Function(`return (${write('js', value)})`)()));

  it('from inside quoted texts of JavaScript', () => {
    same(text, (value) => new Function(`return '${write('jsText', value)}'`)());
    same(text, (value) => new Function(`return \`${write('jsText', value)}\``)());
  });

  it('from TypeScript, as Babel reads it', () => {
    same(
      text,
      (value) =>
        (
          parseTypeScript(`x = ${write('js', value)}`).program.body[0] as never as {
            expression: { right: { value: string } };
          }
        ).expression.right.value,
    );
  });

  it('from a shell, in one word', () => {
    const values = fc.sample(
      text.map((value) => value.replaceAll('\0', '')),
      300,
    );
    const script = `for word in ${values.map((value) => write('shell', value)).join(' ')}; do printf '%s\\0' "$word"; done`;
    const read = execFileSync('sh', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
    expect(read).toEqual(values);
  });

  it('from TOML', () => {
    same(text, (value) => readTomlString(write('toml', value)));
    expect(write('toml', ['a', 1, true, ['b']])).toBe('["a", 1, true, ["b"]]');
  });

  it('from code of Markdown', () => {
    fc.assert(
      fc.property(text, (value) => {
        if (/[`\n\r]/.test(value)) expect(() => write('mdCode', value)).toThrow('is not one line without backticks');
        else expect(write('mdCode', value)).toBe(value);
      }),
    );
  });
});

/** A basic string as the grammar of TOML 1.0 has it: no control character but tab, and only the named escapes. */
function readTomlString(literal: string): string {
  expect(literal).toMatch(/^"(?:[^\p{Cc}"\\]|\\[btnfr"\\]|\\u(?![dD][89a-fA-F])[0-9a-fA-F]{4})*"$/u);
  return literal
    .slice(1, -1)
    .replace(/\\(?:u([0-9a-f]{4})|(.))/gi, (_, code: string | undefined, letter: string) =>
      code === undefined
        ? ({ b: '\b', t: '\t', n: '\n', f: '\f', r: '\r' }[letter] ?? letter)
        : String.fromCharCode(Number.parseInt(code, 16)),
    );
}

describe('a value that a writer cannot write', () => {
  it.each([
    ['slug', 'a b'],
    ['slug', '-a'],
    ['slug', ''],
    ['slug', 'a\n'],
    ['slug', 'a;b'],
    ['slug', '$(a)'],
    ['command', 'a\nb'],
    ['command', ''],
    ['num', '8080'],
    ['num', Number.NaN],
    ['json', Number.NaN],
    ['yaml', undefined],
    ['js', Number.POSITIVE_INFINITY],
    ['toml', null],
    ['toml', { a: 1 }],
    ['toml', [{ a: 1 }]],
    ['shell', null],
    ['md', {}],
    ['pascal', []],
  ])('is refused: {{%s %j}}', (helper, value) => {
    expect(() => run(compile(`{{${helper} value}}`, 'it'), { value }, 'it')).toThrow(`it: {{${helper}}}: `);
  });
});

describe('Markdown text', () => {
  it.each([
    ['a *b* _c_ `d`', 'a \\*b\\* \\_c\\_ \\`d\\`'],
    ['[a](b) <c> | ~~d~~', '\\[a\\](b) \\<c\\> \\| \\~\\~d\\~\\~'],
    ['a & b &amp; &#38;', 'a & b &amp;amp; &amp;#38;'],
    ['# a', '\\# a'],
    ['1. a', '1\\. a'],
    ['- a', '\\- a'],
    ['---', '\\---'],
    ['1.2.3', '1.2.3'],
    ['one\n\n# two', 'one # two'],
  ])('shows %j as it is', (given, expected) => {
    expect(write('md', given)).toBe(expected);
  });
});

it('a plain value stays plain: quotes stand only where they are needed', () => {
  expect(['orders', 'a b', '/livez', 'team/a@b.c'].map((value) => write('yaml', value))).toEqual([
    'orders',
    'a b',
    '/livez',
    'team/a@b.c',
  ]);
  expect(["it's", 'a "b"', 'a'].map((value) => write('js', value))).toEqual([`"it's"`, `'a "b"'`, `'a'`]);
  expect(['a-b', 'a b', "it's"].map((value) => write('shell', value))).toEqual(['a-b', "'a b'", "'it'\\''s'"]);
});
