import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { excerptOf } from '../../../src/audit/excerpt.ts';

const file = ['one', 'two', 'three', 'four', 'five', 'six'].join('\n');

describe('the lines around a place', () => {
  it('are two on either side, fewer at the ends of the file', () => {
    expect(excerptOf(file, 4)).toEqual({ start: 2, lines: ['two', 'three', 'four', 'five', 'six'] });
    expect(excerptOf(file, 1)).toEqual({ start: 1, lines: ['one', 'two', 'three'] });
    expect(excerptOf(file, 6)).toEqual({ start: 4, lines: ['four', 'five', 'six'] });
    expect(excerptOf('one\n', 1)).toEqual({ start: 1, lines: ['one'] });
  });

  it('are none where the file has no such line', () => {
    expect(excerptOf(file, 7)).toBeUndefined();
    expect(excerptOf('', 2)).toBeUndefined();
  });

  it('are cut to a length that can be shown, never in half of a character', () => {
    const [line = ''] = excerptOf(`${'x'.repeat(159)}😀${'y'.repeat(1_000_000)}`, 1)?.lines ?? [];
    expect(line).toBe(`${'x'.repeat(159)}…`);
  });

  it('show nothing that begins like a credential', () => {
    // Put together here, so that no scanner takes this file for one that holds a secret.
    const secrets = [`AKIA${'A1'.repeat(8)}`, `ghp_${'a1'.repeat(18)}`, `-----BEGIN RSA ${'PRIVATE'} KEY-----`];
    for (const secret of secrets) {
      const shown = excerptOf(`a: 1\nkey: ${secret}\nb: 2`, 1)?.lines.join('\n') ?? '';
      expect(shown).toContain('key: [hidden]');
      expect(shown).not.toContain(secret);
    }
  });

  it('hold the line itself at its number, whatever the file', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string({ maxLength: 20 }).filter((text) => !/[\r\n]/.test(text)),
          { minLength: 1 },
        ),
        (lines) => {
          const text = lines.join('\n');
          lines.forEach((line, index) => {
            const found = excerptOf(text, index + 1);
            expect(found?.lines[index + 1 - (found?.start ?? 0)]).toBe(line);
          });
        },
      ),
    );
  });
});
