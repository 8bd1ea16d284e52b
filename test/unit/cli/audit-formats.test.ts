import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit } from '../../../src/cli/audit.ts';
import { commandNamed, commands, reportFormats } from '../../../src/cli/options.ts';
import type { Terminal } from '../../../src/cli/terminal.ts';
import { plain } from '../../../src/report/palette.ts';
import { standard } from '../../support/standard.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'formats-'));
  writeFileSync(join(folder, 'README.md'), '# Orders\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The exit code and what was printed. */
const run = async (...argv: readonly string[]): Promise<readonly [number, string]> => {
  const printed: string[] = [];
  const shipped = { standard, rules: () => standard.rules, examples: () => ({}), filesOf: () => ({}) };
  const print = (text: string): void => void printed.push(text);
  const terminal: Terminal = {
    interactive: false,
    columns: 80,
    colors: plain,
    print,
    write: print,
    say: print,
    hasReader: () => true,
  };
  const code = await audit([folder, '--rule', 'doc-readme', ...argv], commandNamed('audit'), shipped, terminal);
  return [code, printed.join('')];
};

describe.each(reportFormats)('audit --format %s', (format) => {
  it('has the exit code of every other format, and the same text in a file', async () => {
    const file = join(folder, `report.${format}`);
    const [code, text] = await run('--format', format, '--output', `${format}=${file}`);
    expect(code).toBe(1);
    expect(text).toContain('doc-readme');
    expect(text.endsWith('\n')).toBe(true);
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect((await run('--format', format, '--fail-on', 'never'))[0]).toBe(0);
  });
});

it('only an audit has more formats than pretty and json', () => {
  const choices = commands
    .filter(({ name }) => name !== 'audit')
    .flatMap(({ options }) => options.filter(({ name }) => name === 'format').map((option) => option.choices));
  expect(choices).toEqual(choices.map(() => ['pretty', 'json']));
});

it('names the formats where one is not known', async () => {
  await expect(run('--output', 'xml=a.xml')).rejects.toMatchObject({
    hint: 'Write, for example, --output json=audit.json; F is one of pretty, json, sarif, junit, markdown, github, html.',
  });
});
