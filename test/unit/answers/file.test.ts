import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readAnswersFile } from '../../../src/cli/answers-file.ts';
import { UserError } from '../../../src/errors.ts';
import { refusal, renderFixture } from '../../support/fixture.ts';

const folder = mkdtempSync(join(tmpdir(), 'answers-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const path = join(folder, 'answers.yaml');
const read = async (content: string | Uint8Array): Promise<Readonly<Record<string, unknown>>> => {
  writeFileSync(path, content);
  return readAnswersFile(path);
};
const refused = async (reading: Promise<unknown>): Promise<string> => {
  const error: unknown = await reading.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof UserError) return error.message;
  throw error ?? new Error('it was not refused');
};

describe('an answers file', () => {
  it('is YAML or JSON', async () => {
    const answers = { name: 'orders', port: '9000', secured: 'false' };
    expect(await read('name: orders\nport: 9000 # why\nsecured: false\n')).toEqual(answers);
    expect(await read('{ "name": "orders", "port": 9000, "secured": false }')).toEqual(answers);
    expect(await read(`\ufeffname: orders\r\nport: 9000\r\nsecured: false\r\n`)).toEqual(answers);
  });

  it('keeps ids as they are written: leading zeros, and what YAML would take for a number, a date or a boolean', async () => {
    const ids = {
      account: '012345678901',
      hex: '0x1f',
      big: '123456789012345678901',
      date: '2026-01-02',
      time: '1:30',
      word: 'no',
      octal: '0o17',
    };
    expect(
      await read(
        Object.entries(ids)
          .map(([key, value]) => `${key}: ${value}\n`)
          .join(''),
      ),
    ).toEqual(ids);
    const { answers } = renderFixture({ file: { owner: (await read('owner: 007')).owner } });
    expect(answers['owner']).toBe('007');
  });

  it('gives what the flags of the same text give', async () => {
    const flags = { name: 'orders', port: '9000', tier: '3', secured: 'yes' };
    const file = await read(
      Object.entries(flags)
        .map(([key, value]) => `${key}: ${value}\n`)
        .join(''),
    );
    expect(renderFixture({ file }).texts).toEqual(renderFixture({ flags }).texts);
  });

  it('leaves nothing open to guesses: null is no text', async () => {
    const file = await read('owner: null\n');
    expect(refusal(() => renderFixture({ file })).message).toBe('owner: nothing is not text (--owner)');
    expect(await read(`owner: 'null'\nchannel: nullable\n`)).toEqual({ owner: 'null', channel: 'nullable' });
    expect(await read('{ "owner": null }')).toEqual({ owner: null });
  });
});

describe('an answers file that is none is refused with its path', () => {
  it.each([
    ['a list', '- a\n'],
    ['a word', 'orders\n'],
    ['nothing', ''],
    ['a comment', '# later\n'],
  ])('%s', async (_, content) => {
    expect(await refused(read(content))).toBe(`${path} is not a mapping of questions to answers.`);
  });

  it.each([
    ['bad YAML', 'a: [b\nc'],
    ['a key twice', 'name: a\nname: b\n'],
    ['two documents', 'name: a\n---\nname: b\n'],
    ['an unknown alias', 'name: *a\n'],
    ['a tag that makes a function', 'name: !!js/function "a"\n'],
    ['lists without end', '['.repeat(200_000)],
  ])('%s', async (_, content) => {
    expect(await refused(read(content))).toContain(`${path} is not valid YAML or JSON: `);
  });

  it('binary', async () => {
    expect(await refused(read(Uint8Array.from([0xff, 0xfe, 0x00, 0x41])))).toBe(`${path} is not UTF-8 text.`);
  });

  it('huge', async () => {
    expect(await refused(read('a'.repeat(1024 * 1024 + 1)))).toContain('is larger than 1048576 bytes');
  });

  it('absent, or a folder', async () => {
    mkdirSync(join(folder, 'inner'), { recursive: true });
    expect(await refused(readAnswersFile(join(folder, 'none.yaml')))).toContain('none.yaml');
    expect(await refused(readAnswersFile(join(folder, 'inner')))).toContain('inner');
  });
});

describe('a hostile answers file', () => {
  it('cannot unfold aliases into a message', async () => {
    const levels = Array.from(
      { length: 30 },
      (_, index) =>
        `a${index}: &a${index} [${Array(10)
          .fill(index === 0 ? 'x' : `*a${index - 1}`)
          .join(', ')}]`,
    );
    const file = await read(`name: &n [*n]\n${levels.join('\n')}\n`);
    const { message } = refusal(() => renderFixture({ file }));
    expect(message).toContain('name: a list is not text (--name)');
    expect(message.length).toBeLessThan(10_000);
  });

  it('cannot reach the prototype of objects', async () => {
    for (const content of [
      '__proto__: { polluted: true }\n',
      '{ "__proto__": { "polluted": true } }',
      'constructor: { prototype: { polluted: true } }\n',
    ]) {
      const file = await read(content);
      expect(refusal(() => renderFixture({ file })).message).toContain('is no question of the chosen templates');
      expect(({} as Record<string, unknown>)['polluted']).toBe(undefined);
    }
  });

  it('cannot hold the run up with a name or a value of a megabyte', async () => {
    const start = process.cpuUsage().user;
    const long = 'x'.repeat(500_000);
    const { message } = refusal(() => renderFixture({ file: { [long]: 'a', name: long } }));
    expect(message.length).toBeLessThan(1000);
    expect(process.cpuUsage().user - start).toBeLessThan(1_000_000);
  });
});
