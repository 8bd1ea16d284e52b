import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from '../../support/standard.ts';

const top = mkdtempSync(join(tmpdir(), 'create-service-terraform-'));
afterAll(() => rmSync(top, { recursive: true, force: true }));

/** A name that only the parser of Terraform has, and that no minifier may change; and how WebAssembly begins in base64. */
const marks = ['ts_parser_parse_wasm', 'AGFzbQ'];

let runs = 0;

/** Which of the marks stand in the modules that a run of the built tool loads, as V8 counts them. */
function loadedBy(argv: readonly string[], cwd: string): readonly string[] {
  const coverage = join(top, `coverage-${runs++}`);
  mkdirSync(coverage);
  const { status } = spawnSync(process.execPath, [join(root, 'dist/cli.cjs'), ...argv], {
    cwd,
    env: { PATH: process.env['PATH'], HOME: top, NODE_V8_COVERAGE: coverage },
    stdio: 'ignore',
    timeout: 20_000,
  });
  expect([0, 1]).toContain(status);
  const urls = readdirSync(coverage).flatMap((name) => {
    const { result } = JSON.parse(readFileSync(join(coverage, name), 'utf8')) as { result: { url: string }[] };
    return result.flatMap(({ url }) => (url.startsWith('file:') ? [fileURLToPath(url)] : []));
  });
  const texts = urls.map((path) => readFileSync(path, 'utf8'));
  return marks.filter((mark) => texts.some((text) => text.includes(mark)));
}

describe('the parser of Terraform', () => {
  const repository = (files: Readonly<Record<string, string>>): string => {
    const folder = mkdtempSync(join(top, 'repository-'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return folder;
  };

  it.each([[['--version']], [['--help']], [['audit', '--help']], [['list']]])('is not loaded by %j', (argv) => {
    expect(loadedBy(argv, repository({}))).toEqual([]);
  });

  it('is not loaded by an audit of anything else', () => {
    expect(loadedBy(['audit', '.'], repository({ Dockerfile: 'FROM scratch\n', 'README.md': '# Orders\n' }))).toEqual(
      [],
    );
  });

  it('says nothing of its own, neither at first nor when its code was kept', () => {
    const cwd = repository({ 'main.tf': 'resource "aws_sqs_queue" "orders" {}\n' });
    for (let run = 0; run < 2; run += 1) {
      const { stderr } = spawnSync(process.execPath, [join(root, 'dist/cli.cjs'), 'audit', '.'], {
        cwd,
        env: { PATH: process.env['PATH'], HOME: top },
        encoding: 'utf8',
      });
      expect(stderr).toBe('');
    }
  });

  it('is loaded by an audit of a file of it', () => {
    expect(loadedBy(['audit', '.'], repository({ 'main.tf': 'resource "aws_sqs_queue" "orders" {}\n' }))).toEqual(
      marks,
    );
  });

  it('comes with its licences', () => {
    const licences = readFileSync(join(root, 'dist/THIRD_PARTY_LICENSES.txt'), 'utf8');
    for (const name of ['web-tree-sitter', '@tree-sitter-grammars/tree-sitter-hcl'])
      expect(licences).toContain(`${name} `);
  });
});
