import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hcl } from '../../../src/kit/hcl.ts';
import { plain } from './hcl-plain.ts';
import { print } from './hcl-print.ts';

const identifier = fc.constantFrom('a', 'b_c', 'd-1', 'var', 'aws_sns_topic', 'ключ');
const text = fc.string({ unit: fc.constantFrom(...'ab \n\t"\\${}%#/*é😀~-<>:=[]().'), maxLength: 12 });
const literal = fc.record({
  kind: fc.constant('literal'),
  value: fc.oneof(text, fc.nat(), fc.constantFrom(0.5, 12.25, true, false, null)),
});

const { expression } = fc.letrec((tie) => {
  const inner = tie('expression');
  const list = fc.array(inner, { maxLength: 3 });
  const filled = text.filter((part) => part !== '');
  const parts = fc
    .tuple(fc.array(fc.tuple(filled, inner), { minLength: 1, maxLength: 2 }), fc.option(filled))
    .map(([pairs, last]) => [...pairs.flat(), ...(last === null ? [] : [last])]);
  const item = fc.constant({ kind: 'name', name: '*' });
  return {
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      literal,
      fc.record({ kind: fc.constant('name'), name: identifier }),
      fc.record({ kind: fc.constant('template'), parts }),
      fc.record({ kind: fc.constant('list'), items: list }),
      fc.record({
        kind: fc.constant('object'),
        entries: fc.array(fc.record({ key: fc.oneof(literal, inner), value: inner }), { maxLength: 3 }),
      }),
      fc.record({ kind: fc.constant('attribute'), of: inner, name: identifier }),
      fc.record({ kind: fc.constant('index'), of: inner, key: inner }),
      fc.record({
        kind: fc.constant('splat'),
        of: inner,
        each: fc.oneof(item, fc.record({ kind: fc.constant('attribute'), of: item, name: identifier })),
      }),
      fc
        .record({ kind: fc.constant('call'), name: identifier, args: list, spread: fc.boolean() })
        .map((call) => ({ ...call, spread: call.spread && call.args.length > 0 })),
      fc.record({ kind: fc.constant('conditional'), test: inner, yes: inner, no: inner }),
      fc.record({
        kind: fc.constant('operation'),
        operator: fc.constantFrom('*', '/', '%', '+', '-', '>', '>=', '<', '<=', '==', '!=', '&&', '||'),
        operands: fc.tuple(inner, inner),
      }),
      fc.record({ kind: fc.constant('operation'), operator: fc.constantFrom('-', '!'), operands: fc.tuple(inner) }),
      fc
        .record({
          kind: fc.constant('for'),
          names: fc.array(identifier, { minLength: 1, maxLength: 2 }),
          over: inner,
          key: fc.option(inner),
          result: inner,
          condition: fc.option(inner),
          grouped: fc.boolean(),
        })
        .map((loop) => ({ ...loop, grouped: loop.grouped && loop.key !== null })),
    ),
  };
});

const characters = [...'a1 \n={}[]()".*?:,-!#~\\\0😀'];
const words = ['${', '%{', 'if', 'for', 'in', 'endif', 'else', '<<E\n', 'E\n', '<<-E\n', '=>', '...', '/*', '*/', '//'];

describe('HCL', () => {
  it('that is written and parsed is the same tree', async () => {
    await fc.assert(
      fc.asyncProperty(expression, async (tree) => {
        const { attributes } = await hcl.parse(`x = ${print(tree)}\n`, 'main.tf');
        expect(plain(attributes[0]?.value)).toEqual(tree);
      }),
      { numRuns: 1000 },
    );
  });

  const noise = fc.array(fc.constantFrom(...characters, ...words), { maxLength: 60 }).map((picked) => picked.join(''));

  it.each(['main.tf', 'main.tf.json'])('throws nothing but an Error, whatever %s holds', async (path) => {
    const inJson = (value: string): string =>
      path.endsWith('.json') ? JSON.stringify({ locals: { a: value } }) : value;
    await fc.assert(
      fc.asyncProperty(fc.oneof(noise, fc.string({ unit: 'binary' })), async (value) => {
        try {
          await hcl.parse(inJson(value), path);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          expect(error).not.toBeInstanceOf(TypeError);
          expect(error).not.toBeInstanceOf(RangeError);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
