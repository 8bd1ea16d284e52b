import { join, normalize, posix, sep, win32 } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../src/errors.ts';
import { safePath } from '../../../src/plan/safe-path.ts';

const taken = (text: string): string | undefined => {
  try {
    return safePath(text);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
};

describe('a path that is taken', () => {
  test.each([
    'a',
    '.github/workflows/ci.yaml',
    'src/routes/[id].ts',
    'com10',
    'console',
    'a b/c',
    '.gitignore',
    '.gitattributes',
    'git~x',
    '서비스/읽기.md',
    'aux-folder/x',
  ])('%s', (path) => expect(safePath(path)).toBe(path));

  test('stays below the root on every system, and is taken again as it is', () => {
    // Texts close to trouble, so that the property meets both sides of the line.
    const piece = fc.constantFrom(
      'a',
      'b.ts',
      '..',
      '.',
      '/',
      '\\',
      '',
      'C:',
      'é',
      '~',
      ' ',
      '.',
      '-',
      '\0',
      '.git',
      'con',
      '\u200c',
      '//',
      'x',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')),
          fc.string({ unit: 'binary', maxLength: 30 }),
        ),
        (text) => {
          const path = taken(text);
          if (path === undefined) return;
          expect(safePath(path)).toBe(path);
          expect(path).toBe(text.normalize('NFC'));
          expect(normalize(path)).toBe(path.replaceAll('/', sep));
          for (const system of [posix, win32]) {
            expect(system.isAbsolute(path)).toBe(false);
            expect(system.resolve('/root', path).split(/[/\\]/).slice(-path.split('/').length).join('/')).toBe(path);
          }
          expect(join('/root', path).startsWith('/root/')).toBe(true);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test('is in NFC, so that one name is one file', () => {
    expect(safePath('cafe\u0301.md')).toBe('café.md');
  });
});

describe('a path that is refused', () => {
  test.each([
    ['', 'empty'],
    ['/etc/passwd', 'absolute'],
    ['../x', "'..'"],
    ['a/../b', "'..'"],
    ['a/./b', "'.'"],
    ['a//b', 'empty segment'],
    ['a/', 'empty segment'],
    ['a\\b', 'backslash'],
    ['C:x', 'drive'],
    ['c:/x', 'drive'],
    ['a\0b', 'control'],
    ['a\nb', 'control'],
    ['a\u200cb', 'invisible'],
    ['\u202ea', 'invisible'],
    ['a\ud800', 'invisible'],
    ['.git/config', "git's own"],
    ['a/.GIT/hooks/x', "git's own"],
    ['git~1/x', "git's own"],
    ['.git\u200c/x', 'invisible'],
    ['con', 'device'],
    ['src/NUL.txt', 'device'],
    ['com1', 'device'],
    ['LPT\u00b9.log', 'device'],
    ['aux .txt', 'device'],
    ['a.', 'dot or a space'],
    ['a /b', 'dot or a space'],
    ['a?b', 'Windows'],
    ['ab:c', 'Windows'],
    ['x'.repeat(256), 'longer than 255'],
    [Array.from({ length: 100 }, () => 'x'.repeat(20)).join('/'), 'longer than 900'],
    // Becomes a plain `;`-like or quote character only after normalising.
    ['\u037e:', 'Windows'],
  ])('%j, since it is %s', (text, why) => {
    expect(() => safePath(text)).toThrow(UserError);
    expect(() => safePath(text)).toThrow(why);
  });
});
