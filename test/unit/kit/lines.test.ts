import { parse } from '@babel/parser';
import { array, assert as check, asyncProperty, constantFrom } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTypeScript } from '../../../src/audit/typescript.ts';
import { nodesOf, placeOf } from '../../../src/kit/index.ts';

const pieces = constantFrom(
  '\n',
  '\r\n',
  '\r',
  '\u2028',
  'const a = 1;',
  '`x\ny`;',
  '"é🚀";',
  ' ',
  '\t',
  'f({ b: 2 });',
  '// c',
);

describe('the place of a node', () => {
  it('is the one that the parser tells, whatever ends the lines', async () => {
    await check(
      asyncProperty(array(pieces, { maxLength: 12 }), async (all) => {
        const text = all.join('\n;');
        const theirs = nodesOf(parse(text, { sourceType: 'unambiguous', errorRecovery: true, attachComment: false }));
        const ours = nodesOf(await parseTypeScript('a.ts', text));
        const places = theirs.map(
          ({ loc }) => loc && [loc.start.line, loc.start.column + 1, loc.end.line, loc.end.column + 1],
        );
        expect(
          ours.map((node) => {
            const { line, column, endLine, endColumn } = placeOf('a.ts', node);
            return [line, column, endLine, endColumn];
          }),
        ).toEqual(places);
      }),
    );
  });
});
