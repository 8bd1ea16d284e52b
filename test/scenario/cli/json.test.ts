import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { folderOf, ourselves } from '../../../src/disk/owner.ts';
import { stageFolder } from '../../../src/disk/workplace.ts';
import { fill, snapshot } from '../disk/harness/world.ts';
import { world } from './harness/tool.ts';

const blob = { type: 'string', pattern: '^[0-9a-f]{40}$' };
const text = { type: 'string', minLength: 1 };
const closed = (properties: Record<string, object>, optional: readonly string[] = []): object => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
});

/** What scripts depend on: the document of `create --format json`. */
const documentSchema = closed({
  schemaVersion: { const: 1 },
  standard: closed({
    version: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+' },
    digest: { type: 'string', pattern: '^sha256:[0-9a-f]{64}$' },
  }),
  root: { type: 'string', pattern: '^/' },
  changes: {
    type: 'array',
    items: closed({
      path: text,
      action: { enum: ['create', 'update', 'keep', 'skip', 'delete', 'conflict'] },
      reason: text,
      mode: { enum: ['644', '755'] },
      digest: { anyOf: [blob, { type: 'null' }] },
    }),
  },
  nextSteps: { type: 'array', items: closed({ title: text, command: text }, ['command']) },
  audit: { type: ['object', 'null'], required: ['path', 'service', 'summary', 'findings', 'coverage'] },
});
const validate = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false }).compile(
  documentSchema,
);

interface Document {
  readonly root: string;
  readonly changes: readonly { readonly path: string; readonly action: string; readonly digest: string | null }[];
  readonly nextSteps: readonly { readonly title: string; readonly command?: string }[];
  readonly audit: { readonly summary: Record<string, number> } | null;
}

function documentOf(stdout: string): Document {
  const document = JSON.parse(stdout) as Document;
  expect(validate(document) ? [] : validate.errors).toEqual([]);
  return document;
}

const json = ['--format', 'json'];

describe('the plan as JSON', () => {
  it('is of the shape that scripts depend on, and is all that stdout has', () => {
    const { folder, run } = world();
    const { code, stdout, stderr } = run(['orders', '--yes', '--no-git', ...json]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const document = documentOf(stdout);
    expect(document.root).toBe(join(folder, 'orders'));
    expect(document.changes.map(({ path, action }) => `${action} ${path}`)).toEqual(
      [
        'NOTICE',
        'README.md',
        'catalog-info.yaml',
        'ci.yml',
        'run.sh',
        'src/auth.js',
        'src/main.js',
        '.create-service/manifest.json',
      ].map((path) => `create ${path}`),
    );
    expect(document.nextSteps.map(({ command }) => command)).toEqual(['cd orders', 'cat README.md', undefined]);
    expect(document.audit?.summary).toMatchObject({ pass: 1, fail: 0 });
  });

  it.each<[string, string[], Record<string, string>]>([
    ['a new folder', [], {}],
    ['a folder with files that stay', ['--on-conflict', 'skip'], { 'README.md': 'mine\n', 'src/other.js': '' }],
    ['a folder with files that are replaced', ['--on-conflict', 'overwrite'], { 'README.md': 'mine\n', 'run.sh': '' }],
    ['a folder with starter files', [], { 'README.md': 'mine\n', LICENSE: '' }],
    ['no audit', ['--no-audit'], {}],
    ['an audit that fails', ['--owner', 'joe'], {}],
  ])('is the same, byte for byte, dry and real: %s', (_, argv, files) => {
    const { folder, run } = world();
    if (Object.keys(files).length > 0) fill(join(folder, 'orders'), files);
    const before = snapshot(folder);
    const dry = run(['orders', '--yes', '--no-git', ...json, ...argv, '--dry-run']);
    expect(snapshot(folder)).toEqual(before);
    const real = run(['orders', '--yes', '--no-git', ...json, ...argv]);
    expect(dry).toEqual(real);
    const { changes } = documentOf(real.stdout);
    expect(existsSync(join(folder, 'orders/.create-service/manifest.json'))).toBe(true);
    expect(changes.filter(({ action }) => action === 'conflict')).toEqual([]);
  });

  it('tells of a component that is added as it tells of a service that is made', () => {
    const { folder, run } = world();
    run(['orders', '--yes', '--no-git', '--no-audit']);
    const cwd = join(folder, 'orders');
    const dry = run(['add', 'alerts/pager', '--yes', ...json, '--dry-run'], { cwd });
    expect(dry).toEqual(run(['add', 'alerts/pager', '--yes', ...json], { cwd }));
    expect(
      documentOf(dry.stdout)
        .changes.filter(({ action }) => action !== 'keep')
        .map(({ path, action }) => `${action} ${path}`),
    ).toEqual(['update README.md', 'create alerts.yaml', 'create install.cjs', 'update .create-service/manifest.json']);
  });

  it('never asks, not even on a terminal, and never changes the exit code', () => {
    const { folder, run } = world();
    writeFileSync(join(folder, 'file'), '');
    const lines = [
      ['a', '--yes', '--no-git'],
      ['b'],
      ['c', '--yes', '--port', '1'],
      ['file', '--yes'],
      ['a', '--yes'],
      ['d', '--yes', '--bogus'],
    ];
    const codes = (argv: readonly string[]): (number | null)[] =>
      lines.map((line) => run([...line, '--dry-run', ...argv]).code);
    expect(codes([])).toEqual(codes(json));
    for (const line of lines.slice(1)) expect(run([...line, ...json]).stdout === '' || line[0] === 'a').toBe(true);
  });
});

describe('a dry run', () => {
  it('shows every change and writes nothing, not even a folder', () => {
    const { folder, run } = world();
    const { code, stdout } = run(['deep/orders', '--yes', '--dry-run']);
    expect(code).toBe(0);
    expect(stdout).toContain('  + src/main.js\n');
    expect(stdout).toContain(`○ 8 files would be written to ${folder}/deep/orders\n`);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves to a real run what an interrupted one left', () => {
    const { folder, run } = world();
    const left = join(
      stageFolder(join(folder, 'orders')),
      folderOf({ ...ourselves(), pid: 2 ** 22 + 1, started: '1' }),
    );
    fill(left, { 'README.md': 'half' });
    const before = snapshot(folder);
    expect(run(['orders', '--yes', '--dry-run']).code).toBe(0);
    expect(snapshot(folder)).toEqual(before);
    expect(run(['orders', '--yes', '--no-git', '--no-audit']).stderr).not.toBe('');
    expect(readdirSync(folder)).toEqual(['orders']);
  });

  it('tells what a real run would refuse', () => {
    const { folder, run } = world();
    fill(join(folder, 'orders'), { 'run.sh': 'mine', 'other.txt': '' });
    const dry = run(['orders', '--yes', '--dry-run']);
    expect(dry).toEqual(run(['orders', '--yes']));
    expect(dry.code).toBe(2);
  });
});
